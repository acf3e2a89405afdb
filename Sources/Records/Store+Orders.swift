// Reading orders.
internal import Cryptography
public import Domain

extension Store {
  /// The word of orders whose data were destroyed.
  static let retiredState = OrderState.retired.rawValue
  private static let columns =
    "orders.number, application, service, business_type, state, version, reference, updated, body, open"

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
    try orders(OrderFilter(service: service, state: state), limit: limit)
  }

  /// Orders that a lookup's value was stored with.
  public func orders(for lookup: Lookup) throws(RecordsError) -> [OrderRow] {
    try orders(OrderFilter(lookups: [lookup]))
  }

  /// The orders that a filter lets through, in the order of their numbers; the newest first where asked.
  public func orders(
    _ filter: OrderFilter, newestFirst: Bool = false, limit: Int = .max
  ) throws(RecordsError) -> [OrderRow] {
    let lookups = try rarestFirst(filter.lookups.map { ($0.kind, digest($0)) })
    let (condition, values) = terms(of: filter, lookups)
    let source = lookups.isEmpty ? "orders" : "lookups AS found CROSS JOIN orders ON orders.number = found.number"
    return try orders(
      from: source, where: "\(condition) ORDER BY \(Self.number(lookups)) \(newestFirst ? "DESC" : "ASC") LIMIT ?",
      values + [Value(limit)])
  }

  /// The column along which a list is walked.
  private static func number(_ lookups: [DigestedLookup]) -> String {
    lookups.isEmpty ? "orders.number" : "found.number"
  }

  private typealias DigestedLookup = (kind: String, digest: [UInt8])

  private func digest(_ lookup: Lookup) -> [UInt8] { keys.lookupDigest(kind: lookup.kind, value: lookup.value) }

  /// A list that is walked along its rarest lookup ends soon, and along a common one at its limit.
  private func rarestFirst(_ lookups: [DigestedLookup]) throws(RecordsError) -> [DigestedLookup] {
    guard lookups.count > 1 else { return lookups }
    var counted: [(lookup: DigestedLookup, count: Int)] = []
    for lookup in lookups { counted.append((lookup, try frequency(lookup, upTo: 1000))) }
    return counted.sorted { $0.count < $1.count }.map(\.lookup)
  }

  private func frequency(_ lookup: DigestedLookup, upTo limit: Int) throws(RecordsError) -> Int {
    try connection.rows(
      "SELECT count(*) FROM (SELECT 1 FROM lookups WHERE kind = ? AND digest = ? LIMIT ?)",
      [.text(lookup.kind), .blob(lookup.digest), Value(limit)]
    ) { row in row.integer(0) }.first ?? 0
  }

  private func terms(
    of filter: OrderFilter, _ lookups: [DigestedLookup]
  ) -> (condition: String, values: [Value]) {
    var conditions: [String] = []
    var values: [Value] = []
    func require(_ condition: String, _ value: String?) {
      guard let value else { return }
      conditions.append(condition)
      values.append(.text(value))
    }
    require("service = ?", filter.service)
    if !filter.businessTypes.isEmpty {
      conditions.append("business_type IN (\(filter.businessTypes.map { _ in "?" }.joined(separator: ", ")))")
      values += filter.businessTypes.map { .text($0) }
    }
    require("state = ?", filter.state)
    require("\(Self.number(lookups)) > ?", filter.after?.text)
    require("open LIKE '%|' || ? || '|%'", filter.open)
    for state in filter.without { require("state <> ?", state) }
    // An order whose data are gone cannot be opened: it stands only in a list that asks for such.
    if filter.state != Self.retiredState { require("state <> ?", Self.retiredState) }
    for (place, lookup) in lookups.enumerated() {
      conditions.append(
        place == 0
          ? "found.kind = ? AND found.digest = ?"
          : "EXISTS (SELECT 1 FROM lookups WHERE kind = ? AND digest = ? AND number = orders.number)")
      values += [.text(lookup.kind), .blob(lookup.digest)]
    }
    return (conditions.isEmpty ? "1" : conditions.joined(separator: " AND "), values)
  }

  private func orders(
    from source: String = "orders", where condition: String, _ values: [Value]
  ) throws(RecordsError) -> [OrderRow] {
    try connection.rows("SELECT \(Self.columns) FROM \(source) WHERE \(condition)", values) {
      row throws(RecordsError) in
      try read(row)
    }
  }

  private func read(_ row: borrowing Row) throws(RecordsError) -> OrderRow {
    guard let number = OrderNumber(row.text(0)) else { throw .damaged }
    let version = row.integer(5)
    let body = try dataKey(of: number)?.open(row.blob(8), Self.bodyCell(number, version)) ?? []
    return OrderRow(
      number: number, application: row.text(1), service: row.text(2), businessType: row.text(3), state: row.text(4),
      version: version, open: row.text(9).split(separator: "|").map(String.init), reference: row.text(6),
      updated: Instant(milliseconds: Int64(row.integer(7))), body: body)
  }
}
