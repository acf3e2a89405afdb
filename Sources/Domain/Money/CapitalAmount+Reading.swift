// Reading 大写金额: every spelling the rules permit, and none that they do not.

extension CapitalAmount {
  /// The fen of a permitted spelling, with or without 人民币; nil for any other text.
  static func fen(reading text: String) -> Int? {
    guard text.count <= 64 else { return nil }
    let plain = text.hasPrefix("人民币") ? text.dropFirst(3) : text[...]
    let spelling = String(plain.map { variants[$0] ?? $0 })
    guard let fen = sum(of: spelling), CapitalAmount(fen: fen).permits(spelling) else { return nil }
    return fen
  }

  /// The traditional characters that the bank's rules accept, and 正 for 整.
  private static let variants: [Character: Character] = [
    "貳": "贰", "陸": "陆", "億": "亿", "萬": "万", "圓": "元", "圆": "元", "正": "整", "叄": "叁", "參": "叁",
  ]

  /// What the digits and units add up to, whatever zeros stand between; nil when they do not add up.
  private static func sum(of spelling: String) -> Int? {
    var total = 0
    var section = 0
    var digit = 0
    for character in spelling {
      switch character {
      case "零", "整": continue
      case "拾", "佰", "仟":
        section += digit * (character == "拾" ? 1000 : character == "佰" ? 10_000 : 100_000)
        digit = 0
      case "万", "亿":
        total =
          (total * (character == "亿" ? 0 : 1)) + (section + digit * 100) * (character == "万" ? 10_000 : 100_000_000)
        (section, digit) = (0, 0)
      case "元", "角", "分":
        total += section + digit * (character == "元" ? 100 : character == "角" ? 10 : 1)
        (section, digit) = (0, 0)
      default:
        guard let value = digits.firstIndex(of: character) else { return nil }
        digit = value
      }
      guard total < Money.bound, section < 1_000_000_000 else { return nil }
    }
    return section == 0 && digit == 0 ? total : nil
  }

  /// Whether a spelling is one of this amount's forms. No word begins with a zero that may be left out, so one pass will do.
  private func permits(_ spelling: String) -> Bool {
    var rest = Substring(spelling)
    for piece in pieces {
      switch piece {
      case .word(let word):
        guard rest.hasPrefix(word) else { return false }
        rest = rest.dropFirst(word.count)
      case .zero:
        if rest.hasPrefix("零") { rest = rest.dropFirst() }
      case .whole:
        guard rest.hasPrefix("整") else { return false }
        rest = rest.dropFirst()
      case .optionalWhole:
        if rest.hasPrefix("整") { rest = rest.dropFirst() }
      }
    }
    return rest.isEmpty
  }
}
