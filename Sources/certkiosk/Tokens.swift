// token: the token in the reader, over PC/SC.
internal import Cryptography
internal import CommandLine
internal import Counter
internal import Domain
internal import Processes
internal import Records
internal import Tokens

extension Certkiosk {
  private static let readerOption = Option.value("reader", "NAME", Both("读卡器名称", "the reader's name"))
  private static let pinOptions: [Option] = [
    readerOption,
    .value(
      "current-pin-fd", "N", .number(0...1023), Both("从该描述符读取当前 PIN", "read the present PIN from this descriptor")),
    .value("new-pin-fd", "N", .number(0...1023), Both("从该描述符读取新 PIN", "read the new PIN from this descriptor")),
    .value("puk-fd", "N", .number(0...1023), Both("从该描述符读取 PUK", "read the PUK from this descriptor")),
  ]

  static let token = Command(
    "token", Both("插入的介质", "the inserted token"),
    examples: [Example("certkiosk token show", Both("查看介质内容和剩余次数", "what is on it, and tries left"))],
    subcommands: [
      Command(
        "list", Both("列出读卡器和介质", "list readers and what is in them"),
        examples: [Example("certkiosk token list", Both("列出读卡器", "list readers"))],
        run: { try listReaders(Session($0)) }),
      Command(
        "show", Both("查看介质内容，不消耗次数", "what is on the token; spends no try"),
        examples: [Example("certkiosk token show", Both("查看介质", "look at the token"))], options: [readerOption],
        run: { try show(Session($0)) }),
      Command(
        "issue", Both("为订单制作证书：可随时中断后重来", "make an order's certificate; may be taken up again at any time"),
        examples: [
          Example("certkiosk token issue A-1 --person wu", Both("在插入的介质上制作", "make it on the inserted token"))
        ],
        options: pinOptions + [.flag("by-bundle", Both("演练时也由总部签发", "let head office issue it in a rehearsal too"))],
        arguments: [orderArgument], run: { try issue(Session($0)) }),
      Command(
        "change-pin", Both("修改 PIN", "change the PIN"),
        examples: [
          Example("certkiosk token change-pin", Both("由申请人输入两次新 PIN", "the applicant types the new PIN twice"))
        ],
        options: pinOptions, run: { try changePIN(Session($0)) }),
      Command(
        "unlock", Both("用 PUK 解锁并设置新 PIN", "unlock with the PUK and set a new PIN"),
        examples: [Example("certkiosk token unlock", Both("解锁介质", "unlock the token"))], options: pinOptions,
        run: { try unlock(Session($0)) }),
    ])

  private static func listReaders(_ session: Session) throws -> ExitStatus {
    for reader in try CardService().readers() {
      session.console.emit([
        "reader": .string(reader.name), "card": .bool(reader.hasCard), "virtual": .bool(reader.isVirtual),
      ])
      if !session.console.json {
        session.console.tell("\(reader.name)  \(reader.hasCard ? "有介质" : "无介质")\(reader.isVirtual ? "  虚拟" : "")")
      }
    }
    return .done
  }

  /// A store says which readers may be used; without one only real readers are.
  private static func withToken<Result>(
    _ session: Session, _ policy: ReaderPolicy, _ body: (TokenSession) throws -> Result
  ) throws -> Result {
    let service = try CardService()
    let reader = try service.waitForCard(in: session.invocation.value("reader"), policy: policy, seconds: 15)
    return try body(TokenSession(service.connect(to: reader, policy: policy)))
  }

  private static func policy(_ session: Session) throws -> ReaderPolicy {
    session.invocation.value("store") == nil ? .production : try session.desk().readerPolicy
  }

