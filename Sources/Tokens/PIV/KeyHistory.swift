// The key history object (SP 800-73-5 part 1, section 3.3.3): how many retired keys there are, for readers that ask first.

package struct KeyHistory: Hashable {
  /// Retired keys whose certificates stand on the card, in the slots from 82 on.
  package var onCard: Int
  /// Retired keys whose certificates are kept elsewhere.
  package var offCard: Int

  package init(onCard: Int, offCard: Int = 0) { (self.onCard, self.offCard) = (onCard, offCard) }

  /// Reads the content of the object; nil for anything else.
  package init?(_ content: [UInt8]) {
    guard let values = TLV.sequence(content), let on = values[tag: 0xC1]?.first, let off = values[tag: 0xC2]?.first,
      Int(on) + Int(off) <= Slot.retired.count
    else { return nil }
    self.init(onCard: Int(on), offCard: Int(off))
  }

  package var content: [UInt8] {
    TLV(0xC1, [UInt8(onCard)]).bytes + TLV(0xC2, [UInt8(offCard)]).bytes + TLV(0xF3, []).bytes + TLV(0xFE, []).bytes
  }
}
