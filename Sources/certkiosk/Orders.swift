// order, payment, review and handover: the steps that people take.
internal import Records
internal import CommandLine
internal import Counter
internal import Domain
internal import Services

extension Certkiosk {
  static let orderArgument = Argument("ORDER", .one, .text, Both("订单号或申请编号", "an order's or an application's number"))
  static let reasonOption = Option.value("reason", "TEXT", required: true, Both("原因", "the reason"))

  static let order = Command(
    "order", Both("订单", "the orders"),
    examples: [Example("certkiosk order list", Both("列出订单和下一步", "list the orders and what comes next"))],
    subcommands: [
      listing, showing, remembering, amending, confirming,
      step("acknowledge", Both("申请人已知晓一旦缴费不能退办", "the applicant knows that fees are not paid back")) {
        try $0.acknowledge($1)
      },
      step("submit", Both("提交信息", "hand the order to review")) { try $0.submit($1) },
      bankProof,
      reasoned("withdraw", Both("撤回，修改后须重新打印", "take an order back before it is judged")) {
        try $0.withdraw($1, reason: $2)
      },
      voiding,
    ])

  static let review = Command(
    "review", Both("审核", "review"),
    examples: [Example("certkiosk review approve A-1 --person li", Both("审核通过", "approve an order"))],
    subcommands: [
      step("approve", Both("审核通过", "approve an order")) { try $0.approve($1) },
      Command(
        "reject", Both("审核未通过，退回材料", "send papers back"),
        examples: [
          Example(
            "certkiosk review reject A-1 --slot application-form --reason 印章不清",
            Both("退回申请表", "send the application form back"))
        ],
        options: [
          .repeated("slot", "DOCUMENT", Both("退回的材料", "the paper sent back")), reasonOption,
        ], arguments: [orderArgument],
        run: { invocation in
          let session = Session(invocation)
          let items = invocation.values("slot").map { Rejection(slot: $0, reason: invocation.value("reason") ?? "") }
          let desk = try session.desk()
          return try session.tell(desk.reject(session.argument("ORDER"), items), at: desk)
        }),
    ])

  static let payment = Command(
    "payment", Both("付款", "payments"),
    examples: [
      Example(
        "certkiosk payment record A-1 --kind posSlip --amount 300.00 --reference 0042", Both("登记付款凭据", "record a slip"))
    ],
    subcommands: [
      Command(
        "record", Both("登记付款凭据，须由另一人核对", "record evidence of a payment; another person confirms it"),
        examples: [
          Example("certkiosk payment record A-1 --kind cash --amount 300.00", Both("登记现金", "record cash"))
        ],
        options: [
          .value(
            "kind", "KIND", .words(PaymentEntry.Kind.allCases.map(\.rawValue)), required: true,
            Both("凭据种类", "what kind of evidence")),
          .value("amount", "YUAN", required: true, Both("金额，如 300.00", "the amount, such as 300.00")),
          .value("payer", "NAME", Both("付款人", "who paid")),
          .value("reference", "NUMBER", Both("凭据或流水号", "the slip's or transaction's number")),
        ], arguments: [orderArgument], run: { try recordPayment(Session($0)) }),
      entry("confirm", Both("第二人核对付款凭据", "a second person has seen the evidence")) {
        try $0.confirmPayment($1, entry: $2)
      },
      entry("dispute", Both("付款存疑", "the evidence does not hold")) {
        try $0.disputePayment($1, entry: $2, reason: "存疑")
      },
    ])

  static let handover = Command(
    "handover", Both("交付介质、密码卡和发票", "give the applicant what was made"),
    examples: [Example("certkiosk handover A-1 --item USBKey", Both("交付介质", "hand the token over"))],
    options: [.repeated("item", "ITEM", Both("物品及编号", "an item with its number"))], arguments: [orderArgument],
    run: { invocation in
      let session = Session(invocation)
      let desk = try session.desk()
      return try session.tell(desk.handOver(session.argument("ORDER"), items: invocation.values("item")), at: desk)
    })

  // MARK: Shapes of verbs

  private static func step(
    _ name: String, _ summary: Both, _ take: @escaping @Sendable (Desk, String) throws -> Order
  ) -> Command {
    Command(
      name, summary, examples: [Example("… \(name) A-1 --person wang", summary)], arguments: [orderArgument],
      run: { invocation in
        let session = Session(invocation)
        let desk = try session.desk()
        return try session.tell(take(desk, session.argument("ORDER")), at: desk)
      })
  }