  private static func show(_ session: Session) throws -> ExitStatus {
    let facts = try withToken(session, policy(session)) { try $0.facts() }
    let today = Clock.system.now().day
    session.console.emit([
      "token": JSON(facts.identity?.text), "pinTriesLeft": JSON(facts.pinTriesLeft),
      "pukTriesLeft": JSON(facts.pukTriesLeft), "pinIsFactory": facts.pinIsFactory.map { .bool($0) } ?? .null,
      "certificates": .array(
        facts.slots.compactMap { slot in
          slot.certificate.map { certificate in
            [
              "slot": .string(String(slot.slot.rawValue, radix: 16, uppercase: true)),
              "serial": .string(certificate.serial), "subject": .string(certificate.subject.text),
              "notAfter": .string(certificate.notAfter.chinaText), "daysLeft": JSON(slot.daysLeft(on: today)),
            ]
          }
        }),
    ])
    guard !session.console.json else { return .done }
    let tries = facts.pinTriesLeft.map { "PIN 剩余 \($0) 次" } ?? ""
    session.console.tell("介质 \(facts.identity?.text ?? "未编号")  \(tries)\(facts.pinIsFactory == true ? "（出厂 PIN）" : "")")
    for slot in facts.slots {
      guard let certificate = slot.certificate else { continue }
      session.console.tell(
        "  \(String(slot.slot.rawValue, radix: 16, uppercase: true))  \(certificate.subject.text)  有效期至 \(certificate.notAfter.day.chinese)，剩余 \(slot.daysLeft(on: today) ?? 0) 天"
      )
    }
    return .done
  }

  private static func issue(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let order = session.argument("ORDER")
    let pins = try session.issuePINs()
    let progress = try withToken(session, desk.readerPolicy) { token in
      if !session.invocation.flag("by-bundle"), let program = try desk.issuerProgram() {
        return try desk.issue(order, on: token, pins, issuer: program)
      }
      return try desk.issue(order, on: token, pins, issuer: HeadOfficeByBundle())
    }
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
    return .done
  }

  private static func changePIN(_ session: Session) throws -> ExitStatus {
    let current = try session.pin("current-pin-fd", Both("当前 PIN：", "Present PIN: "))
    let new = try session.newPIN()
    try withToken(session, policy(session)) { token in
      try token.changePIN(from: current, to: new)
      try token.finish()
    }
    session.console.say(Both("PIN 已修改", "the PIN was changed"))
    return .done
  }

  private static func unlock(_ session: Session) throws -> ExitStatus {
    let text = String(decoding: try session.secret("puk-fd", Both("PUK：", "PUK: ")).bytes, as: UTF8.self)
    guard let puk = PUK(text) else { throw PIN.Malformed.length }
    let new = try session.newPIN()
    try withToken(session, policy(session)) { token in
      try token.unblockPIN(puk: puk, new: new)
      try token.finish()
    }
    session.console.say(Both("已解锁，新 PIN 已生效", "unlocked; the new PIN holds"))
    return .done
  }
}

extension Session {
  func pin(_ option: String, _ prompt: Both) throws -> PIN {
    try PIN(String(decoding: try secret(option, prompt).bytes, as: UTF8.self))
  }

  /// A PIN that the applicant chooses: typed twice on the terminal, once on a descriptor.
  func newPIN() throws -> PIN {
    let first = try secret("new-pin-fd", Both("新 PIN（6–8 位数字）：", "New PIN (6 to 8 digits): "))
    if invocation.number("new-pin-fd") == nil {
      let second = try Secret.ask(language == .chinese ? "再输入一次：" : "Once more: ")
      guard second.bytes == first.bytes else { throw UsageError.rule(Both("两次输入不一致", "the two entries differ")) }
    }
    return try PIN(new: String(decoding: first.bytes, as: UTF8.self))
  }

  func issuePINs() throws -> Desk.IssuePINs {
    let current = try pin("current-pin-fd", Both("介质当前 PIN：", "The token's present PIN: "))
    let new = try newPIN()
    var puk: PUK?
    if invocation.number("puk-fd") != nil {
      puk = PUK(String(decoding: try secret("puk-fd", Both("PUK：", "PUK: ")).bytes, as: UTF8.self))
    }
    return Desk.IssuePINs(current: current, new: new, currentPUK: puk)
  }
}
