// The custody ledger's rows, and the invoice profiles of organisations.
internal import Cryptography
public import Domain

extension Store {
  public func piece(_ good: Good, _ serial: String) throws(RecordsError) -> PieceRow? {
    try pieces(where: "good = ? AND serial = ?", [.text(good.rawValue), .text(serial)]).first
  }

  /// Pieces by good and serial.
  public func pieces(
    _ good: Good? = nil, in place: CustodyPlace? = nil, limit: Int = .max
  ) throws(RecordsError) -> [PieceRow] {
    try pieces(
      where: "(?1 IS NULL OR good = ?1) AND (?2 IS NULL OR place = ?2) ORDER BY good, serial LIMIT ?3",
      [Value(good?.rawValue), Value(place?.rawValue), Value(limit)])
  }

  /// Pieces that were taken out for an order.
  public func pieces(of number: OrderNumber) throws(RecordsError) -> [PieceRow] {
    try pieces(where: "number = ? ORDER BY good, serial", [.text(number.text)])
  }

  /// How many pieces lie in each place, with and without serials.
  public func custody() throws(RecordsError) -> [Good: [CustodyPlace: Int]] {
    let rows = try connection.rows(
      """
      SELECT good, place, count(*) FROM pieces GROUP BY good, place
      UNION ALL SELECT good, place, count FROM piles
      """
    ) { row throws(RecordsError) in (row.text(0), row.text(1), row.integer(2)) }
    var counts: [Good: [CustodyPlace: Int]] = [:]
    for (good, place, count) in rows {
      guard let good = Good(rawValue: good), let place = CustodyPlace(rawValue: place) else { throw .damaged }
      counts[good, default: [:]][place, default: 0] += count
    }
    return counts
  }

  /// An organisation's invoice profile; nil when it has none.
  public func profile(creditCode: String) throws(RecordsError) -> [UInt8]? {
    let digest = profileDigest(creditCode)
    return try connection.row("SELECT body FROM profiles WHERE digest = ?", [.blob(digest)]) {
      row throws(RecordsError) in try keys.open(row.blob(0), Self.profileCell(digest))
    }
  }

  func forgetProfile(creditCode: String) throws(RecordsError) {
    try connection.run("DELETE FROM profiles WHERE digest = ?", [.blob(profileDigest(creditCode))])
  }

  func write(_ row: ProfileRow) throws(RecordsError) {
    let digest = profileDigest(row.creditCode)
    let body = try keys.seal(row.body, Self.profileCell(digest))
    try connection.run(
      "INSERT INTO profiles VALUES (?, ?) ON CONFLICT (digest) DO UPDATE SET body = excluded.body",
      [.blob(digest), .blob(body)])
  }

  /// - Throws: `moved` when the piece is not where this change found it.
  func write(_ row: PieceRow) throws(RecordsError) {
    let values: [Value] = [
      .text(row.good.rawValue), .text(row.serial), .text(row.place.rawValue), Value(row.order?.text),
      .integer(row.updated.milliseconds), Value(row.version), Value(row.fen),
    ]
    let statement =
      row.version == 1
      ? "INSERT INTO pieces VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING"
      : """
      UPDATE pieces SET place = ?3, number = ?4, updated = ?5, version = ?6, fen = ?7
      WHERE good = ?1 AND serial = ?2 AND version = ?6 - 1
      """
    guard try connection.run(statement, values) == 1 else { throw .moved }
  }

  /// - Throws: `moved` when fewer lie there than leave.
  func write(_ pile: PileChange) throws(RecordsError) {
    let values: [Value] = [.text(pile.good.rawValue), .text(pile.place.rawValue), Value(pile.count)]
    try connection.run("INSERT INTO piles VALUES (?1, ?2, 0) ON CONFLICT DO NOTHING", Array(values.prefix(2)))
    let changed = try connection.run(
      "UPDATE piles SET count = count + ?3 WHERE good = ?1 AND place = ?2 AND count + ?3 >= 0", values)
    guard changed == 1 else { throw .moved }
  }

  private func pieces(where condition: String, _ values: [Value]) throws(RecordsError) -> [PieceRow] {
    try connection.rows(
      "SELECT good, serial, place, number, updated, version, fen FROM pieces WHERE \(condition)", values
    ) {
      row throws(RecordsError) in
      guard let good = Good(rawValue: row.text(0)), let place = CustodyPlace(rawValue: row.text(2)) else {
        throw .damaged
      }
      return PieceRow(
        good, serial: row.text(1), place: place, order: row.optionalText(3).flatMap { OrderNumber($0) },
        updated: Instant(milliseconds: Int64(row.integer(4))), version: row.integer(5),
        fen: row.optionalInteger(6))
    }
  }

  private func profileDigest(_ creditCode: String) -> [UInt8] {
    keys.lookupDigest(kind: "invoice-profile", value: creditCode)
  }

  private static func profileCell(_ digest: [UInt8]) -> Cell { Cell("profiles", "body", digest.hex) }
}
