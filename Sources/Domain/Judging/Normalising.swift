// The steps by which a value takes its normal form, each of which is told.

/// A value on its way to its normal form.
struct Normalising {
  let field: Field
  private(set) var value: String
  private(set) var changes: [Change] = []

  init(_ text: String, field: Field) {
    self.field = field
    value = text
  }

  /// Takes one step; a step that alters nothing is not told. Scalars are compared: equality of strings overlooks NFC.
  mutating func apply(_ kind: Change.Kind, _ step: (String) -> String) {
    let next = step(value)
    guard !next.unicodeScalars.elementsEqual(value.unicodeScalars) else { return }
    changes.append(
      Change(kind, before: Masking.shown(value, of: field), after: Masking.shown(next, of: field)))
    value = next
  }

  /// The steps for numbers, codes and words of a list: plain ASCII without spaces.
  mutating func normaliseIdentifier(upperCase: Bool) {
    defer { if upperCase { apply(.upperCase) { $0.uppercased() } } }
    // Most values come as they should: plain ASCII without spaces needs no closer look.
    if value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { return }
    apply(.invisible, Self.withoutInvisible)
    apply(.halfWidth) { Self.halfWidth($0, punctuation: true) }
    apply(.space) { Self.trimmed($0).filter { $0 != " " } }
  }

  /// The steps for names and texts: Chinese punctuation stays as the service writes it.
  mutating func normaliseText(isPersonName: Bool, isName: Bool) {
    if value.unicodeScalars.allSatisfy(Self.isSettled) { return }
    apply(.invisible, Self.withoutInvisible)
    apply(.lookAlike) { Self.mapped($0) { LookAlikes.ordinary($0) ?? $0 } }
    apply(.halfWidth) { Self.halfWidth($0, punctuation: false) }
    apply(.space) { Self.spaced($0, dropBesideHan: isName) }
    if isPersonName { apply(.middleDot) { Self.mapped($0) { Self.middleDots.contains($0) ? "·" : $0 } } }
  }

  /// Common ideographs and visible ASCII, which no step alters.
  private static func isSettled(_ scalar: Unicode.Scalar) -> Bool {
    (0x4E00...0x9FFF).contains(scalar.value) || (0x21...0x7E).contains(scalar.value)
  }

  private static let middleDots: Set<Unicode.Scalar> = ["\u{2022}", "\u{2027}", "\u{22C5}", "\u{30FB}", "\u{FF65}"]

  private static func mapped(_ text: String, _ map: (Unicode.Scalar) -> Unicode.Scalar) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(map(scalar)) }
    return String(scalars)
  }

  /// Zero-width spaces, joiners, soft hyphens and byte-order marks; variation selectors choose a glyph and stay.
  private static func withoutInvisible(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !invisible.contains($0.value) }))
  }

  private static let invisible: Set<UInt32> = [0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF]

  /// U+FF01–FF5E and U+3000 to ASCII; without punctuation only letters, digits and the space. Hyphens of all kinds
  /// become the ASCII one in identifiers.
  static func halfWidth(_ text: String, punctuation: Bool) -> String {
    mapped(text) { scalar in
      switch scalar.value {
      case 0x3000, 0xA0, 0x2000...0x200A, 0x202F, 0x205F: return " "
      case 0xFF01...0xFF5E:
        let half = Unicode.Scalar(UInt8(scalar.value - 0xFF01 + 0x21))
        return punctuation || half.isAlphanumeric ? half : scalar
      case 0x2010...0x2015, 0x2212, 0xFE63: return punctuation ? "-" : scalar
      default: return scalar
      }
    }
  }

  /// Without white space of any kind at the ends; line breaks and tabs inside are faults and stay.
  static func trimmed(_ text: String) -> String {
    let characters = text.drop { $0.isWhitespace }
    return String(
      characters.prefix(
        characters.lastIndex { !$0.isWhitespace }.map {
          characters.distance(from: characters.startIndex, to: $0) + 1
        } ?? 0))
  }

  /// Trimmed, with single spaces; beside a Chinese character none at all where the text is a name.
  private static func spaced(_ text: String, dropBesideHan: Bool) -> String {
    var result = ""
    for word in trimmed(text).split(separator: " ") {
      let touchesHan = result.last.map(isWide) == true || word.first.map(isWide) == true
      if !result.isEmpty && !(dropBesideHan && touchesHan) { result += " " }
      result += word
    }
    return result
  }

  private static func isWide(_ character: Character) -> Bool {
    character.unicodeScalars.first.map { $0.value >= 0x2E80 } == true || character == "·"
  }
}

extension Unicode.Scalar {
  var isAlphanumeric: Bool {
    switch self {
    case "0"..."9", "A"..."Z", "a"..."z": true
    default: false
    }
  }
}
