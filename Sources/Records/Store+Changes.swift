// Writing: one change, one transaction.
internal import Cryptography
public import Domain

extension Store {
  /// Writes a change, all of it or nothing.
  /// - Throws: `stale` when an order was changed since it was read.
  public func commit(_ change: Change) throws(RecordsError) {
    try connection.transaction { () throws(RecordsError) in try write(change) }
  }

  /// Mints an order's number and writes what is built with it, in one transaction: a number is never left unused.
  /// - Throws: `numbersUsedUp`, `applicationExists`, and what `commit` throws.
  @discardableResult
  public func register(on day: CivilDate, _ build: (OrderNumber) -> Change) throws(RecordsError) -> OrderNumber {
    try connection.transaction { () throws(RecordsError) in
      let number = try nextOrderNumber(on: day)
      try write(build(number))
      return number
    }
  }

  private func nextOrderNumber(on day: CivilDate) throws(RecordsError) -> OrderNumber {
    let serial = try connection.row(
      "INSERT INTO serials VALUES (?, 1) ON CONFLICT (day) DO UPDATE SET last = last + 1 RETURNING last",
      [.text(day.description)]
    ) { row throws(RecordsError) in row.integer(0) }
    guard let serial, serial <= 9999 else { throw .numbersUsedUp(day) }
    return OrderNumber(kiosk: kiosk, incarnation: incarnation, day: day, serial: serial)
  }

  private func write(_ change: Change) throws(RecordsError) {
    for order in change.orders { try write(order) }
    for (number, lookups) in change.lookups {
      for lookup in lookups { try write(lookup, of: number) }
    }
    for setting in change.settings { try write(setting) }
    for bundle in change.bundles { try write(bundle) }
    for line in change.ledgers.lines { try write(line) }
    for piece in change.ledgers.pieces { try write(piece) }
    for pile in change.ledgers.piles { try write(pile) }
    for profile in change.ledgers.profiles { try write(profile) }
    for secret in change.burnt { try burn(secret) }
    for entry in change.entries { try append(entry) }
  }

  private func write(_ order: OrderRow) throws(RecordsError) {
    let key = try dataKey(making: order.number)
    let body = try key.seal(order.body, Self.bodyCell(order.number, order.version))
    let values: [Value] = [
      .text(order.state), Value(order.version), .text(order.reference), .integer(order.updated.milliseconds),
      .blob(body), .text(order.number.text), .text(order.application), .text(order.service),
      .text(order.businessType), .text(order.open.map { "|\($0)|" }.joined()),
    ]
    if order.version == 1 { return try insert(order, values) }
    let changed = try connection.run(
      """
      UPDATE orders SET state = ?1, version = ?2, reference = ?3, updated = ?4, body = ?5,
        application = ?7, service = ?8, business_type = ?9, open = ?10
      WHERE number = ?6 AND version = ?2 - 1
      """, values)
    guard changed == 1 else { throw .stale(order.number) }
  }

  private func insert(_ order: OrderRow, _ values: [Value]) throws(RecordsError) {
    do throws(RecordsError) {
      try connection.run(
        """
        INSERT INTO orders
          (state, version, reference, updated, body, number, application, service, business_type, open)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, values)
    } catch {
      guard error.isDuplicate else { throw error }
      throw try exists(order.number) ? .stale(order.number) : .applicationExists(number: order.application)
    }
  }

  private func exists(_ number: OrderNumber) throws(RecordsError) -> Bool {
    try connection.row("SELECT 1 FROM orders WHERE number = ?", [.text(number.text)]) { row throws(RecordsError) in
      row.integer(0) == 1
    } ?? false
  }

  private func write(_ lookup: Lookup, of number: OrderNumber) throws(RecordsError) {
    let digest = keys.lookupDigest(kind: lookup.kind, value: lookup.value)
    try connection.run(
      "INSERT INTO lookups VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      [.text(lookup.kind), .blob(digest), .text(number.text)])
  }

  /// Binds the version too, so that an older body cannot be put back.
  static func bodyCell(_ number: OrderNumber, _ version: Int) -> Cell {
    Cell("orders", "body", "\(number)/\(version)")
  }
}
