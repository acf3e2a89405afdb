// What can be wrong with the value of a field.

/// A fault of one value: which rule it breaks and how grave that is. The value itself never stands in it.
public enum FieldFault: Error, Hashable, Sendable {
  // Characters. Places count from 1 in the value as the reader sees it.
  case tooLong(count: Int, limit: Int)
  case control(place: Int, scalar: UInt32)
  case lineBreak(place: Int)
  case bidi(place: Int, scalar: UInt32)
  case privateUse(place: Int, scalar: UInt32)
  case emoji(place: Int)
  case noCharacter(place: Int, scalar: UInt32)
  case questionMark(place: Int, inName: Bool)
  case stackedMarks(place: Int)
  case radical(place: Int, scalar: UInt32)
  case notInName(Character, place: Int)

  // Organisations
  case creditCode(SocialCreditCode.Malformed)
  case creditCodeRegistry
  case organisationCode(OrganisationCode.Malformed)
  case organisationCodeDiffers(place: Int)
  case taxNumber(TaxNumber.Malformed)
  case taxNumberDiffers(place: Int)

  // People
  case identity(IdentityNumber.Malformed)
  case identityFutureBirth
  case identityAge(Int)
  case identityOtherKind
  case identityKindUnknown
  case passportForm
  case permitForm(IdentityDocument)

  // Numbers of other kinds
  case mobile
  case telephone
  case accountDigits(count: Int)
  case accountLooksLikeCard
  case postcode
  case email
  case money
  case count
  case date
  case truth
  case choice([String])

  public var severity: Finding.Severity {
    switch self {
    case .creditCodeRegistry, .identityAge, .accountLooksLikeCard: .warning
    case .questionMark(_, let inName): inName ? .error : .warning
    default: .error
    }
  }

  /// The standard, manual or house rule that speaks.
  public var rule: String {
    switch self {
    case .tooLong: "Forms/common/fields.yaml limit"
    case .control, .lineBreak, .bidi, .privateUse, .emoji, .noCharacter, .stackedMarks: "GB 18030-2022 / D-04"
    case .questionMark: "docs/applicant-data.md: spreadsheets"
    case .radical: "Unicode NFKC / D-04"
    case .notInName: "D-04"
    case .creditCode(.organisationCode): "GB 32100-2015, GB 11714-1997"
    case .creditCode, .creditCodeRegistry: "GB 32100-2015"
    case .organisationCode: "GB 11714-1997"
    case .organisationCodeDiffers: "GB 32100-2015 (9–17)"
    case .taxNumber(.creditCode): "GB 32100-2015"
    case .taxNumber: "S0-48"
    case .taxNumberDiffers: "D-16"
    case .identity(.firstGeneration): "D-11"
    case .identity, .identityFutureBirth, .identityAge, .identityOtherKind: "GB 11643-1999"
    case .identityKindUnknown: "D-10"
    case .passportForm, .permitForm: "D-09"
    case .mobile, .telephone: "D-12"
    case .accountDigits, .accountLooksLikeCard: "D-13"
    case .postcode: "GB/T 8416-2003"
    case .email: "RFC 5321"
    case .money: "S0-41"
    case .count: "S0-40"
    case .date: "GB/T 7408.1-2023"
    case .truth, .choice: "Forms/common/fields.yaml"
    }
  }
}
