// JSON (RFC 8259) read piece by piece, with line and column, numbers as they are written.

/// A value that is no group and no list.
struct JSONScalar {
  var text: String
  var isNumber = false
  var fault: IntakeFault?
}

/// The tokens of a JSON text.
final class JSONReader {
  private let reader: TextReader
  let limits: Limits

  init(_ reader: TextReader, limits: Limits) {
    self.reader = reader
    self.limits = limits
  }

  var line: Int { reader.line }

  /// The next byte after blanks, without taking it; nil at the end.
  func peek() throws(Stop) -> UInt8? {
    while let byte = try reader.peek() {
      guard [0x20, 0x09, 0x0A, 0x0D].contains(byte) else { return byte }
      _ = try reader.take()
    }
    return nil
  }

  func skipLine() throws(Stop) { try reader.skipLine() }

  /// Takes one of some signs after blanks.
  func expect(_ signs: String) throws(Stop) -> UInt8 {
    guard let byte = try peek() else { throw Stop(.endsEarly, line: reader.line, column: String(reader.column)) }
    guard signs.utf8.contains(byte) else { throw broken(signs.map(String.init).joined(separator: " / ")) }
    _ = try reader.take()
    return byte
  }

  private func broken(_ expected: String) -> Stop {
    Stop(.syntax(expected: expected), line: reader.line, column: String(reader.column))
  }

  /// A string, number, true, false or null; null is an empty text.
  func scalar() throws(Stop) -> JSONScalar {
    guard let byte = try peek() else { throw Stop(.endsEarly, line: reader.line, column: String(reader.column)) }
    switch byte {
    case UInt8(ascii: "\""): return try string()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"): return try word("true", meaning: "是")
    case UInt8(ascii: "f"): return try word("false", meaning: "否")
    case UInt8(ascii: "n"): return try word("null", meaning: "")
    default: throw broken("\" / 0–9 / true / false / null")
    }
  }

  private func word(_ word: String, meaning: String) throws(Stop) -> JSONScalar {
    for byte in word.utf8 {
      guard try reader.peek() == byte else { throw broken(word) }
      _ = try reader.take()
    }
    return JSONScalar(text: meaning)
  }

  private func number() throws(Stop) -> JSONScalar {
    var text = ""
    while let byte = try reader.peek(), "+-.eE0123456789".utf8.contains(byte), text.utf8.count < 64 {
      text.unicodeScalars.append(Unicode.Scalar(byte))
      _ = try reader.take()
    }
    guard Self.isNumber(text) else { throw broken("0–9") }
    return JSONScalar(text: text, isNumber: true)
  }

  /// Section 6 of RFC 8259: no zeros at the beginning, digits on both sides of the point.
  private static func isNumber(_ text: String) -> Bool {
    text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
  }

  func string() throws(Stop) -> JSONScalar {
    _ = try expect("\"")
    var bytes: [UInt8] = []
    var fault: IntakeFault?
    while true {
      guard let byte = try reader.peek() else {
        throw Stop(.endsEarly, line: reader.line, column: String(reader.column))
      }
      guard byte >= 0x20 else { throw broken("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))") }
      _ = try reader.take()
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") {
        try escape(into: &bytes, &fault)
      } else {
        bytes.append(byte)
      }
      if bytes.count > limits.cellBytes {
        fault = .cellTooLong(limit: limits.cellBytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    return JSONScalar(text: String(decoding: bytes, as: UTF8.self), fault: fault)
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "/"): UInt8(ascii: "/"),
    UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
  ]

  private func escape(into bytes: inout [UInt8], _ fault: inout IntakeFault?) throws(Stop) {
    guard let byte = try reader.peek() else { throw broken("\\n / \\\" / \\u0000") }
    if let plain = Self.escapes[byte] {
      _ = try reader.take()
      bytes.append(plain)
      return
    }
    guard byte == UInt8(ascii: "u") else { throw broken("\\n / \\\" / \\u0000") }
    _ = try reader.take()
    var value = try hexadecimal()
    if (0xD800...0xDBFF).contains(value), try reader.peek() == UInt8(ascii: "\\") {
      _ = try reader.take()
      guard try reader.take() == UInt8(ascii: "u") else { throw broken("\\uDC00") }
      let low = try hexadecimal()
      value = (0xDC00...0xDFFF).contains(low) ? 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00) : value
    }
    guard let scalar = Unicode.Scalar(value) else {
      fault = fault ?? .loneSurrogate
      return
    }
    bytes += Array(String(scalar).utf8)
  }

  private func hexadecimal() throws(Stop) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = try reader.peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw broken("0–9 / A–F")
      }
      _ = try reader.take()
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
