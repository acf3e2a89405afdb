// The words for what is refused while entitlement is found out.
public import Domain

extension EntitlementError {
  public var explanation: Explanation { ofToken ?? ofRecord ?? ofPeople ?? ofBids }

  private var ofToken: Explanation? {
    switch self {
    case .otherHolder(let holder):
      Explanation(
        "E31", "[S0-151] 介质中证书的单位是“\(holder)”，与申请的单位名称不一致，未做任何更改",
        remedy: "请核对介质；单位名称已变更的，改办信息变更。",
        english: "[S0-151] The certificate's owner is “\(holder)”, not the applicant; nothing was changed",
        remedy: "Insert the right token; if the name has changed, register a change of information.")
    case .otherNumber:
      Explanation(
        "E32", "[S0-151] 介质中证书的机构证件号码与申请的统一社会信用代码不一致，未做任何更改",
        remedy: "请核对介质；号码已变更的，改办信息变更。",
        english: "[S0-151] The certificate's number is not the applicant's credit code; nothing was changed",
        remedy: "Insert the right token; if the number has changed, register a change of information.")
    case .otherSerial(let typed, let found):
      Explanation(
        "E33", "[S0-147] 申请中的证书序列号 \(typed) 与介质中的 \(found) 不一致，未做任何更改", remedy: "请插入要续期的那个介质。",
        english: "[S0-147] The serial number \(typed) was typed but the token holds \(found); nothing was changed",
        remedy: "Insert the token that is meant.")
    case .noOldCertificate(let type):
      Explanation(
        "E40", "[S0-18] “\(type)”不需要已有证书，未做任何更改", remedy: "请核对业务类型。",
        english: "[S0-18] “\(type)” asks for no certificate; nothing was changed", remedy: "Check the business type.")
    case .withoutCarriedYear(let order):
      Explanation(
        "E47", "[S0-112] 订单 \(order) 的新证书没有转接的一年，未写入介质", remedy: "请联系总部重新签发。",
        english: "[S0-112] The certificate for order \(order) lacks the carried year; it was not written",
        remedy: "Ask head office to issue it again.")
    default: nil
    }
  }

  private var ofRecord: Explanation? {
    switch self {
    case .noRecord:
      Explanation(
        "E41", "[S0-100] 本机没有该单位办结的订单，不能核对留存信息，未做任何更改",
        remedy: "请到原受理点解绑，或由两人查验其他原件后放行（order waive）。",
        english: "[S0-100] This counter keeps no finished order of the organisation; nothing was compared",
        remedy: "Go where the certificate was made, or let two people waive it (order waive).")
    case .unknownFact(let name):
      Explanation(
        "E42", "[S0-100] “\(name)”不能用于解绑（公开信息不算），未做任何更改",
        remedy: "可以用：邮箱、手机、证件号码、法定代表人、经办人、电话、账号等。",
        english:
          "[S0-100] “\(name)” is no fact for unbinding: what everybody can know does not count; nothing was changed",
        remedy: "Use e-mail, mobile, identity numbers, names, telephone or account.")
    case .factsDiffer(let left):
      Explanation(
        "E48", "[S0-100] 所给的信息与留存的不一致，或一致的不足三项，没有解绑，还可再试 \(left) 次", remedy: "请申请人核对后再试。",
        english: "[S0-100] The facts do not agree with the record; tries left: \(left)",
        remedy: "Let the applicant check them and try again.")
    case .notKnown:
      Explanation(
        "E45", "[S0-02] 本机记录和总部清单中都没有该单位的证书，未做任何更改",
        remedy: "请插入原介质（order present），或导入总部最新数据包，或由两人放行（order waive）。",
        english:
          "[S0-02] Neither this store nor head office's list names a certificate of the organisation; nothing was changed",
        remedy: "Insert the token (order present), import head office's newest bundle, or let two people waive it.")
    case .nothingFound:
      Explanation(
        "E51", "[S0-138] 没有手机号和证件号码都相符的订单", remedy: "请核对两项号码；都须与申请时一致。",
        english: "[S0-138] No order has both this phone and this number",
        remedy: "Check both; they must be those applied with.")
    case .changesUntold(let labels):
      Explanation(
        "E65", "[S0-96] \(labels.joined(separator: "、"))与上次办理时不同，申请中没有写明变更事项，未提交",
        remedy: "请在申请中写明变更事项（order amend），打印并交回因此需要的材料；填错的，请改正申请。",
        english:
          "[S0-96] Something differs from the last time and the application does not tell it; nothing was handed in",
        remedy: "Tell the change in the application (order amend) and bring the papers for it, or correct the data.")
    case .whichCertificate(let serials):
      Explanation(
        "E90", "[D-23] 该单位在本服务有 \(serials.count) 张有效证书，不知道被补办的是哪一张，没有申请吊销，未做任何更改",
        remedy: "请与申请人核实后执行 order revoke，用 --serial 写明序列号（可写多个）：\(serials.joined(separator: "、"))。",
        english: "[D-23] The organisation has \(serials.count) valid certificates here and the order does not tell "
          + "which is replaced; no revocation was asked for, nothing was changed",
        remedy:
          "Ask the applicant, then run order revoke with --serial (once for each): \(serials.joined(separator: ", ")).")
    case .noReleaseCode:
      Explanation(
        "E53", "[S0-101] 本机没有总部下发的解绑验证码，没有解绑", remedy: "请导入总部最新数据包，或改用第二件原件由两人放行（--original）。",
        english: "[S0-101] No release codes have come from head office; nothing was unbound",
        remedy: "Import its newest bundle, or use a second original and two people (--original).")
    default: nil
    }
  }

