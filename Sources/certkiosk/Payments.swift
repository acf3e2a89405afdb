// payment: evidence recorded and confirmed, statements imported, corrections by two people, receipts and reports.
internal import CommandLine
internal import Counter
internal import Domain

extension Certkiosk {
  private static let lineArgument = Argument("LINE", .one, .text, Both("对账单行的编号", "the statement line's id"))
  private static let entryArgument = Argument("ENTRY", .one, .text, Both("付款登记号", "the entry's number"))
  private static let reason = Option.value("reason", "TEXT", required: true, Both("原因", "the reason"))

  static let payment = Command(
    "payment", Both("付款", "payments"),
    details: Both(
      "“已支付”只来自三种凭据：导入的对账单上的一行、第二人看过的凭据原件、本单柜员以外的人清点的现金。没有退款；登记错误由两人更正。",
      "Money counts by three kinds of evidence only: a line of an imported statement, an original seen by a second person,"
        + " or cash counted by somebody other than the order's clerk. There are no refunds; two people correct mistakes."
    ),
    examples: [
      Example(
        "certkiosk payment record A-1 --kind posSlip --amount 300.00 --reference 0042", Both("登记付款凭据", "record a slip"))
    ],
    subcommands: [
      recording, showingEvidence,
      paymentVerb(
        "confirm", Both("第二人核对付款凭据", "a second person has seen the evidence"), "confirm A-1 1 --person zhao",
        [.flag("bank-receipt", Both("转账：已看过银行回单原件", "a transfer: the original of its bank receipt was seen"))],
        [orderArgument, entryArgument]
      ) { session, desk in
        let evidence: Evidence? = session.invocation.flag("bank-receipt") ? .original : nil
        let order = try desk.confirmPayment(
          session.argument("ORDER"), entry: session.argument("ENTRY"), evidence: evidence)
        return try session.tell(order, at: desk)
      },
      paymentVerb(
        "dispute", Both("付款存疑", "the evidence does not hold"), "dispute A-1 1 --reason 签购单金额不符 --person zhao", [reason],
        [orderArgument, entryArgument]
      ) { session, desk in
        let order = try desk.disputePayment(
          session.argument("ORDER"), entry: session.argument("ENTRY"), reason: session.invocation.value("reason") ?? "")
        return try session.tell(order, at: desk)
      },
      paymentVerb(
        "correct", Both("提出更正付款金额，须另一人同意", "say that a payment should count another amount; a second person agrees"),
        "correct A-1 1 --amount 300.00 --reason 多录一个零 --person wang",
        [.value("amount", "YUAN", required: true, Both("应为的金额；0.00 为不计", "the right amount; 0.00 for none")), reason],
        [orderArgument, entryArgument], correct),
      paymentVerb(
        "agree", Both("第二人同意更正", "a second person agrees to a correction"), "agree A-1 1 --person zhao", [],
        [orderArgument, correctionArgument]
      ) { session, desk in
        let order = try desk.confirmCorrection(session.argument("ORDER"), session.argument("CORRECTION"))
        return try session.tell(order, at: desk)
      },
      paymentVerb(
        "decline", Both("不同意更正", "a correction is not agreed to"), "decline A-1 1 --reason 凭据金额无误 --person zhao",
        [reason],
        [orderArgument, correctionArgument]
      ) { session, desk in
        let order = try desk.declineCorrection(
          session.argument("ORDER"), session.argument("CORRECTION"), reason: session.invocation.value("reason") ?? "")
        return try session.tell(order, at: desk)
      },
      paymentVerb(
        "import", Both("导入银行、POS、扫码支付的对账单", "import a statement of a bank, an acquirer or a payment service"),
        "import 2026-03-09.csv --person zhao", [],
        [Argument("STATEMENT", .some, .file, Both("对账单（CSV 或 XLSX）", "statements (CSV or XLSX)"))], importStatements),
      paymentVerb(
        "match", Both("重新匹配所有等待的行", "try every waiting line again"), "match --person zhao", [], []
      ) { session, desk in
        for line in try desk.matchLines() { session.tell(line) }
        return .done
      },
      paymentVerb(
        "queue", Both("列出等待处理的对账单行", "list the lines that wait"), "queue --queue unknown",
        [
          .value(
            "queue", "QUEUE", .words(of: StatementQueue.allCases, \.words), Both("只列这一队", "only this queue")),
          .flag("all", Both("包括已处理的", "settled ones too")),
        ], []
      ) { session, desk in
        let queue = session.invocation.value("queue").flatMap { StatementQueue(rawValue: $0) }
        try desk.statementLines(queue, all: session.invocation.flag("all")) { session.tell($0) }
        return .done
      },
      paymentVerb(
        "assign", Both("由人指定一行属于哪份订单", "say which order a line belongs to"),
        "assign 9f3c A-1 --reason 附言写错订单号 --person zhao", [reason], [lineArgument, orderArgument]
      ) { session, desk in
        let order = try desk.assign(
          line: session.argument("LINE"), to: session.argument("ORDER"),
          reason: session.invocation.value("reason") ?? "")
        return try session.tell(order, at: desk)
      },
      paymentVerb(
        "dismiss", Both("由人确认一行与订单无关", "say that a line belongs to no order"),
        "dismiss 9f3c --reason 存款利息 --person zhao", [reason], [lineArgument]
      ) { session, desk in
        try desk.dismiss(line: session.argument("LINE"), reason: session.invocation.value("reason") ?? "")
        return .done
      },
      paymentVerb(
        "receipt", Both("写出收款收据", "write the counter receipt"), "receipt A-1 --to out --person wang",
        [.value("to", "DIR", .folder, Both("输出目录", "where it goes"))], [orderArgument]
      ) { session, desk in
        session.tell(try desk.writeReceipt(session.argument("ORDER"), to: session.invocation.value("to") ?? "."))
        return .done
      },
      paymentVerb(
        "report", Both("按期间统计收费", "fees of a period"), "report --from 2026-03-01 --to 2026-03-31",
        [
          .value("from", "DAY", required: true, Both("起始日", "the first day")),
          .value("to", "DAY", required: true, Both("截止日", "the last day")),
          .value("service", "ID", Both("只统计此服务机构", "only this service")),
        ], [], report),
    ])

