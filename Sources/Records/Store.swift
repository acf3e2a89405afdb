// The store of one kiosk: one SQLite file and a folder of sealed attachments.
internal import Cryptography
internal import Domain
internal import Files
internal import Glibc

/// An open store, for one thread at a time. Several processes may hold the same store; each step is one transaction.
public final class Store {
  public enum Kind: String, Hashable, Sendable { case production, rehearsal }

  public let folder: String
  public let kind: Kind
  /// The kiosk's code, three characters.
  public let kiosk: String
  /// Counts up each time the store is restored from a backup.
  public let incarnation: Int
  let connection: Connection
  let keys: Keyring

  /// Opens a store.
  /// - Throws: `missing`, `wrongKey`, `plainKey`, `newer` and failures of disk and database.
  public init(at folder: String, key: StoreKey) throws(RecordsError) {
    let connection = try Self.connect(folder)
    guard let identity = try Self.identity(in: connection) else { throw .missing(folder: folder) }
    try key.permitted(for: identity.kind)
    keys = try Self.openRoot(identity, key)
    self.connection = connection
    self.folder = folder
    kind = identity.kind
    kiosk = identity.kiosk
    incarnation = identity.incarnation
  }

  /// Makes a store. Stopped half-way, it can be called again.
  /// - Parameter kiosk: three characters of 0–9 and A–Z.
  /// - Throws: `exists` when there is a store, which is left alone.
  public static func create(
    at folder: String, kind: Kind, kiosk: String, key: StoreKey
  ) throws(RecordsError) -> Store {
    guard isKiosk(kiosk) else { throw .badKiosk }
    try key.permitted(for: kind)
    try key.prepare()
    try layOut(folder)
    let connection = try connect(folder)
    let salt = Random.bytes(16)
    let wrapping = try key.sealingKey(salt: salt, cost: StoreKey.cost)
    let root = try wrapping.seal(Random.bytes(32), rootCell(kind, kiosk))
    let made = try connection.run(
      "INSERT INTO store VALUES (1, ?, ?, 1, ?, ?, ?) ON CONFLICT DO NOTHING",
      [.text(kind.rawValue), .text(kiosk), .blob(salt), Value(StoreKey.cost), .blob(root)])
    guard made == 1 else { throw .exists(folder: folder) }
    return try Store(at: folder, key: key)
  }

  /// How long a step waits for other programs that use the store, in milliseconds.
  package var patience: Int {
    get { Int(connection.patience) }
    set { connection.patience = Int32(clamping: newValue) }
  }

  /// Gives the store another key, such as a new passphrase. Only the root key is sealed anew.
  /// - Throws: `logKept` when the new key holds already and the log still has the old one.
  public func changeKey(to key: StoreKey) throws(RecordsError) {
    try key.permitted(for: kind)
    try key.prepare()
    let salt = Random.bytes(16)
    let wrapping = try key.sealingKey(salt: salt, cost: StoreKey.cost)
    let root = try wrapping.seal(keys.root.bytes, Self.rootCell(kind, kiosk))
    try connection.run(
      "UPDATE store SET salt = ?, cost = ?, root = ?", [.blob(salt), Value(StoreKey.cost), .blob(root)])
    // The log must not keep the page with the key as it was sealed before.
    try connection.emptyLog()
  }

  static let fileName = "store.sqlite"

  private static func layOut(_ folder: String) throws(RecordsError) {
    try onDisk { () throws(FileFailure) in
      try Files.makeFolder("\(folder)/objects", mode: 0o700)
      guard Files.kind(of: "\(folder)/\(fileName)") == nil else { return }
      // SQLite gives its log the file's mode.
      _ = try Descriptor("\(folder)/\(fileName)", O_WRONLY | O_CREAT | O_NOFOLLOW, mode: 0o600)
    }
  }

  static func connect(_ folder: String) throws(RecordsError) -> Connection {
    let path = "\(folder)/\(fileName)"
    guard Files.kind(of: path) == .file else { throw .missing(folder: folder) }
    let connection = try Connection(path)
    try connection.execute("PRAGMA journal_mode = WAL")
    // secure_delete: a destroyed key must not stay in a freed page.
    try connection.execute(
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF")
    try Schema.migrate(connection)
    return connection
  }

  private struct Identity {
    let kind: Kind
    let kiosk: String
    let incarnation: Int
    let salt: [UInt8]?
    let cost: Int
    let root: [UInt8]
  }

  private static func identity(in connection: Connection) throws(RecordsError) -> Identity? {
    try connection.row("SELECT kind, kiosk, incarnation, salt, cost, root FROM store") { row throws(RecordsError) in
      guard let kind = Kind(rawValue: row.text(0)) else { throw .damaged }
      return Identity(
        kind: kind, kiosk: row.text(1), incarnation: row.integer(2), salt: row.optionalBlob(3), cost: row.integer(4),
        root: row.blob(5))
    }
  }

  /// A root key that does not open tells that the store key is another one.
  private static func openRoot(_ identity: Identity, _ key: StoreKey) throws(RecordsError) -> Keyring {
    let wrapping = try key.sealingKey(salt: identity.salt, cost: identity.cost)
    let root: [UInt8]
    do throws(RecordsError) {
      root = try wrapping.open(identity.root, rootCell(identity.kind, identity.kiosk))
    } catch {
      throw .wrongKey
    }
    return try Keyring(root: root)
  }

  /// Binds the kind, so that a rehearsal's store cannot be relabelled.
  private static func rootCell(_ kind: Kind, _ kiosk: String) -> Cell {
    Cell("store", "root", "\(kind.rawValue)/\(kiosk)")
  }

  /// Whether this can be a kiosk's code: three characters of 0–9 and A–Z.
  public static func isKiosk(_ code: String) -> Bool { code.utf8.count == 3 && code.utf8.allSatisfy(isCodeCharacter) }

  private static func isCodeCharacter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
}
