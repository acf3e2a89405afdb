// order present, known, waive, unbind, bids: what entitles an applicant, and what is asked before an old key is touched.
internal import CommandLine
internal import Counter
internal import Domain

extension Certkiosk {
  static let entitlementVerbs: [Command] = [
    orderVerb(
      "present", Both("出示原介质：读取、核对并记入申请", "read the applicant's token, compare it and put it into the application"),
      "A-1 --prove --person wang",
      [
        readerOption, .flag("prove", Both("用原密钥签名验证持有（输入 PIN）", "let the old key sign a challenge; asks for its PIN")),
        pinpadOption, descriptor("current-pin-fd", "当前 PIN", "the present PIN"),
      ]
    ) { try present($0) },
    orderVerb(
      "known", Both("从本机记录或总部清单证明已有证书", "prove from records that there is a certificate"), "A-1 --person wang"
    ) { session in
      let desk = try session.desk()
      return try session.tell(desk.findCertificate(for: session.argument("ORDER")), at: desk)
    },
    orderVerb(
      "waive", Both("缺少前置条件，由两人写明原因放行", "two people go on without a precondition, and say why"),
      "A-1 --precondition registration --reason 电话核实 --second li --person wang",
      [
        .value(
          "precondition", "WORD", .words(of: Precondition.allCases, \.words), required: true,
          Both("放行哪一项", "which")), reasonOption,
      ] + secondPersonOptions
    ) { try waive($0) },
    orderVerb(
      "unbind", Both("证书解绑：三项以上留存信息（含邮箱）和第二种凭证", "unbind: three facts, an e-mail among them, and a second channel"),
      "A-1 --fact email=a@b.cn --fact phone=139… --fact 法定代表人=… --original 营业执照正本 --second li --person wang",
      [
        .repeated("fact", "NAME=VALUE", Both("留存信息", "a fact on record")),
        .flag("code", Both("输入总部发给单位的验证码", "enter the code that head office sent to the organisation")),
        descriptor("code-fd", "验证码", "the code"),
        .value("original", "DOCUMENT", Both("查验的第二件原件", "the second original that was seen")),
      ] + secondPersonOptions
    ) { try unbind($0) },
    orderVerb(
      "bids", Both("登记“未开标加密投标文件声明”", "record the signed answer about unopened encrypted bids"),
      "A-1 --answer none --signed --person wang",
      [
        .repeated("answer", "DAY", Both("none，或开标日期时间", "none, or when a bid is opened")),
        .flag("signed", Both("签字盖章的声明已收到", "the signed and sealed declaration is in hand")),
        .value("override", "TEXT", Both("开标前仍要办理的原因，须两人", "why it is done before the opening; takes two people")),
      ] + secondPersonOptions
    ) { try bids($0) },
  ]

  private static func present(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let order = try withToken(session, desk.readerPolicy) { token in
      let pin = try session.invocation.flag("prove") ? session.presentPIN(on: token) : nil
      return try desk.present(session.argument("ORDER"), on: token, pin: pin)
    }
    for reading in order.old.readings { session.tell(reading) }
    if let upgrade = order.old.upgrade { session.tell(upgrade) }
    return try session.tell(order, at: desk)
  }

  private static func waive(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let precondition = session.invocation.value("precondition").flatMap { Precondition(rawValue: $0) }
    guard let precondition else { throw UsageError.rule(Both("请写明放行哪一项", "say which precondition")) }
    let order = try desk.waive(
      session.argument("ORDER"), precondition, reason: session.invocation.value("reason") ?? "",
      second: session.witness())
    return try session.tell(order, at: desk)
  }

  private static func unbind(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let text = session.argument("ORDER")
    let facts = try session.invocation.values("fact").map(fact)
    var order = try facts.isEmpty ? desk.order(text) : desk.compareFacts(text, facts)
    if session.invocation.flag("code") || session.invocation.number("code-fd") != nil {
      let code = try session.secret("code-fd", Both("验证码：", "Code: "))
      order = try desk.release(text, by: .code(code.bytes))
    } else if let document = session.invocation.value("original") {
      order = try desk.release(text, by: .original(document: document, session.witness()))
    }
    return try session.tell(order, at: desk)
  }

