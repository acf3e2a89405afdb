// Why an event may not happen to an order now, and what to bring.

public enum OutOfTurn: Explained, Hashable {
  case tooEarly(Step, missing: [Step])
  case notInFlow(Step)
  case role(Step)
  case samePerson(Step, Step)
  case ownPayment
  case frozen
  /// Papers came after the review, until now.
  case tokenBegun
  case notReopened
  case impossible(String)
  case ended(String)
  case sealDue
  /// The seal is bound to a certificate that is none of this order's.
  case foreignSeal
  case delivery(DeliveryRefusal)
  /// Money has come in: a second person must agree.
  case witnessNeeded
  case money(MoneyRefusal)
  case ofHeadOffice(HeadOfficeRefusal)
  /// Something besides the steps is not there yet.
  case needed(Need, before: Step)
  /// A page code has no room for another revision.
  case lastRevision
  case refused(AxisRefusal)

  public static let specimens: [OutOfTurn] =
    [
      .tooEarly(.production, missing: [.review, .payment]), .notInFlow(.bankProof), .role(.review),
      .samePerson(.review, .submission), .ownPayment, .frozen, .tokenBegun, .notReopened, .impossible("审核通过"),
      .ended("提交信息"), .sealDue, .foreignSeal, .witnessNeeded, .money(.twoPeople), .lastRevision,
    ] + HeadOfficeRefusal.specimens.map { .ofHeadOffice($0) } + Need.specimens.map { .needed($0, before: .submission) }
    + AxisRefusal.specimens.map { .refused($0) }

  public var explanation: Explanation {
    switch self {
    case .money(let refusal): refusal.explanation
    case .lastRevision:
      Explanation(
        "D79", "本单已是第 \(PageCode.mostRevisions) 次修订，页码二维码记不下更多，未做任何更改（规则 S0-12）",
        remedy: "请作废本单，重新登记申请。",
        english:
          "The order is at revision \(PageCode.mostRevisions), and page codes hold no more; nothing was changed (S0-12)",
        remedy: "Void the order and register the application anew.")
    case .tooEarly(let step, let missing):
      Explanation(
        "D81",
        "还不能“\(step.title)”：\(missing.map(\.title).joined(separator: "、"))尚未完成，未做任何更改（规则 \(Self.rules(of: missing))）",
        remedy: "请先完成：\(missing.map(\.remedy).joined(separator: "；"))。",
        english:
          "\(step.rawValue) comes too early: \(missing.map(\.rawValue).joined(separator: ", ")) not done; nothing was changed (rule \(Self.rules(of: missing)))",
        remedy: "Complete the missing steps first.")
    case .notInFlow(let step):
      Explanation(
        "D82", "该业务没有“\(step.title)”这一步，未做任何更改（规则 S0-11）", remedy: "请核对业务类型。",
        english: "This business type has no step \(step.rawValue); nothing was changed (rule S0-11)",
        remedy: "Check the business type.")
    case .role(let step):
      Explanation(
        "D83", "当前人员没有“\(step.title)”的权限，未做任何更改（规则 S0-189）", remedy: "请由具备“\(step.role.title)”角色的人员办理。",
        english: "This person may not take the step \(step.rawValue); nothing was changed (rule S0-189)",
        remedy: "Ask somebody with the role \(step.role.rawValue).")
    case .samePerson(let step, let other):
      Explanation(
        "D84", "“\(step.title)”与“\(other.title)”不得由同一人办理，未做任何更改（规则 S0-189）", remedy: "请由另一名人员登录后办理。",
        english:
          "\(step.rawValue) and \(other.rawValue) may not be done by one person; nothing was changed (rule S0-189)",
        remedy: "Let another enrolled person do it.")
    case .ownPayment:
      Explanation(
        "D85", "登记付款的人或本单经办柜员不能自己核对付款，未做任何更改（规则 S0-15）", remedy: "请由另一名核款人员查看凭据原件后核对。",
        english:
          "Whoever recorded the payment or registered the order may not confirm it; nothing was changed (rule S0-15)",
        remedy: "Let a second person see the evidence and confirm.")
    case .frozen:
      Explanation(
        "D86", "本单已提交，内容已冻结，未做任何更改（规则 S0-12）", remedy: "如需更改，请先撤回；撤回后须重新打印并盖章。",
        english: "The order has been submitted and is frozen; nothing was changed (rule S0-12)",
        remedy: "Withdraw it first; its forms must then be printed and sealed again.")
    case .tokenBegun:
      Explanation(
        "D78", "介质已开始制作，材料不再收取或撤下，未做任何更改（规则 S0-12）",
        remedy: "材料有误的，请先用 token replace --broken 停用介质。",
        english: "A token has been begun; papers neither come nor go any more; nothing was changed (rule S0-12)",
        remedy: "If a paper is wrong, put the token out of use first with token replace --broken.")
    case .notReopened:
      Explanation(
        "D87", "该材料未被退回，只能补交被退回的材料，未做任何更改（规则 S0-93）", remedy: "请按补正告知书补交所列材料。",
        english: "This paper was not sent back; only rejected papers may be replaced; nothing was changed (rule S0-93)",
        remedy: "Bring the papers listed on the notice.")
    case .impossible(let event):
      Explanation(
        "D88", "本单当前状态下不能“\(event)”，未做任何更改（规则 S0-187）", remedy: "请查看本单历史（order history）后再办理。",
        english: "This cannot happen to the order now (\(event)); nothing was changed (rule S0-187)",
        remedy: "Look at the order's history first.")
    case .ended(let event):
      Explanation(
        "D89", "本单已作废，不能再“\(event)”，未做任何更改（规则 S0-187）", remedy: "如需办理，请换一个申请编号重新登记。",
        english: "The order is void (\(event) refused; rule S0-187)",
        remedy: "Register the application anew, under another number.")
    case .ofHeadOffice(let refusal): refusal.explanation
    case .needed(let need, let step): need.explanation(before: step)
    case .refused(let refusal): refusal.explanation
    case .sealDue:
      Explanation(
        "D91", "电子印章尚未绑定本单的每一张新证书，还不能交付，未做任何更改（规则 S0-192）",
        remedy: "请取得为新证书制作的印章，对每个介质执行 token seal；确无印章的，用 token seal --none 写明原因。",
        english: "The electronic seal is not bound to each new certificate; nothing was handed over (rule S0-192)",
        remedy:
          "Put the seal made for the new certificates on each token (token seal), or say why there is none (--none).")
    case .foreignSeal:
      Explanation(
        "D93", "电子印章所列的证书不是本单写入的证书，未登记绑定（规则 D-36）", remedy: "请向制章机构取得为新证书制作的印章，再执行 token seal。",
        english: "The electronic seal is not for a certificate of this order; nothing was recorded (rule D-36)",
        remedy: "Get the seal made for the new certificate and run token seal again.")
    case .delivery(let refusal): refusal.explanation
    case .witnessNeeded:
      Explanation(
        "D92", "本单已经收款，作废须由两人办理，未做任何更改（规则 S0-33）",
        remedy: "请用 --second 写明第二名人员，由其输入 PIN；款项不退，登记有误的请先更正，作废后不能再改。",
        english: "Money has come in for this order: two people must void it; nothing was changed (rule S0-33)",
        remedy:
          "Name the second person with --second. Money is not paid back; correct a wrong entry before the order is void."
      )
    }
  }

