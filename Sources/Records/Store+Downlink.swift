// What head office sends down, kept sealed: the newest of each kind, never an older one after it.
internal import Cryptography
public import Domain

/// A table or notice from head office as the store keeps it.
public struct DownlinkRow: Hashable, Sendable {
  /// A record's kind, such as `bank-branches`.
  public var kind: String
  /// What it is about within its kind, such as a service's id or an order's number; empty where there is only one.
  public var scope: String
  public var version: Int
  public var issued: Instant
  public var expires: Instant
  /// Sealed at rest.
  public var body: [UInt8]

  public init(kind: String, scope: String, version: Int, issued: Instant, expires: Instant, body: [UInt8]) {
    self.kind = kind
    self.scope = scope
    self.version = version
    self.issued = issued
    self.expires = expires
    self.body = body
  }
}

/// What became of a row that came down.
public enum DownlinkOutcome: Hashable, Sendable {
  case taken
  /// The very same is kept already.
  case known
  /// A newer one is kept, of this version.
  case older(than: Int)
  /// Another content of the same version is kept.
  case differs
}

extension Store {
  private static let downlinkColumns = "kind, scope, version, issued, expires, body"

  /// Keeps a row unless one of its version or a newer one is there; a row of the journal says that it was taken.
  public func keep(_ row: DownlinkRow, at instant: Instant, by person: PersonID?) throws(RecordsError)
    -> DownlinkOutcome
  {
    try connection.transaction { () throws(RecordsError) in
      let digest = Digest.sha256(row.body)
      if let (version, kept) = try keptVersion(row.kind, row.scope) {
        if version > row.version { return .older(than: version) }
        if version == row.version { return kept == digest ? .known : .differs }
      }
      try write(row, digest)
      try append(
        NewEntry(
          at: instant, by: person, kind: "downlink.taken",
          payload: Array("\(row.kind) \(row.scope) \(row.version) \(digest.hex)".utf8)))
      return .taken
    }
  }

  /// The row of a kind and scope, opened.
  public func downlink(_ kind: String, scope: String = "") throws(RecordsError) -> DownlinkRow? {
    try connection.row(
      "SELECT \(Self.downlinkColumns) FROM downlink WHERE kind = ? AND scope = ?", [.text(kind), .text(scope)]
    ) { row throws(RecordsError) in try read(row) }
  }

  /// Every row by kind and scope, its body left closed and empty.
  public func downlinkHeads() throws(RecordsError) -> [DownlinkRow] {
    try connection.rows("SELECT kind, scope, version, issued, expires FROM downlink ORDER BY kind, scope") {
      row throws(RecordsError) in
      DownlinkRow(
        kind: row.text(0), scope: row.text(1), version: row.integer(2),
        issued: Instant(milliseconds: Int64(row.integer(3))), expires: Instant(milliseconds: Int64(row.integer(4))),
        body: [])
    }
  }

  private func keptVersion(_ kind: String, _ scope: String) throws(RecordsError) -> (Int, [UInt8])? {
    try connection.row(
      "SELECT version, digest FROM downlink WHERE kind = ? AND scope = ?", [.text(kind), .text(scope)]
    ) { row throws(RecordsError) in (row.integer(0), row.blob(1)) }
  }

  private func write(_ row: DownlinkRow, _ digest: [UInt8]) throws(RecordsError) {
    let sealed = try keys.seal(row.body, Self.downlinkCell(row.kind, row.scope, row.version))
    try connection.run(
      """
      INSERT INTO downlink VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, scope) DO UPDATE SET
        version = excluded.version, issued = excluded.issued, expires = excluded.expires, digest = excluded.digest,
        body = excluded.body
      """,
      [
        .text(row.kind), .text(row.scope), Value(row.version), .integer(row.issued.milliseconds),
        .integer(row.expires.milliseconds), .blob(digest), .blob(sealed),
      ])
  }

  private func read(_ row: borrowing Row) throws(RecordsError) -> DownlinkRow {
    let (kind, scope, version) = (row.text(0), row.text(1), row.integer(2))
    return DownlinkRow(
      kind: kind, scope: scope, version: version, issued: Instant(milliseconds: Int64(row.integer(3))),
      expires: Instant(milliseconds: Int64(row.integer(4))),
      body: try keys.open(row.blob(5), Self.downlinkCell(kind, scope, version)))
  }

  /// Binds the version too, so that an older body cannot be put back.
  private static func downlinkCell(_ kind: String, _ scope: String, _ version: Int) -> Cell {
    Cell("downlink", "body", "\(kind)/\(scope)/\(version)")
  }
}
