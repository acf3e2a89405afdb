// Reads JSON strictly: duplicate keys, fractions, lone surrogates, deep nesting and anything after the end are refused.

/// Why bytes are not the JSON that bundles use, and at which byte.
public struct JSONFault: Error, Hashable, Sendable {
  public enum Reason: String, Sendable {
    case unexpected, duplicateKey, notAnInteger, tooDeep, badText, trailing, notCanonical, notEncodable
  }

  public let reason: Reason
  /// Counted from 0.
  public let offset: Int

  public init(reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension JSONValue {
  static let deepest = 32

  /// Reads one value that fills the bytes, spaces around it allowed.
  public init(parsing bytes: [UInt8]) throws(JSONFault) {
    var reader = JSONReader(bytes: bytes)
    self = try reader.value(depth: 0)
    reader.skipSpaces()
    guard reader.position == bytes.count else { throw reader.fault(.trailing) }
  }

  /// Reads bytes that are written canonically, so that the value and its digest say the same.
  public init(canonical bytes: [UInt8]) throws(JSONFault) {
    try self.init(parsing: bytes)
    guard canonical == bytes else { throw JSONFault(reason: .notCanonical, offset: 0) }
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  func fault(_ reason: JSONFault.Reason) -> JSONFault { JSONFault(reason: reason, offset: position) }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipSpaces() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
    guard depth <= JSONValue.deepest else { throw fault(.tooDeep) }
    skipSpaces()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .truth(true))
    case UInt8(ascii: "f"): return try word("false", .truth(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try integer()
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONFault) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else { throw fault(.unexpected) }
    position += word.utf8.count
    return value
  }

  private mutating func integer() throws(JSONFault) -> JSONValue {
    let start = position
    _ = take("-")
    while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
    let digits = String(decoding: bytes[start..<position], as: UTF8.self)
    if let byte = next, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(byte) {
      throw fault(.notAnInteger)
    }
    guard let value = Int64(digits) else { throw fault(start == position ? .unexpected : .notAnInteger) }
    guard String(value) == digits else { throw fault(.notAnInteger) }
    return .integer(value)
  }

  private mutating func list(depth: Int) throws(JSONFault) -> JSONValue {
    var values: [JSONValue] = []
    position += 1
    skipSpaces()
    if take("]") { return .list([]) }
    repeat {
      values.append(try value(depth: depth + 1))
      skipSpaces()
    } while take(",")
    guard take("]") else { throw fault(.unexpected) }
    return .list(values)
  }

  private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
    var entries: [String: JSONValue] = [:]
    position += 1
    skipSpaces()
    if take("}") { return .object([:]) }
    repeat {
      skipSpaces()
      guard next == UInt8(ascii: "\"") else { throw fault(.unexpected) }
      let key = try text()
      skipSpaces()
      guard take(":") else { throw fault(.unexpected) }
      guard entries.updateValue(try value(depth: depth + 1), forKey: key) == nil else { throw fault(.duplicateKey) }
      skipSpaces()
    } while take(",")
    guard take("}") else { throw fault(.unexpected) }
    return .object(entries)
  }

  private mutating func text() throws(JSONFault) -> String {
    var content: [UInt8] = []
    position += 1
    while !take("\"") {
      guard let byte = next, byte >= 0x20 else { throw fault(.badText) }
      position += 1
      if byte == UInt8(ascii: "\\") { content += try escape() } else { content.append(byte) }
    }
    guard let text = String(validating: content, as: UTF8.self) else { throw fault(.badText) }
    return text
  }

  private mutating func escape() throws(JSONFault) -> [UInt8] {
    guard let letter = next else { throw fault(.badText) }
    position += 1
    let simple: [UInt8: UInt8] = [
      0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
    ]
    if let byte = simple[letter] { return [byte] }
    guard letter == UInt8(ascii: "u") else { throw fault(.badText) }
    var units = [try unit()]
    if UTF16.isLeadSurrogate(units[0]) {
      guard take("\\"), take("u") else { throw fault(.badText) }
      units.append(try unit())
    }
    guard let text = String(validating: units, as: UTF16.self) else { throw fault(.badText) }
    return Array(text.utf8)
  }

  private mutating func unit() throws(JSONFault) -> UInt16 {
    guard position + 4 <= bytes.count,
      bytes[position..<position + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw fault(.badText) }
    position += 4
    return value
  }
}
