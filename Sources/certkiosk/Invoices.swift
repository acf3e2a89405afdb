// invoice: what is invoiced, to whom, and the numbers that come back from head office.
internal import CommandLine
internal import Counter
internal import Domain
internal import Records
internal import Services

extension Certkiosk {
  private static let invoiceArgument = Argument("INVOICE", .one, .text, Both("本单的第几张发票", "which invoice of the order"))
  private static let buyerOptions: [Option] = [
    .repeated("set", "FIELD=VALUE", Both("开票资料，如 invoice.bank=…", "a value of the buyer, such as invoice.bank=…")),
    .flag("clean", Both("采用清理后的内容", "take the cleaned values")),
    .value(
      "hyphens", "WHAT", .words(BuyerCleaning.Hyphens.allCases.map(\.rawValue)),
      Both("数字之间的“-”：keep 保留，drop 去掉", "hyphens between digits: keep or drop them")),
  ]

  static let invoice = Command(
    "invoice", Both("发票", "invoices"),
    examples: [Example("certkiosk invoice request A-1 --person wang", Both("为已付款项申请开票", "ask for an invoice"))],
    subcommands: [
      invoiceVerb(
        "request", Both("为已核对的付款申请开票；随数据包送总部", "ask for an invoice over payments that count"),
        "request A-1 --kind 专票 --clean --person wang",
        [
          .value("kind", "KIND", Both("发票类型（默认按申请）", "the kind (as the application says)")),
          .repeated("payment", "ENTRY", Both("要开票的付款（默认全部未开票的）", "a payment (all that are not invoiced)")),
        ] + buyerOptions, [orderArgument], requestInvoice),
      invoiceVerb(
        "decline", Both("申请人明确确认不要发票", "the applicant says in so many words that no invoice is wanted"),
        "decline A-1 --person wang", [], [orderArgument]
      ) { session, desk in
        let order = try desk.declineInvoice(session.argument("ORDER"))
        session.console.say(Both("已记录：不开发票", "recorded: no invoice"))
        return try session.tell(order, at: desk)
      },
      invoiceVerb(
        "give", Both("交付定额发票（编号来自库存）", "give fixed-amount invoices from stock"),
        "give A-1 1 --serial 00128101 --person wang",
        [.repeated("serial", "SERIAL", Both("发票号码", "an invoice's number"))], [orderArgument, invoiceArgument]
      ) { session, desk in
        let order = try desk.giveInvoices(
          session.argument("ORDER"), session.argument("INVOICE"), serials: session.invocation.values("serial"))
        session.tell(order.invoicing.invoices, of: order)
        return .done
      },
      invoiceVerb(
        "list", Both("列出发票和可开票的付款", "list invoices and what can be invoiced"), "list A-1", [],
        [Argument("ORDER", .optional, .text, Both("订单号或申请编号（默认全部）", "an order (all by default)"))], listInvoices),
      invoiceVerb(
        "show", Both("查看一张发票的开票资料（遮盖）", "an invoice's data, masked"), "show A-1 1", [],
        [orderArgument, invoiceArgument], showInvoice),
      invoiceVerb(
        "fetch", Both("写出发票信息和文件；再次取得的标明副本", "write an invoice's data and file; later ones are marked"),
        "fetch A-1 1 --to out --person wang",
        [.value("to", "DIR", .folder, required: true, Both("输出目录", "where it goes"))],
        [orderArgument, invoiceArgument]
      ) { session, desk in
        let files = try desk.fetchInvoice(
          session.argument("ORDER"), session.argument("INVOICE"), to: session.invocation.value("to") ?? ".")
        for file in files {
          session.console.emit(["path": .string(file)])
          if !session.console.json { session.console.tell(file) }
        }
        return .done
      },
      invoiceVerb(
        "profile", Both("查看或保存单位的开票基本信息，供以后预填", "an organisation's invoice data, kept for the next time"),
        "profile A-1 --set invoice.bank=平安银行济南分行 --person wang", buyerOptions, [orderArgument], profile),
    ])

  private static func invoiceVerb(
    _ name: String, _ summary: Both, _ line: String, _ options: [Option], _ arguments: [Argument],
    _ run: @escaping @Sendable (Session, Desk) throws -> ExitStatus
  ) -> Command {
    Command(
      name, summary, examples: [Example("certkiosk invoice \(line)", summary)], options: options, arguments: arguments,
      run: { invocation in
        let session = Session(invocation)
        return try run(session, session.desk())
      })
  }

  @Sendable private static func requestInvoice(_ session: Session, _ desk: Desk) throws -> ExitStatus {
    let wish = Desk.InvoiceWish(
      kind: session.invocation.value("kind"), payments: session.invocation.values("payment"),
      values: try session.buyer(desk), cleaning: session.cleaning)
    switch try desk.requestInvoice(session.argument("ORDER"), wish) {
    case .unclean(let findings): return session.tell(findings)
    case .requested(let order, let id):
      session.tell(order.invoicing.invoices.filter { $0.request.id == id }, of: order)
      return .done
    }
  }

