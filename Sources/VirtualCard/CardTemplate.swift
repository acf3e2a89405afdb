// Tags, lengths and values inside the card's commands and answers (ISO 8825-1, lengths up to 65535).

/// A flat list of tagged values.
struct CardTemplate {
  var items: [(tag: Int, value: [UInt8])] = []

  subscript(tag: Int) -> [UInt8]? { items.first { $0.tag == tag }?.value }

  /// Takes a whole sequence of tagged values apart; nothing may be left over.
  init(_ bytes: [UInt8]) throws(Refusal) {
    var rest = bytes[...]
    while !rest.isEmpty { items.append(try Self.takeItem(&rest)) }
  }

  private static func takeItem(_ rest: inout ArraySlice<UInt8>) throws(Refusal) -> (tag: Int, value: [UInt8]) {
    let tag = try takeTag(&rest)
    let length = try takeLength(&rest)
    guard rest.count >= length else { throw Refusal(.badData) }
    defer { rest = rest.dropFirst(length) }
    return (tag, Array(rest.prefix(length)))
  }

  private static func takeByte(_ rest: inout ArraySlice<UInt8>) throws(Refusal) -> UInt8 {
    guard let byte = rest.popFirst() else { throw Refusal(.badData) }
    return byte
  }

  static func takeTag(_ rest: inout ArraySlice<UInt8>) throws(Refusal) -> Int {
    var tag = Int(try takeByte(&rest))
    guard tag & 0x1F == 0x1F else { return tag }
    var byte: UInt8
    repeat {
      byte = try takeByte(&rest)
      tag = tag << 8 | Int(byte)
    } while byte & 0x80 != 0 && tag < 0x100_0000
    return tag
  }

  static func takeLength(_ rest: inout ArraySlice<UInt8>) throws(Refusal) -> Int {
    let first = try takeByte(&rest)
    switch first {
    case 0..<0x80: return Int(first)
    case 0x81: return Int(try takeByte(&rest))
    case 0x82:
      let high = Int(try takeByte(&rest))
      return high << 8 | Int(try takeByte(&rest))
    default: throw Refusal(.badData)
    }
  }

  /// One tagged value as bytes; the tag in as many bytes as it needs.
  static func item(_ tag: Int, _ value: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = tag > 0xFF ? [UInt8(tag >> 8 & 0xFF), UInt8(tag & 0xFF)] : [UInt8(tag)]
    switch value.count {
    case 0..<0x80: bytes.append(UInt8(value.count))
    case 0x80..<0x100: bytes += [0x81, UInt8(value.count)]
    default: bytes += [0x82, UInt8(value.count >> 8), UInt8(value.count & 0xFF)]
    }
    return bytes + value
  }

  /// A certificate as its object holds it (part 1, appendix A).
  static func certificateObject(_ certificate: [UInt8]) -> [UInt8] { item(0x70, certificate) + [0x71, 1, 0, 0xFE, 0] }
}
