// What a reader says about its keys and its display (PC/SC part 10, v2.02.09, FEATURE_GET_TLV_PROPERTIES).

/// Each nil where the reader does not tell; drivers tell 0 for what they do not know.
public struct PinpadProperties: Hashable, Sendable {
  /// bMinPINSize and bMaxPINSize: digits that it takes for one PIN.
  public var fewestDigits: Int?
  public var mostDigits: Int?
  /// wLcdLayout: lines and characters of its display; none has no display.
  public var lines: Int?
  public var charactersPerLine: Int?
  /// wIdVendor and wIdProduct: who made it, for the help desk.
  public var vendor: Int?
  public var product: Int?

  init() {}

  /// Reads tags of one byte, lengths of one byte and numbers with their lowest byte first. Of an answer that does not fit
  /// nothing counts.
  package init(_ answer: [UInt8]) {
    self.init()
    var (rest, numbers) = (answer[...], [UInt8: Int]())
    while let tag = rest.popFirst() {
      guard let count = rest.popFirst(), Int(count) <= rest.count else { return }
      if count <= 4 { numbers[tag] = rest.prefix(Int(count)).reversed().reduce(0) { $0 << 8 | Int($1) } }
      rest = rest.dropFirst(Int(count))
    }
    let known = numbers.filter { $0.value != 0 }
    (fewestDigits, mostDigits) = (known[0x06], known[0x07])
    (lines, charactersPerLine) = (known[0x01].map { $0 >> 8 }, known[0x01].map { $0 & 0xFF })
    (vendor, product) = (known[0x0B], known[0x0C])
  }

  /// Whether every PIN that a token may have can be typed: six to eight digits (SP 800-73-5 part 2, section 2.4.3).
  public var takesPINs: Bool { (fewestDigits ?? 6) <= 6 && (mostDigits ?? 8) >= 8 }
}