  private static func reasoned(
    _ name: String, _ summary: Both, _ take: @escaping @Sendable (Desk, String, String) throws -> Order
  ) -> Command {
    Command(
      name, summary, examples: [Example("certkiosk order \(name) A-1 --reason 申请人要求", summary)],
      options: [reasonOption], arguments: [orderArgument],
      run: { invocation in
        let session = Session(invocation)
        let desk = try session.desk()
        return try session.tell(
          take(desk, session.argument("ORDER"), invocation.value("reason") ?? ""), at: desk)
      })
  }

  private static func entry(
    _ name: String, _ summary: Both, _ take: @escaping @Sendable (Desk, String, String) throws -> Order
  ) -> Command {
    Command(
      name, summary, examples: [Example("certkiosk payment \(name) A-1 1 --person zhao", summary)],
      arguments: [orderArgument, Argument("ENTRY", .one, .text, Both("付款登记号", "the entry's number"))],
      run: { invocation in
        let session = Session(invocation)
        let desk = try session.desk()
        return try session.tell(take(desk, session.argument("ORDER"), session.argument("ENTRY")), at: desk)
      })
  }

  private static func recordPayment(_ session: Session) throws -> ExitStatus {
    let invocation = session.invocation
    guard let kind = invocation.value("kind").flatMap({ PaymentEntry.Kind(rawValue: $0) }),
      let amount = Money(yuan: invocation.value("amount") ?? "")
    else { throw UsageError.rule(Both("金额应写作 300.00", "write the amount as 300.00")) }
    let desk = try session.desk()
    let (order, entry) = try desk.recordPayment(
      session.argument("ORDER"), kind: kind, amount: amount, payer: invocation.value("payer"),
      reference: invocation.value("reference"))
    session.console.emit(["order": .string(order.number.text), "entry": .string(entry)])
    return try session.tell(order, at: desk)
  }
}

/// What the journal says of a print: which job of which printer, which copy, and why again.
func printing(_ event: Event?) -> [JSON.Member] {
  switch event {
  case .printStarted(let run):
    [
      .init("job", .number(run.job)), .init("printer", .string(run.printer)), .init("copy", .number(run.copy)),
      .init("copies", .number(run.copies)), .init("pages", .number(run.pages)),
      .init("reprint", .number(run.reprint)), .init("reason", JSON(run.reason)),
    ]
  case .printEnded(let job, let outcome): [.init("job", .number(job)), .init("outcome", .string(outcome.rawValue))]
  default: []
  }
}

extension Session {
  /// An order's line after a step.
  func tell(_ order: Order, at desk: Desk) throws -> ExitStatus {
    tell(try desk.view(order))
    return .done
  }

  func tell(_ view: OrderView) {
    let missing = view.missingPapers.map { paper, pages -> JSON in
      ["slot": .string(paper.slot), "title": .string(paper.title), "pages": .array(pages.map { .number($0) })]
    }
    let payments = view.order.payments.map { payment -> JSON in
      [
        "id": .string(payment.id), "kind": .string(payment.kind.rawValue),
        "yuan": .string(Money(fen: payment.fen)?.yuan ?? ""), "confirmed": .bool(payment.confirmedBy != nil),
      ]
    }
    console.emit([
      "order": .string(view.order.number.text), "application": .string(view.order.application.number),
      "service": .string(view.order.application.service), "business": .string(view.order.application.businessType),
      "state": .string(view.state.rawValue), "revision": .number(view.order.revision),
      "open": .array(view.open.map { .string($0.rawValue) }), "missing": .array(missing),
      "fee": .string(view.fee.yuan), "payments": .array(payments), "tokensNeeded": .number(view.tokensNeeded),
      "tokensProven": .number(view.order.provenTokens), "tokenJob": .string(view.tokenJob.rawValue),
      "seal": JSON(view.order.seal?.word), "cipherCard": .bool(view.cipherCard),
      "token": JSON(view.order.tokens.isEmpty ? nil : view.order.tokens.joined(separator: " ")),
    ])
    guard !console.json else { return }
    let next = view.open.isEmpty ? "" : "  可办：" + view.open.map(\.title).joined(separator: "、")
    let papers = view.missingPapers.map(\.paper.title) + (view.order.seal == .due ? ["绑定新证书的电子印章"] : [])
    let lacking = papers.isEmpty ? "" : "  缺：" + papers.joined(separator: "、")
    console.tell(
      "\(view.order.number)  \(view.order.application.number)  \(view.service) \(view.businessType)  \(view.state.rawValue)\(view.tokensText)\(next)\(lacking)"
    )
  }
}

extension OrderView {
  /// How many tokens of an order for several are done; for one the state says it.
  fileprivate var tokensText: String {
    tokensNeeded > 1 && !order.makings.isEmpty ? "  介质 \(order.provenTokens)/\(tokensNeeded)" : ""
  }
}
