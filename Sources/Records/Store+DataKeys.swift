// The data key of each order, made with its first row and sealed under the root key.
internal import Cryptography
internal import Domain

extension Store {
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
