// The words for cards and codes that do not fit. What was typed never stands in them.
internal import Domain

extension DownlinkError {
  var ofCards: Explanation? {
    switch self {
    case .unknownCard(let serial):
      Explanation(
        "Q20", "密码卡 \(serial) 不在本柜台的密码卡表中（S0-140），介质未改动", remedy: "请核对卡面序列号；新到的卡须先由总部下发（bundle import）。",
        english: "the cipher card \(serial) is not in this counter's table (S0-140); the token was not changed",
        remedy: "Check the number on the card; new cards come down by bundle import first.")
    case .cardOfAnother(let serial):
      Explanation(
        "Q21", "密码卡 \(serial) 没有发给本单（S0-140），介质未改动", remedy: "请用发给本单的那一张；发错卡的，先在库存登记中更正。",
        english: "the cipher card \(serial) was not issued to this order (S0-140); the token was not changed",
        remedy: "Use the card that was issued to this order; correct the stock records if it was mixed up.")
    case .cardUnassigned(let serial):
      Explanation(
        "Q71", "密码卡 \(serial) 没有发到任何订单：本柜台没有密码卡台账，总部的表中也没有写明订单（S0-140），介质未改动",
        remedy: "请把密码卡入库并发到本单（stock receive、stock issue cipherCard），或由总部在表中写明订单。",
        english:
          "nothing says which order the cipher card \(serial) is for: no cards are kept in stock and the table names no order (S0-140); the token was not changed",
        remedy:
          "Receive the card into stock and issue it to this order, or let head office name the order in the table.")
    case .wrongCard(let serial, let left):
      Explanation(
        "Q22", "密码卡 \(serial) 的密码不正确，还可再试 \(left) 次（S0-140），介质未改动", remedy: "请申请人核对刮开的密码后重新输入。",
        english:
          "the password of cipher card \(serial) is wrong, tries left: \(left) (S0-140); the token was not changed",
        remedy: "Let the applicant compare what is under the scratch field and type it again.")
    case .cardUsedUp(let serial):
      Explanation(
        "Q23", "密码卡 \(serial) 的尝试次数已用完（S0-140），介质未改动", remedy: "请为本单另发一张密码卡；旧卡按损坏登记。",
        english: "the tries of cipher card \(serial) are used up (S0-140); the token was not changed",
        remedy: "Issue another card to this order; record the old one as spoiled.")
    case .cardBurnt(let serial):
      Explanation(
        "Q24", "密码卡 \(serial) 已经用过，不能再用（S0-140），介质未改动", remedy: "请使用另一张发给本单的密码卡。",
        english: "the cipher card \(serial) was used before (S0-140); the token was not changed",
        remedy: "Use another card that was issued to this order.")
    case .noCardNeeded(let order):
      Explanation(
        "Q25", "订单 \(order) 的业务不用密码卡，未做任何更改", remedy: "请不带 --card 办理，把密码卡放回库存。",
        english: "the business of order \(order) takes no cipher card; nothing was changed",
        remedy: "Go on without --card and put the card back into stock.")
    default: nil
    }
  }

  var ofCodes: Explanation {
    switch self {
    case .codeLapsed(let until):
      Explanation(
        "Q31", "金融认证码已于 \(until.chineseMinute) 过期（S0-169），未做任何更改", remedy: "请用 order bank-proof --again 再次申请。",
        english: "the bank's code lapsed at \(until.wallClock) (S0-169); nothing was changed",
        remedy: "Ask for another with order bank-proof --again.")
    case .otherAccount:
      Explanation(
        "Q32", "0.01 元汇入的不是本单现在的账户（S0-171），未做任何更改", remedy: "账户已更正：请等待总部的新认证码。",
        english: "the 0.01 yuan went to another account than the order's present one (S0-171); nothing was changed",
        remedy: "The account was corrected: wait for the new code.")
    case .wrongCode(let left):
      Explanation(
        "Q33", "金融认证码不正确，还可再试 \(left) 次（S0-169）", remedy: "请申请人核对 0.01 元到账记录附言中的号码；账户有误的，更正后重新申请。",
        english: "this is not the code of the 0.01 yuan transfer, tries left: \(left) (S0-169)",
        remedy: "Compare it with the remark on the bank's record; correct the account if it was wrong.")
    case .codeUsedUp:
      Explanation(
        "Q34", "金融认证码的尝试次数已用完（S0-171），未做任何更改", remedy: "请核对账户后用 order bank-proof --again 再次申请。",
        english: "the tries of this code are used up (S0-171); nothing was changed",
        remedy: "Check the account and ask for another with order bank-proof --again.")
    case .codeBurnt:
      Explanation(
        "Q35", "金融认证码已经用过（S0-169），未做任何更改", remedy: "请查看本单历史；认证已通过的无需再办。",
        english: "this code was used before (S0-169); nothing was changed",
        remedy: "Look at the order's history; a proof that passed needs nothing more.")
    case .noAccount(let order):
      Explanation(
        "Q36", "订单 \(order) 没有完整的基本户名称、开户行和账号（S0-155–157），不能申请金融认证",
        remedy: "请用 order bank-proof --again 补齐账户。",
        english: "order \(order) names no complete bank account (S0-155–157); no transfer can be asked for",
        remedy: "Complete it with order bank-proof --again.")
    case .noRelease:
      Explanation(
        "Q26", "没有发给该单位的解绑验证码（S0-101），未做任何更改", remedy: "请向总部申请并导入数据包，或凭第二件证件原件由两人放行。",
        english: "no release code was issued to this organisation (S0-101); nothing was changed",
        remedy: "Ask head office for one, or let two people release it on a second original.")
    case .wrongRelease(let left):
      Explanation(
        "Q27", "解绑验证码不正确，还可再试 \(left) 次（S0-101），未做任何更改", remedy: "请申请人核对邮件中的验证码。",
        english: "the release code is wrong, tries left: \(left) (S0-101); nothing was changed",
        remedy: "Let the applicant look at the mail again.")
    case .releaseUsedUp:
      Explanation(
        "Q28", "解绑验证码的尝试次数已用完（S0-101），未做任何更改", remedy: "请向总部申请新的验证码。",
        english: "the tries of the release codes are used up (S0-101); nothing was changed",
        remedy: "Ask head office for a new one.")
    default:
      Explanation(
        "Q30", "总部还没有发来本单的金融认证码（S0-169），未做任何更改",
        remedy: "请用 bundle export 送出申请，总部汇出 0.01 元后用 bundle import 导入。",
        english: "head office has not sent this order's code yet (S0-169); nothing was changed",
        remedy: "Send the request with bundle export; once the 0.01 yuan is on its way, import the answer.")
    }
  }

  static let secretSpecimens: [DownlinkError] = [
    .unknownCard("MK00000001"), .cardOfAnother("MK00000001"), .cardUnassigned("MK00000001"),
    .wrongCard("MK00000001", triesLeft: 2),
    .cardUsedUp("MK00000001"), .cardBurnt("MK00000001"), .noCardNeeded("A01002603090007S"),
    .noCodeYet("A01002603090007S"), .codeLapsed(Instant(seconds: 1_770_000_000)), .otherAccount,
    .wrongCode(triesLeft: 2), .codeUsedUp, .codeBurnt, .noAccount("A01002603090007S"), .noRelease,
    .wrongRelease(triesLeft: 1), .releaseUsedUp,
  ]
}
