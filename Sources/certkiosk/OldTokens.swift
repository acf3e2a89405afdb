// order old-token, revoke: what becomes of a token that is lost, damaged or replaced.
internal import CommandLine
internal import Counter
internal import Domain

extension Certkiosk {
  static let oldTokenVerbs: [Command] = [
    orderVerb(
      "old-token", Both("补办：收回损坏的原介质，或收到丢失说明", "a damaged token was handed in, or a statement of loss"),
      "A-1 --collected serial:1234 --person wang",
      [
        .value("collected", "TOKEN", Both("收回的介质编号或特征", "the token's number, or what it looks like")),
        .flag("lost", Both("签字盖章的丢失说明已收到", "the sealed statement of loss is in hand")),
      ]
    ) { session in
      let desk = try session.desk()
      let text = session.argument("ORDER")
      if session.invocation.flag("lost") { return try session.tell(desk.stateLoss(text), at: desk) }
      guard let token = session.invocation.value("collected") else {
        throw UsageError.rule(Both("请写明 --collected 或 --lost", "say --collected or --lost"))
      }
      return try session.tell(desk.collectOldToken(text, token), at: desk)
    },
    orderVerb(
      "revoke", Both("向总部申请吊销原证书", "ask head office to revoke the old certificate"), "A-1 --person wang",
      [
        .repeated(
          "serial", "NUMBER",
          Both("单位有多张证书时，写明是哪一张", "which certificate, where the organisation has several"))
      ]
    ) { session in
      let desk = try session.desk()
      return try session.tell(
        desk.requestRevocation(session.argument("ORDER"), serials: session.invocation.values("serial")), at: desk)
    },
  ]
}
