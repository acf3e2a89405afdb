// order identify, seen, register, certificates, find, changes: people and originals at the desk, and looking things up.
internal import CommandLine
internal import Counter
internal import Domain

extension Certkiosk {
  static let presenceVerbs: [Command] = [
    orderVerb(
      "identify", Both("当面核验身份：人与证件原件相符", "the person was compared with the original of their document"),
      "A-1 --document 居民身份证 --of agent --person wang",
      [
        .value("document", "KIND", required: true, Both("证件类型", "the kind of document")),
        .value("of", "WHO", .words(of: Party.allCases, \.words), Both("经办人（默认）或法定代表人", "agent, or legal")),
        .flag("number", Both("录入证件号码核对", "type its number to compare it")),
        descriptor("number-fd", "证件号码", "its number"),
      ]
    ) { try identify($0) },
    orderVerb(
      "seen", Both("原件已核", "the originals of these papers were compared"), "A-1 business-licence --person wang", [],
      [Argument("SLOT", .some, .text, Both("材料", "papers"))]
    ) { session in
      let desk = try session.desk()
      let order = try desk.seeOriginals(session.argument("ORDER"), session.invocation.arguments("SLOT"))
      return try session.tell(order, at: desk)
    },
    orderVerb(
      "register", Both("审核后的信息登记", "what is registered at the desk after review"), "A-1 --form 00123 --person wang",
      [
        .repeated("form", "NUMBER", Both("表单编号", "a form's number")),
        .value("token", "SERIAL", Both("为本单备好的介质编号", "the token that is set aside")),
      ]
    ) { session in
      let desk = try session.desk()
      let order = try desk.register(
        session.argument("ORDER"), forms: session.invocation.values("form"), token: session.invocation.value("token"))
      return try session.tell(order, at: desk)
    },
    orderVerb(
      "changes",
      Both("与该单位在同一家机构上次办结的资料对照", "what differs from the organisation's last finished order at this service"), "A-1"
    ) {
      try changes($0)
    },
    Command(
      "certificates", Both("已有CA：本机所知的单位证书", "the certificates known for an organisation"),
      examples: [
        Example("certkiosk order certificates 91410100MA44YXQ08L", Both("列出该单位的证书", "list its certificates"))
      ], arguments: [Argument("CREDIT-CODE", .one, .text, Both("统一社会信用代码", "its credit code"))],
      run: { try certificates(Session($0)) }),
    Command(
      "find", Both("凭手机号和证件号码查询订单", "find orders by phone and number; both must be right"),
      examples: [
        Example("certkiosk order find --phone 139… --number 914…", Both("查询订单", "find an order"))
      ],
      options: [
        .value("phone", "NUMBER", Both("经办人手机号", "the agent's mobile")),
        .value("number", "NUMBER", Both("组织机构代码、信用代码或经办人证件号", "organisation code, credit code or the agent's number")),
      ], run: { try find(Session($0)) }),
  ]

  private static func identify(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let party = session.invocation.value("of").flatMap { Party(rawValue: $0) } ?? .agent
    let asksNumber = session.invocation.flag("number") || session.invocation.number("number-fd") != nil
    let number = try asksNumber ? session.secret("number-fd", Both("证件号码：", "Number: ")) : nil
    let order = try desk.identify(
      session.argument("ORDER"), party, document: session.invocation.value("document") ?? "",
      number: number.map { String(decoding: $0.bytes, as: UTF8.self) })
    return try session.tell(order, at: desk)
  }

  private static func changes(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    guard let changes = try desk.changes(in: desk.order(session.argument("ORDER"))) else {
      session.console.say(
        Both(
          "本机没有该单位在这家机构办结的订单，无从对照", "no finished order of the organisation at this service to compare with"))
      return .done
    }
    for change in changes {
      session.console.emit([
        "label": .string(change.label), "before": .string(change.before), "after": .string(change.after),
      ])
      if !session.console.json {
        session.console.tell(
          Both(
            "  \(change.label)：\(change.before) → \(change.after)",
            "  “\(change.label)”: \(change.before) → \(change.after)"))
      }
    }
    if changes.isEmpty { session.console.say(Both("没有变更", "nothing has changed")) }
    return .done
  }

  private static func certificates(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    for known in try desk.certificates(of: session.argument("CREDIT-CODE")) {
      session.console.emit([
        "serial": .string(known.serial), "service": JSON(known.service), "token": JSON(known.token),
        "until": JSON(known.until?.description),
        "standing": .string(known.standing.rawValue), "source": .string(known.evidence.source),
      ])
      guard !session.console.json else { continue }
      session.console.tell(
        Both(
          "\(known.serial)  \(known.token ?? "—")  至 \(known.until?.chinese ?? "—")  \(known.standing.rawValue)  ",
          "\(known.serial)  \(known.token ?? "—")  until \(known.until?.description ?? "—")  “\(known.standing.rawValue)”  "
        ).with(known.evidence.words)
      )
    }
    return .done
  }

  private static func find(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let phone = try session.invocation.value("phone") ?? session.typed(Both("经办人手机号：", "The agent's mobile: "))
    let number = try session.invocation.value("number") ?? session.typed(Both("证件号码：", "Number: "))
    for order in try desk.find(phone: phone, number: number) { session.tell(try desk.view(order)) }
    return .done
  }
}

extension Session {
  /// What is typed at the terminal without being shown.
  fileprivate func typed(_ prompt: Both) throws -> String {
    String(decoding: try Secret.ask(prompt.text(in: language)).bytes, as: UTF8.self)
  }
}

extension CertificateEvidence {
  fileprivate var source: String {
    switch self {
    case .order(let number): number.text
    case .headOffice(let list): "总部清单 \(list)"
    }
  }

  fileprivate var words: Both {
    switch self {
    case .order(let number): Both(number.text, number.text)
    case .headOffice(let list): Both(source, "head office's list \(list)")
    }
  }
}
