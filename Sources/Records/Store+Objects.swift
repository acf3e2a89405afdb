// Attachments: sealed files named by a keyed digest, written beside and renamed.
internal import Cryptography
public import Domain
internal import Files

extension Store {
  /// The most bytes an attachment may have.
  public static let objectLimit = 256 << 20

  /// Keeps bytes for an order, sealed under its data key. The same bytes again give the same name.
  public func putObject(_ bytes: [UInt8], order number: OrderNumber) throws(RecordsError) -> ObjectID {
    guard let id = ObjectID(keys.objectName(bytes, of: number)) else { throw .unknownObject }
    if try owner(of: id) != nil && Files.kind(of: path(of: id)) == .file { return id }
    let key = try connection.transaction { () throws(RecordsError) in try dataKey(making: number) }
    let sealed = try key.seal(bytes, Self.objectCell(id))
    try onDisk { () throws(FileFailure) in
      try Files.makeFolder(Files.parent(of: path(of: id)), mode: 0o700)
      try Files.write(sealed, to: path(of: id), mode: 0o600)
    }
    try connection.run(
      "INSERT INTO objects VALUES (?, ?) ON CONFLICT DO NOTHING", [.text(id.text), .text(number.text)])
    return id
  }

  /// The bytes of an attachment.
  /// - Throws: `unknownObject`; `shredded` when its order's key was destroyed; `broken` when the file was altered.
  public func object(_ id: ObjectID) throws(RecordsError) -> [UInt8] {
    guard let number = try owner(of: id), Files.kind(of: path(of: id)) == .file else { throw .unknownObject }
    guard let key = try dataKey(of: number) else { throw .shredded(number) }
    let sealed = try onDisk { () throws(FileFailure) in
      try Files.read(path(of: id), limit: Self.objectLimit + SealingKey.overhead)
    }
    return try key.open(sealed, Self.objectCell(id))
  }

  /// The attachments of an order.
  public func objects(of number: OrderNumber) throws(RecordsError) -> [ObjectID] {
    try connection.rows("SELECT id FROM objects WHERE number = ? ORDER BY id", [.text(number.text)]) {
      row throws(RecordsError) in row.text(0)
    }.compactMap { ObjectID($0) }
  }

  func owner(of id: ObjectID) throws(RecordsError) -> OrderNumber? {
    try connection.row("SELECT number FROM objects WHERE id = ?", [.text(id.text)]) {
      row throws(RecordsError) in row.text(0)
    }.flatMap { OrderNumber($0) }
  }

  /// Two levels, so that no folder grows beyond what tools list easily.
  func path(of id: ObjectID) -> String { "\(folder)/objects/\(id.text.prefix(2))/\(id.text)" }

  private static func objectCell(_ id: ObjectID) -> Cell { Cell("objects", "file", id.text) }
}
