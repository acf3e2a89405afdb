// How a field's faults are told. Codes D20 to D69.

extension FieldFault: Explained {
  public var explanation: Explanation {
    switch self {
    case .tooLong, .control, .lineBreak, .bidi, .privateUse, .emoji, .noCharacter, .questionMark, .stackedMarks,
      .radical, .notInName:
      characterExplanation
    case .creditCode(let malformed): Self.explanation(of: malformed)
    case .creditCodeRegistry, .organisationCode, .organisationCodeDiffers, .taxNumber, .taxNumberDiffers:
      organisationExplanation
    case .identity, .identityFutureBirth, .identityAge, .identityOtherKind, .identityKindUnknown, .passportForm,
      .permitForm:
      personExplanation
    case .mobile, .telephone, .accountDigits, .accountLooksLikeCard, .postcode, .email, .money, .count, .date, .truth,
      .choice:
      plainExplanation
    }
  }

  public static var specimens: [FieldFault] {
    [
      .tooLong(count: 81, limit: 80), .control(place: 3, scalar: 0x0B), .lineBreak(place: 3),
      .bidi(place: 2, scalar: 0x202E), .privateUse(place: 2, scalar: 0xE000), .emoji(place: 4),
      .noCharacter(place: 1, scalar: 0xFFFD), .questionMark(place: 2, inName: true), .stackedMarks(place: 1),
      .radical(place: 1, scalar: 0x2E8C), .notInName("#", place: 2),
      .creditCode(.length(17)), .creditCode(.character("O", place: 8, suggestion: "91350100M000100Y43")),
      .creditCode(.division(place: 4)), .creditCode(.checkCharacter), .creditCode(.organisationCode),
      .creditCodeRegistry, .organisationCode(.length(8)), .organisationCode(.character("*", place: 2)),
      .organisationCode(.checkCharacter), .organisationCode(.local), .organisationCodeDiffers(place: 3),
      .taxNumber(.length(16)), .taxNumber(.character("-", place: 5)), .taxNumber(.creditCode(.checkCharacter)),
      .taxNumberDiffers(place: 12),
      .identity(.length(17)), .identity(.firstGeneration), .identity(.character("O", place: 4)),
      .identity(.region("990101")), .identity(.date), .identity(.checkCharacter), .identityFutureBirth,
      .identityAge(146), .identityOtherKind, .identityKindUnknown, .passportForm, .permitForm(.taiwanPermit),
      .mobile, .telephone, .accountDigits(count: 7), .accountLooksLikeCard, .postcode, .email, .money, .count, .date,
      .truth, .choice(["新办", "补办"]),
    ]
  }

  /// A scalar as `U+202E`.
  static func name(of scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: Swift.max(0, 4 - digits.utf8.count)) + digits
  }
}