  @Sendable private static func listInvoices(_ session: Session, _ desk: Desk) throws -> ExitStatus {
    if let text = session.invocation.argument("ORDER") {
      let order = try desk.order(text)
      session.tell(order.invoicing.invoices, of: order)
      for payment in order.uninvoicedPayments {
        let yuan = Money(fen: payment.countedFen)?.yuan ?? ""
        session.console.emit([
          "order": .string(order.number.text), "payment": .string(payment.id), "yuan": .string(yuan),
          "invoiced": false,
        ])
        if !session.console.json {
          session.console.tell(
            Both("  可开票：付款 \(payment.id)  ", "  can be invoiced: payment \(payment.id)  ").with(payment.kind.words)
              .with(Both("  \(yuan) 元", "  \(yuan) yuan")))
        }
      }
      return .done
    }
    for row in try desk.store.orders() {
      let order = try desk.read(row)
      session.tell(order.invoicing.invoices, of: order)
    }
    return .done
  }

  @Sendable private static func showInvoice(_ session: Session, _ desk: Desk) throws -> ExitStatus {
    let order = try desk.order(session.argument("ORDER"))
    let id = session.argument("INVOICE")
    guard let invoice = order.invoicing[id] else { throw OutOfTurn.money(.noInvoice(id)) }
    session.tell([invoice], of: order)
    session.show(invoice.request.buyer, desk)
    return .done
  }

  @Sendable private static func profile(_ session: Session, _ desk: Desk) throws -> ExitStatus {
    let values = try session.buyer(desk)
    if !values.isEmpty {
      let findings = try desk.keepProfile(of: session.argument("ORDER"), values, session.cleaning)
      guard findings.isEmpty else { return session.tell(findings) }
    }
    session.show(try desk.profile(of: desk.order(session.argument("ORDER"))), desk)
    return .done
  }
}

extension Session {
  /// The buyer's values that stand on the command line.
  fileprivate func buyer(_ desk: Desk) throws -> [FieldID: String] {
    var values: [FieldID: String] = [:]
    for text in invocation.values("set") {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, let field = desk.packs.catalogue.field(headed: parts[0]), field.id.hasPrefix("invoice.")
      else {
        throw UsageError.rule(Both("--set 应写作 invoice.bank=平安银行", "write --set as invoice.bank=NAME"))
      }
      values[field.id] = parts[1]
    }
    return values
  }

  fileprivate var cleaning: BuyerCleaning {
    BuyerCleaning(
      isAgreed: invocation.flag("clean"),
      hyphens: invocation.value("hyphens").flatMap { BuyerCleaning.Hyphens(rawValue: $0) })
  }

  /// Before and after, for the person who decides.
  fileprivate func tell(_ findings: [BuyerFinding]) -> ExitStatus {
    for finding in findings {
      console.emit([
        "field": .string(finding.field), "label": .string(finding.label), "before": .string(finding.before),
        "after": .string(finding.after), "doubtful": .array(finding.doubtful.map { .number($0) }),
        "code": JSON(finding.fault?.code),
      ])
      if !console.json {
        console.tell(
          Both(
            "\(finding.label)：“\(finding.before)” → “\(finding.after)”",
            "“\(finding.label)”: “\(finding.before)” → “\(finding.after)”"))
      }
      if let fault = finding.fault { console.explain(fault) }
    }
    console.explain(LedgerError.unclean(findings))
    return .refused
  }

  fileprivate func tell(_ invoices: [Invoice], of order: Order) {
    for invoice in invoices {
      console.emit(invoice.json)
      guard !console.json else { continue }
      let yuan = Money(fen: invoice.request.fen)?.yuan ?? ""
      let (id, kind, number) = (invoice.request.id, invoice.request.kind, invoice.number ?? "")
      console.tell(
        Both(
          "\(order.number)  发票 \(id)  \(kind)  \(yuan) 元  \(invoice.state.title)  \(number)",
          "\(order.number)  invoice \(id)  “\(kind)”  \(yuan) yuan  \(invoice.state.word)  \(number)"))
    }
  }

  fileprivate func show(_ values: [FieldID: String], _ desk: Desk) {
    for field in desk.packs.catalogue.fields {
      guard let value = values[field.id] else { continue }
      let shown = Masking.shown(value, of: field)
      console.emit(["field": .string(field.id), "label": .string(field.label), "value": .string(shown)])
      if !console.json { console.tell(Both("  \(field.label)：\(shown)", "  \(field.id): \(shown)")) }
    }
  }
}

extension Invoice {
  var json: JSON {
    [
      "invoice": .string(request.id), "kind": .string(request.kind), "category": JSON(request.category),
      "payments": .array(request.payments.map { .string($0) }), "yuan": .string(Money(fen: request.fen)?.yuan ?? ""),
      "state": .string(state.word), "number": JSON(number),
    ]
  }
}

extension Invoice.State {
  fileprivate var word: String {
    switch self {
    case .requested: "requested"
    case .issued: "issued"
    case .given: "given"
    case .refused: "refused"
    }
  }

  fileprivate var title: String {
    switch self {
    case .requested: "待开"
    case .issued: "已开"
    case .given: "已备"
    case .refused: "总部未开"
    }
  }
}
