// What the journal knows of time: its latest moment has certainly passed, if the clock was right then.
public import Domain

extension Store {
  /// The latest moment of the journal's rows after a sequence number; nil when there are none.
  public func latestInstant(after sequence: Int) throws(RecordsError) -> Instant? {
    guard sequence > 0 else { return try latestInstant() }
    let sql = "SELECT instant FROM journal WHERE sequence > ? ORDER BY instant DESC LIMIT 1"
    return try connection.row(sql, [Value(sequence)]) { row throws(RecordsError) in
      Instant(milliseconds: Int64(row.integer(0)))
    }
  }
}
