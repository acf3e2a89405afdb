// Settlement statements in, tidied lines and findings out, one at a time: memory does not grow with the lines.
public import Domain

/// One result of reading a statement, in the order of the file.
public enum StatementReading: Hashable, Sendable {
  /// `text` is the row as it was read, for telling one line from another.
  case line(StatementLine, text: String, Place)
  /// A line of money that went out; no matter of ours.
  case outgoing
  case finding(Finding)
}

public struct Statements: Sendable {
  private let formats: [StatementFormat]
  private let limits: Limits
  /// Banks write a few lines about the account above the headings.
  private static let preamble = 50

  public init(_ formats: [StatementFormat], limits: Limits = Limits()) {
    self.formats = formats
    self.limits = limits
  }

  /// Reads one statement: CSV in UTF-8 or GB18030, or XLSX, recognised by content.
  public func read<Failure: Error>(
    _ path: String, each: (StatementReading) throws(Failure) -> Void
  ) throws(Failure) {
    let opened = Result { () throws(Stop) in try Opening.rows(of: path, limits: limits) }
    let rows: any RowSource
    switch opened {
    case .success(let source): rows = source
    case .failure(let stop): return try each(.finding(stop.finding(in: path)))
    }
    var table: StatementTable?
    var passed = 0
    var told = 0
    while true {
      switch Result(catching: { () throws(Stop) in try rows.next() }) {
      case .failure(let stop): return try each(.finding(stop.finding(in: path)))
      case .success(nil):
        if table == nil { return try each(.finding(noFormat(path))) }
        if told == 0 { try each(.finding(StatementFault.noLines.finding(in: path, line: nil))) }
        return
      case .success(let row?):
        if row.isBlank { continue }
        guard let known = table else {
          table = StatementTable(headings: row, formats)
          passed += 1
          if table == nil && passed >= Self.preamble { return try each(.finding(noFormat(path))) }
          continue
        }
        told += 1
        if told > limits.rows {
          return try each(.finding(Stop(.tooManyRows(limits.rows), line: row.line).finding(in: path)))
        }
        if let reading = known.reading(of: row, in: path) { try each(reading) }
      }
    }
  }

  private func noFormat(_ path: String) -> Finding {
    StatementFault.noFormat(known: formats.map(\.title)).finding(in: path, line: 1)
  }
}
