// Text in other encodings, for fixtures.
import Foundation

struct NotConvertible: Error {}

func converted(_ text: String, to encoding: String) throws -> [UInt8] {
  var input = Array(text.utf8)
  var output = [UInt8](repeating: 0, count: input.count * 4 + 16)
  let handle = iconv_open(encoding, "UTF-8")
  defer { iconv_close(handle) }
  var (left, free) = (input.count, output.count)
  let result = input.withUnsafeMutableBytes { input in
    output.withUnsafeMutableBytes { output in
      var from = input.baseAddress?.assumingMemoryBound(to: CChar.self)
      var to = output.baseAddress?.assumingMemoryBound(to: CChar.self)
      return iconv(handle, &from, &left, &to, &free)
    }
  }
  guard result != -1 else { throw NotConvertible() }
  return Array(output.dropLast(free))
}

extension String {
  func replacingOccurrences(_ old: String, _ new: String) -> String {
    split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }
}
