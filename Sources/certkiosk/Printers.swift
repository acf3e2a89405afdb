// printer: which printers there are, what ails them, and whether they keep the scale.
internal import CommandLine
internal import Counter
internal import Domain
internal import Files
internal import Peripherals

extension Certkiosk {
  static let printerOption = Option.value(
    "printer", "NAME", Both("打印机（默认为系统的默认打印机）", "the printer (the system's default unless named)"))
  static let patienceOption = Option.value(
    "wait", "SECONDS", .number(1...86_400), Both("打印机毫无动静时等多久（默认 300 秒）", "how long to wait while nothing moves (300)"))

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
        "test", Both("打印尺寸检查页，或者量它的扫描件", "print the scale check page, or measure a scan of it"),
        examples: [
          Example("certkiosk printer test Counter", Both("打印后用钢尺量", "print it, then take a ruler")),
          Example("certkiosk printer test --measure scan.jpg", Both("或者扫描后由程序量", "or scan it and have it measured")),
        ],
        options: [
          .value(
            "measure", "SCAN", .file, Both("检查页的扫描件：不打印，量两条标尺", "a scan of the page: print nothing, measure its bars"))
        ],
        arguments: [Argument("NAME", .optional, .text, Both("打印机", "a printer"))],
        run: { invocation in
          let session = Session(invocation)
          guard let scan = invocation.value("measure") else { return try test(session) }
          return try measure(scan, session)
        }),
      Command(
        "set", Both("设定柜台打印机：单据随步骤自动打印", "set the counter's printer: slips come out with their step"),
        examples: [
          Example(
            "certkiosk printer set Counter --person wang", Both("审核通过单等随即打印", "approval slips and others print at once")
          ),
          Example("certkiosk printer set --none --person wang", Both("不再自动打印", "nothing prints by itself any more")),
        ],
        options: [.flag("none", Both("取消设定", "unset it"))],
        arguments: [Argument("NAME", .optional, .text, Both("打印机", "a printer"))], run: { try setPrinter(Session($0)) }),
    ])

  private static func setPrinter(_ session: Session) throws -> ExitStatus {
    let name = session.invocation.argument("NAME")
    let desk = try session.desk()
    guard name == nil || !session.invocation.flag("none") else {
      throw UsageError.rule(Both("写打印机名称或 --none，不能都写", "give a printer or --none, not both"))
    }
    if name != nil || session.invocation.flag("none") { try desk.setCounterPrinter(name) }
    let present = try desk.counterPrinter()
    session.console.emit(["printer": JSON(present)])
    session.console.say(
      present.map { Both("柜台打印机：\($0)", "the counter's printer: \($0)") }
        ?? Both("没有设定柜台打印机", "no counter printer is set"))
    return .done
  }

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

  private static func measure(_ scan: String, _ session: Session) throws -> ExitStatus {
    guard session.invocation.argument("NAME") == nil else {
      throw UsageError.rule(Both("--measure 不打印，不要写打印机", "--measure prints nothing and takes no printer"))
    }
    let scale = try ScaleMeasuring(forms: session.forms).measure(scan)
    let fault = scale.fault
    session.console.emit([
      "across_mm": .decimal(scale.across, places: 2), "along_mm": .decimal(scale.along, places: 2),
      "error_percent": .decimal(scale.error, places: 2), "limit_percent": .decimal(PrintedScale.limit, places: 1),
      "dpi": .decimal(scale.dpi, places: 0), "verdict": fault == nil ? "accepted" : "refused",
      "code": JSON(fault?.explanation.code),
    ])
    if let fault { session.console.explain(fault) } else { session.tell(scale) }
    return fault == nil ? .done : .refused
  }

  private static func test(_ session: Session) throws -> ExitStatus {
    let (queue, end) = try Printers().printScalePage(
      on: session.invocation.argument("NAME"), patience: session.invocation.number("wait") ?? 300
    ) { session.tell($0) }
    session.console.emit(["printer": .string(queue.name), "outcome": .string(end.word)])
    guard end == .completed else { throw CounterError.scalePageMissing(printer: queue.name, end) }
    session.console.say(
      Both(
        "“\(queue.name)”已印出尺寸检查页。请按页上的说明用钢尺量两条 100 毫米线。",
        "“\(queue.name)” printed the scale check page: measure its two bars of 100 mm as it says."))
    return .done
  }
}

extension Session {
  fileprivate func tell(_ scale: PrintedScale) {
    let isGood = abs(scale.error) <= PrintedScale.good
    let advice =
      isGood
      ? Both("尺寸正确。", "The scale is right.")
      : Both("在允许的 1% 之内，请留意。", "Within the 1 % allowed; keep an eye on it.")
    console.say(
      Both(
        "横线 \(scale.across.tenths) 毫米，竖线 \(scale.along.tenths) 毫米，应为 100.0 毫米。\(advice.chinese)",
        "The bars are \(scale.across.tenths) mm across and \(scale.along.tenths) mm along; 100.0 mm is right. \(advice.english)"
      ))
  }

  fileprivate func tellListed(_ report: Printers.Report) {
    let queue = report.queue
    console.emit([
      "printer": .string(queue.name), "default": .bool(queue.isDefault), "model": .string(queue.model),
      "device": .string(queue.device), "scale": .string(report.scale), "resolution": JSON(report.resolution),
    ])
    guard !console.json else { return }
    console.tell(
      Both(queue.name, queue.name).with(queue.isDefault ? Both("（默认）", " (default)") : nil)
        .with(Both("  \(queue.model)  ", "  \(queue.model)  ")).with(report.words))
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

extension JobEnd {
  fileprivate var word: String {
    switch self {
    case .completed: "completed"
    case .cancelled: "cancelled"
    case .failed: "failed"
    case .unknown: "unknown"
    }
  }
}
