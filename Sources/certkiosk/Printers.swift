// printer, and documents --print: papers onto paper.
internal import CommandLine
internal import Counter
internal import Domain
internal import Files
internal import Peripherals

extension Certkiosk {
  private static let printerOption = Option.value(
    "printer", "NAME", Both("打印机（默认为系统的默认打印机）", "the printer (the system's default unless named)"))
  private static let patienceOption = Option.value(
    "wait", "SECONDS", .number(5...86_400), Both("打印机毫无动静时等多久（默认 300 秒）", "how long to wait while nothing moves (300)"))

  static let printOptions: [Option] = [
    .flag("print", Both("打印", "print them")), printerOption,
    .value("reason", "TEXT", Both("重印的原因", "why papers that came out are printed again")),
    .value("from", "FILE", .file, Both("每行一个订单号的文件", "a file with an order on each line")), patienceOption,
    .value(
      "came-out", "yes|no", .words(["yes", "no"]),
      Both("打印服务没有记录的那一份，是否已经印出", "whether the copy that the print service has forgotten lies there")),
    .flag("any-scale", Both("不能保证尺寸的打印机也用", "print even where the scale cannot be promised")),
  ]

  static let printer = Command(
    "printer", Both("打印机", "the printers"),
    examples: [Example("certkiosk printer state", Both("每台打印机的状态和处理办法", "what ails each printer, and what to do"))],
    options: [patienceOption],
    subcommands: [
      Command(
        "list", Both("列出打印机，以及能否保证尺寸", "list the printers and whether they keep the scale"),
        examples: [Example("certkiosk printer list", Both("列出打印机", "list them"))],
        run: { try listPrinters(Session($0)) }
      ),
      Command(
        "state", Both("打印机的状态和处理办法", "what ails a printer, and what to do"),
        examples: [Example("certkiosk printer state", Both("全部打印机", "all of them"))],
        arguments: [Argument("NAME", .optional, .text, Both("打印机", "a printer"))], run: { try state(Session($0)) }),
      Command(
        "test", Both("打印尺寸检查页", "print the scale check page"),
        examples: [Example("certkiosk printer test Counter", Both("打印后用钢尺量", "print it, then take a ruler"))],
        arguments: [Argument("NAME", .optional, .text, Both("打印机", "a printer"))], run: { try test(Session($0)) }),
    ])

  private static func listPrinters(_ session: Session) throws -> ExitStatus {
    let reports = try Printers().reports()
    guard !reports.isEmpty else { throw PrinterError.noPrinter }
    for report in reports { session.tellListed(report) }
    return .done
  }

  private static func state(_ session: Session) throws -> ExitStatus {
    let reports = try Printers().reports(session.invocation.argument("NAME"))
    guard !reports.isEmpty else { throw PrinterError.noPrinter }
    for report in reports { session.tell(report) }
    return reports.allSatisfy(\.state.isReady) ? .done : .deviceMissing
  }

  private static func test(_ session: Session) throws -> ExitStatus {
    let (queue, state) = try Printers().printScalePage(
      on: session.invocation.argument("NAME"), patience: session.invocation.number("wait") ?? 300
    ) { session.tell($0) }
    session.console.emit(["printer": .string(queue.name), "outcome": .string(state.word)])
    guard state == .completed else {
      session.console.say(Both("“\(queue.name)”没有印出尺寸检查页", "“\(queue.name)” did not print the scale check page"))
      return .failed
    }
    session.console.say(
      Both(
        "“\(queue.name)”已印出尺寸检查页。请按页上的说明用钢尺量两条 100 毫米线。",
        "“\(queue.name)” printed the scale check page: measure its two bars of 100 mm as it says."))
    return .done
  }

  // MARK: documents --print

  static func ordersToPrint(_ session: Session) throws -> [String] {
    var orders = session.invocation.arguments("ORDER")
    if let file = session.invocation.value("from") {
      let text = String(decoding: try Files.read(file, limit: 1 << 24), as: UTF8.self)
      orders += text.split(whereSeparator: \.isNewline).map { $0.trimming }.filter { !$0.isEmpty }
    }
    guard !orders.isEmpty else { throw UsageError.rule(Both("请给出订单", "name an order")) }
    return orders
  }

  static func print(_ orders: [String], _ session: Session) throws -> ExitStatus {
    var wishes = Printing.Wishes()
    wishes.printer = session.invocation.value("printer")
    wishes.reason = session.invocation.value("reason").map { $0.trimming }.flatMap { $0.isEmpty ? nil : $0 }
    wishes.copies = session.invocation.number("copies")
    wishes.anyScale = session.invocation.flag("any-scale")
    wishes.patience = session.invocation.number("wait") ?? 300
    wishes.cameOut = session.invocation.value("came-out").map { $0 == "yes" }
    let printing = try Printing(desk: session.desk(), wishes: wishes) { session.tell($0) }
    let kinds = session.invocation.values("paper")
    if !kinds.isEmpty { return try print(kinds, of: orders, by: printing, session) }
    var before = 0
    for (place, order) in orders.enumerated() {
      session.console.progress(Both("打印 \(place + 1)/\(orders.count)", "printing \(place + 1)/\(orders.count)"))
      if case .printedBefore(let instant) = try printing.print(order) {
        before += 1
        session.tellPrintedBefore(order, instant, alone: orders.count == 1)
      }
    }
    if orders.count > 1 {
      session.console.say(
        Both(
          "已打印 \(orders.count - before) 份订单，以前印过的 \(before) 份没有重印",
          "\(orders.count - before) orders printed, \(before) were printed before"))
    }
    // In a batch that is given again, finding its beginning done is what was wanted.
    return before > 0 && orders.count == 1 ? .refused : .done
  }
}