  private static let correctionArgument = Argument("CORRECTION", .one, .text, Both("更正号", "the correction's number"))

  private static let recording = paymentVerb(
    "record", Both("登记付款凭据，须由另一人核对", "record evidence of a payment; another person confirms it"),
    "record A-1 --kind cash --amount 300.00 --person wang",
    [
      .value(
        "kind", "KIND", .words(of: PaymentEntry.Kind.allCases, \.words), required: true,
        Both("凭据种类", "what kind of evidence")),
      .value("amount", "YUAN", required: true, Both("金额，如 300.00；不含手续费", "the amount without charges, such as 300.00")),
      .value("handling", "YUAN", Both("手续费，另列", "handling charges, listed apart")),
      .value(
        "payer", "NAME",
        Both(
          "付款人，照凭据填写（不写即不知道；免做金融认证的须写明）",
          "who paid, as the evidence says (left out: not known; needed where a payment spares the bank proof)")),
      .value(
        "payer-type", "TYPE", .words(of: PaymentEntry.PayerType.allCases, \.words),
        Both("个人用户或企业用户", "a person or an enterprise")),
      .value("through", "TEXT", Both("经由的银行或应用，如 微信", "the bank or application that was paid through")),
      .value("reference", "NUMBER", Both("凭据或流水号", "the slip's or transaction's number")),
      .value(
        "paid-at", "TIME", Both("付款时间，如 2026-03-09T14:05", "when it was paid, in China, such as 2026-03-09T14:05")),
      .value("evidence", "FILE", .file, Both("凭据的扫描件或照片", "a scan or photograph of the evidence")),
    ], [orderArgument], recordPayment)

