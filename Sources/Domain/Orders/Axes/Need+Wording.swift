// The words for what an order needs: the rule's number, and what to bring.

extension Need {
  static let specimens: [Need] = [
    .registration, .certificate, .token, .measuring, .unbinding, .identity(.agent),
    .original(slot: "business-licence", title: "营业执照复印件"), .deskRegistration, .bidDeclaration,
    .bidOpening(Instant(seconds: 1_780_000_000)), .oldToken, .lossStatement,
    .checklist([ChecklistItem(id: "business-licence", title: "营业执照复印件")]), .invoice,
  ]

  /// One word for machines.
  public var word: String {
    switch self {
    case .registration: "registration"
    case .certificate: "certificate"
    case .token: "token"
    case .measuring: "measuring"
    case .unbinding: "unbinding"
    case .identity(let party): "identity-\(party.rawValue)"
    case .original: "original"
    case .deskRegistration: "desk-registration"
    case .bidDeclaration: "bid-declaration"
    case .bidOpening: "bid-opening"
    case .oldToken: "old-token"
    case .lossStatement: "loss-statement"
    case .checklist: "checklist"
    case .invoice: "invoice"
    }
  }

  /// In a clerk's words, for lists.
  public var title: String {
    switch self {
    case .registration: "单位基本信息审核"
    case .certificate: "已有证书的证明"
    case .token: "出示原介质"
    case .measuring: "检测年限"
    case .unbinding: "证书解绑"
    case .identity(let party): "核验\(party.title)身份"
    case .original(_, let title): "核“\(title)”原件"
    case .deskRegistration: "信息登记"
    case .bidDeclaration: "未开标声明"
    case .bidOpening(let moment): "等到 \(moment.day.chinese)开标"
    case .oldToken: "收回损坏的原介质"
    case .lossStatement: "丢失说明"
    case .invoice: "申请开票，或确认放弃"
    case .checklist(let items): "材料清单打勾（\(items.map(\.title).joined(separator: "、"))）"
    }
  }

  func explanation(before step: Step) -> Explanation {
    proof(before: step) ?? presence(before: step) ?? precaution(before: step)
  }

  private func proof(before step: Step) -> Explanation? {
    switch self {
    case .registration:
      Explanation(
        "E10", "[S0-01] 平台注册和单位基本信息审核未通过或资料不全，还不能“\(step.title)”，未做任何更改",
        remedy: "请在平台完成审核后带来写有会员编号、审核结果和审核日期的申请数据；特殊情况由两人放行（order waive）。",
        english:
          "[S0-01] The organisation's registration and audit are not proven; \(step.rawValue) was refused, nothing was changed",
        remedy: "Bring data with the platform's number, the audit and its date; or two people waive it (order waive).")
    case .certificate:
      Explanation(
        "E11", "[S0-02] 没有证明单位已有证书，还不能“\(step.title)”，未做任何更改",
        remedy: "请插入原介质（order present），或从本机记录、总部清单查找（order known）；查不到的由两人放行（order waive）。",
        english:
          "[S0-02] No certificate of the organisation is proven; \(step.rawValue) was refused, nothing was changed",
        remedy: "Insert the token (order present) or look it up (order known); else two people waive it (order waive).")
    case .token:
      Explanation(
        "E12", "[S0-18] 本业务须先在柜台读取原介质，还不能“\(step.title)”，未做任何更改",
        remedy: "请插入原介质并执行 order present；介质丢失或损坏的，改办补办。",
        english: "[S0-18] The applicant's token was not read here; \(step.rawValue) was refused, nothing was changed",
        remedy: "Insert it and run order present; for a lost or damaged one register a replacement.")
    case .measuring:
      Explanation(
        "E13", "[S0-108] 还没有检测原介质的剩余年限，还不能“\(step.title)”，未做任何更改",
        remedy: "请插入原介质并执行 order present；手填的日期不作为依据。",
        english: "[S0-108] The old token's time was not measured; \(step.rawValue) was refused, nothing was changed",
        remedy: "Insert it and run order present; typed dates do not count.")
    case .unbinding:
      Explanation(
        "E14", "[S0-100] 尚未证书解绑，还不能“\(step.title)”，未做任何更改",
        remedy: "请核对三项以上留存信息（含邮箱）和第二种凭证（order unbind）。",
        english: "[S0-100] The certificate is not unbound; \(step.rawValue) was refused, nothing was changed",
        remedy: "Compare three facts or more, an e-mail among them, and a second channel (order unbind).")
    default: nil
    }
  }

