// What the books keep of an order whose data were destroyed: sums and days, no person and no organisation.
internal import Domain
internal import FoundationEssentials
internal import Records
internal import Services

/// Sealed in the journal's row that says that the order was destroyed.
struct Remains: Codable {
  struct Money: Codable {
    let at: Instant
    /// The service's id.
    let service: String
    /// 费用类别, or the business type where the service has no categories.
    let category: String
    let way: PaymentEntry.Kind
    let status: Desk.PaymentStatus
    let fen: Int
  }

  let order: String
  let acknowledged: Instant
  let money: [Money]
}

extension Desk {
  /// What is left of the orders that were destroyed.
  func remains() throws -> [Remains] {
    try store.journal(kinds: [Store.shreddedKind]).map { entry in
      do { return try JSONDecoder().decode(Remains.self, from: Data(entry.payload)) } catch {
        throw RecordsError.broken(cell: "journal/payload")
      }
    }
  }

  func remains(of order: Order, acknowledged: Instant) throws -> Remains {
    Remains(
      order: order.number.text, acknowledged: acknowledged,
      money: try bookings(of: order.number).map {
        try money($0.entry, $0.status, $0.fen, of: order, at: $0.at)
      })
  }

  func money(
    _ entry: PaymentEntry, _ status: PaymentStatus, _ fen: Int, of order: Order, at instant: Instant
  ) throws -> Remains.Money {
    let (pack, type) = try packs.terms(of: order.application)
    return Remains.Money(
      at: instant, service: pack.id, category: pack.invoice.terms(for: type).category ?? type.title, way: entry.kind,
      status: status, fen: fen)
  }
}

extension KeptLine {
  /// The line without whoever paid.
  var anonymous: KeptLine {
    KeptLine(
      StatementLine(
        way: line.way, day: line.day, fen: line.fen, isReversal: line.isReversal, reference: line.reference,
        original: line.original), hold: hold)
  }
}
