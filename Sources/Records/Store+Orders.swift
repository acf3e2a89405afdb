// Reading orders.
internal import Cryptography
public import Domain

extension Store {
  private static let columns =
    "number, application, service, business_type, state, version, reference, updated, body"

  /// An order by its number.
  public func order(_ number: OrderNumber) throws(RecordsError) -> OrderRow? {
    try orders(where: "number = ?", [.text(number.text)]).first
  }

  /// The order that an application became.
  public func order(application: String) throws(RecordsError) -> OrderRow? {
    try orders(where: "application = ?", [.text(application)]).first
  }

  /// The order whose pages carry this reference.
  public func order(reference: String) throws(RecordsError) -> OrderRow? {
    try orders(where: "reference = ?", [.text(reference)]).first
  }

  /// Orders in the order of their numbers.
  public func orders(
    service: String? = nil, state: String? = nil, limit: Int = .max
  ) throws(RecordsError) -> [OrderRow] {
    try orders(
      where: "(?1 IS NULL OR service = ?1) AND (?2 IS NULL OR state = ?2) ORDER BY number LIMIT ?3",
      [Value(service), Value(state), Value(limit)])
  }

  /// Orders that a lookup's value was stored with.
  public func orders(for lookup: Lookup) throws(RecordsError) -> [OrderRow] {
    let digest = keys.lookupDigest(kind: lookup.kind, value: lookup.value)
    return try orders(
      where: "number IN (SELECT number FROM lookups WHERE kind = ? AND digest = ?) ORDER BY number",
      [.text(lookup.kind), .blob(digest)])
  }

  private func orders(where condition: String, _ values: [Value]) throws(RecordsError) -> [OrderRow] {
    try connection.rows("SELECT \(Self.columns) FROM orders WHERE \(condition)", values) { row throws(RecordsError) in
      try read(row)
    }
  }

  private func read(_ row: borrowing Row) throws(RecordsError) -> OrderRow {
    guard let number = OrderNumber(row.text(0)) else { throw .damaged }
    let version = row.integer(5)
    let body = try dataKey(of: number)?.open(row.blob(8), Self.bodyCell(number, version)) ?? []
    return OrderRow(
      number: number, application: row.text(1), service: row.text(2), businessType: row.text(3), state: row.text(4),
      version: version, reference: row.text(6), updated: Instant(milliseconds: Int64(row.integer(7))), body: body)
  }
}
