// The data key of each order, and its destruction when the order's data are no longer to be kept.
internal import Cryptography
public import Domain

extension Store {
  /// Destroys an order's data key: its body, its attachments and its payloads in the journal cannot be read any more,
  /// here or in any copy made from now on. The journal keeps who did it and stays verifiable.
  public func shred(_ number: OrderNumber, at instant: Instant, by person: PersonID?) throws(RecordsError) {
    try connection.transaction { () throws(RecordsError) in
      let changed = try connection.run(
        "UPDATE order_keys SET key = NULL WHERE number = ? AND key IS NOT NULL", [.text(number.text)])
      guard changed == 1 else { throw .unknownOrder(number) }
      try connection.run("DELETE FROM lookups WHERE number = ?", [.text(number.text)])
      try append(NewEntry(at: instant, by: person, kind: "store.shredded", payload: Array(number.text.utf8)))
    }
    // The log must not keep the page with the key.
    try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
  }

  /// An order's data key; nil once it was destroyed.
  func dataKey(of number: OrderNumber) throws(RecordsError) -> SealingKey? {
    let wrapped = try connection.row(
      "SELECT key FROM order_keys WHERE number = ?", [.text(number.text)]
    ) { row throws(RecordsError) in row.optionalBlob(0) }
    guard let wrapped, let wrapped else { return nil }
    let bytes = try keys.open(wrapped, Self.keyCell(number))
    return try sealing("order_keys/key") { () throws(CryptographyError) in try SealingKey(bytes) }
  }

  /// An order's data key, made when the order has none yet. Only within a transaction.
  func dataKey(making number: OrderNumber) throws(RecordsError) -> SealingKey {
    if let key = try dataKey(of: number) { return key }
    let key = SealingKey.random()
    let wrapped = try keys.seal(key.bytes, Self.keyCell(number))
    let made = try connection.run(
      "INSERT INTO order_keys VALUES (?, ?) ON CONFLICT DO NOTHING", [.text(number.text), .blob(wrapped)])
    guard made == 1 else { throw .shredded(number) }
    return key
  }

  private static func keyCell(_ number: OrderNumber) -> Cell { Cell("order_keys", "key", number.text) }
}
