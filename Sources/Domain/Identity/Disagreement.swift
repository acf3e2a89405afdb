// What a clerk is told when two statements of an identity do not agree.

/// Two statements that should agree and do not. Of numbers only the character that parts them is told.
public struct Disagreement: Explained, Hashable {
  public let edge: IdentityEdge
  /// Where the two sides were seen.
  public let sources: [String]
  public let difference: Difference

  public init(edge: IdentityEdge, sources: [String], difference: Difference) {
    self.edge = edge
    self.sources = sources
    self.difference = difference
  }

  public static let specimens: [Disagreement] = IdentityEdge.allCases.map {
    Disagreement(
      edge: $0, sources: ["申请数据", "申请数据"], difference: .place(12, "3", "8", isTurned: false, others: 0))
  }

  public var explanation: Explanation { ofNumbers ?? ofNames ?? ofPeople }

  private var chinese: String {
    let (left, right) = edge.nodes
    return "\(left.title)与\(right.title)不一致：\(difference.text(unit: edge.isName ? "字" : "位"))\(place)（规则 \(edge.rule)）"
  }

  private var english: String {
    let (left, right) = edge.nodes
    return "\(left.english) and \(right.english) differ: \(difference.english()) (\(edge.rule))"
  }

  /// A part's place is told in the whole too.
  private var place: String {
    guard edge.isPart else { return "" }
    let place =
      switch difference {
      case .place(let place, _, _, _, _), .length(_, _, let place, _, _): place
      }
    return "，即信用代码第 \(place + 8) 位"
  }

  private var ofNumbers: Explanation? {
    switch edge {
    case .organisationCode:
      Explanation(
        "A01", chinese, remedy: "信用代码第 9–17 位就是组织机构代码；请带营业执照副本核对后改正。", english: english,
        remedy: "Characters 9 to 17 of the credit code are the organisation code; bring the licence and correct one.")
    case .taxNumber:
      Explanation(
        "A02", chinese, remedy: "请带营业执照或税务登记资料核对；由分支机构或他方开票的，请填写原因。", english: english,
        remedy: "Bring the licence; give the reason where a branch or another party is billed.")
    case .licenceCode:
      Explanation(
        "A03", chinese, remedy: "请带营业执照原件，逐位核对后改正申请数据或换交正确的复印件。", english: english,
        remedy: "Bring the original licence; correct the data, or bring the right copy.")
    case .certificateCode:
      Explanation(
        "A04", chinese, remedy: "插入的不是本单位的介质，或单位代码已变更；请换本单位的介质，变更的请办理信息变更。", english: english,
        remedy:
          "The token is another organisation's, or the code has changed: bring the right token, or apply for a change.")
    case .certificateOrganisationCode:
      Explanation(
        "A05", chinese, remedy: "请核对介质是否属于本单位；代码已变更的请办理信息变更。", english: english,
        remedy: "Check whose token this is; where the code has changed, apply for a change.")
    case .serial:
      Explanation(
        "A06", chinese, remedy: "请插入申请中所写的那个介质，或按介质改正原证书序列号。", english: english,
        remedy: "Insert the token named in the application, or correct the serial from the token.")
    default: nil
    }
  }

  private var ofNames: Explanation? {
    switch edge {
    case .licenceName:
      Explanation(
        "A07", chinese, remedy: "请带营业执照原件，按执照上的全称改正。", english: english,
        remedy: "Bring the original licence and correct the name from it.")
    case .certificateName:
      Explanation(
        "A08", chinese, remedy: "单位名称已变更的，请带变更证明办理信息变更；否则请换本单位的介质。", english: english,
        remedy: "Where the name has changed, bring the proof and apply for a change; else insert the right token.")
    case .invoiceTitle:
      Explanation(
        "A09", chinese, remedy: "请与申请人确认开票单位；确为他方的，请填写原因。", english: english,
        remedy: "Ask the applicant who is to be billed; give the reason when it is another party.")
    case .accountName:
      Explanation(
        "A10", chinese, remedy: "基本户应为本单位账户；请带开户许可证或基本存款账户信息核对。", english: english,
        remedy: "The account must be the organisation's own; bring the bank's account certificate.")
    case .payer:
      Explanation(
        "A11", chinese, remedy: "由他方付款的，请核款人员核对凭据并注明关系。", english: english,
        remedy: "Let finance look at the evidence and note who paid.")
    case .licenceLegal:
      Explanation(
        "A12", chinese, remedy: "请带营业执照原件核对；法定代表人已变更的，请先办理信息变更。", english: english,
        remedy: "Bring the original licence; where the representative has changed, apply for a change first.")
    default: nil
    }
  }

  private var ofPeople: Explanation {
    switch edge {
    case .legalCard:
      Explanation(
        "A13", chinese, remedy: "请带法定代表人证件核对后改正。", english: english,
        remedy: "Bring the legal representative's document and correct the number.")
    case .agentCard:
      Explanation(
        "A14", chinese, remedy: "请经办人出示证件原件核对后改正。", english: english,
        remedy: "Ask the agent for the original document and correct the number.")
    case .samePerson:
      Explanation(
        "A15", chinese, remedy: "经办人与法定代表人同名但证件号码不同；请核对两人的证件，同名的两个人请在柜台说明。", english: english,
        remedy: "One name with two numbers: compare both documents; tell the counter where two people share a name.")
    default:
      Explanation(
        "A16", chinese, remedy: "同一证件号码写了两个姓名；请带证件核对后改正。", english: english,
        remedy: "One number with two names: bring the document and correct one.")
    }
  }
}

extension IdentityEdge {
  /// Whether the left side is a part of the right one.
  fileprivate var isPart: Bool { self == .organisationCode || self == .certificateOrganisationCode }
}
