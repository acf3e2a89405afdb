// The documents by which people prove who they are at a counter, and how the numbers of each are formed.

/// A kind of identity document.
public enum IdentityDocument: String, Hashable, Sendable, CaseIterable {
  case resident
  case hmtResidence = "hmt-residence"
  case foreignPermanent = "foreign-permanent"
  case passport
  case hongKongMacaoPermit = "hk-macao-permit"
  case taiwanPermit = "taiwan-permit"

  /// The kind that a word means: its id or one of the names in use.
  public init?(named word: String) {
    guard let kind = Self.allCases.first(where: { $0.rawValue == word || $0.names.contains(word) }) else { return nil }
    self = kind
  }

  /// The first is the official one.
  public var names: [String] {
    switch self {
    case .resident: ["居民身份证", "身份证", "二代身份证", "中华人民共和国居民身份证"]
    case .hmtResidence: ["港澳台居民居住证", "港澳居民居住证", "台湾居民居住证", "居住证"]
    case .foreignPermanent: ["外国人永久居留身份证", "外国人永久居留证", "永久居留身份证"]
    case .passport: ["护照", "外国护照"]
    case .hongKongMacaoPermit: ["港澳居民来往内地通行证", "回乡证", "港澳通行证"]
    case .taiwanPermit: ["台湾居民来往大陆通行证", "台胞证"]
    }
  }

  /// What is wrong with a number's form, apart from ages and future births; nil when nothing is.
  public func fault(in number: String) -> FieldFault? {
    switch self {
    case .resident: Self.fault(in: number, .resident)
    case .hmtResidence: Self.fault(in: number, .hongKongMacaoTaiwan)
    case .foreignPermanent: Self.isPermanentResidenceOf2017(number) ? nil : Self.fault(in: number, .foreignResident)
    case .passport: Self.isPassport(number) ? nil : .passportForm
    case .hongKongMacaoPermit: Self.isHongKongMacaoPermit(number) ? nil : .permitForm(self)
    case .taiwanPermit: Self.isTaiwanPermit(number) ? nil : .permitForm(self)
    }
  }

  /// The number with its birth date, where the document's number holds one.
  public func identityNumber(_ text: String) -> IdentityNumber? {
    switch self {
    case .resident: try? IdentityNumber(text, holder: .resident)
    case .hmtResidence: try? IdentityNumber(text, holder: .hongKongMacaoTaiwan)
    case .foreignPermanent: try? IdentityNumber(text, holder: .foreignResident)
    case .passport, .hongKongMacaoPermit, .taiwanPermit: nil
    }
  }

  private static func fault(in number: String, _ holder: IdentityNumber.Holder) -> FieldFault? {
    do throws(IdentityNumber.Malformed) {
      _ = try IdentityNumber(number, holder: holder)
      return nil
    } catch {
      if holder == .resident, case .region = error,
        (try? IdentityNumber(number, holder: .hongKongMacaoTaiwan)) != nil
          || (try? IdentityNumber(number, holder: .foreignResident)) != nil
      {
        return .identityOtherKind
      }
      return .identity(error)
    }
  }

  /// The card of 2017: three letters of the nationality and twelve digits.
  private static func isPermanentResidenceOf2017(_ number: String) -> Bool {
    let letters = number.prefix(3)
    return number.utf8.count == 15 && letters.allSatisfy { ("A"..."Z").contains($0) } && isDigits(number.dropFirst(3))
  }

  /// ICAO Doc 9303, part 4: up to nine letters and digits; some states print fewer, none fewer than five.
  private static func isPassport(_ number: String) -> Bool {
    (5...9).contains(number.utf8.count) && number.allSatisfy { ("0"..."9").contains($0) || ("A"..."Z").contains($0) }
      && number.contains { ("0"..."9").contains($0) }
  }

  /// H or M and eight digits; older cards two more for the issue.
  private static func isHongKongMacaoPermit(_ number: String) -> Bool {
    (number.hasPrefix("H") || number.hasPrefix("M")) && [9, 11].contains(number.utf8.count)
      && isDigits(number.dropFirst())
  }

  /// Eight digits; older ones ten and an issue code in brackets, which is not part of the number.
  private static func isTaiwanPermit(_ number: String) -> Bool {
    [8, 10].contains(number.utf8.count) && isDigits(number[...])
  }

  private static func isDigits(_ text: Substring) -> Bool { text.allSatisfy { ("0"..."9").contains($0) } }
}
