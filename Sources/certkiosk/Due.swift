// order due: what is owed to whom by when; clock: whether the machine's time is believed.
internal import CommandLine
internal import Counter
internal import Domain
internal import Services

extension Certkiosk {
  static let due = Command(
    "due", Both("办理期限：按到期先后列出", "what is due, the most urgent first"),
    examples: [
      Example("certkiosk order due --overdue", Both("已到期的订单", "orders that are overdue")),
      Example("certkiosk order due --corrections", Both("等待补正的订单", "orders that wait for corrections")),
    ],
    options: [
      .flag("overdue", Both("只列已到期的", "only what is overdue")),
      .flag("corrections", Both("改列等待申请人补正的", "what applicants must bring instead")),
      .value("service", "ID", Both("只列此服务机构", "only this service")),
    ],
    run: { invocation in
      let session = Session(invocation)
      let desk = try session.desk()
      let service = invocation.value("service")
      let all =
        try invocation.flag("corrections") ? desk.openCorrections(service: service) : desk.dueOrders(service: service)
      for order in all where order.isOverdue || !invocation.flag("overdue") { session.tell(order) }
      if let notice = try desk.time().notice { session.console.hint(notice) }
      return .done
    })

  static let clock = Command(
    "clock", Both("时钟是否可信", "whether the clock is believed"),
    examples: [Example("certkiosk clock show", Both("与日志、总部时间对照", "held against journal and head office"))],
    subcommands: [
      Command(
        "show", Both("与日志、总部时间对照", "held against the journal and head office's time"),
        examples: [Example("certkiosk clock show", Both("查看", "look"))],
        run: { invocation in
          let session = Session(invocation)
          let time = try session.desk().time()
          session.tell(time)
          return time.doubt == nil ? .done : .refused
        }),
      Command(
        "accept", Both("校准之后，从现在起采信时钟", "believe the clock from now on, after it was set right"),
        examples: [Example("certkiosk clock accept --reason 已校准 --person admin", Both("校准之后", "after setting it"))],
        options: [reasonOption],
        run: { invocation in
          let session = Session(invocation)
          session.tell(try session.desk().acceptClock(reason: invocation.value("reason") ?? ""))
          return .done
        }),
    ])
}

extension Session {
  fileprivate func tell(_ time: TimeWindow) {
    console.emit([
      "shown": .string(time.shown.chinaText), "earliest": .string(time.earliest.chinaText),
      "latest": .string(time.latest.chinaText), "doubtful": .bool(time.doubt != nil),
    ])
    guard !console.json else { return }
    let shown = time.shown.wallClock
    console.tell(
      Both(
        time.notice ?? "时间 \(shown)", time.doubt == nil ? "time \(shown)" : "the clock is not to be trusted: \(shown)"))
  }

  fileprivate func tell(_ due: DueOrder) {
    console.emit([
      "order": .string(due.order.number.text), "application": .string(due.order.application.number),
      "service": .string(due.order.application.service), "state": .string(due.state.rawValue),
      "due": .string(due.deadline.due.chinaText), "provisional": .bool(due.deadline.isProvisional),
      "overdue": .bool(due.isOverdue), "until": .string(due.until.rawValue), "notice": JSON(due.notice),
      "corrections": .array(
        due.corrections.map { ["slot": .string($0.slot), "reason": .string($0.reason)] }),
    ])
    guard !console.json else { return }
    let slots = due.corrections.map(\.slot)
    let notice = due.notice.map {
      Both(
        "  告知书 \($0)：\(due.correctionTitles.joined(separator: "、"))", "  notice \($0): \(slots.joined(separator: ", "))"
      )
    }
    let (order, application) = (due.order.number, due.order.application)
    console.tell(
      (due.isOverdue ? Both("！已到期 ", "! overdue ") : Both("", "")).with(due.deadline.words).with(
        Both(
          "  \(order)  \(application.number)  \(due.service) \(due.businessType)  ",
          "  \(order)  \(application.number)  \(application.service) \(application.businessType)  ")
      ).with(due.state.words).with(due.promised).with(notice))
  }
}

extension DueOrder {
  /// Which step was promised, where it is not the certificate.
  fileprivate var promised: Both? {
    [.production, .handover, .papers].contains(until)
      ? nil : Both("  须完成“\(until.title)”", "  due: \(until.words.english)")
  }
}
