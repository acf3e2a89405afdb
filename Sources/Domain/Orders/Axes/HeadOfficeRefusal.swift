// Why something between an order and head office may not happen now.

/// Told as the `OutOfTurn` that carries it.
public enum HeadOfficeRefusal: Hashable, Sendable {
  case reviewedThere
  case nothingToDecide
  case otherContent
  case cardNeeded

  public static let specimens: [HeadOfficeRefusal] = [.reviewedThere, .nothingToDecide, .otherContent, .cardNeeded]

  public var explanation: Explanation {
    switch self {
    case .reviewedThere:
      Explanation(
        "Q01", "该业务由总部审核，柜台不能审核（S0-17、S0-66），未做任何更改",
        remedy: "请用 bundle export 把申请送到总部，再用 bundle import 导入总部的审核结论。",
        english: "Head office reviews this business, the counter does not (S0-17, S0-66); nothing was changed",
        remedy: "Send the application with bundle export and take the decision in with bundle import.")
    case .nothingToDecide:
      Explanation(
        "Q02", "总部的审核结论没有可用之处：本单未在等待审核（S0-66），未做任何更改",
        remedy: "请查看本单历史（order history）；已撤回的须重新提交并送审。",
        english: "Head office's decision has nothing to decide: the order does not wait for review (S0-66)",
        remedy: "Look at the order's history; a withdrawn order must be submitted and sent again.")
    case .otherContent:
      Explanation(
        "Q03", "总部审核的不是本单现在的内容：版本、提交次数或摘要不同（S0-66），未做任何更改",
        remedy: "请把现在的内容送总部重新审核（bundle export）。",
        english: "Head office decided about another content: revision, submission or digest differ (S0-66)",
        remedy: "Send the present content to head office again (bundle export).")
    case .cardNeeded:
      Explanation(
        "Q04", "密码卡尚未验证，证书没有写入（S0-140）",
        remedy: "请申请人带密码卡；用 token issue --card 序列号 办理，密码由申请人输入。",
        english: "No cipher card was opened for this token (S0-140); the certificate was not written",
        remedy: "The applicant brings the card; run token issue --card SERIAL, the applicant types the password.")
    }
  }
}
