// documents --print: an order's papers onto paper, each copy once, whatever happens on the way.
internal import Cryptography
public import Domain
internal import Files
internal import Glibc
internal import Layout
public import Peripherals
internal import Records
internal import Services

/// One run of printing on one printer. What came out is known from the journal and from the print service, so that a
/// run can be stopped anywhere and given again.
public final class Printing {
  public struct Wishes: Sendable {
    /// Nil for the default printer.
    public var printer: String?
    /// Why papers that came out already are printed again.
    public var reason: String?
    /// Nil for as many as the pack asks of each document.
    public var copies: Int?
    /// Print even where the scale cannot be promised.
    public var anyScale = false
    /// Seconds without any change after which waiting for a printer ends.
    public var patience = 300
    /// What a person saw of a copy that the print service has forgotten: whether its papers lie there.
    public var cameOut: Bool?

    public init() {}
  }

  /// What a run tells on the way.
  public enum Progress: Sendable {
    case drawing(OrderNumber, copy: Int, side: Int, of: Int)
    /// Handed over; it is the printer's turn.
    case handedOver(OrderNumber, PrintRun)
    /// The printer needs somebody; nil when it works again.
    case waiting(OrderNumber, PrinterTrouble?)
    /// A copy that an earlier run had begun.
    case settled(OrderNumber, PrintRun, PrintOutcome)
    case printed(OrderNumber, PrintRun)
  }

  /// What became of an order's papers.
  public enum Result: Sendable, Equatable {
    case printed(copies: Int)
    /// They came out before and no reason was given to print them again.
    case printedBefore(at: Instant)
  }

  public let queue: Queue
  private let desk: Desk
  private let wishes: Wishes
  private let service: PrintService
  private let route: Route
  private let told: (Progress) -> Void
  /// Held as long as this run lasts: two at once would print everything twice.
  private let lock: Descriptor

  /// Chooses the printer and asks it whether it can print.
  /// - Throws: what keeps it from printing now; nothing was sent then.
  public init(desk: Desk, wishes: Wishes, told: @escaping (Progress) -> Void) throws {
    lock = try Descriptor("\(desk.store.folder)/printing.lock", O_RDWR | O_CREAT)
    guard try lock.lock() else { throw CounterError.anotherPrinting }
    service = try PrintService()
    queue = try service.queue(wishes.printer)
    route = try service.readyRoute(through: queue, anyScale: wishes.anyScale)
    (self.desk, self.wishes, self.told) = (desk, wishes, told)
  }

  /// Prints what is missing of an order's papers and waits until it came out.
  public func print(_ text: String) throws -> Result {
    let order = try desk.order(text)
    let copies = try copies(of: order)
    let log = try settled(order)
    let isComplete = log.covers(copies)
    var (round, reason) = (log.round ?? 0, log.reason)
    if isComplete {
      guard let wish = wishes.reason else { return .printedBefore(at: log.last ?? desk.clock.now()) }
      _ = try desk.acting()
      (round, reason) = (round + 1, wish)
    }
    let missing = (1...copies).filter { isComplete || !log.printed.contains($0) }
    for (place, copy) in missing.enumerated() {
      let name = "\(order.number) r\(order.revision) #\(log.jobs + place + 1)"
      try print(copy, of: copies, order, round, reason, named: name)
    }
    return .printed(copies: missing.count)
  }

  /// Prints papers by their names, as often as it is asked, beside the order's set: receipts, notices, labels.
  /// - Returns: how many pages came out.
  public func print(_ kinds: [String], of text: String) throws -> Int {
    let order = try desk.order(text)
    let papers = try kinds.map { try desk.printedPaper($0, of: order) }
    let sides = Sides(papers, printsBothSides: route.printsBothSides)
    let delivery = try PrintDelivery(
      sides, named: JobName.unlike(others: "\(order.number) \(kinds.joined(separator: " "))"), route: route,
      title: order.number.text, maker: desk.maker().paper)
    try desk.record(
      .printed(documents: papers.digests, editions: papers.editions, copy: 1), on: order.number,
      by: desk.person ?? Desk.itself)
    try desk.disclose(.print, sides.pages, of: [order.number.text], to: queue.name)
    let job = try service.create(delivery.ticket, on: queue)
    try delivery.send(job, to: service) { told(.drawing(order.number, copy: 1, side: $0, of: $1)) }
    switch try service.follow(job, patience: wishes.patience, told: { told(.waiting(order.number, $0)) }) {
    case .completed: return sides.pages
    case .failed(let words):
      do throws(PrinterError) { try service.takeBack(job) } catch {
        throw CounterError.printLeftLying(order: order.number.text, printer: queue.name, job: job.number)
      }
      throw CounterError.printFailed(order: order.number.text, copy: 1, words: words)
    case .cancelled: throw CounterError.printCancelled(order: order.number.text, copy: 1)
    case .unknown: throw CounterError.printForgotten(order: order.number.text, printer: queue.name)
    }
  }

  private func copies(of order: Order) throws -> Int {
    let (_, type) = try desk.packs.terms(of: order.application)
    let slots = type.documents(for: order.application.values, by: order.channel)
    return max(1, wishes.copies ?? slots.map(\.copies).max() ?? 1)
  }

  // MARK: One copy

