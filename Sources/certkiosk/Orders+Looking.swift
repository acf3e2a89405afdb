// order list, show and history: finding orders and looking at them.
internal import CommandLine
internal import Counter
internal import Domain
internal import Records
internal import Services

extension Certkiosk {
  static let listing = Command(
    "list", Both("列出订单", "list the orders"),
    details: Both(
      "按单位名称中连续的几个字、统一社会信用代码、业务类型或下一步查找；不写 --all 时最多列出 \(usualLimit) 单。",
      "Finds orders by a part of the organisation's name, its credit code, its business or what can be done next; without --all at most"
        + " \(usualLimit) are listed."),
    examples: [
      Example("certkiosk order list --state 待审核", Both("列出待审核的订单", "list orders that wait for review")),
      Example("certkiosk order list --step review", Both("列出可以审核的订单", "list orders that can be reviewed now")),
      Example("certkiosk order list --name 嵩岳", Both("按单位名称的一部分查找", "find by a part of the name")),
    ],
    options: [
      .value("state", "WORD", .words(of: OrderState.allCases, \.words), Both("只列此状态", "only this state")),
      .value(
        "step", "STEP", .words(of: Step.allCases, \.words), Both("只列可办此步的", "only where this step can be taken")),
      .value("service", "ID", Both("只列此服务机构", "only this service")),
      .value("business", "WORD", Both("只列此业务类型，如 新办 或 new", "only this business type, such as new")),
      .value("name", "TEXT", Both("单位名称中连续的两个字以上", "two characters or more of the organisation's name")),
      .value("credit-code", "CODE", Both("统一社会信用代码", "the credit code")),
      .flag("all", Both("全部列出", "list them all")),
    ], run: { try list(Session($0)) })

  static let showing = Command(
    "show", Both("查看一份订单", "show an order"),
    examples: [
      Example("certkiosk order show A-1", Both("查看状态、缺件和下一步", "its state, missing papers and next steps")),
      Example("certkiosk order show A-1 --values", Both("逐项核对申请内容", "look at every value")),
    ],
    options: [
      .flag("values", Both("同时显示（遮盖后的）申请内容和核对码", "show the values too, masked, with their digest")),
      .flag(
        "whole",
        Both(
          "显示申请内容而不遮盖，供柜员逐字核对；记入个人信息去向",
          "the values unmasked, for a clerk who compares; journalled as a disclosure")),
    ]
      + identityOptions,
    arguments: [orderArgument], run: { try show(Session($0)) })

  static let remembering = Command(
    "history", Both("流程审批记录", "everything that happened to an order"),
    examples: [Example("certkiosk order history A-1", Both("逐条列出谁在何时做了什么", "who did what and when"))],
    arguments: [orderArgument], run: { try history(Session($0)) })

  private static let usualLimit = 500

  private static func list(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let filter = try filter(of: session, desk)
    let limit = session.invocation.flag("all") ? Int.max : usualLimit
    if filter.state == OrderState.retired.rawValue { return try listRetired(filter, limit, session, desk) }
    let orders = try desk.orders(filter, named: session.invocation.value("name"), limit: limit)
    for order in orders { try session.tellListed(order, at: desk) }
    if orders.count == limit {
      session.console.hint(
        Both("只列出了前 \(limit) 单；加 --all 全部列出。", "Only the first \(limit) are listed; --all lists them all.")
          .text(in: session.language))
    }
    return .done
  }

  /// Orders whose data were destroyed: number, service and when.
  private static func listRetired(
    _ filter: OrderFilter, _ limit: Int, _ session: Session, _ desk: Desk
  ) throws -> ExitStatus {
    for row in try desk.store.orders(filter, limit: limit) {
      session.console.emit([
        "order": .string(row.number.text), "service": .string(row.service), "state": .string(row.state),
        "retired": .string(row.updated.chinaText),
      ])
      if !session.console.json {
        session.console.tell(
          "\(row.number)  \(row.service)  \(OrderState.retired.words.text(in: session.language))  \(row.updated.wallClock)"
        )
      }
    }
    return .done
  }

