// A file's text as UTF-8, a byte at a time, with line and column.

/// Gives a text's bytes in order. The file has been found to be text of its encoding before.
final class TextReader {
  private let source: ByteSource
  private let converter: Converter?
  private var pending: [UInt8] = []
  private var buffer: [UInt8] = []
  private var index = 0
  private var isAtEnd = false
  private let encoding: TextEncoding
  /// Counts from 1.
  private(set) var line = 1
  /// Counts characters from 1.
  private(set) var column = 1

  init(_ source: ByteSource, encoding: TextEncoding, start: Int) throws(Stop) {
    self.source = source
    self.encoding = encoding
    source.seek(to: start)
    converter = encoding == .utf8 ? nil : try Converter(from: encoding)
  }

  /// The next byte without taking it; nil at the end.
  func peek() throws(Stop) -> UInt8? {
    if index == buffer.count { try fill() }
    return index < buffer.count ? buffer[index] : nil
  }

  /// Takes a byte; nil at the end.
  func take() throws(Stop) -> UInt8? {
    guard let byte = try peek() else { return nil }
    index += 1
    if byte == UInt8(ascii: "\n") {
      line += 1
      column = 1
    } else if byte & 0xC0 != 0x80 {
      column += 1
    }
    return byte
  }

  /// Takes the rest of the line and its end.
  func skipLine() throws(Stop) {
    while let byte = try take() { if byte == UInt8(ascii: "\n") { return } }
  }

  private func fill() throws(Stop) {
    buffer.removeAll(keepingCapacity: true)
    index = 0
    while buffer.isEmpty && !isAtEnd {
      guard let converter else {
        isAtEnd = try !source.read(into: &buffer)
        continue
      }
      isAtEnd = try !source.read(into: &pending)
      let (used, isBad) = converter.convert(pending, into: &buffer)
      pending.removeFirst(used)
      if isBad { throw Stop(.encoding(tried: encoding.rawValue, offset: 0), line: line) }
    }
  }
}