  private func print(
    _ copy: Int, of copies: Int, _ order: Order, _ round: Int, _ reason: String?, named name: String
  ) throws {
    let papers = try desk.printedSet(of: order, copy: copy, reprint: round, wished: wishes.copies)
    let sides = Sides(papers, printsBothSides: route.printsBothSides)
    let delivery = try PrintDelivery(
      sides, named: name, route: route, title: order.number.text, maker: desk.maker().paper)
    try desk.record(
      .printed(documents: papers.digests, editions: papers.editions, copy: copy), on: order.number,
      by: desk.person ?? Desk.itself)
    try desk.disclose(.print, sides.pages, of: [order.number.text], to: queue.name)
    let job = try service.create(delivery.ticket, on: queue)
    let run = PrintRun(
      job: job.number, jobName: name, printer: queue.name, documents: papers.digests, pages: sides.pages,
      copy: copy, copies: copies, reprint: round, reason: reason, editions: papers.editions)
    try begin(run, job, order.number)
    try send(delivery, job, run, order.number)
    try conclude(
      run, order.number, by: try service.follow(job, patience: wishes.patience) { told(.waiting(order.number, $0)) })
    told(.printed(order.number, run))
  }

  /// Writes the job down before anything is sent. One that could not be written down is empty: left behind it prints
  /// nothing, and the print service drops it after a while should it not be taken back.
  private func begin(_ run: PrintRun, _ job: PrintJob, _ number: OrderNumber) throws {
    do { try desk.record(.printStarted(run), on: number, by: desk.person ?? Desk.itself) } catch {
      try? service.cancel(job)
      throw error
    }
  }

  private func send(_ delivery: PrintDelivery, _ job: PrintJob, _ run: PrintRun, _ number: OrderNumber) throws {
    do {
      try delivery.send(job, to: service) { told(.drawing(number, copy: run.copy, side: $0, of: $1)) }
    } catch {
      // Of one that could not be withdrawn the next run asks what became of it.
      if case PrinterError.leftLying = error { throw error }
      try end(run, number, .notSent)
      throw error
    }
    told(.handedOver(number, run))
  }

  /// Writes down how a job ended, and stops the run unless its papers came out.
  private func conclude(_ run: PrintRun, _ number: OrderNumber, by jobEnd: JobEnd) throws {
    switch jobEnd {
    case .completed: try end(run, number, .completed)
    case .failed(let words):
      try service.takeBack(PrintJob(number: run.job, queue: run.printer, name: run.jobName))
      try end(run, number, .failed)
      throw CounterError.printFailed(order: number.text, copy: run.copy, words: words)
    case .unknown: throw CounterError.printUnclear(order: number.text, copy: run.copy, printer: run.printer)
    case .cancelled:
      try end(run, number, .cancelled)
      throw CounterError.printCancelled(order: number.text, copy: run.copy)
    }
  }

  private func end(_ run: PrintRun, _ number: OrderNumber, _ outcome: PrintOutcome) throws {
    try desk.record(.printEnded(job: run.job, outcome: outcome), on: number, by: desk.person ?? Desk.itself)
  }

  // MARK: What an earlier run had begun

  /// The order's log without an open end: of a copy whose end is not known the print service is asked, and if it has
  /// forgotten the job, a person.
  private func settled(_ order: Order) throws -> PrintLog {
    let log = try desk.printLog(of: order)
    guard let run = log.open else { return log }
    let outcome = try outcome(of: run, order.number)
    try end(run, order.number, outcome)
    told(.settled(order.number, run, outcome))
    return try desk.printLog(of: order)
  }

  private func outcome(of run: PrintRun, _ number: OrderNumber) throws -> PrintOutcome {
    let job = PrintJob(number: run.job, queue: run.printer, name: run.jobName)
    // Its document broke off with the program that sent it.
    if try service.state(of: job) == .incomplete {
      try service.cancel(job)
      return .notSent
    }
    switch try service.follow(job, patience: wishes.patience, told: { told(.waiting(number, $0)) }) {
    case .completed: return .completed
    case .failed:
      try service.takeBack(job)
      return .failed
    case .cancelled: return .cancelled
    case .unknown:
      guard let cameOut = wishes.cameOut else {
        throw CounterError.printUnclear(order: number.text, copy: run.copy, printer: run.printer)
      }
      _ = try desk.acting()
      return cameOut ? .seen : .missed
    }
  }
}

extension Desk {
  /// Which copies of an order's present revision came out of a printer.
  func printLog(of order: Order) throws -> PrintLog {
    var log = PrintLog()
    for (entry, event) in try history(of: order) {
      if let event { log.take(event, at: entry.instant) }
    }
    return log
  }
}

extension PrintService {
  /// The way through a queue whose printer can print now.
  func readyRoute(through queue: Queue, anyScale: Bool) throws(PrinterError) -> Route {
    if let trouble = state(of: queue).troubles.first(where: \.forbidsSending) {
      throw .notReady(queue.name, trouble)
    }
    let route = try route(through: queue)
    if case .portable(let doubt) = route, !anyScale { throw .scaleUnsure(queue.name, doubt) }
    return route
  }
}

extension Route {
  /// Of a queue that takes PDF nothing is known; it gets a sheet for every page.
  var printsBothSides: Bool {
    if case .raster(let format) = self { format.printsBothSides } else { false }
  }
}
