// till open, close, show: two people count cash and stock; a difference keeps the till from being closed (N-06).
public import Domain
internal import FoundationEssentials
internal import Records
public import Services

extension Desk {
  private static let tillSetting = "till"

  /// The till as it stands.
  public struct TillView: Sendable {
    public let isOpen: Bool
    public let opened: Instant?
    /// What it was opened with, or what was left in it.
    public let opening: Money
    /// Cash that was counted by a second person since.
    public let taken: Money
    public let expected: Money
    /// Payments in cash that wait for the second person.
    public let waiting: Int
    /// Pieces that should be in stock.
    public let goods: [Good: Int]
  }

  public func till() throws -> TillView {
    let till = try storedTill()
    let takings = if let till, till.isOpen { try self.takings(since: till.sequence) } else { Takings() }
    let opening = till?.cash ?? 0
    return TillView(
      isOpen: till?.isOpen ?? false, opened: till?.isOpen == true ? till?.opened : nil,
      opening: Money(fen: opening) ?? .zero, taken: Money(fen: max(0, takings.cash)) ?? .zero,
      expected: Money(fen: max(0, opening + takings.cash)) ?? .zero, waiting: takings.waiting,
      goods: try goodsInStock())
  }

  /// Opens the till with what two people have counted.
  /// - Parameter difference: why the cash is not what was left in it; nil when it is.
  public func openTill(_ count: TillCount, second: SecondPerson?, difference: String? = nil) throws {
    let person = try keeper()
    let before = try storedTill()
    guard before?.isOpen != true else { throw LedgerError.tillOpen }
    let witness = try witness(second)
    if let before, before.cash != count.total.fen, (difference ?? "").isEmpty {
      throw LedgerError.openingDiffers(expected: Money(fen: before.cash) ?? .zero, counted: count.total)
    }
    try requireStock(count)
    let till = Till(
      isOpen: true, opened: clock.now(), sequence: try store.journalDigest().sequence, cash: count.total.fen,
      goods: try goodsInStock(), people: [person.id, witness.id])
    let record = TillRecord(
      cash: count.total.fen, expected: before?.cash, goods: count.goods, kept: nil, difference: difference)
    try commit(till, "till-opened", record, person, witness)
  }

  /// Closes the till with what two people have counted. What does not agree keeps it open.
  /// - Parameter kept: what stays in it; nil for everything, the rest goes to the bank.
  /// - Returns: what the sheets print.
  public func closeTill(_ count: TillCount, second: SecondPerson?, kept: Money? = nil) throws -> Facts {
    let person = try keeper()
    guard var till = try storedTill(), till.isOpen else { throw LedgerError.tillClosed }
    let witness = try witness(second)
    let takings = try self.takings(since: till.sequence)
    guard takings.waiting == 0 else { throw LedgerError.cashWaiting(takings.waiting) }
    let expected = Money(fen: max(0, till.cash + takings.cash)) ?? .zero
    guard expected == count.total else { throw LedgerError.cashDiffers(expected: expected, counted: count.total) }
    try requireStock(count)
    guard kept ?? count.total <= count.total else { throw LedgerError.keptTooMuch }
    let facts = try TillSheets(till, takings, count, expected: expected, moves: moves(since: till.sequence)).facts(
      serials: stockSerials())
    till.isOpen = false
    till.cash = (kept ?? count.total).fen
    let record = TillRecord(
      cash: count.total.fen, expected: expected.fen, goods: count.goods, kept: till.cash, difference: nil)
    try commit(till, "till-closed", record, person, witness)
    return facts
  }

  private func keeper() throws -> Person {
    let person = try acting()
    guard !person.roles.isDisjoint(with: [.clerk, .finance]) else { throw OutOfTurn.money(.role) }
    return person
  }

  /// Both people stand in the journal: one did it, the other agreed.
  private func commit(
    _ till: Till, _ kind: String, _ record: TillRecord, _ person: Person, _ witness: Person
  ) throws {
    let payload = try Self.bytes(record)
    let now = clock.now()
    try store.commit(
      Change(
        entries: [
          NewEntry(at: now, by: person.id, kind: kind, payload: payload),
          NewEntry(at: now, by: witness.id, kind: "\(kind)-agreed", payload: payload),
        ], settings: [Setting(Self.tillSetting, try Self.bytes(till), secret: true)]))
  }

  private func storedTill() throws -> Till? {
    guard let bytes = try store.setting(Self.tillSetting) else { return nil }
    do { return try JSONDecoder().decode(Till.self, from: Data(bytes)) } catch {
      throw CounterError.damagedRecord(Self.tillSetting)
    }
  }

  // MARK: Stock

  private func goodsInStock() throws -> [Good: Int] {
    try store.custody().compactMapValues { $0[.stock] }
  }

  /// Everything that is in stock must have been counted, and nothing else.
  private func requireStock(_ count: TillCount) throws {
    let kept = try goodsInStock()
    let differences = Good.allCases.compactMap { good -> StockDifference? in
      let expected = kept[good] ?? 0
      guard count.goods[good] ?? (expected == 0 ? 0 : nil) != expected else { return nil }
      return StockDifference(good: good, expected: expected, counted: count.goods[good])
    }
    guard differences.isEmpty else { throw LedgerError.stockDiffers(differences) }
  }

  private func stockSerials() throws -> [Good: String] {
    try Dictionary(
      uniqueKeysWithValues: Good.allCases.map { good in
        (good, SerialRange.summary(of: try store.pieces(good, in: .stock).map(\.serial)))
      })
  }

  /// How many pieces were moved since, by good and move.
  private func moves(since sequence: Int) throws -> [Good: [CustodyMove: Int]] {
    var moves: [Good: [CustodyMove: Int]] = [:]
    for move in CustodyMove.allCases {
      for entry in try store.journal(kinds: [Self.custodyKind(move)], after: sequence) {
        guard let record = try? JSONDecoder().decode(CustodyRecord.self, from: Data(entry.payload)) else {
          throw CounterError.damagedRecord(entry.kind)
        }
        moves[record.good, default: [:]][move, default: 0] += record.count
      }
    }
    return moves
  }

  // MARK: Takings

  private func takings(since sequence: Int) throws -> Takings {
    var takings = Takings()
    for booking in try bookings(after: sequence) {
      takings.ways[booking.entry.kind, default: .init()].fen += booking.fen
      if booking.isNew { takings.ways[booking.entry.kind, default: .init()].count += 1 }
    }
    takings.waiting = try cashWaiting(after: sequence)
    return takings
  }

  private func cashWaiting(after sequence: Int) throws -> Int {
    let orders = Set(try store.journal(kinds: ["payment-recorded"], after: sequence).compactMap(\.order))
    return try orders.reduce(0) { sum, number in
      sum + (try order(number.text).payments.count { $0.kind == .cash && $0.isWaiting })
    }
  }
}

/// What the journal keeps of a count.
private struct TillRecord: Codable {
  let cash: Int
  let expected: Int?
  let goods: [Good: Int]
  let kept: Int?
  let difference: String?
}
