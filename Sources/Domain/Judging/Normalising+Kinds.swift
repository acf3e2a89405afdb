// Which steps each kind of field takes.

extension Normalising {
  mutating func normalise() {
    switch field.kind {
    case .text: normaliseText(isPersonName: false, isName: false)
    case .organisationName: normaliseText(isPersonName: false, isName: true)
    case .personName: normaliseText(isPersonName: true, isName: true)
    case .socialCreditCode, .taxNumber, .identityNumber, .organisationCode: normaliseIdentifier(upperCase: true)
    case .mobile, .telephone: normaliseTelephone()
    case .email, .postcode: normaliseIdentifier(upperCase: false)
    case .account:
      normaliseIdentifier(upperCase: false)
      apply(.separator) { String($0.filter { $0 != "-" }) }
    case .money, .count, .date: normaliseWord()
    case .truth: apply(.form) { Self.truths[Self.folded($0)] ?? Self.trimmed($0) }
    case .choice(let words):
      apply(.form) { text in
        words.first { $0.contains { Self.folded($0) == Self.folded(text) } }?.first ?? Self.trimmed(text)
      }
    }
    if case .organisationCode = field.kind { apply(.separator, Self.withoutCheckHyphen) }
  }

  private mutating func normaliseTelephone() {
    normaliseIdentifier(upperCase: false)
    let isMobile = field.kind == .mobile
    apply(.separator) { text in
      let cleaned = MobileNumber.cleaned(text)
      if isMobile || MobileNumber(cleaned) != nil { return cleaned }
      let plain = text.filter { !"()".contains($0) }
      return Landline(plain)?.text ?? text
    }
  }

  private mutating func normaliseWord() {
    normaliseIdentifier(upperCase: false)
    let kind = field.kind
    apply(.form) { Self.standardForm($0, kind: kind) ?? $0 }
  }

  private static func withoutCheckHyphen(_ text: String) -> String {
    let characters = Array(text)
    return characters.count == 10 && characters[8] == "-" ? String(characters[..<8] + characters[9...]) : text
  }

  /// A word as it is compared with a list: half-width, lower case, without spaces.
  private static func folded(_ text: String) -> String {
    halfWidth(text, punctuation: true).lowercased().filter { !$0.isWhitespace }
  }

  /// The form the house writes; nil when the text is none of the kind.
  private static func standardForm(_ text: String, kind: FieldKind) -> String? {
    switch kind {
    case .money: money(text)
    case .date: date(text)
    case .count: Int(text).map(String.init)
    default: nil
    }
  }

  private static func money(_ text: String) -> String? {
    let plain = text.filter { !"¥￥,元".contains($0) }
    return Money(yuan: plain)?.yuan
  }

  private static let truths = [
    "是": "是", "否": "否", "yes": "是", "no": "否", "y": "是", "n": "否", "true": "是", "false": "否", "1": "是",
    "0": "否", "√": "是", "有": "是", "无": "否",
  ]

  /// `2026-3-9`, `2026/3/9`, `2026.3.9`, `2026年3月9日` and `20260309`.
  private static func date(_ text: String) -> String? {
    if text.utf8.count == 8, Int(text) != nil {
      return date("\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
    }
    let plain = text.hasSuffix("日") ? text.dropLast() : text[...]
    let parts = plain.split(omittingEmptySubsequences: false) { "-/.年月".contains($0) }
    guard parts.count == 3, parts[0].utf8.count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2])
    else { return nil }
    return CivilDate(year: year, month: month, day: day)?.description
  }
}
