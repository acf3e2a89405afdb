// The encodings that applicant data comes in, and how a file's own is found out.
internal import Domain
internal import Glibc

enum TextEncoding: String {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  case gb18030 = "GB18030"

  /// The encoding that a byte-order mark states, with the mark's length.
  static func marked(_ head: [UInt8]) -> (TextEncoding, Int)? {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return nil
  }

  /// The encoding in which every byte of a file is text: by its mark, else UTF-8, else GB18030.
  static func found(in source: ByteSource, head: [UInt8]) throws(Stop) -> (TextEncoding, Int) {
    if let (encoding, start) = marked(head) {
      if let bad = try firstBad(in: source, as: encoding, from: start) { throw bad.stop(encoding) }
      return (encoding, start)
    }
    guard let badUTF8 = try firstBad(in: source, as: .utf8, from: 0) else { return (.utf8, 0) }
    guard let badGB = try firstBad(in: source, as: .gb18030, from: 0) else { return (.gb18030, 0) }
    // Whichever went further is what the file was meant to be.
    throw badUTF8.offset >= badGB.offset ? badUTF8.stop(.utf8) : badGB.stop(.gb18030)
  }

  private struct Bad {
    let offset: Int
    let line: Int

    func stop(_ encoding: TextEncoding) -> Stop {
      Stop(.encoding(tried: encoding.rawValue, offset: offset + 1), line: line)
    }
  }

  /// The first byte that is no text in an encoding; nil when there is none.
  private static func firstBad(in source: ByteSource, as encoding: TextEncoding, from start: Int) throws(Stop) -> Bad? {
    source.seek(to: start)
    let converter = try Converter(from: encoding)
    var input: [UInt8] = []
    var offset = start
    var line = 1
    while true {
      let more = try source.read(into: &input)
      var output: [UInt8] = []
      let (used, isBad) = converter.convert(input, into: &output)
      line += output.count { $0 == UInt8(ascii: "\n") }
      offset += used
      input.removeFirst(used)
      if isBad || (!more && !input.isEmpty) { return Bad(offset: offset, line: line) }
      if !more { return nil }
    }
  }
}

/// A conversion to UTF-8 by the C library; one in four-byte GB18030 too.
final class Converter {
  private let handle: iconv_t?

  init(from encoding: TextEncoding) throws(Stop) {
    let opened = iconv_open("UTF-8", encoding.rawValue)
    guard Int(bitPattern: opened) != -1 else { throw Stop(.unreadable(SystemErrorNumber(errno))) }
    handle = opened
  }

  deinit { iconv_close(handle) }

  /// Converts whole characters; returns the bytes used and whether it ended at one that is no text.
  func convert(_ input: [UInt8], into output: inout [UInt8]) -> (used: Int, isBad: Bool) {
    var source = input
    // No encoding of ours grows more than threefold (two bytes of UTF-16 become three).
    var room = [UInt8](repeating: 0, count: input.count * 3 + 16)
    var (left, free) = (source.count, room.count)
    let result = source.withUnsafeMutableBytes { source in
      room.withUnsafeMutableBytes { room in
        var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
        var to = room.baseAddress?.assumingMemoryBound(to: CChar.self)
        return iconv(handle, &from, &left, &to, &free)
      }
    }
    let isBad = result == -1 && errno == EILSEQ
    output += room[..<(room.count - free)]
    return (input.count - left, isBad)
  }
}
