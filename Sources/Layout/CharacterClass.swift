// Which characters may begin or end a line, and which carry white space of their own (JLREQ and CLREQ, line composition).

/// How a character behaves in a line.
enum CharacterClass: Hashable {
  /// One of a script without spaces between words; a line may break on both sides.
  case ideograph
  /// A letter or digit of a word that stays together.
  case word
  /// Punctuation inside words, such as the stop in 3.5; stays with them but takes no extra space.
  case wordMark
  case space
  /// Its left half is white: （《「“
  case opening
  /// Its right half is white: ，。）》」”
  case closing
  /// May not begin a line, but has no white to give: ！？…—·％
  case trailing
  case lineEnd

  init(_ character: Character) {
    guard let scalar = character.unicodeScalars.first else {
      self = .ideograph
      return
    }
    self = Self.special[scalar.value] ?? Self.alphabetic(scalar)
  }

  /// Characters that are not told by their place in Unicode.
  private static let special: [UInt32: CharacterClass] = {
    let groups: [(CharacterClass, String)] = [
      (.lineEnd, "\n\r\u{2028}\u{2029}"), (.space, " \t"), (.opening, "（〔［｛〈《「『【〖“‘〘〚"),
      (.closing, "，。、；：）〕］｝〉》」』】〗”’．〙〛"),
      (.trailing, "！？…—·％‰℃°々〻ー～﹏‥ゝゞヽヾぁぃぅぇぉっゃゅょァィゥェォッャュョ"),
    ]
    var classes: [UInt32: CharacterClass] = [:]
    for (kind, characters) in groups {
      for scalar in characters.unicodeScalars { classes[scalar.value] = kind }
    }
    return classes
  }()

  /// Scripts that write words with spaces lie below U+2E80, apart from symbols.
  private static func alphabetic(_ scalar: Unicode.Scalar) -> CharacterClass {
    switch scalar.value {
    case 0x21..<0x30, 0x3A..<0x41, 0x5B..<0x61, 0x7B..<0x7F: .wordMark
    case 0x30..<0x3A, 0x41..<0x5B, 0x61..<0x7B, 0xA0..<0x2000: .word
    case 0x2010..<0x2028, 0x2030..<0x2100: .wordMark
    default: .ideograph
    }
  }

  var mayBeginLine: Bool {
    switch self {
    case .ideograph, .word, .wordMark, .opening: true
    case .closing, .trailing, .space, .lineEnd: false
    }
  }

  var mayEndLine: Bool { self != .opening }

  var isOfWord: Bool { self == .word || self == .wordMark }

  /// ASCII brackets keep to what they enclose although they belong to words.
  static let asciiClosings = Set<Character>(")]}>,.;:!?%'\"")
  static let asciiOpenings = Set<Character>("([{<$#")
}
