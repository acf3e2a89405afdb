// Tags, lengths and values of card answers, read strictly: every length must fit (ISO 8825-1, up to 65535 bytes).

/// One tagged value.
package struct TLV: Hashable {
  package let tag: UInt32
  package let value: [UInt8]

  package init(_ tag: UInt32, _ value: [UInt8]) {
    self.tag = tag
    self.value = value
  }

  /// The tag in as few bytes as it needs, a length of one to four bytes, the value.
  package var bytes: [UInt8] { Self.tagBytes(tag) + Self.lengthBytes(value.count) + value }

  static func tagBytes(_ tag: UInt32) -> [UInt8] {
    let bytes = (0..<4).map { UInt8(truncatingIfNeeded: tag >> (24 - 8 * $0)) }
    // Tag 00 is one byte too.
    return Array(bytes.dropLast().drop { $0 == 0 }) + [bytes[3]]
  }

  private static func lengthBytes(_ length: Int) -> [UInt8] {
    switch length {
    case 0..<0x80: [UInt8(length)]
    case 0x80..<0x100: [0x81, UInt8(length)]
    case 0x100..<0x1_0000: [0x82, UInt8(length >> 8), UInt8(length & 0xFF)]
    default: [0x83, UInt8(length >> 16 & 0xFF), UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF)]
    }
  }

  /// Reads a sequence of values; nil when a length does not fit or bytes are left over.
  package static func sequence(_ bytes: [UInt8]) -> [TLV]? {
    var cursor = Cursor(rest: bytes[...])
    var values: [TLV] = []
    while !cursor.rest.isEmpty {
      guard let next = cursor.next() else { return nil }
      values.append(next)
    }
    return values
  }

  /// Reads exactly one value of this tag; nil for anything else.
  package static func single(_ tag: UInt32, _ bytes: [UInt8]) -> [UInt8]? {
    guard let values = sequence(bytes), values.count == 1, values[0].tag == tag else { return nil }
    return values[0].value
  }

  private struct Cursor {
    var rest: ArraySlice<UInt8>

    mutating func next() -> TLV? {
      guard let tag = tag(), let length = length(), length <= rest.count else { return nil }
      defer { rest = rest.dropFirst(length) }
      return TLV(tag, Array(rest.prefix(length)))
    }

    private mutating func tag() -> UInt32? {
      guard let first = rest.popFirst() else { return nil }
      guard first & 0x1F == 0x1F else { return UInt32(first) }
      guard let second = rest.popFirst(), second & 0x80 == 0 else { return nil }
      return UInt32(first) << 8 | UInt32(second)
    }

    private mutating func length() -> Int? {
      guard let first = rest.popFirst() else { return nil }
      switch first {
      case 0..<0x80: return Int(first)
      case 0x81: return rest.popFirst().map { Int($0) }
      case 0x82:
        guard let high = rest.popFirst(), let low = rest.popFirst() else { return nil }
        return Int(high) << 8 | Int(low)
      default: return nil
      }
    }
  }
}

extension [TLV] {
  subscript(tag tag: UInt32) -> [UInt8]? { first { $0.tag == tag }?.value }
}