  static func paymentVerb(
    _ name: String, _ summary: Both, _ line: String, _ options: [Option], _ arguments: [Argument],
    _ run: @escaping @Sendable (Session, Desk) throws -> ExitStatus
  ) -> Command {
    Command(
      name, summary, examples: [Example("certkiosk payment \(line)", summary)], options: options, arguments: arguments,
      run: { invocation in
        let session = Session(invocation)
        return try run(session, session.desk())
      })
  }

  @Sendable private static func recordPayment(_ session: Session, _ desk: Desk) throws -> ExitStatus {
    let invocation = session.invocation
    guard let kind = invocation.value("kind").flatMap({ PaymentEntry.Kind(rawValue: $0) }) else { return .failed }
    let payment = Desk.Payment(
      kind, try session.money("amount"), payer: invocation.value("payer"), reference: invocation.value("reference"),
      handling: try invocation.value("handling").map { _ in try session.money("handling") },
      payerType: invocation.value("payer-type").flatMap { PaymentEntry.PayerType(rawValue: $0) },
      detail: invocation.value("through"), paidAt: try session.moment("paid-at"), evidence: invocation.value("evidence")
    )
    let (order, entry): (Order, String)
    do { (order, entry) = try desk.recordPayment(session.argument("ORDER"), payment) } catch let upload
      as UnreadableUpload
    {
      session.tell(upload)
      return .refused
    }
    session.console.emit(["order": .string(order.number.text), "entry": .string(entry)])
    session.warn(of: order, entry)
    return try session.tell(order, at: desk)
  }

  @Sendable private static func correct(_ session: Session, _ desk: Desk) throws -> ExitStatus {
    let (order, correction) = try desk.proposeCorrection(
      session.argument("ORDER"), entry: session.argument("ENTRY"), amount: try session.money("amount"),
      reason: session.invocation.value("reason") ?? "")
    session.console.emit(["order": .string(order.number.text), "correction": .string(correction)])
    session.console.say(
      Both(
        "更正 \(correction) 待另一人同意（payment agree）", "correction \(correction) waits for a second person (payment agree)"))
    return try session.tell(order, at: desk)
  }

  @Sendable private static func importStatements(_ session: Session, _ desk: Desk) throws -> ExitStatus {
    var refused = 0
    for path in session.invocation.arguments("STATEMENT") {
      let summary = try desk.importStatement(path) { told in
        switch told {
        case .finding(let finding): session.tell(finding)
        case .line(let line): session.tell(line)
        }
      }
      refused += summary.refused
      session.tell(summary, of: path)
    }
    return refused > 0 ? .refused : .done
  }

  @Sendable private static func report(_ session: Session, _ desk: Desk) throws -> ExitStatus {
    let lines = try desk.paymentReport(
      from: session.day("from"), until: session.day("to"), service: session.invocation.value("service"))
    for line in lines {
      session.console.emit([
        "service": .string(line.service), "category": .string(line.category), "way": .string(line.way.rawValue),
        "status": .string(line.status.rawValue), "count": .number(line.count), "yuan": .string(line.yuan),
      ])
      if !session.console.json {
        session.console.tell(
          Both("\(line.service)  \(line.category)  ", "“\(line.service)”  “\(line.category)”  ").with(line.way.words)
            .with(Both("  ", "  ")).with(line.status.words)
            .with(Both("  \(line.count) 笔  \(line.yuan) 元", "  \(line.count) payments  \(line.yuan) yuan")))
      }
    }
    let sum = lines.filter(\.counts).reduce(0) { $0 + $1.fen }
    session.console.say(Both("计入合计 \(signedYuan(sum)) 元", "counted: \(signedYuan(sum)) yuan"))
    let counters = try desk.reportCounters(
      from: session.day("from"), until: session.day("to"), service: session.invocation.value("service"))
    session.console.emit(["printed": .number(counters.printed), "handedOver": .number(counters.handedOver)])
    session.console.say(
      Both(
        "制作或打印文件 \(counters.printed) 次，交付 \(counters.handedOver) 单",
        "papers made or printed: \(counters.printed), orders handed over: \(counters.handedOver)"))
    return .done
  }
}
