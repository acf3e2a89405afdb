// How faults of an application's number, service, business type and fields are told.
internal import Domain

extension IntakeFault {
  var applicationExplanation: Explanation {
    switch self {
    case .numberMissing:
      Explanation(
        "I40", "没有申请编号", remedy: "请填写“申请编号”（application），1–40 位字母、数字或连字符。",
        english: "The application has no number", remedy: "Fill in “application”: 1 to 40 letters, digits and hyphens.")
    case .numberMalformed:
      Explanation(
        "I41", "申请编号只能有字母、数字和连字符，最多 40 位", remedy: "请改正申请编号。",
        english: "An application's number has 1 to 40 letters, digits and hyphens", remedy: "Correct it.")
    case .numberPrivate:
      Explanation(
        "I42", "申请编号不能是证件号码或统一社会信用代码", remedy: "请另编一个编号，如 A-0001。",
        english: "An application's number is never an identity number or a credit code",
        remedy: "Give it a number of its own, such as A-0001.")
    case .numberTwice(let file, let line):
      Explanation(
        "I43", "申请编号已在 \(file) 第 \(line) 行用过，这一条没有接收", remedy: "请改用不同的编号，或删去重复的一条。",
        english: "The number was used in \(file), line \(line); this application was not taken",
        remedy: "Give it another number, or take one of them out.")
    case .fieldTwice(let label):
      Explanation(
        "I44", "同一申请里“\(label)”给了两次", remedy: "请只保留一个。", english: "The application gives “\(label)” twice",
        remedy: "Keep one of them.")
    case .required(let label):
      Explanation(
        "I49", "缺少“\(label)”，该业务必须填写", remedy: "请补填“\(label)”。",
        english: "“\(label)” is missing, and this business type requires it", remedy: "Fill it in.")
    case .notAsked:
      Explanation(
        "I50", "该业务不需要这一项，没有保存", remedy: "不必处理；下次可不填。",
        english: "This business type does not ask for the field; it was not kept",
        remedy: "Nothing to do; leave it out.")
    case .roleNotServed(let roles):
      Explanation(
        "I52", "本机构不受理这类单位，只受理\(roles.joined(separator: "、"))（规则 S0-29）", remedy: "请核对“单位类型”，或改到受理该类单位的机构办理。",
        english: "The service does not serve this kind of organisation (S0-29)",
        remedy: "Check the role, or apply to a service that serves it.")
    case .yearsNotOffered(let years):
      Explanation(
        "E63", "该业务没有这个办理年限，可选 \(years.map(String.init).joined(separator: "、")) 年（规则 S0-149）", remedy: "请改正“办理年限”。",
        english: "This business type does not offer so many years (S0-149)",
        remedy: "Choose: \(years.map(String.init).joined(separator: ", ")).")
    default: serviceExplanation
    }
  }

  private var serviceExplanation: Explanation {
    switch self {
    case .serviceMissing:
      Explanation(
        "I45", "没有写服务机构", remedy: "请填写“服务机构”（service）。", english: "No service is given",
        remedy: "Fill in “service”.")
    case .serviceUnknown(let names):
      Explanation(
        "I46", "不认识这个服务机构", remedy: "请从“\(names.joined(separator: "”“"))”中选填。", english: "The service is unknown",
        remedy: "Choose one of: \(names.joined(separator: ", ")).")
    case .businessMissing:
      Explanation(
        "I47", "没有写业务类型", remedy: "请填写“业务类型”（business）。", english: "No business type is given",
        remedy: "Fill in “business”.")
    default:
      Explanation(
        "I48", "该服务机构没有这种业务类型", remedy: "请从“\(businessNames.joined(separator: "”“"))”中选填。",
        english: "The service has no such business type",
        remedy: "Choose one of: \(businessNames.joined(separator: ", ")).")
    }
  }

  private var businessNames: [String] {
    if case .businessUnknown(let names) = self { names } else { [] }
  }
}
