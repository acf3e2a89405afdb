// store retire: what head office has acknowledged is destroyed here once its days are over (D-25). Head office keeps
// what the law asks for (电子签名法, article 24: five years after a certificate's end).
public import Domain
internal import Files
internal import FoundationEssentials
internal import Records
internal import Services

extension Desk {
  /// An order whose data were destroyed, or would be.
  public struct Retired: Sendable {
    public let order: OrderNumber
    public let service: String
    public let acknowledged: Instant
  }

  /// Destroys the data of every order whose days are over: the key, the attachments, the ways to find it, who paid, and
  /// the bundles that carried nothing else. Each order is one transaction; what a killed run left is finished by the next.
  /// - Parameter trial: only tells which orders these are.
  /// - Throws: `notAdministrator` when the pack's days are not what counts and no administrator has signed in.
  public func retire(_ retention: Retention = .pack, trial: Bool = false) throws -> [Retired] {
    if retention != .pack { try requireAdministrator() }
    var retired: [Retired] = []
    for row in try store.orders(OrderFilter(state: OrderState.confirmed.rawValue)) {
      guard let acknowledged = try over(row, by: retention) else { continue }
      if !trial { try shred(row, acknowledged: acknowledged) }
      retired.append(Retired(order: row.number, service: row.service, acknowledged: acknowledged))
    }
    if !trial {
      try removeAnsweredBundles(retention)
      try store.removeDead()
    }
    return retired
  }

  /// Ends what `retire` began: no log of the store keeps a key that was destroyed. Comes last, since another program that
  /// reads can keep it from being done, and what was destroyed wants to be told all the same.
  /// - Throws: `RecordsError.logKept`.
  public func sweepRetired() throws { try store.sweep() }

  /// When an order was acknowledged, if its days are over; nil as long as its data stay.
  private func over(_ row: OrderRow, by retention: Retention) throws -> Instant? {
    // Of two hours that it may be, the earlier one: nothing is destroyed because a clock is ahead.
    let today = try time().earliest.day
    guard let days = packs[row.service]?.retentionDays else { return nil }
    guard retention.isOver(row.updated.day, today: today, days: days) else { return nil }
    let order = try read(row)
    guard order.isWithHeadOffice, try awaitedRecords(of: order).isEmpty else { return nil }
    // The days begin anew with whatever was done to the order after the acknowledgement.
    guard let last = try store.journal(of: order.number).last?.instant else { return nil }
    return retention.isOver(last.day, today: today, days: days) ? last : nil
  }

  private func shred(_ row: OrderRow, acknowledged: Instant) throws {
    let order = try read(row)
    let code = order.application.values["organisation.creditCode"]
    try store.shred(
      Shredding(
        row.number, version: row.version, remains: Self.bytes(remains(of: order, acknowledged: acknowledged)),
        lines: anonymousLines(of: row.number), forgotten: try code.flatMap { try isLast(order, of: $0) ? $0 : nil }),
      at: clock.now(), by: (person ?? Self.itself).id)
  }

  private func anonymousLines(of number: OrderNumber) throws -> [StatementRow] {
    try store.statementLines(of: number).map { row in
      var row = row
      row.line = try Self.bytes(KeptLine(row).anonymous)
      row.version += 1
      return row
    }
  }

  private func isLast(_ order: Order, of creditCode: String) throws -> Bool {
    try store.orders(for: Lookup(kind: "credit-code", value: creditCode)).allSatisfy { $0.number == order.number }
  }

  /// The store's own copies of bundles that head office has answered, once their days are over. They are sealed for head
  /// office, so that they could not be read here before either.
  private func removeAnsweredBundles(_ retention: Retention) throws {
    let answered = try acknowledgedSequences()
    let (today, days) = (try time().earliest.day, longestRetention)
    for row in try store.bundles(.up) where answered.contains(row.sequence) {
      guard retention.isOver(row.instant.day, today: today, days: days) else { continue }
      try Files.removeTree(ownBundle(row))
    }
  }

  /// The days of the pack that keeps longest.
  var longestRetention: Int { packs.packs.map(\.retentionDays).max() ?? 36_500 }
}
