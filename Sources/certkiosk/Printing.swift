// documents --print: an order's papers onto paper, and what is told on the way.
internal import CommandLine
internal import Counter
internal import Domain
internal import Files
internal import Peripherals

extension Certkiosk {
  static let printOptions: [Option] = [
    .flag("print", Both("打印", "print them")), printerOption,
    .value("reason", "TEXT", Both("重印的原因", "why papers that came out are printed again")),
    .value("from", "FILE", .file, Both("每行一个订单号的文件", "a file with an order on each line")), patienceOption,
    .value(
      "came-out", "yes|no", .words(["yes", "no"]),
      Both("打印服务没有记录的那一份，是否已经印出", "whether the copy that the print service has forgotten lies there")),
    .flag("any-scale", Both("不能保证尺寸的打印机也用", "print even where the scale cannot be promised")),
  ]

  /// Options of `documents` that cannot stand together: none of them is left out in silence.
  static func checkPaperWishes(_ invocation: Invocation) throws {
    let papers = !invocation.values("paper").isEmpty
    if invocation.flag("print") {
      for name in ["blank", "list", "boxes", "draft"] where invocation.flag(name) {
        try refuse("--\(name)", with: "--print")
      }
      if invocation.value("to") != nil { try refuse("--to", with: "--print") }
    }
    if papers, invocation.value("copies") != nil { try refuse("--copies", with: "--paper") }
    if invocation.flag("draft") {
      if invocation.flag("blank") { try refuse("--blank", with: "--draft") }
      if invocation.value("copies") != nil { try refuse("--copies", with: "--draft") }
    }
    try checkBlanks(invocation, papers)
  }

  /// Empty papers are of an order, by name, or of a service.
  private static func checkBlanks(_ invocation: Invocation, _ papers: Bool) throws {
    let service = invocation.value("service")
    if service == nil {
      if invocation.value("business") != nil {
        throw UsageError.rule(Both("--business 须与 --service 同用", "--business goes with --service"))
      }
      guard invocation.flag("blank"), !papers else { return }
      throw UsageError.rule(Both("--blank 须与 --paper 或 --service 同用", "--blank goes with --paper or --service"))
    }
    guard invocation.flag("blank") else {
      throw UsageError.rule(Both("--service 须与 --blank 同用", "--service goes with --blank"))
    }
    for name in ["list", "print"] where invocation.flag(name) { try refuse("--\(name)", with: "--service") }
    if invocation.value("copies") != nil { try refuse("--copies", with: "--service") }
    guard invocation.arguments("ORDER").isEmpty, invocation.value("from") == nil else {
      throw UsageError.rule(
        Both("有订单的，不写 --service，用 --paper 指明", "An order's empty papers are named with --paper, not --service"))
    }
  }

  private static func refuse(_ one: String, with other: String) throws(UsageError) {
    throw .rule(Both("\(one) 不能与 \(other) 同用", "\(one) does not go with \(other)"))
  }

  /// What a person says of one order's papers is not true of every order's.
  private static func checkBatch(_ orders: [String], _ invocation: Invocation) throws(UsageError) {
    for name in ["reason", "came-out"] where orders.count > 1 && invocation.value(name) != nil {
      throw .rule(Both("--\(name) 只能用于一份订单", "--\(name) is for one order alone"))
    }
  }

  /// The orders on the command line and in the file that it names.
  static func orders(named session: Session) throws -> [String] {
    var orders = session.invocation.arguments("ORDER")
    if let file = session.invocation.value("from") {
      let text = String(decoding: try Files.read(file, limit: 1 << 24), as: UTF8.self)
      orders += text.split(whereSeparator: \.isNewline).map { $0.trimming }.filter { !$0.isEmpty }
    }
    guard !orders.isEmpty else { throw UsageError.rule(Both("请给出订单", "name an order")) }
    return orders
  }

  static func print(_ orders: [String], _ session: Session) throws -> ExitStatus {
    try checkBatch(orders, session.invocation)
    var wishes = Printing.Wishes()
    wishes.printer = session.invocation.value("printer")
    wishes.reason = session.invocation.value("reason").map { $0.trimming }.flatMap { $0.isEmpty ? nil : $0 }
    wishes.copies = session.invocation.number("copies")
    wishes.anyScale = session.invocation.flag("any-scale")
    wishes.patience = session.invocation.number("wait") ?? 300
    wishes.cameOut = session.invocation.value("came-out").map { $0 == "yes" }
    let desk = try session.desk()
    wishes.printer = try wishes.printer ?? desk.counterPrinter()
    let printing = try Printing(desk: desk, wishes: wishes) { session.tell($0) }
    let kinds = session.invocation.values("paper")
    if !kinds.isEmpty { return try print(kinds, of: orders, by: printing, session, desk) }
    return try print(orders, by: printing, session, desk)
  }

  private static func print(
    _ orders: [String], by printing: Printing, _ session: Session, _ desk: Desk
  ) throws -> ExitStatus {
    var (place, before) = (0, 0)
    let refused = try session.each(orders, at: desk) { order in
      place += 1
      session.console.progress(Both("打印 \(place)/\(orders.count)", "printing \(place)/\(orders.count)"))
      if case .printedBefore(let instant) = try printing.print(order) {
        before += 1
        session.tellPrintedBefore(order, instant, alone: orders.count == 1)
      }
    }
    if orders.count > 1 {
      session.tellBatch(printed: orders.count - before - refused, before: before, refused: refused)
    }
    // In a batch that is given again, finding its beginning done is what was wanted.
    return refused > 0 || before > 0 && orders.count == 1 ? .refused : .done
  }
}

extension Certkiosk {
  private static func print(
    _ kinds: [String], of orders: [String], by printing: Printing, _ session: Session, _ desk: Desk
  ) throws -> ExitStatus {
    let refused = try session.each(orders, at: desk) { order in
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
    return refused > 0 ? .refused : .done
  }
}

extension Session {
  /// Does something for each order. What is wrong with one of several is told and does not keep the others waiting.
  /// - Returns: how many were refused.
  func each(_ orders: [String], at desk: Desk, _ work: (String) throws -> Void) throws -> Int {
    var refused = 0
    for order in orders {
      do { try work(order) } catch let refusal as DocumentRefusal {
        refused += 1
        for finding in refusal.findings(of: try desk.order(order)) { tell(finding) }
      } catch let error as CounterError where error.isOfOneOrder && orders.count > 1 {
        refused += 1
        console.explain(error)
      }
    }
    return refused
  }

  fileprivate func tellBatch(printed: Int, before: Int, refused: Int) {
    console.say(
      Both(
        "已打印 \(printed) 份订单，以前印过的 \(before) 份没有重印，有问题的 \(refused) 份没有打印",
        "\(printed) orders printed, \(before) were printed before, \(refused) were refused"))
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
  func tell(_ trouble: PrinterTrouble?) {
    if let trouble { return console.explain(trouble.explanation) }
    console.progress(Both("打印机已恢复", "the printer works again"))
  }

  fileprivate func tellPrintedBefore(_ order: String, _ instant: Instant, alone: Bool) {
    console.endProgress()
    console.emit(["order": .string(order), "outcome": "printed-before", "at": .string(instant.chinaText)])
    if alone { return console.explain(CounterError.printedBefore(order: order, at: instant).explanation) }
    console.say(Both("\(order) 已于 \(instant.wallClock) 打印，跳过", "\(order) was printed at \(instant.wallClock)"))
  }
}

extension StringProtocol {
  /// Without white space at either end.
  fileprivate var trimming: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
