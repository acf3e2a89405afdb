// payment import, match, queue, assign, dismiss: statements and what they prove.
public import Domain
internal import Cryptography
internal import Files
internal import Intake
internal import Records
internal import Services

extension Desk {
  /// What became of a statement.
  public struct StatementSummary: Sendable {
    public internal(set) var lines = 0
    /// Lines that had been imported before; they changed nothing.
    public internal(set) var known = 0
    public internal(set) var outgoing = 0
    public internal(set) var refused = 0
    public internal(set) var settled = 0
    public internal(set) var queues: [StatementQueue: Int] = [:]

    mutating func count(_ line: ShownLine) {
      queues[line.queue, default: 0] += 1
      if line.isSettled { settled += 1 }
    }
  }

  public enum StatementTold: Sendable {
    case line(ShownLine)
    case finding(Finding)
  }

  /// How many lines become one transaction: many enough that the disk is not waited for each, few enough to hold.
  private static let batchSize = 200

  /// Reads a statement and settles what is beyond doubt; everything else waits in its queue. The same lines again
  /// change nothing.
  public func importStatement(
    _ path: String, told: (StatementTold) throws -> Void = { _ in }
  ) throws -> StatementSummary {
    let by = try financier()
    var summary = StatementSummary()
    var batch: [(id: String, line: StatementLine)] = []
    func settle() throws {
      let shown = try self.settle(&batch, &summary, by: by)
      for line in shown {
        summary.count(line)
        try told(.line(line))
      }
    }
    try Statements(StatementFormats.load(from: forms)).read(path) { reading in
      switch reading {
      case .outgoing: summary.outgoing += 1
      case .finding(let finding):
        if finding.severity == .error { summary.refused += 1 }
        try told(.finding(finding))
      case .line(let line, let text, _):
        summary.lines += 1
        batch.append((store.statementID(of: "\(text)\0\(line.way.rawValue)/\(line.reference)"), line))
        if batch.count == Self.batchSize { try settle() }
      }
    }
    try settle()
    try journal(summary, by: by)
    return summary
  }

  /// Settles a batch as one transaction; when somebody else changed one of its orders meanwhile, once more.
  private func settle(
    _ batch: inout [(id: String, line: StatementLine)], _ summary: inout StatementSummary, by person: Person
  ) throws -> [ShownLine] {
    let whole = batch.count
    defer { batch = [] }
    for _ in 0..<20 {
      var seen: Set<String> = []
      batch = try batch.filter { try !store.hasStatementLine($0.id) && seen.insert($0.id).inserted }
      var settling = Settling(self, by: person)
      for (id, line) in batch { try settling.place(line, id: id) }
      if try commit(settling) {
        summary.known += whole - batch.count
        return settling.shown
      }
    }
    throw CounterError.busyStore
  }

  /// False when what it is based on was changed meanwhile; nothing was written then.
  private func commit(_ settling: Settling) throws -> Bool {
    let change = try settling.change()
    guard !change.ledgers.lines.isEmpty || !change.entries.isEmpty else { return true }
    do throws(RecordsError) {
      try store.commit(change)
      return true
    } catch {
      switch error {
      case .stale, .moved: return false
      default: throw error
      }
    }
  }

  private func journal(_ summary: StatementSummary, by person: Person) throws {
    let record = StatementRecord(
      lines: summary.lines, known: summary.known, settled: summary.settled,
      queues: Dictionary(uniqueKeysWithValues: summary.queues.map { ($0.key.rawValue, $0.value) }))
    try store.commit(
      Change(entries: [
        NewEntry(at: clock.now(), by: person.id, kind: "statement-imported", payload: Self.bytes(record))
      ]))
  }

  // MARK: The queues

  /// Lines by queue; those that are not settled unless told otherwise.
  public func statementLines(_ queue: StatementQueue?, all: Bool, told: (ShownLine) throws -> Void) throws {
    var last = ""
    while true {
      let rows = try store.statementLines(queue, settled: all ? nil : false, after: last, limit: 500)
      guard let end = rows.last else { return }
      last = end.id
      for row in rows { try told(ShownLine(row, KeptLine(row))) }
    }
  }

  /// Tries every waiting line again, such as after orders were registered or reviewed.
  /// - Returns: the lines that moved.
  public func matchLines() throws -> [ShownLine] {
    let by = try financier()
    var moved: [ShownLine] = []
    var last = ""
    while true {
      let rows = try store.statementLines(nil, settled: false, after: last, limit: Self.batchSize)
      guard let end = rows.last else { return moved }
      last = end.id
      var settling = Settling(self, by: by)
      for row in rows where row.queue != .duplicate { try settling.place(KeptLine(row).line, id: row.id, row: row) }
      if try commit(settling) { moved += settling.shown }
    }
  }

  /// A person says which order a line belongs to, and why.
  public func assign(line id: String, to order: String, reason: String) throws -> Order {
    let by = try financier()
    guard !reason.isEmpty else { throw OutOfTurn.money(.noReason) }
    let row = try waiting(id)
    let number = try self.row(order).number
    var settling = Settling(self, by: by)
    try settling.assign(KeptLine(row).line, id: row.id, row: row, to: number)
    settling.add(try decision("statement-assigned", row.id, number, reason, by))
    guard try commit(settling) else { throw CounterError.busyStore }
    return try self.order(number.text)
  }

  /// A person says that a line is no matter of ours, such as interest.
  public func dismiss(line id: String, reason: String) throws {
    let by = try financier()
    guard !reason.isEmpty else { throw OutOfTurn.money(.noReason) }
    var row = try waiting(id)
    row.isSettled = true
    row.version += 1
    var change = Records.Change(entries: [try decision("statement-dismissed", row.id, nil, reason, by)])
    change.ledgers.lines = [row]
    try store.commit(change)
  }

  private func waiting(_ id: String) throws -> StatementRow {
    guard let row = try store.statementLine(id) else { throw LedgerError.noLine(id) }
    guard !row.isSettled else { throw LedgerError.lineSettled(id) }
    return row
  }

  private func decision(
    _ kind: String, _ line: String, _ order: OrderNumber?, _ reason: String, _ person: Person
  ) throws -> NewEntry {
    let record = LineDecision(line: line, order: order?.text, reason: reason)
    return NewEntry(at: clock.now(), by: person.id, kind: kind, payload: try Self.bytes(record))
  }

  /// Whoever has signed in, if they may decide about money.
  func financier() throws -> Person {
    let person = try acting()
    guard person.roles.contains(.finance) else { throw OutOfTurn.role(.payment) }
    return person
  }
}

/// What the journal keeps of an import.
private struct StatementRecord: Codable {
  let lines: Int
  let known: Int
  let settled: Int
  let queues: [String: Int]
}

/// What the journal keeps of a person's decision about a line.
private struct LineDecision: Codable {
  let line: String
  let order: String?
  let reason: String
}
