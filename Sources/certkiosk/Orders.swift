// order, review and handover: the steps that people take.
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
      bankProof, due, deliver, ship, waybills,
      reasoned("withdraw", Both("撤回，修改后须重新打印", "take an order back before it is judged")) {
        try $0.withdraw($1, reason: $2)
      },
      voiding,
    ] + entitlementVerbs + presenceVerbs + [ticking] + oldTokenVerbs)

  static let review = Command(
    "review", Both("审核", "review"),
    examples: [Example("certkiosk review approve A-1 --person li", Both("审核通过", "approve an order"))],
    subcommands: [
      step("approve", Both("审核通过", "approve an order"), of: "review", by: "li", slips: ["approval-slip"]) {
        try $0.approve($1)
      },
      Command(
        "reject", Both("审核未通过，退回材料", "send papers back"),
        examples: [
          Example(
            "certkiosk review reject A-1 --slot application-form=印章不清 --slot authorization-letter=未签名",
            Both("退回两件材料，各写原因", "send two papers back, each for its reason"))
        ],
        options: [
          .repeated(
            "slot", "DOCUMENT=原因",
            Both("退回的材料（或申请信息 application）和原因", "the paper sent back, or application for its data, and why")),
          .value("reason", "TEXT", Both("没有另写原因的材料的原因", "why, for papers without a reason of their own")),
        ] + slipOptions, arguments: [orderArgument],
        run: { invocation in
          let session = Session(invocation)
          let items = try invocation.values("slot").map { try rejection($0, otherwise: invocation.value("reason")) }
          guard !items.isEmpty else {
            throw UsageError.rule(
              Both("请写明退回哪些材料：--slot 材料=原因，可以重复", "say which papers are sent back: --slot DOCUMENT=REASON, repeated"))
          }
          let desk = try session.desk()
          return try session.tell(
            desk.reject(session.argument("ORDER"), items), at: desk, slips: ["correction-notice"])
        }),
    ])

  /// `application-form=印章不清`, or a paper alone with the reason that all share.
  private static func rejection(_ text: String, otherwise shared: String?) throws -> Rejection {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard let slot = parts.first, let reason = parts.count > 1 ? parts[1] : shared, !reason.isEmpty else {
      throw UsageError.rule(Both("请写明退回原因：--slot 材料=原因", "say why: --slot DOCUMENT=REASON"))
    }
    return Rejection(slot: slot, reason: reason)
  }

  // MARK: Shapes of verbs

  static func step(
    _ name: String, _ summary: Both, of noun: String = "order", by person: String = "wang", slips: [String] = [],
    _ take: @escaping @Sendable (Desk, String) throws -> Order
  ) -> Command {
    Command(
      name, summary, examples: [Example("certkiosk \(noun) \(name) A-1 --person \(person)", summary)],
      options: slips.isEmpty ? [] : slipOptions, arguments: [orderArgument],
      run: { invocation in
        let session = Session(invocation)
        let desk = try session.desk()
        let order = try take(desk, session.argument("ORDER"))
        return try slips.isEmpty ? session.tell(order, at: desk) : session.tell(order, at: desk, slips: slips)
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

  /// - Parameter isListed: one of many, of which the first thing that is lacking is enough.
  func tell(_ view: OrderView, isListed: Bool = false) {
    let missing = view.missingPapers.map { paper, pages, copies -> JSON in
      [
        "slot": .string(paper.slot), "title": .string(paper.title), "pages": .array(pages.map { .number($0) }),
        "copies": .array(copies.map { .number($0) }),
      ]
    }
    console.emit([
      "order": .string(view.order.number.text), "application": .string(view.order.application.number),
      "service": .string(view.order.application.service), "business": .string(view.order.application.businessType),
      "state": .string(view.state.rawValue), "revision": .number(view.order.revision),
      "open": .array(view.open.map { .string($0.rawValue) }), "missing": .array(missing),
      "needs": .array(view.needs.map { $0.need.json(before: $0.before) }),
      "organisation": JSON(view.organisation), "fee": .string(view.fee.yuan),
      "payments": .array(view.order.payments.map(\.json)), "due": .string(view.due.yuan),
      "over": .string(view.over.yuan), "corrections": .array(view.order.corrections.map(\.json)),
      "invoices": .array(view.order.invoicing.invoices.map(\.json)), "tokensNeeded": .number(view.tokensNeeded),
      "tokensProven": .number(view.order.provenTokens), "tokenJob": .string(view.tokenJob.rawValue),
      "seal": JSON(view.order.sealWord), "delivery": .string(view.order.destination.method.rawValue),
      "handover": .array(
        view.delivery.items.map { ["title": .string($0.title), "serial": .string($0.serial.rawValue)] }),
      "deadline": JSON(view.deadline?.due.chinaText), "cipherCard": .bool(view.cipherCard),
      "token": JSON(view.order.tokens.isEmpty ? nil : view.order.tokens.joined(separator: " ")),
    ])
    guard !console.json else { return }
    var line = Both(
      "\(view.order.number)  \(view.order.application.number)  \(view.service) \(view.businessType)  ",
      "\(view.order.number)  \(view.order.application.number)  \(view.order.application.service) \(view.order.application.businessType)  "
    ).with(view.applicantWords).with(view.state.words).with(view.tokensWords).with(
      view.money.map { Both("  ", "  ").with($0) })
    if !view.open.isEmpty { line = line.with(Both("  可办：", "  next: ")).with(.list(view.open.map(\.words))) }
    let lacking = view.lacking
    if isListed, lacking.count > 1 {
      line = line.with(Both("  缺：", "  needs: ")).with(lacking[0]).with(
        Both("等 \(lacking.count) 项", " and \(lacking.count - 1) more"))
    } else if !lacking.isEmpty {
      line = line.with(Both("  缺：", "  needs: ")).with(.list(lacking))
    }
    console.tell(line)
  }

  /// One line of a list. An order whose service the forms do not know keeps the others from nothing.
  func tellListed(_ order: Order, at desk: Desk) throws {
    guard let fault = desk.undefined(order) else { return tell(try desk.view(order), isListed: true) }
    let (number, application) = (order.number.text, order.application)
    console.emit([
      "order": .string(number), "application": .string(application.number), "service": .string(application.service),
      "business": .string(application.businessType), "state": .null, "code": .string(fault.explanation.code),
    ])
    guard !console.json else { return }
    let head = "\(number)  \(application.number)  \(application.service) \(application.businessType)  "
    console.tell(Both("\(head)机构定义缺失", "\(head)service not defined").with(Both("（N05）", " (N05)")))
  }

  /// What came back after review and why, until the papers are here again.
  func tellRejection(of view: OrderView) {
    guard case .rejected(let items) = view.order.review, !console.json else { return }
    for item in items {
      let title = view.papers.first { $0.slot == item.slot }?.title ?? item.plainTitle
      console.tell(Both("  退回 \(title)：\(item.reason)", "  sent back \(item.slot): “\(item.reason)”"))
    }
  }
}

extension OrderView {
  fileprivate var organisation: String? { order.application.values["organisation.name"] }

  /// Whose order it is, and its price.
  fileprivate var applicantWords: Both {
    let name = organisation ?? ""
    return Both("\(name)  \(fee.yuan) 元  ", "“\(name)”  \(fee.yuan) yuan  ")
  }

  /// How many tokens of an order for several are done; for one the state says it.
  fileprivate var tokensWords: Both? {
    guard tokensNeeded > 1, !order.makings.isEmpty else { return nil }
    return Both("  介质 \(order.provenTokens)/\(tokensNeeded)", "  tokens \(order.provenTokens)/\(tokensNeeded)")
  }

  /// What is not there yet.
  fileprivate var lacking: [Both] {
    var told: Set<String> = []
    return (missingPapers.map(Self.words(of:)) + needs.map(\.need.words) + (order.isSealDue ? [sealWords] : []))
      .filter { told.insert($0.chinese).inserted }
  }

  /// Of an order for several tokens, which of them wait.
  private var sealWords: Both {
    let tokens = order.makings.count > 1 ? order.sealsDue.map(\.production.token).joined(separator: " ") : ""
    return Both("绑定新证书的电子印章", "the seal bound to the new certificate").with(
      tokens.isEmpty ? nil : Both("（\(tokens)）", " (\(tokens))"))
  }

  /// A paper that is missing, and which of its copies when it is only them.
  private static func words(of missing: Order.MissingPaper) -> Both {
    guard !missing.copies.isEmpty else { return missing.paper.words }
    let copies = missing.copies.map(String.init)
    return missing.paper.words.with(
      Both("（第 \(copies.joined(separator: "、")) 份）", " (copy \(copies.joined(separator: ", ")))"))
  }
}
