// The end of an order's data: its key is destroyed, its rows keep what the journal needs, its attachments go.
public import Domain
internal import Files

/// What goes and what stays when an order's data are destroyed.
public struct Shredding: Sendable {
  public var number: OrderNumber
  /// The order's version as it was looked at; an order that moved on since is left alone.
  public var version: Int
  /// What the journal keeps, sealed under the root key: nothing about a person or an organisation.
  public var remains: [UInt8]
  /// Statement lines as they stay, each with a version one above the stored one.
  public var lines: [StatementRow]
  /// The credit code of an organisation of which no other order is kept: its invoice profile goes too.
  public var forgotten: String?

  public init(
    _ number: OrderNumber, version: Int, remains: [UInt8], lines: [StatementRow] = [], forgotten: String? = nil
  ) {
    self.number = number
    self.version = version
    self.remains = remains
    self.lines = lines
    self.forgotten = forgotten
  }
}

extension Store {
  /// The kind of the journal's row that says so.
  public static let shreddedKind = "store.shredded"

  /// Destroys an order's data key: its body, its attachments and its payloads in the journal cannot be read any more,
  /// here or in any copy made from now on. The journal keeps who did it and stays verifiable.
  /// - Throws: `stale` when the order was changed since it was looked at.
  public func shred(_ order: Shredding, at instant: Instant, by person: PersonID?) throws(RecordsError) {
    try connection.transaction { () throws(RecordsError) in
      try destroyKey(of: order.number)
      try empty(order, at: instant)
      for line in order.lines { try write(line) }
      if let code = order.forgotten { try forgetProfile(creditCode: code) }
      try append(NewEntry(at: instant, by: person, kind: Self.shreddedKind, payload: order.remains))
    }
  }

  private func destroyKey(of number: OrderNumber) throws(RecordsError) {
    let changed = try connection.run(
      "UPDATE order_keys SET key = NULL WHERE number = ? AND key IS NOT NULL", [.text(number.text)])
    guard changed == 1 else { throw .unknownOrder(number) }
    try connection.run("DELETE FROM lookups WHERE number = ?", [.text(number.text)])
  }

  private func empty(_ order: Shredding, at instant: Instant) throws(RecordsError) {
    let changed = try connection.run(
      """
      UPDATE orders SET state = ?1, open = '', body = x'', updated = ?2, version = version + 1
      WHERE number = ?3 AND version = ?4
      """,
      [
        .text(Self.retiredState), .integer(instant.milliseconds), .text(order.number.text), Value(order.version),
      ])
    guard changed == 1 else { throw .stale(order.number) }
  }

  /// Finishes what destroying keys began: removes the attachments that nobody can open any more, and empties the log,
  /// which must not keep the pages with the keys. Doing it again is harmless.
  /// - Returns: how many attachments were removed.
  /// - Throws: `logKept` when other programs kept the log from being emptied; the rest is done.
  @discardableResult
  public func sweep() throws(RecordsError) -> Int {
    let count = try removeDead()
    try connection.emptyLog()
    return count
  }

  /// Removes the attachments of which the key was destroyed.
  /// - Returns: how many there were.
  @discardableResult
  public func removeDead() throws(RecordsError) -> Int {
    let dead = try connection.rows(
      "SELECT id FROM objects WHERE number IN (SELECT number FROM order_keys WHERE key IS NULL)"
    ) { row throws(RecordsError) in row.text(0) }.compactMap { ObjectID($0) }
    for id in dead {
      try onDisk { () throws(FileFailure) in try Files.remove(path(of: id)) }
      try connection.run("DELETE FROM objects WHERE id = ?", [.text(id.text)])
    }
    return dead.count
  }

  /// How many orders are kept, those left out whose data were destroyed.
  public func orderCount() throws(RecordsError) -> Int {
    try connection.row("SELECT count(*) FROM orders WHERE state <> ?", [.text(Self.retiredState)]) {
      row throws(RecordsError) in row.integer(0)
    } ?? 0
  }

  /// The orders whose attachment these very bytes are; those whose data were destroyed are none.
  public func owners(of bytes: [UInt8]) throws(RecordsError) -> [OrderNumber] {
    let name = keys.objectNaming(bytes)
    let numbers = try connection.rows("SELECT DISTINCT number FROM objects") { row throws(RecordsError) in row.text(0) }
    var found: [OrderNumber] = []
    for number in numbers.compactMap({ OrderNumber($0) }) {
      guard let id = ObjectID(name(number)), try owner(of: id) == number else { continue }
      if try dataKey(of: number) != nil { found.append(number) }
    }
    return found
  }
}
