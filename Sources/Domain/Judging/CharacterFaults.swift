// Characters that no value may hold, wherever they come from.

enum CharacterFaults {
  /// The first fault of each character, at most one for each place and eight in all.
  static func faults(in text: String, kind: FieldKind) -> [FieldFault] {
    guard !text.unicodeScalars.allSatisfy(isPlain) else { return [] }
    var faults: [FieldFault] = []
    for (index, character) in text.enumerated() {
      if let fault = fault(character, place: index + 1, kind: kind) { faults.append(fault) }
      if faults.count == 8 { break }
    }
    return faults
  }

  /// Common ideographs may stand anywhere.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool { (0x4E00...0x9FFF).contains(scalar.value) }

  private static func fault(_ character: Character, place: Int, kind: FieldKind) -> FieldFault? {
    let scalars = character.unicodeScalars
    for scalar in scalars {
      if let fault = fault(scalar, place: place) { return fault }
    }
    if scalars.count > 1, scalars.dropFirst().count(where: isCombining) > 2 { return .stackedMarks(place: place) }
    return nameFault(character, place: place, kind: kind)
  }

  private static func fault(_ scalar: Unicode.Scalar, place: Int) -> FieldFault? {
    switch scalar.value {
    case 0x20...0x7E, 0x4E00...0x9FFF: nil
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: .lineBreak(place: place)
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: .bidi(place: place, scalar: scalar.value)
    case 0x2E80...0x2EFF: .radical(place: place, scalar: scalar.value)
    case 0xFE0F, 0x20E3, 0x1F000...0x1FAFF: .emoji(place: place)
    case 0xFFF9...0xFFFD: .noCharacter(place: place, scalar: scalar.value)
    default: categoryFault(scalar, place: place)
    }
  }

  private static func categoryFault(_ scalar: Unicode.Scalar, place: Int) -> FieldFault? {
    switch scalar.properties.generalCategory {
    case .control, .format: return .control(place: place, scalar: scalar.value)
    case .privateUse: return .privateUse(place: place, scalar: scalar.value)
    case .surrogate: return .noCharacter(place: place, scalar: scalar.value)
    // The ideographic planes grow every year; whether a font draws them is found out when pages are made.
    case .unassigned where scalar.properties.isNoncharacterCodePoint || !(0x20000...0x3FFFF).contains(scalar.value):
      return .noCharacter(place: place, scalar: scalar.value)
    default: return scalar.properties.isEmojiPresentation ? .emoji(place: place) : nil
    }
  }

  private static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: !scalar.properties.isVariationSelector
    default: false
    }
  }

  private static func nameFault(_ character: Character, place: Int, kind: FieldKind) -> FieldFault? {
    let isQuestion = character == "?" || character == "？"
    switch kind {
    case .personName where isQuestion, .organisationName where isQuestion:
      return .questionMark(place: place, inName: true)
    case .text where isQuestion: return .questionMark(place: place, inName: false)
    case .personName where !isPersonal(character): return .notInName(character, place: place)
    case .organisationName where !isCorporate(character): return .notInName(character, place: place)
    default: return nil
    }
  }

  private static func isPersonal(_ character: Character) -> Bool {
    character.isLetter || " ·-'’.,".contains(character)
  }

  /// 企业名称登记管理规定: Chinese characters; foreign names, digits and these signs occur in those already registered.
  private static func isCorporate(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || " （）()《》〈〉「」“”‘’\"'·&＆-—－.．,，、+＋/／:：!！".contains(character)
  }
}
