// What an answer to reset says about long commands (ISO 7816-3, section 8.2; ISO 7816-4, section 8.1.1).

/// The parts of an answer to reset that matter here.
package struct AnswerToReset {
  /// The historical bytes, without a category that is not COMPACT-TLV.
  private let items: [(tag: UInt8, value: [UInt8])]

  /// Bytes that make no sense say nothing.
  package init(_ bytes: [UInt8]) { items = Self.history(bytes).map(Self.compact) ?? [] }

  /// Card capabilities, third byte, bit 7: extended Lc and Le fields; nil when the card says nothing about itself.
  package var takesExtended: Bool? {
    items.first { $0.tag == 7 && $0.value.count >= 3 }.map { $0.value[2] & 0x40 != 0 }
  }

  /// The bytes after the interface bytes, which T0 and each TD announce.
  private static func history(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count > 1 else { return nil }
    let count = Int(bytes[1] & 0x0F)
    var (place, announced) = (2, bytes[1] >> 4)
    while announced != 0 {
      place += announced.nonzeroBitCount
      guard place <= bytes.count else { return nil }
      announced = announced & 0x8 != 0 ? bytes[place - 1] >> 4 : 0
    }
    guard place + count <= bytes.count else { return nil }
    return Array(bytes[place..<(place + count)])
  }

  /// Category 80: items of a nibble of tag, a nibble of length and the value; 00 ends with a status of three bytes.
  private static func compact(_ history: [UInt8]) -> [(tag: UInt8, value: [UInt8])] {
    guard history.first == 0x80 || history.first == 0 else { return [] }
    var rest = history.dropFirst()
    var items: [(UInt8, [UInt8])] = []
    while let head = rest.popFirst(), rest.count >= Int(head & 0x0F) {
      items.append((head >> 4, Array(rest.prefix(Int(head & 0x0F)))))
      rest = rest.dropFirst(Int(head & 0x0F))
    }
    return items
  }
}
