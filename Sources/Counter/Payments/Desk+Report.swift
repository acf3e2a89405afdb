// payment report: money by service, business, way and status in a period, from the journal's own dates.
public import Domain
internal import FoundationEssentials
internal import Records
internal import Services

extension Desk {
  /// Money of one kind in a period.
  public struct ReportLine: Hashable, Sendable {
    public let service: String
    /// 费用类别, or the business type where the service has no categories.
    public let category: String
    public let way: PaymentEntry.Kind
    public let status: PaymentStatus
    public internal(set) var count: Int
    /// In fen; negative for what was taken back or corrected downwards.
    public internal(set) var fen: Int
  }

  /// What became of a payment within the period.
  public enum PaymentStatus: String, Hashable, Sendable, Codable, CaseIterable {
    case confirmed, waiting, disputed, corrected, reversed

    public var title: String {
      switch self {
      case .confirmed: "已核对"
      case .waiting: "待核对"
      case .disputed: "存疑"
      case .corrected: "更正"
      case .reversed: "冲正"
      }
    }
  }

  /// - Parameters:
  ///   - from: the first day, in China.
  ///   - until: the last day.
  public func paymentReport(from: CivilDate, until: CivilDate, service: String? = nil) throws -> [ReportLine] {
    let period = Instant(startOf: from)..<Instant(startOf: until.advanced(byDays: 1))
    var sums: [ReportKey: (count: Int, fen: Int)] = [:]
    func add(_ money: Remains.Money) {
      guard service == nil || money.service == service else { return }
      let key = ReportKey(
        service: packs[money.service]?.title ?? money.service, category: money.category, way: money.way,
        status: money.status)
      let sum = sums[key] ?? (0, 0)
      sums[key] = (sum.count + 1, sum.fen + money.fen)
    }
    func add(_ entry: PaymentEntry, _ status: PaymentStatus, _ fen: Int, _ order: Order) throws {
      add(try money(entry, status, fen, of: order, at: period.lowerBound))
    }
    for booking in try bookings(in: period) { try add(booking.entry, booking.status, booking.fen, booking.order) }
    for (entry, order) in try unsettled(in: period) {
      try add(entry, entry.disputed ? .disputed : .waiting, entry.fen, order)
    }
    for money in try remains().flatMap(\.money) where period.contains(money.at) { add(money) }
    return sums.map { key, sum in
      ReportLine(
        service: key.service, category: key.category, way: key.way, status: key.status, count: sum.count,
        fen: sum.fen)
    }.sorted { $0.place < $1.place }
  }

  /// What was recorded in a period and does not count: it waits, or is in doubt.
  private func unsettled(in period: Range<Instant>) throws -> [(PaymentEntry, Order)] {
    let numbers = try store.journal(kinds: ["payment-recorded"], in: period).map { ($0.order, $0.payload) }
    return try numbers.compactMap { number, payload in
      guard let number, case .paymentRecorded(let recorded) = try event(payload, of: number) else { return nil }
      let order = try order(number.text)
      return order.payments.first { $0.id == recorded.id && $0.confirmedBy == nil }.map { ($0, order) }
    }
  }

  /// A report that leaves out what it cannot read would be wrong without anybody's knowing.
  /// - Returns: nil for a retired order, whose events nobody can open any more; its remains tell the money.
  private func event(_ payload: [UInt8], of order: OrderNumber) throws(CounterError) -> Event? {
    guard !payload.isEmpty else { return nil }
    do { return try JSONDecoder().decode(Event.self, from: Data(payload)) } catch { throw .damagedRecord(order.text) }
  }

  // MARK: Bookings

  /// A moment at which an order's counted money changed.
  struct Booking {
    let at: Instant
    let entry: PaymentEntry
    let order: Order
    let fen: Int
    let status: PaymentStatus

    var isNew: Bool { status == .confirmed }
  }

  private static let bookingKinds = [
    "payment-confirmed", "payment-settled", "payment-reversed", "payment-correction-confirmed",
  ]

  func bookings(after sequence: Int) throws -> [Booking] {
    try bookings(store.journal(kinds: Self.bookingKinds, after: sequence))
  }

  func bookings(in period: Range<Instant>) throws -> [Booking] {
    try bookings(store.journal(kinds: Self.bookingKinds, in: period))
  }

  /// Everything that happened to one order's money.
  func bookings(of order: OrderNumber) throws -> [Booking] {
    try bookings(store.journal(of: order).filter { Self.bookingKinds.contains($0.kind) })
  }

  private func bookings(_ entries: [JournalEntry]) throws -> [Booking] {
    var orders: [OrderNumber: Order] = [:]
    return try entries.compactMap { row -> Booking? in
      guard let number = row.order, let event = try event(row.payload, of: number) else { return nil }
      let known = orders[number]
      let order = try known ?? self.order(number.text)
      orders[number] = order
      return order.booking(of: event, at: row.instant)
    }
  }
}

private struct ReportKey: Hashable {
  let service: String
  let category: String
  let way: PaymentEntry.Kind
  let status: Desk.PaymentStatus
}

extension Desk.ReportLine {
  fileprivate var place: String { "\(service)\u{0}\(category)\u{0}\(way.rawValue)\u{0}\(status.rawValue)" }
}

extension Order {
  /// What an event of this order did to the money that counts.
  fileprivate func booking(of event: Event, at instant: Instant) -> Desk.Booking? {
    switch event {
    case .paymentConfirmed(let id, _): booking(id, instant) { ($0.fen, .confirmed) }
    case .payment(.settled(let entry, _)): booking(entry.id, instant) { ($0.fen, .confirmed) }
    case .payment(.reversed(let id, _)): booking(id, instant) { (-($0.corrected ?? $0.fen), .reversed) }
    case .payment(.correctionConfirmed(let id)):
      corrections.first { $0.id == id }.flatMap { correction in
        booking(correction.entry, instant) { (correction.fen - amount(of: $0, before: correction), .corrected) }
      }
    default: nil
    }
  }

  private func booking(
    _ id: String, _ instant: Instant, _ change: (PaymentEntry) -> (Int, Desk.PaymentStatus)
  ) -> Desk.Booking? {
    guard let entry = payments.first(where: { $0.id == id }) else { return nil }
    let (fen, status) = change(entry)
    return Desk.Booking(at: instant, entry: entry, order: self, fen: fen, status: status)
  }

  /// What an entry counted until a correction: corrections of one entry are settled one after the other.
  private func amount(of entry: PaymentEntry, before correction: Correction) -> Int {
    corrections.prefix { $0.id != correction.id }.last { $0.entry == entry.id && $0.state == .confirmed }?.fen
      ?? entry.fen
  }
}
