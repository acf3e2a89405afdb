// The keys below the store key: a root key kept sealed in the store, and one data key for each order.
internal import Cryptography
internal import Domain
internal import Secrets

/// The opened root key and what is derived from it. Every sealed cell is bound to its table, column and row.
struct Keyring {
  let root: SealingKey
  private let index: [UInt8]
  private let naming: [UInt8]

  init(root bytes: [UInt8]) throws(RecordsError) {
    root = try sealing("store/root") { () throws(CryptographyError) in try SealingKey(bytes) }
    index = try Self.derived(from: bytes, "certkiosk lookups 1")
    naming = try Self.derived(from: bytes, "certkiosk objects 1")
  }

  private static func derived(from root: [UInt8], _ purpose: String) throws(RecordsError) -> [UInt8] {
    try sealing("store/root") { () throws(CryptographyError) in
      try KeyDerivation.hkdfSHA256(secret: root, salt: [], info: Array(purpose.utf8), count: 32)
    }
  }

  func seal(_ plain: [UInt8], _ cell: Cell) throws(RecordsError) -> [UInt8] { try root.seal(plain, cell) }

  func open(_ sealed: [UInt8], _ cell: Cell) throws(RecordsError) -> [UInt8] { try root.open(sealed, cell) }

  /// The digest under which a value is found without being stored.
  func lookupDigest(kind: String, value: String) -> [UInt8] {
    MAC.hmacSHA256(key: index, Array("\(kind)\0\(value)".utf8))
  }

  /// The name of an attachment: the same bytes of the same order have the same name, and nobody without the key can
  /// tell what they are.
  func objectName(_ bytes: [UInt8], of number: OrderNumber) -> String {
    objectNaming(bytes)(number)
  }

  /// The same for many orders: the bytes are digested once.
  func objectNaming(_ bytes: [UInt8]) -> (OrderNumber) -> String {
    let digest = Digest.sha256(bytes)
    return { number in String(MAC.hmacSHA256(key: naming, Array("\(number)\0".utf8) + digest).hex.prefix(40)) }
  }
}

/// The place of a sealed value; a value moved to another place does not open there.
struct Cell {
  let table: String
  let column: String
  let row: String

  init(_ table: String, _ column: String, _ row: String) {
    self.table = table
    self.column = column
    self.row = row
  }

  var context: String { "\(table)/\(column)/\(row)" }
  /// For errors: the row may be somebody's, the column is not.
  var name: String { "\(table)/\(column)" }
}

extension SealingKey {
  func seal(_ plain: SecretBytes, _ cell: Cell) throws(RecordsError) -> [UInt8] {
    try sealing(cell.name) { () throws(CryptographyError) in try seal(plain, context: cell.context) }
  }

  func openSecret(_ sealed: [UInt8], _ cell: Cell) throws(RecordsError) -> SecretBytes {
    try sealing(cell.name) { () throws(CryptographyError) in try openSecret(sealed, context: cell.context) }
  }

  func seal(_ plain: [UInt8], _ cell: Cell) throws(RecordsError) -> [UInt8] {
    try sealing(cell.name) { () throws(CryptographyError) in try seal(plain, context: cell.context) }
  }

  func open(_ sealed: [UInt8], _ cell: Cell) throws(RecordsError) -> [UInt8] {
    try sealing(cell.name) { () throws(CryptographyError) in try open(sealed, context: cell.context) }
  }
}
