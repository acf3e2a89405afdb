// How faults of people's documents are told.

extension FieldFault {
  var personExplanation: Explanation {
    switch self {
    case .identity(let malformed): Self.explanation(of: malformed)
    case .identityFutureBirth:
      Explanation(
        "D52", "证件号码中的出生日期晚于今天", remedy: "请对照证件核对第 7–14 位。",
        english: "The birth date in the number is later than today", remedy: "Compare characters 7 to 14 with the card."
      )
    case .identityAge(let age):
      Explanation(
        "D53", "按证件号码推算已 \(age) 岁，超过 120 岁", remedy: "请对照证件原件确认。",
        english: "By the number the person is \(age), more than 120 years old",
        remedy: "Confirm it with the original document.")
    case .identityOtherKind:
      Explanation(
        "D54", "号码属于另一类证件（81–83 开头为港澳台居民居住证，9 开头为外国人永久居留身份证）", remedy: "请改选证件类型。",
        english:
          "The number is of another kind of document (81 to 83: residence permit; 9: foreign permanent resident)",
        remedy: "Choose that kind of document.")
    case .passportForm:
      Explanation(
        "D56", "护照号码应为 5–9 位字母和数字", remedy: "请对照护照资料页核对。",
        english: "A passport number has 5 to 9 letters and digits", remedy: "Compare it with the passport's data page.")
    case .permitForm(let kind):
      Explanation(
        "D57", "\(kind.names[0])号码格式不符（港澳：H 或 M 加 8 或 10 位数字；台湾：8 或 10 位数字）", remedy: "请对照证件核对。",
        english:
          "The permit's number is malformed (Hong Kong and Macao: H or M and 8 or 10 digits; Taiwan: 8 or 10 digits)",
        remedy: "Compare it with the permit.")
    default:
      Explanation(
        "D55", "没有可识别的证件类型", remedy: "请填写证件类型，如“居民身份证”或“护照”。",
        english: "The kind of document is missing or unknown",
        remedy: "Give the kind, such as 居民身份证 or 护照.")
    }
  }

  private static func explanation(of malformed: IdentityNumber.Malformed) -> Explanation {
    switch malformed {
    case .length(let count):
      Explanation(
        "D46", "证件号码应为 18 位，实为 \(count) 位", remedy: "请对照证件补全。",
        english: "An identity number has 18 characters, this one \(count)", remedy: "Complete it from the card.")
    case .firstGeneration:
      Explanation(
        "D47", "这是 15 位的第一代身份证号码，该证已停止使用", remedy: "请提交 18 位的第二代居民身份证。",
        english: "This is a 15-digit number of the first generation, whose cards are no longer valid",
        remedy: "Hand in the number of the present card.")
    case .character(let character, let place):
      Explanation(
        "D48", "证件号码第 \(place) 位“\(character)”有误：前 17 位为数字，末位为数字或 X", remedy: "请对照证件改正。",
        english: "Character \(place), “\(character)”, is wrong: 17 digits are followed by a digit or X",
        remedy: "Correct it from the card.")
    case .region:
      Explanation(
        "D49", "证件号码开头的地区代码不存在", remedy: "请对照证件核对前 6 位。",
        english: "The number begins with no known region", remedy: "Compare the first 6 digits with the card.")
    case .date:
      Explanation(
        "D50", "证件号码第 7–14 位不是存在的日期", remedy: "请对照证件核对出生日期。",
        english: "Characters 7 to 14 are no day of the calendar", remedy: "Compare the birth date with the card.")
    case .checkCharacter:
      Explanation(
        "D51", "证件号码校验位不符", remedy: "请对照证件逐位核对。", english: "The number's check character does not fit",
        remedy: "Compare it with the card, each place.")
    }
  }
}
