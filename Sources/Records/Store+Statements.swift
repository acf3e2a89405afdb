// Statement lines: found by id, by queue and by the bank's number; a line that is known is never written twice.
internal import Cryptography
public import Domain

extension Store {
  private static let lineColumns = "id, queue, settled, number, instant, version, body"

  /// The id of a line: a keyed digest, so that nobody without the key can tell whether the store holds a given line.
  public func statementID(of text: String) -> String {
    String(keys.lookupDigest(kind: "statement-line", value: text).hex.prefix(24))
  }

  public func statementLine(_ id: String) throws(RecordsError) -> StatementRow? {
    try statementLines(where: "id = ?", [.text(id)]).first
  }

  public func hasStatementLine(_ id: String) throws(RecordsError) -> Bool {
    try connection.row("SELECT 1 FROM statement_lines WHERE id = ?", [.text(id)]) { row throws(RecordsError) in
      row.integer(0) == 1
    } ?? false
  }

  /// Lines of a queue by their ids, from one on: a page of a list that may be long.
  public func statementLines(
    _ queue: StatementQueue?, settled: Bool?, after id: String = "", limit: Int = .max
  ) throws(RecordsError) -> [StatementRow] {
    try statementLines(
      where: """
        id > ?1 AND (?2 IS NULL OR queue = ?2) AND (?3 IS NULL OR settled = ?3) ORDER BY id LIMIT ?4
        """,
      [.text(id), Value(queue?.rawValue), settled.map { Value($0 ? 1 : 0) } ?? .null, Value(limit)])
  }

  /// Lines that carry the same number of the bank's.
  public func statementLines(reference: String) throws(RecordsError) -> [StatementRow] {
    try statementLines(where: "reference = ? ORDER BY instant, id", [.blob(referenceDigest(reference))])
  }

  /// Lines that belong to an order.
  public func statementLines(of number: OrderNumber) throws(RecordsError) -> [StatementRow] {
    try statementLines(where: "number = ? ORDER BY id", [.text(number.text)])
  }

  /// Writes a line that is new or was changed.
  /// - Throws: `moved` when somebody else wrote it meanwhile.
  func write(_ row: StatementRow) throws(RecordsError) {
    let body = try keys.seal(row.line, Self.lineCell(row.id, row.version))
    let values: [Value] = [
      .text(row.id), .text(row.queue.rawValue), Value(row.isSettled ? 1 : 0), Value(row.order?.text),
      .blob(referenceDigest(row.reference)), .integer(row.instant.milliseconds), Value(row.version), .blob(body),
    ]
    let statement =
      row.version == 1
      ? "INSERT INTO statement_lines VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING"
      : """
      UPDATE statement_lines SET queue = ?2, settled = ?3, number = ?4, instant = ?6, version = ?7, body = ?8
      WHERE id = ?1 AND version = ?7 - 1
      """
    guard try connection.run(statement, values) == 1 else { throw .moved }
  }

  private func referenceDigest(_ reference: String) -> [UInt8] {
    keys.lookupDigest(kind: "statement-reference", value: reference)
  }

  private func statementLines(where condition: String, _ values: [Value]) throws(RecordsError) -> [StatementRow] {
    try connection.rows("SELECT \(Self.lineColumns) FROM statement_lines WHERE \(condition)", values) {
      row throws(RecordsError) in
      guard let queue = StatementQueue(rawValue: row.text(1)) else { throw .damaged }
      let (id, version) = (row.text(0), row.integer(5))
      return StatementRow(
        id: id, queue: queue, isSettled: row.integer(2) != 0, order: row.optionalText(3).flatMap { OrderNumber($0) },
        reference: "", instant: Instant(milliseconds: Int64(row.integer(4))), version: version,
        line: try keys.open(row.blob(6), Self.lineCell(id, version)))
    }
  }

  private static func lineCell(_ id: String, _ version: Int) -> Cell {
    Cell("statement_lines", "body", "\(id)/\(version)")
  }
}