  private var ofPeople: Explanation? {
    switch self {
    case .numberDiffers(let place):
      Explanation(
        "E46", "[S0-103] 证件号码与申请的第 \(place) 位起不一致，未登记", remedy: "请重新录入；确不一致的，不能由此人办理。",
        english: "[S0-103] The number parts from the application's at character \(place); nothing was recorded",
        remedy: "Type it again; if it differs indeed, this person cannot act.")
    case .numberMissing:
      Explanation(
        "E52", "[S0-103] 申请中没有该人的证件号码，不能核验，未登记", remedy: "请补充申请资料。",
        english: "[S0-103] The application has no number of this person; nothing was recorded",
        remedy: "Complete the application.")
    case .otherDocument(let expected):
      Explanation(
        "E55", "[D-24] 申请中该人的证件是“\(expected)”，未登记", remedy: "请查看该证件的原件。",
        english: "[D-24] The application names another kind of document; nothing was recorded",
        remedy: "Look at the original of that document.")
    case .noSuchPaper(let slot, let known):
      Explanation(
        "E50", "[S0-58] 本单没有“\(slot)”这一材料，未做任何更改",
        remedy: known.isEmpty ? "本单不收材料。" : "本单的材料（名称、编号都可以用）：\(known.joined(separator: "、"))。",
        english: "[S0-58] The order has no paper “\(slot)”; nothing was changed",
        remedy: known.isEmpty
          ? "This order takes no papers." : "It has (titles and ids both do): \(known.joined(separator: ", ")).")
    default: nil
    }
  }

  private var ofBids: Explanation {
    switch self {
    case .bidsUnopened(let moment):
      Explanation(
        "E49", "[N-01] 有加密投标文件尚未开标（\(moment.chineseMinute)），没有重置，介质未改动",
        remedy: "请在开标、解密之后再来；坚持办理的，打印声明签字后加 --despite-bids。",
        english: "[N-01] Encrypted bids are unopened until \(moment.wallClock); the token was not reset",
        remedy: "Come back after the opening; with a signed declaration add --despite-bids.")
    default:
      Explanation(
        "E54", "[N-01] 还没有询问是否有未开标的加密投标文件，介质未改动", remedy: "请询问后加 --bids none，或 --bids 开标日期。",
        english: "[N-01] Nobody has asked for unopened bids; the token was not touched",
        remedy: "Ask, and add --bids none or --bids with the day of the opening.")
    }
  }
}