extension Certkiosk {
  private static func print(
    _ kinds: [String], of orders: [String], by printing: Printing, _ session: Session
  ) throws -> ExitStatus {
    for order in orders {
      let pages = try printing.print(kinds, of: order)
      session.console.endProgress()
      session.console.emit([
        "order": .string(order), "papers": .array(kinds.map { .string($0) }), "pages": .number(pages),
        "printer": .string(printing.queue.name), "outcome": "completed",
      ])
      session.console.say(
        Both(
          "\(order) \(kinds.joined(separator: "、")) 已打印，\(pages) 页",
          "\(order) \(kinds.joined(separator: ", ")) printed, \(pages) pages"))
    }
    return .done
  }
}

extension Session {
  fileprivate func tell(_ progress: Printing.Progress) {
    switch progress {
    case .drawing(let order, let copy, let side, let sides):
      console.progress(
        Both("\(order) 第 \(copy) 份：发送第 \(side)/\(sides) 面", "\(order) copy \(copy): sending side \(side)/\(sides)"))
    case .handedOver(let order, let run):
      console.progress(
        Both("\(order) 第 \(run.copy) 份：\(run.printer) 正在打印", "\(order) copy \(run.copy): \(run.printer) is printing"))
    case .waiting(_, let trouble): tell(trouble)
    case .settled(let order, let run, let outcome):
      console.endProgress()
      console.say(
        Both(
          "\(order) 第 \(run.copy) 份，上次：\(outcome.title)", "\(order) copy \(run.copy), last time: \(outcome.rawValue)"))
    case .printed(let order, let run):
      console.endProgress()
      console.emit([
        "order": .string(order.text), "copy": .number(run.copy), "copies": .number(run.copies),
        "pages": .number(run.pages), "printer": .string(run.printer), "job": .number(run.job),
        "reprint": .number(run.reprint), "outcome": "completed",
      ])
      console.say(
        Both(
          "\(order) 第 \(run.copy) 份已打印，\(run.pages) 页，打印机 \(run.printer)",
          "\(order) copy \(run.copy) printed, \(run.pages) pages, printer \(run.printer)"))
    }
  }

  /// What a printer needs while a job waits; nil when it works again.
  fileprivate func tell(_ trouble: PrinterTrouble?) {
    if let trouble { return console.explain(trouble.explanation) }
    console.progress(Both("打印机已恢复", "the printer works again"))
  }

  fileprivate func tellPrintedBefore(_ order: String, _ instant: Instant, alone: Bool) {
    console.endProgress()
    console.emit(["order": .string(order), "outcome": "printed-before", "at": .string(instant.chinaText)])
    if alone { return console.explain(CounterError.printedBefore(order: order, at: instant).explanation) }
    console.say(Both("\(order) 已于 \(instant.chinaText) 打印，跳过", "\(order) was printed at \(instant.chinaText)"))
  }

  fileprivate func tellListed(_ report: Printers.Report) {
    let queue = report.queue
    console.emit([
      "printer": .string(queue.name), "default": .bool(queue.isDefault), "model": .string(queue.model),
      "device": .string(queue.device), "scale": .string(report.scale), "resolution": JSON(report.resolution),
    ])
    guard !console.json else { return }
    console.tell("\(queue.name)\(queue.isDefault ? "（默认）" : "")  \(queue.model)  \(report.words.text(in: language))")
  }

  fileprivate func tell(_ report: Printers.Report) {
    let queue = report.queue
    let explanations = report.state.troubles.map(\.explanation)
    console.emit([
      "printer": .string(queue.name), "activity": .string(report.state.activity.rawValue),
      "ready": .bool(report.state.isReady), "codes": .array(explanations.map { .string($0.code) }),
      "notices": .array(report.state.notices.map { .string($0.rawValue) }),
      "asked": .string(report.state.askedPrinter ? "printer" : "queue"),
    ])
    guard !console.json else { return }
    console.tell("\(queue.name)  \(report.state.words.text(in: language))")
    for explanation in explanations {
      let wording = explanation.wording(in: language)
      console.tell("    \(explanation.code) \(wording.happened)\n        \(wording.remedy)")
    }
    for notice in report.state.notices {
      console.tell("    " + Both(notice.title.chinese, notice.title.english).text(in: language))
    }
  }
}

extension Printers.Report {
  fileprivate var scale: String {
    switch route {
    case .raster: "exact"
    case .portable: "unsure"
    case nil: "unknown"
    }
  }

  fileprivate var resolution: String? {
    if case .raster(let format) = route { format.resolution.description } else { nil }
  }

  fileprivate var words: Both {
    switch route {
    case .raster(let format): Both("按原尺寸，\(format.resolution)", "true to scale, \(format.resolution)")
    case .portable(let doubt):
      Both("不能保证尺寸：\(doubt.title.chinese)", "scale not sure: \(doubt.title.english)")
    case nil: Both("没有应答", "no answer")
    }
  }
}

extension PrinterState {
  fileprivate var words: Both {
    switch (isReady, activity) {
    case (true, .printing): Both("正在打印", "printing")
    case (true, _): Both("就绪", "ready")
    case (false, .stopped): Both("已停止", "stopped")
    case (false, _): Both("需要处理", "needs attention")
    }
  }
}

extension JobState {
  fileprivate var word: String {
    switch self {
    case .completed: "completed"
    case .cancelled: "cancelled"
    case .failed: "failed"
    case .incomplete, .waiting, .printing, .unknown: "unknown"
    }
  }
}

extension StringProtocol {
  /// Without white space at either end.
  fileprivate var trimming: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