  private func presence(before step: Step) -> Explanation? {
    switch self {
    case .identity(let party):
      Explanation(
        "E15", "[D-24] 尚未当面核验\(party.title)的身份，还不能“\(step.title)”，未做任何更改",
        remedy: "请\(party.title)带证件原件到场，由柜员核对人、证后登记（order identify）。",
        english:
          "[D-24] The \(party.rawValue) was not identified in person; \(step.rawValue) was refused, nothing was changed",
        remedy: "Compare the person with the original of the document and record it (order identify).")
    case .original(_, let title):
      Explanation(
        "E16", "[D-19] 没有见到“\(title)”的原件，还不能“\(step.title)”，未做任何更改",
        remedy: "请带原件到柜台，核对后登记（order seen）。",
        english: "[D-19] The original of “\(title)” was not seen; \(step.rawValue) was refused, nothing was changed",
        remedy: "Compare the original with its copy and record it (order seen).")
    case .deskRegistration:
      Explanation(
        "E17", "[S0-13] 审核之后还没有信息登记，还不能“\(step.title)”，未做任何更改", remedy: "请登记表单编号（order register）。",
        english:
          "[S0-13] Nothing was registered at the desk after review; \(step.rawValue) was refused, nothing was changed",
        remedy: "Register the numbers of the forms (order register).")
    case .checklist(let items):
      Explanation(
        "E60",
        "[S0-28] 材料清单还有 \(items.count) 项没有打勾：\(items.map(\.title).joined(separator: "、"))，还不能“\(step.title)”，未做任何更改",
        remedy: "请逐项清点申请人带来的材料和物品并打勾（order tick）；本单不需要的，用 --spared 写明原因。",
        english:
          "[S0-28] Not ticked on the material checklist: \(items.map(\.title).joined(separator: ", ")); \(step.rawValue) was refused, nothing was changed",
        remedy: "Tick each item that lies on the counter (order tick), or say why it is not needed (--spared).")
    case .invoice:
      Explanation(
        "E64", "[S0-79] 发票还没有申请，申请人也没有确认放弃，以后不再补开，还不能“\(step.title)”，未做任何更改",
        remedy: "请补齐开票资料后申请（invoice request）；申请人明确不要的，登记放弃（invoice decline）。",
        english:
          "[S0-79] The invoice was neither asked for nor declined, and is never written later; \(step.rawValue) was refused, nothing was changed",
        remedy:
          "Complete the buyer's data and ask for it (invoice request), or record that none is wanted (invoice decline)."
      )
    default: nil
    }
  }

  private func precaution(before step: Step) -> Explanation {
    switch self {
    case .bidOpening(let moment):
      Explanation(
        "E19", "[N-01] 有加密投标文件尚未开标（\(moment.chineseMinute)），不能“\(step.title)”，介质未改动",
        remedy: "请在开标、解密之后再来；申请人坚持的，打印声明签字后由两人同意（order bids --override）。",
        english: "[N-01] Encrypted bids are unopened until \(moment.wallClock); the token was not touched",
        remedy: "Come back after the opening; if the applicant insists, two people agree (order bids --override).")
    case .oldToken:
      Explanation(
        "E20", "[D-23] 损坏补办须先收回原介质，还不能“\(step.title)”，未做任何更改",
        remedy: "请收回损坏的介质并登记编号（order old-token --collected）。",
        english: "[D-23] The damaged token was not handed in; \(step.rawValue) was refused, nothing was changed",
        remedy: "Take it back and record its number (order old-token --collected).")
    case .lossStatement:
      Explanation(
        "E21", "[D-23] 丢失补办须先交丢失说明，还不能“\(step.title)”，未做任何更改",
        remedy: "请打印丢失说明，签字盖章后交回（documents --paper loss-statement，order old-token --lost）。",
        english: "[D-23] There is no sealed statement of loss; \(step.rawValue) was refused, nothing was changed",
        remedy: "Print it, have it signed and sealed, and record it (order old-token --lost).")
    default:
      Explanation(
        "E18", "[N-01] 还没有签字盖章的“未开标加密投标文件声明”，不能“\(step.title)”，介质未改动",
        remedy: "请询问申请人，打印声明（documents --paper pending-bids）签字盖章后登记（order bids）。",
        english:
          "[N-01] The applicant has not declared in writing whether bids are unopened; the token was not touched",
        remedy: "Ask, print the declaration (documents --paper pending-bids) and record the answer (order bids).")
    }
  }
}