  private static func filter(of session: Session, _ desk: Desk) throws -> OrderFilter {
    let invocation = session.invocation
    if let name = invocation.value("name"), name.count < 2 {
      throw UsageError.rule(Both("单位名称请至少写两个字", "give at least two characters of the name"))
    }
    let code = invocation.value("credit-code").map { Lookup(kind: "credit-code", value: $0.uppercased()) }
    return OrderFilter(
      service: invocation.value("service"),
      businessTypes: try invocation.value("business").map { try desk.businessTypes(called: $0) } ?? [],
      state: invocation.value("state"), open: invocation.value("step"),
      lookups: code.map { [$0] } ?? [])
  }

  private static func show(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let order = try desk.order(session.argument("ORDER"))
    let view = try desk.view(order)
    session.tell(view)
    session.tellDelivery(view)
    session.tellRejection(of: view)
    if session.asksIdentity { return try session.tellIdentity(order, at: desk) }
    let isWhole = session.invocation.flag("whole")
    guard isWhole || session.invocation.flag("values") else { return .done }
    session.tell(isWhole ? try desk.wholeValues(of: order.number.text) : desk.values(of: order, masked: true))
    let (digest, name) = (try Desk.digest(of: order), order.application.number)
    session.console.emit(["order": .string(order.number.text), "digest": .string(digest)])
    guard try desk.rules(for: order).flow.includes(.confirmation) else { return .done }
    let command = "certkiosk order confirm \(name) --digest \(digest) --person ID"
    session.console.say(
      Both(
        "核对码 \(digest)：与申请人逐项核对无误后执行 \(command)（ID 为办理人员）",
        "Digest \(digest): once every value was found right, \(command) (ID is who acts)"))
    return .done
  }

  private static func history(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let order = try desk.order(session.argument("ORDER"))
    for (entry, event) in try desk.history(of: order) {
      let refused = desk.refusal(in: entry)
      let facts: [JSON.Member] = [
        .init("sequence", .number(entry.sequence)), .init("at", .string(entry.instant.chinaText)),
        .init("event", .string(entry.kind)), .init("person", JSON(entry.person)),
        .init("detail", JSON(event?.detail)), .init("refused", JSON(refused?.event)),
        .init("code", JSON(refused?.code)),
      ]
      let step = Desk.tokenStep(in: event)
      session.console.emit(.object(facts + printing(event) + (step?.members ?? [])))
      if !session.console.json {
        let head = "\(entry.instant.wallClock)  \(entry.person ?? "—")  "
        let words = event?.words ?? refused?.words ?? Both(entry.kind, entry.kind.spelledOut)
        session.console.tell(
          Both(head, head).with(words).with((step?.words ?? event?.detailWords).map { Both("  ", "  ").with($0) }))
      }
    }
    return .done
  }
}

extension Session {
  /// The values block by block, as the services' pages ask for them (S0-76, S0-150).
  fileprivate func tell(_ values: [(label: String, id: FieldID, value: String)]) {
    var last: String?
    for (label, id, value) in values {
      let block = String(id.prefix { $0 != "." })
      console.emit([
        "field": .string(id), "label": .string(label), "value": .string(value), "block": .string(block),
      ])
      guard !console.json else { continue }
      if block != last { console.tell(Self.title(of: block)) }
      last = block
      console.tell(Both("  \(label)：\(value)", "  \(id): \(value)"))
    }
  }

  private static func title(of block: String) -> Both {
    let titles = [
      "organisation": "申请单位", "legal": "法定代表人", "agent": "经办人", "certificate": "证书", "delivery": "领取",
      "invoice": "发票", "bank": "银行账户", "consent": "声明和同意",
    ]
    return Both("【\(titles[block] ?? block)】", "[\(block)]")
  }
}