  private static func fact(_ text: String) throws -> (name: String, value: String) {
    guard let equal = text.firstIndex(of: "=") else {
      throw UsageError.rule(Both("留存信息写作 email=a@b.cn", "write a fact as email=a@b.cn"))
    }
    return (String(text[..<equal]), String(text[text.index(after: equal)...]))
  }

  private static func bids(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let text = session.argument("ORDER")
    var order = try desk.order(text)
    if let answer = try session.bidAnswer("answer", isSigned: session.invocation.flag("signed")) {
      order = try desk.answerBids(text, answer)
    }
    if let reason = session.invocation.value("override") {
      order = try desk.overrideBids(text, reason: reason, second: session.witness())
      session.console.say(
        Both(
          "请打印声明并由申请人和两名工作人员签字：documents \(text) --paper pending-bids",
          "print the declaration for the applicant and both people to sign: documents \(text) --paper pending-bids"))
    }
    return try session.tell(order, at: desk)
  }
}

extension Session {
  /// The second person, without whom nothing is done here.
  func witness() throws -> SecondPerson {
    guard let second = try secondPerson() else {
      throw UsageError.rule(Both("须由第二名人员同意：--second", "a second person must agree: --second"))
    }
    return second
  }

  /// `none`, or days and moments at which bids are opened; a day without a time counts to its end. Nil when unsaid.
  func bidAnswer(_ option: String, isSigned: Bool) throws -> BidAnswer? {
    let words = invocation.values(option)
    guard !words.isEmpty else { return nil }
    if words == ["none"] { return BidAnswer(openings: [], isSigned: isSigned) }
    return BidAnswer(openings: try words.map(Self.opening), isSigned: isSigned)
  }

  private static func opening(_ text: String) throws -> Instant {
    if let moment = Instant(opening: text) { return moment }
    throw UsageError.rule(
      Both("开标时间写作 2026-03-20 或 2026-03-20T09:30，没有则写 none", "write 2026-03-20 or 2026-03-20T09:30, or none"))
  }

  fileprivate func tell(_ reading: TokenReading) {
    console.emit([
      "token": JSON(reading.token), "serial": .string(reading.serial), "holder": .string(reading.holder),
      "notAfter": .string(reading.notAfter.chinaText), "proven": .bool(reading.isProven),
      "seal": .bool(reading.hasSeal), "medium": JSON(reading.medium),
    ])
    if !console.json {
      console.tell(
        Both(
          "原介质 \(reading.token ?? "未编号")  证书 \(reading.serial)  \(reading.holder)  有效期至 \(reading.notAfter.day.chinese)",
          "old token \(reading.token ?? "without a number")  certificate \(reading.serial)  \(reading.holder)  valid until \(reading.notAfter.day)"
        ))
    }
  }

  /// Every step of the sum.
  func tell(_ upgrade: Upgrade) {
    console.emit([
      "remaining": .string(upgrade.remaining), "carriedYears": .number(upgrade.carriedYears),
      "discount": .string(upgrade.discount.yuan), "payable": .string(upgrade.payable.yuan),
    ])
    guard !console.json else { return }
    if language == .english {
      console.tell(
        "    discount \(upgrade.discount.yuan) yuan  payable \(upgrade.payable.yuan) yuan  carried years \(upgrade.carriedYears)"
      )
    }
    for line in upgrade.lines {
      console.tell(
        Both(
          "    \(line.step)：\(line.formula) = \(line.result)", "    “\(line.step)”: \(line.formula) = \(line.result)"))
    }
  }
}

extension Need {
  func json(before step: Step) -> JSON {
    var members: [JSON.Member] = [
      .init("need", .string(word)), .init("title", .string(title)), .init("before", .string(step.rawValue)),
    ]
    if case .original(let slot, _) = self { members.append(.init("slot", .string(slot))) }
    if case .checklist(let items) = self { members.append(.init("items", .array(items.map { .string($0.id) }))) }
    return .object(members)
  }
}
