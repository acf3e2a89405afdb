// The words for what can stop work on a token that the token's own room does not see.
internal import Domain

extension CounterError {
  var tokens: Explanation? {
    switch self {
    case .onlyPIN(let order):
      Explanation(
        "N70", "订单 \(order) 只重设 PIN，不制作证书，介质未改动", remedy: "请用 token unlock 办理。",
        english: "Order \(order) only sets the PIN anew; the token was not changed", remedy: "Use token unlock.")
    case .notOnlyPIN(let order):
      Explanation(
        "N50", "订单 \(order) 要制作证书，不是只重设 PIN，介质未改动", remedy: "请用 token issue 或 token renew 办理。",
        english: "Order \(order) makes a certificate, it does not only set the PIN anew; the token was not changed",
        remedy: "Use token issue or token renew.")
    case .unlockedBefore(let order):
      Explanation(
        "N51", "订单 \(order) 的 PIN 此前已经重设，这次没有再改", remedy: "如还需重设，请另立解锁订单，或用 token unlock 不带订单号。",
        english: "The PIN of order \(order) was set before; it was not set again",
        remedy: "Register another order for it, or use token unlock without an order.")
    case .noTokenMaster:
      Explanation(
        "N52", "数据库中没有介质管理主密钥，介质未改动", remedy: "请从备份恢复数据库，或由管理员重新建库。",
        english: "The store holds no master for administration keys; the token was not changed",
        remedy: "Restore the store from its backup, or let an administrator make it anew.")
    case .oldToken(let token):
      Explanation(
        "N71", "插入的 \(token) 正是要更换的旧介质，未作改动", remedy: "请插入新介质。",
        english: "\(token) is the old token that is to be replaced; it was not changed", remedy: "Insert the new token."
      )
    case .encryptionKeyGone(let request):
      Explanation(
        "N72", "请求 \(request) 的加密密钥已不在本机，两张证书都没有写入", remedy: "请用 token replace --broken 停用该介质，为订单重新制作。",
        english: "The encryption key for request \(request) is not here any more; neither certificate was written",
        remedy: "Put the token aside with token replace --broken; the order gets another.")
    case .noPUK(let token):
      Explanation(
        "N73", "本机没有保存介质 \(token) 的解锁码，介质未改动", remedy: "请输入申请人自带的解锁码（终端或 --puk-fd），或到原受理点办理。",
        english: "This counter keeps no PUK for \(token); the token was not changed",
        remedy: "Enter the holder's own PUK, on the terminal or with --puk-fd, or go where the token was issued.")
    case .unlockWithoutOrder:
      Explanation(
        "N98", "本机保存的解锁码只为解锁订单使用，介质未改动", remedy: "请写明解锁订单：token unlock 订单号；申请人自带解锁码的，在终端输入或用 --puk-fd 提供。",
        english: "The PUK kept here is used for an order alone; the token was not changed",
        remedy:
          "Name the order: token unlock ORDER; a PUK that the holder brought is typed on the terminal or given with --puk-fd."
      )
    case .othersToken(let order):
      Explanation(
        "N74", "介质上没有订单 \(order) 的单位的证书，介质未改动", remedy: "请核对介质与订单。",
        english: "The token holds no certificate of the organisation of order \(order); it was not changed",
        remedy: "Compare the token with the order.")
    case .tokenWithoutName:
      Explanation(
        "N75", "介质没有编号，无法确认是哪一个，未作改动", remedy: "空白介质请先用 token issue 在其上制作证书；已有内容的请换用其他介质。",
        english: "The token has no name to know it by; it was not changed",
        remedy: "Issue a certificate onto it first if it is blank; take another token if it is not.")
    case .secondPerson:
      Explanation(
        "N76", "须由两名不同的人员同意，介质未改动", remedy: "请由另一名人员用 --second 输入其 PIN。",
        english: "Two different people must agree; the token was not changed",
        remedy: "Let a second person enter their PIN with --second.")
    case .noJob(let id):
      Explanation(
        "N77", "没有编号为 \(id) 的未完成介质作业", remedy: "请用 token jobs 查看。",
        english: "There is no open token job \(id)", remedy: "See token jobs.")
    case .tokenEmptied(let order, let item):
      Explanation(
        "N78", "订单 \(order) 的第 \(item) 个介质已写过证书，但插入的介质上没有这张证书（介质被重置，或证书被换掉），介质未改动",
        remedy: "请用 token replace \(order) --broken \(item) --reason 原因 停用它并重新制作，同一介质也可再用；原证书请总部吊销。",
        english:
          "Token \(item) of order \(order) was finished, but it no longer holds its certificate: it was reset, or the"
          + " certificate replaced; the token was not changed",
        remedy:
          "Put it aside with token replace \(order) --broken \(item) --reason TEXT and make it anew, on the same token if"
          + " you like; have head office revoke the first certificate.")
    case .tokenOfOrder(let order, let item):
      Explanation(
        "N79", "这是订单 \(order) 的第 \(item) 个介质，尚未交付，重置会毁掉它的密钥，介质未改动",
        remedy: "确需重置的，先用 token replace \(order) --broken \(item) --reason 原因 停用它。",
        english:
          "This is token \(item) of order \(order), which is not handed over yet; a reset would destroy its key; the token"
          + " was not changed",
        remedy: "If it must be reset, put it aside first: token replace \(order) --broken \(item) --reason TEXT.")
    case .tokenOfAnotherOrder(let order, let item):
      Explanation(
        "T76", "这是订单 \(order) 的第 \(item) 个介质，那一单还没有交付，介质未改动",
        remedy: "请换一个介质；那一单不再用它的，先用 token replace \(order) --broken \(item) --reason 原因 停用它。",
        english:
          "This is token \(item) of order \(order), which is not handed over yet; the token was not changed",
        remedy:
          "Take another token; if that order does not need it any more, put it aside first:"
          + " token replace \(order) --broken \(item) --reason TEXT.")
    case .certificateStillValid(let serial, let days):
      Explanation(
        "T78", "介质上的证书 \(serial) 还有 \(days) 天有效，没有申请过吊销，介质未改动",
        remedy: "请先申请吊销（补办、变更等订单的 order revoke）；确需直接重置的，用 --despite-valid 写明原因。",
        english:
          "Certificate \(serial) on the token is valid for another \(days) days and nobody has asked for its revocation;"
          + " the token was not changed",
        remedy:
          "Ask for its revocation first (order revoke, on an order that replaces it); to reset all the same, say why with"
          + " --despite-valid.")
    case .noSealFile(let order):
      Explanation(
        "N88", "订单 \(order) 没有保存印章文件", remedy: "请先用 token seal 核验并绑定印章。",
        english: "No seal's file is kept with order \(order)", remedy: "Verify and bind the seal first with token seal."
      )
    default: nil
    }
  }
}
