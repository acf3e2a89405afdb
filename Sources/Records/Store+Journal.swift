// The journal: what happened, in order, each row bound to the one before.
internal import Cryptography
public import Domain

extension Store {
  private static let columns = "sequence, instant, person, number, kind, payload"

  /// The rows of one order.
  public func journal(of number: OrderNumber) throws(RecordsError) -> [JournalEntry] {
    try entries(where: "number = ? ORDER BY sequence", [.text(number.text)])
  }

  /// The rows after a sequence number.
  public func journal(after sequence: Int = 0, limit: Int = .max) throws(RecordsError) -> [JournalEntry] {
    try entries(where: "sequence > ? ORDER BY sequence LIMIT ?", [Value(sequence), Value(limit)])
  }

  /// The latest moment that any row names; nil for an empty journal.
  public func latestInstant() throws(RecordsError) -> Instant? {
    try connection.row("SELECT instant FROM journal ORDER BY instant DESC LIMIT 1") { row throws(RecordsError) in
      Instant(milliseconds: Int64(row.integer(0)))
    }
  }

  /// The rows of some kinds after a sequence number, or within a period.
  public func journal(kinds: [String], after sequence: Int = 0) throws(RecordsError) -> [JournalEntry] {
    try entries(
      where: "kind IN (\(Self.marks(kinds))) AND sequence > ? ORDER BY sequence",
      kinds.map { .text($0) } + [Value(sequence)])
  }

  public func journal(kinds: [String], in period: Range<Instant>) throws(RecordsError) -> [JournalEntry] {
    try entries(
      where: "kind IN (\(Self.marks(kinds))) AND instant >= ? AND instant < ? ORDER BY sequence",
      kinds.map { .text($0) }
        + [.integer(period.lowerBound.milliseconds), .integer(period.upperBound.milliseconds)])
  }

  private static func marks(_ values: [String]) -> String { values.map { _ in "?" }.joined(separator: ", ") }

  /// The digest of the last row, which stands for the whole journal; of no rows, 32 zeros.
  public func journalDigest() throws(RecordsError) -> (sequence: Int, digest: [UInt8]) {
    try connection.row("SELECT sequence, digest FROM journal ORDER BY sequence DESC LIMIT 1") {
      row throws(RecordsError) in (row.integer(0), row.blob(1))
    } ?? (0, [UInt8](repeating: 0, count: 32))
  }

  /// Checks that each row follows from the one before, and returns how many there are.
  /// - Throws: `journal` naming the first row that does not.
  @discardableResult
  public func verifyJournal() throws(RecordsError) -> Int {
    var previous = [UInt8](repeating: 0, count: 32)
    var count = 0
    try connection.rows("SELECT \(Self.columns), previous, digest FROM journal ORDER BY sequence") {
      row throws(RecordsError) in
      count += 1
      let sealed = SealedEntry(row)
      guard sealed.sequence == count, row.blob(6) == previous, sealed.digest(after: previous) == row.blob(7)
      else { throw .journal(sequence: count) }
      previous = row.blob(7)
    }
    return count
  }

  /// Appends a row. Only within a transaction.
  func append(_ entry: NewEntry) throws(RecordsError) {
    let (last, previous) = try journalDigest()
    let sequence = last + 1
    let cell = Self.payloadCell(sequence)
    let key = if let number = entry.order { try dataKey(making: number) } else { keys.root }
    let payload = try key.seal(entry.payload, cell)
    let sealed = SealedEntry(
      sequence: sequence, instant: entry.instant.milliseconds, person: entry.person, number: entry.order?.text,
      kind: entry.kind, payload: payload)
    try connection.run(
      "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      [
        Value(sequence), .integer(sealed.instant), Value(sealed.person), Value(sealed.number), .text(sealed.kind),
        .blob(payload), .blob(previous), .blob(sealed.digest(after: previous)),
      ])
  }

  private func entries(where condition: String, _ values: [Value]) throws(RecordsError) -> [JournalEntry] {
    try connection.rows("SELECT \(Self.columns) FROM journal WHERE \(condition)", values) { row throws(RecordsError) in
      try opened(SealedEntry(row))
    }
  }

  private func opened(_ sealed: SealedEntry) throws(RecordsError) -> JournalEntry {
    let cell = Self.payloadCell(sealed.sequence)
    let number = sealed.number.flatMap { OrderNumber($0) }
    let payload: [UInt8]
    if let number {
      payload = try dataKey(of: number)?.open(sealed.payload, cell) ?? []
    } else {
      payload = try keys.open(sealed.payload, cell)
    }
    return JournalEntry(
      sequence: sealed.sequence, instant: Instant(milliseconds: sealed.instant), person: sealed.person, order: number,
      kind: sealed.kind, payload: payload)
  }

  private static func payloadCell(_ sequence: Int) -> Cell { Cell("journal", "payload", "\(sequence)") }
}

/// A row of the journal as it stands in the file.
private struct SealedEntry {
  let sequence: Int
  let instant: Int64
  let person: String?
  let number: String?
  let kind: String
  let payload: [UInt8]

  init(sequence: Int, instant: Int64, person: String?, number: String?, kind: String, payload: [UInt8]) {
    self.sequence = sequence
    self.instant = instant
    self.person = person
    self.number = number
    self.kind = kind
    self.payload = payload
  }

  init(_ row: borrowing Row) {
    self.init(
      sequence: row.integer(0), instant: Int64(row.integer(1)), person: row.optionalText(2),
      number: row.optionalText(3), kind: row.text(4), payload: row.blob(5))
  }

  /// SHA-256 over the fields, each after its length in eight bytes, most significant first; an absent field has none.
  func digest(after previous: [UInt8]) -> [UInt8] {
    let fields: [[UInt8]?] = [
      Array("certkiosk journal 1".utf8), previous, bytes(of: Int64(sequence)), bytes(of: instant),
      person.map { Array($0.utf8) }, number.map { Array($0.utf8) }, Array(kind.utf8), payload,
    ]
    return Digest.sha256(
      fields.flatMap { field in field.map { bytes(of: Int64($0.count)) + $0 } ?? bytes(of: -1) })
  }

  private func bytes(of number: Int64) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }
}
