// order due: what was promised to whom by when, what is overdue, and which corrections are still awaited.
public import Domain
internal import Records
internal import Services

/// An order with something that is due.
public struct DueOrder: Sendable {
  public let order: Order
  public let state: OrderState
  public let service: String
  public let businessType: String
  public let deadline: Deadline
  /// The step that must be done by then; the certificate as a rule.
  public let until: Step
  /// Whether the time may be over, by the end of the clock's window that is worse for the counter.
  public let isOverdue: Bool
  /// What the applicant must bring; empty where the counter owes the certificate.
  public let corrections: [Rejection]
  /// The titles of what must be brought, in the order of `corrections`.
  public let correctionTitles: [String]
  /// The correction notice's number; nil where there is none.
  public let notice: String?
}

extension Desk {
  /// When what an order was promised is due, its certificate as a rule; nil while the promise does not count yet, or where nothing was promised.
  public func deadline(of order: Order) throws -> Deadline? {
    let (pack, type) = try packs.terms(of: order.application)
    let steps = type.promiseSteps(on: try rules(for: order).flow)
    guard let promise = type.promise(for: order.application.values), let start = order.timing.moment(of: steps) else {
      return nil
    }
    return packs.calendar.deadline(promise, from: start, hours: pack.hours)
  }

  /// Orders to which something is owed, the most urgent first. What only waits to be picked up is owed no more.
  public func dueOrders(service: String? = nil) throws -> [DueOrder] {
    let time = try time()
    return try openOrders(service).compactMap { order in
      let rules = try rules(for: order)
      let (_, type) = try packs.terms(of: order.application)
      let step = type.promisedStep(for: order.application.values, on: rules.flow)
      guard !order.done(under: rules).contains(step), let deadline = try deadline(of: order) else { return nil }
      return try due(order, deadline, until: step, time, [], notice: nil)
    }.sorted { ($0.deadline.due, $0.order.number.text) < ($1.deadline.due, $1.order.number.text) }
  }

  /// Orders that wait for what was sent back, by the day on which it must be here.
  public func openCorrections(service: String? = nil) throws -> [DueOrder] {
    let time = try time()
    return try openOrders(service).compactMap { order in
      guard case .rejected(let items) = order.review else { return nil }
      let (pack, _) = try packs.terms(of: order.application)
      let notices = try correctionNotices(of: order, days: pack.correctionDays)
      guard let last = notices.last else { return nil }
      let step: Step = items.allSatisfy(\.isOfApplication) ? .submission : .papers
      return try due(order, last.deadline, until: step, time, items, notice: last.number)
    }.sorted { ($0.deadline.due, $0.order.number.text) < ($1.deadline.due, $1.order.number.text) }
  }

  private func due(
    _ order: Order, _ deadline: Deadline, until step: Step, _ time: TimeWindow, _ items: [Rejection], notice: String?
  ) throws -> DueOrder {
    let (pack, type) = try packs.terms(of: order.application)
    let slots = type.documents(for: order.application.values, by: order.channel)
    let titles = items.map { item in slots.first { $0.id == item.slot }?.title ?? item.plainTitle }
    return DueOrder(
      order: order, state: order.state(under: try rules(for: order)), service: pack.title, businessType: type.title,
      deadline: deadline, until: step, isOverdue: time.mayHavePassed(deadline.due), corrections: items,
      correctionTitles: titles, notice: notice)
  }

  /// One notice for each rejection, numbered after the order; days of grace are days of the calendar, to midnight.
  func correctionNotices(of order: Order, days: Int) throws -> [(number: String, deadline: Deadline)] {
    let rejections = try history(of: order).filter { $0.event?.sentBack?.isEmpty == false }
    return rejections.enumerated().map { place, line in
      let last = line.entry.instant.day.advanced(byDays: days)
      return (
        "\(order.number.text)-\(place + 1)", Deadline(due: Instant(last, minute: 24 * 60), isProvisional: false)
      )
    }
  }

  /// States in which nothing is owed are told by their rows, which need not be opened.
  private func openOrders(_ service: String?) throws -> [Order] {
    let over: Set<OrderState> = [.completed, .syncing, .confirmed, .voided]
    return try store.orders(service: service).filter { row in
      !(OrderState(rawValue: row.state).map { over.contains($0) } ?? false)
    }.map { try read($0) }.filter { undefined($0) == nil }
  }
}
