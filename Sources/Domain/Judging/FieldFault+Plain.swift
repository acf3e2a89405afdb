// How faults of telephones, accounts, money and the other plain kinds are told.

extension FieldFault {
  var plainExplanation: Explanation {
    switch self {
    case .mobile:
      Explanation(
        "D58", "手机号码应为 1 开头的 11 位数字（第二位 3–9）", remedy: "请核对手机号码。",
        english: "A mobile number has 11 digits and begins with 13 to 19", remedy: "Check the number.")
    case .telephone:
      Explanation(
        "D59", "电话号码应为手机，或区号加 7–8 位号码", remedy: "请写成 0531-67880028 或 11 位手机号码。",
        english: "A telephone is a mobile number, or an area code and 7 or 8 digits",
        remedy: "Write 0531-67880028 or a mobile number.")
    case .accountDigits(let count):
      Explanation(
        "D60", "银行账号应为 8–32 位数字（现有 \(count) 个字符）", remedy: "请对照开户许可证或银行回单核对。",
        english: "An account has 8 to 32 digits and nothing else (\(count) characters given)",
        remedy: "Compare it with the bank's papers.")
    case .accountLooksLikeCard:
      Explanation(
        "D61", "账号看起来像个人银行卡号", remedy: "请确认填写的是单位基本户账号；确认无误可继续。",
        english: "The account looks like a personal card",
        remedy: "Make sure it is the organisation's account; if so, go on.")
    case .postcode:
      Explanation(
        "D62", "邮政编码应为 6 位数字", remedy: "请改正邮政编码。", english: "A postcode has 6 digits", remedy: "Correct it.")
    case .email:
      Explanation(
        "D63", "电子邮箱格式不符", remedy: "请写成 name@example.com 的形式。",
        english: "This is no e-mail address", remedy: "Write it like name@example.com.")
    default: valueExplanation
    }
  }

  private var valueExplanation: Explanation {
    switch self {
    case .money:
      Explanation(
        "D64", "金额应为元，最多两位小数，小于一万亿", remedy: "请写成 300.00 的形式。",
        english: "An amount is in yuan with at most two decimals, below a trillion", remedy: "Write it like 300.00.")
    case .count:
      Explanation(
        "D65", "数量应为 1–9999 的整数", remedy: "请填写整数。", english: "A count is a whole number from 1 to 9999",
        remedy: "Give a whole number.")
    case .date:
      Explanation(
        "D66", "不是存在的日期", remedy: "请写成 2026-03-09 的形式。", english: "This is no day of the calendar",
        remedy: "Write it like 2026-03-09.")
    case .truth:
      Explanation("D67", "应填“是”或“否”", remedy: "请填“是”或“否”。", english: "This must be 是 or 否", remedy: "Write 是 or 否.")
    default: Self.outsideChoice(self)
    }
  }

  private static func outsideChoice(_ fault: FieldFault) -> Explanation {
    let words = if case .choice(let words) = fault { words } else { [String]() }
    return Explanation(
      "D68", "不在可选范围内", remedy: "请从“\(words.joined(separator: "”“"))”中选填。",
      english: "This is none of the permitted words", remedy: "Choose one of: \(words.joined(separator: ", ")).")
  }
}
