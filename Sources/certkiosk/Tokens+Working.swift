// token issue, renew, replace, upgrade: what is made on a token for an order.
internal import CommandLine
internal import Counter
internal import Domain
internal import Tokens

extension Certkiosk {
  static func issue(_ session: Session) throws -> ExitStatus { try issue(session, session.desk()) }

  private static func issue(_ session: Session, _ desk: Desk) throws -> ExitStatus {
    let order = session.argument("ORDER")
    if try desk.renews(order) { return try renew(session, desk) }
    try requireIssuer(desk, session)
    let progress = try withToken(session, desk.readerPolicy) { token in
      try issue(desk, order, token, session.issuePINs(for: order, on: token, desk), session)
    }
    return try tell(progress, session, desk)
  }

  static func renew(_ session: Session) throws -> ExitStatus { try renew(session, session.desk()) }

  private static func renew(_ session: Session, _ desk: Desk) throws -> ExitStatus {
    let order = session.argument("ORDER")
    guard try desk.renews(order) else {
      throw UsageError.rule(Both("该订单不是续期，请用 token issue", "this order does not renew; use token issue"))
    }
    try requireIssuer(desk, session)
    let progress = try withToken(session, desk.readerPolicy) { token in
      let pin = try session.presentPIN(on: token)
      return try issue(desk, order, token, Desk.IssuePINs(pin: pin), session)
    }
    if case .proven = progress {
      session.console.say(
        Both(
          "请拔出介质再插入，其他软件才会看到新证书",
          "pull the token out and insert it again: other programs keep the old certificate in mind"))
    }
    return try tell(progress, session, desk)
  }

  static func replace(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    if let item = session.invocation.number("broken") {
      let reason = session.invocation.value("reason") ?? "—"
      let order = try desk.giveUp(session.argument("ORDER"), item: item, reason: reason)
      session.console.say(Both("已停用第 \(item) 个介质，请插入新介质", "token \(item) is put aside; insert a new one"))
      if let serial = order.makings.first(where: { $0.item == item })?.serial {
        session.console.say(
          Both("证书 \(serial) 已经签发，请总部吊销", "certificate \(serial) was issued; have head office revoke it"))
      }
    }
    return try issue(session, desk)
  }

  private static func issue(
    _ desk: Desk, _ order: String, _ token: TokenSession, _ pins: Desk.IssuePINs, _ session: Session
  ) throws -> Desk.IssueProgress {
    let card = try session.cipherCard()
    session.forbidRemoval()
    return try desk.issue(order, on: token, pins, issuer: issuer(desk, session), card: card)
  }

  /// Where certificates come by bundle, head office must know this kiosk before a token is touched.
  private static func requireIssuer(_ desk: Desk, _ session: Session) throws {
    if try session.invocation.flag("by-bundle") || desk.issuerProgram() == nil { try desk.requireHeadOffice() }
  }

  /// In a rehearsal a program may stand for head office; else the bundles carry requests and certificates.
  private static func issuer(_ desk: Desk, _ session: Session) throws -> any Issuer {
    guard !session.invocation.flag("by-bundle"), let program = try desk.issuerProgram() else {
      return HeadOfficeByBundle()
    }
    return program
  }

  static func upgrade(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let order = session.argument("ORDER")
    try desk.requireUpgrade(order)
    try requireIssuer(desk, session)
    let (old, progress) = try withTwoTokens(session, desk.readerPolicy) { old, new in
      let oldPIN = try session.presentPIN(
        on: old, .old, "old-pin-fd", Both("旧介质 PIN：", "The old token's PIN: "))
      let pins = try session.issuePINs(for: order, on: new, desk, .new)
      let card = try session.cipherCard()
      session.forbidRemoval()
      return try desk.upgrade(
        order, from: old, oldPIN: oldPIN, to: new, pins, issuer: issuer(desk, session), card: card)
    }
    if let old {
      session.console.emit([
        "oldToken": .string(old.name), "oldSerial": .string(old.serial), "daysCarried": .number(old.daysCarried),
      ])
      session.console.say(
        Both(
          "旧介质 \(old.name)，证书 \(old.serial)，尚余 \(old.daysCarried) 天",
          "old token \(old.name), certificate \(old.serial), \(old.daysCarried) days left"))
    }
    return try tell(progress, session, desk)
  }

  /// What became of the token in the reader, and of the order's others.
  private static func tell(_ progress: Desk.IssueProgress, _ session: Session, _ desk: Desk) throws -> ExitStatus {
    let order = session.argument("ORDER")
    switch progress {
    case .waiting(let request):
      session.console.emit(["order": .string(order), "request": .string(request), "progress": "waiting"])
      session.console.say(
        Both(
          "证书请求 \(request) 已签名，等待总部签发；请保管好介质", "request \(request) is signed and waits for head office; keep the token")
      )
    case .proven(let token, let serial):
      session.console.emit([
        "order": .string(order), "token": .string(token), "serial": .string(serial), "progress": "proven",
      ])
      session.console.say(
        Both("证书 \(serial) 已写入介质 \(token)，已回读比对并验签", "certificate \(serial) is on token \(token), read back and proven")
      )
    }
    try tellReceipt(session, desk)
    return try session.tellCompletion(of: order, at: desk)
  }

  /// Each token of an order for several, with what became of it.
  private static func tellReceipt(_ session: Session, _ desk: Desk) throws {
    let (order, needed) = try desk.receipt(of: session.argument("ORDER"))
    guard needed > 1 || order.makings.count > 1 else { return }
    for making in order.makings {
      session.console.emit([
        "order": .string(order.number.text), "item": .number(making.item),
        "token": .string(making.production.token), "serial": JSON(making.serial),
        "proven": .bool(making.isProven), "givenUp": JSON(making.givenUp),
      ])
      guard !session.console.json else { continue }
      let fate = making.fate
      session.console.tell(
        Both(
          "  第 \(making.item) 个  \(making.production.token)  \(fate.chinese)",
          "  token \(making.item)  \(making.production.token)  \(fate.english)"))
    }
    session.console.say(
      Both("完成 \(order.provenTokens) 个，共 \(needed) 个", "\(order.provenTokens) of \(needed) tokens are done"))
  }
}

extension Session {
  /// Told before the first command that changes a token (S0-172); the journal goes on where it was pulled out all the same.
  fileprivate func forbidRemoval() {
    console.say(Both("正在读写介质，完成之前请勿拔出", "the token is being worked on; do not remove it before this ends"))
  }
}

extension Making {
  /// What became of the token.
  fileprivate var fate: Both {
    if let givenUp { return Both("停用：\(givenUp)", "put aside: \(givenUp)") }
    return serial.map { Both("证书 \($0)", "certificate \($0)") } ?? Both("未完成", "not finished")
  }
}
