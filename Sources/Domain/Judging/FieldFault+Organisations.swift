// How faults of an organisation's numbers are told.

extension FieldFault {
  static func explanation(of malformed: SocialCreditCode.Malformed) -> Explanation {
    switch malformed {
    case .length(let count):
      Explanation(
        "D31", "统一社会信用代码应为 18 位，实为 \(count) 位", remedy: "请对照营业执照补全。",
        english: "A credit code has 18 characters, this one \(count)", remedy: "Complete it from the licence.")
    case .character(let character, let place, let suggestion):
      Explanation(
        "D32",
        "统一社会信用代码第 \(place) 位“\(character)”不在字符集内（不用 I、O、S、V、Z）"
          + (suggestion.map { "，也许是 \($0)" } ?? ""),
        remedy: "请对照营业执照改正；系统不会自动更改。",
        english: "Character \(place) of the credit code, “\(character)”, is not in its alphabet (no I, O, S, V, Z)"
          + (suggestion.map { "; perhaps \($0) is meant" } ?? ""),
        remedy: "Correct it from the licence; it is never changed by itself.")
    case .division(let place):
      Explanation(
        "D33", "统一社会信用代码第 \(place) 位应为数字（第 3–8 位是行政区划）", remedy: "请对照营业执照改正。",
        english: "Character \(place) of the credit code must be a digit (3 to 8 are the division)",
        remedy: "Correct it from the licence.")
    case .checkCharacter:
      Explanation(
        "D34", "统一社会信用代码校验位不符", remedy: "请对照营业执照逐位核对。",
        english: "The credit code's check character does not fit", remedy: "Compare it with the licence, each place.")
    case .organisationCode:
      Explanation(
        "D35", "统一社会信用代码第 9–17 位不是有效的组织机构代码", remedy: "请对照营业执照逐位核对；示例号码不能用于申请。",
        english: "Characters 9 to 17 of the credit code are no organisation code",
        remedy: "Compare it with the licence; placeholders are not accepted.")
    }
  }

  var organisationExplanation: Explanation {
    switch self {
    case .organisationCode(let malformed): Self.explanation(of: malformed)
    case .taxNumber(let malformed): Self.explanation(of: malformed)
    case .organisationCodeDiffers(let place):
      Explanation(
        "D41", "组织机构代码第 \(place) 位与统一社会信用代码第 \(place + 8) 位不同", remedy: "请对照证照核对两个号码。",
        english: "Character \(place) of the organisation code differs from character \(place + 8) of the credit code",
        remedy: "Compare both numbers with the papers.")
    case .taxNumberDiffers(let place):
      Explanation(
        "D45", "税号第 \(place) 位与统一社会信用代码不同", remedy: "请核对；由分支机构或他方代付的，请填写原因。",
        english: "Character \(place) of the tax number differs from the credit code",
        remedy: "Compare them; when a branch or another party pays, give the reason.")
    default:
      Explanation(
        "D36", "统一社会信用代码前两位不是标准所列的登记管理部门与机构类别", remedy: "请对照营业执照核对前两位。",
        english: "The first two characters of the credit code are no registry and type of the standard's table",
        remedy: "Compare them with the licence.")
    }
  }

  private static func explanation(of malformed: OrganisationCode.Malformed) -> Explanation {
    switch malformed {
    case .length(let count):
      Explanation(
        "D37", "组织机构代码应为 9 位，实为 \(count) 位", remedy: "请补全，连字符可有可无。",
        english: "An organisation code has 9 characters, this one \(count)",
        remedy: "Complete it; the hyphen may be left out.")
    case .character(let character, let place):
      Explanation(
        "D38", "组织机构代码第 \(place) 位“\(character)”不是数字或字母", remedy: "请改正该位。",
        english: "Character \(place) of the organisation code, “\(character)”, is neither digit nor letter",
        remedy: "Correct that place.")
    case .checkCharacter:
      Explanation(
        "D39", "组织机构代码校验位不符", remedy: "请对照证照逐位核对。",
        english: "The organisation code's check character does not fit",
        remedy: "Compare it with the papers, each place.")
    case .local:
      Explanation(
        "D40", "PDY00001–PDY99999 是系统内部自定义区，不能用于证书", remedy: "请填写正式的组织机构代码。",
        english: "PDY00001 to PDY99999 are for use inside one system and not for certificates",
        remedy: "Give the official organisation code.")
    }
  }

  private static func explanation(of malformed: TaxNumber.Malformed) -> Explanation {
    switch malformed {
    case .length(let count):
      Explanation(
        "D42", "税号应为 15、17、18 或 20 位，实为 \(count) 位", remedy: "请对照税务登记信息补全。",
        english: "A tax number has 15, 17, 18 or 20 characters, this one \(count)",
        remedy: "Complete it from the tax registration.")
    case .character(let character, let place):
      Explanation(
        "D43", "税号第 \(place) 位“\(character)”不是数字或字母", remedy: "税号只能有字母和数字。",
        english: "Character \(place) of the tax number, “\(character)”, is neither digit nor letter",
        remedy: "Use letters and digits only.")
    case .creditCode:
      Explanation(
        "D44", "18 位税号不是有效的统一社会信用代码", remedy: "请对照营业执照逐位核对。",
        english: "A tax number of 18 characters must be a valid credit code",
        remedy: "Compare it with the licence, each place.")
    }
  }
}