  private static func rules(of steps: [Step]) -> String {
    var rules: [String] = []
    for step in steps where !rules.contains(step.rule) { rules.append(step.rule) }
    return rules.joined(separator: " ")
  }
}

extension Step {
  /// The step in a clerk's words.
  public var title: String {
    switch self {
    case .acknowledgement: "确认不能退办"
    case .confirmation: "核对信息"
    case .papers: "材料齐全"
    case .submission: "提交信息"
    case .review: "审核"
    case .payment: "支付"
    case .bankProof: "金融认证"
    case .production: "制作"
    case .handover: "交付"
    }
  }

  /// The requirement that asks for the step, by its number in docs/requirements.md.
  public var rule: String {
    switch self {
    case .acknowledgement: "S0-33"
    case .confirmation: "S0-90"
    case .papers: "S0-58"
    case .submission: "S0-12"
    case .review: "S0-66"
    case .payment: "S0-15"
    case .bankProof: "S0-169"
    case .production: "S0-135"
    case .handover: "S0-27"
    }
  }

  /// What to do so that the step is done.
  var remedy: String {
    switch self {
    case .confirmation: "与申请人逐项核对申请内容（order show --values，order confirm）"
    case .acknowledgement: "请申请人知晓并确认“一旦缴费不能退办”"
    case .papers: "补齐签字盖章的材料并扫描"
    case .submission: "提交信息"
    case .review: "由审核人员审核"
    case .payment: "登记付款并由第二人核对凭据"
    case .bankProof: "完成 0.01 元金融认证"
    case .production: "制作并写入证书"
    case .handover: "向领取人交付"
    }
  }
}

extension Role {
  public var title: String {
    switch self {
    case .clerk: "录入"
    case .reviewer: "审核"
    case .maker: "制证"
    case .finance: "核款"
    case .auditor: "审计"
    case .administrator: "管理"
    }
  }
}