extension AxisRefusal {
  static let specimens: [AxisRefusal] = [
    .role("当面核验经办人身份", .clerk), .onePerson, .noReason, .notWaived, .registeredField,
    .triesUsedUp(until: Instant(seconds: 1_780_000_000)), .tooFewFacts(2),
    .emailMissing, .nothingToOverride,
  ]

  var explanation: Explanation { ofPeople ?? ofFacts }

  private var ofPeople: Explanation? {
    switch self {
    case .role(let title, let role):
      Explanation(
        "E22", "[S0-189] 当前人员不能“\(title)”，未做任何更改", remedy: "请由具备“\(role.title)”角色的人员办理。",
        english: "[S0-189] This person may not do this; nothing was changed",
        remedy: "Ask somebody with the role \(role.rawValue).")
    case .onePerson:
      Explanation(
        "E23", "[S0-189] 须由两名不同的人员各自登录同意，未做任何更改", remedy: "请由另一名人员用 --second 输入其 PIN。",
        english: "[S0-189] Two different people must agree; nothing was changed",
        remedy: "Let a second person enter their PIN with --second.")
    case .noReason:
      Explanation(
        "E24", "[S0-187] 没有写明原因或凭据，未做任何更改", remedy: "请写明原因。",
        english: "[S0-187] No reason was given; nothing was changed",
        remedy: "Say why.")
    case .notWaived:
      Explanation(
        "E25", "[S0-18] 本业务要在原介质上办理，不能放行，未做任何更改", remedy: "请出示原介质；丢失或损坏的，改办补办。",
        english: "[S0-18] This is done on the applicant's own token and cannot be waived; nothing was changed",
        remedy: "Show the token; for a lost or damaged one register a replacement.")
    default: nil
    }
  }

  private var ofFacts: Explanation {
    switch self {
    case .registeredField:
      Explanation(
        "E26", "[S0-35] 单位名称、统一社会信用代码和类型以注册信息为准，不能在此修改，未做任何更改", remedy: "请改办信息变更。",
        english: "[S0-35] Name, credit code and kind are those of the registration; nothing was changed",
        remedy: "Register a change of information.")
    case .tooFewFacts(let count):
      Explanation(
        "E27", "[S0-100] 解绑须核对 3 项以上，只给了 \(count) 项，未做任何更改", remedy: "请补充留存过的信息，如邮箱、手机、证件号码。",
        english: "[S0-100] Unbinding takes three facts, \(count) were given; nothing was changed",
        remedy: "Give more of what is on record: e-mail, mobile, identity number.")
    case .emailMissing:
      Explanation(
        "E28", "[S0-100] 解绑须包含邮箱，未做任何更改", remedy: "请提供留存的邮箱（--fact email=…）。",
        english: "[S0-100] An e-mail must be among the facts; nothing was changed",
        remedy: "Give the e-mail on record (--fact email=…).")
    case .triesUsedUp(let moment):
      Explanation(
        "E30", "[S0-100] 该单位的解绑次数暂时用完，\(moment.chineseMinute) 之后才能再试，未做任何更改",
        remedy: "请届时再来；不能等的，由两人查验其他原件后放行（order waive）。",
        english:
          "[S0-100] The organisation's tries at unbinding are used up until \(moment.wallClock); nothing was changed",
        remedy: "Come back then; or two people waive it after seeing other originals (order waive).")
    default:
      Explanation(
        "E29", "[N-01] 没有已签字的未开标声明，无须也不能放行，未做任何更改", remedy: "请先登记申请人的声明（order bids）。",
        english: "[N-01] There is no signed declaration of unopened bids; nothing was changed",
        remedy: "Record the applicant's answer first (order bids).")
    }
  }
}
