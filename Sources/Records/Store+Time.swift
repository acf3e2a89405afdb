// What the journal knows of time: its latest moment has certainly passed, if the clock was right then.
public import Domain

extension Store {
  /// The latest moment of the journal's rows after a sequence number; nil when there are none.
  public func latestInstant(after sequence: Int = 0) throws(RecordsError) -> Instant? {
    let sql =
      sequence == 0
      ? "SELECT max(instant) FROM journal" : "SELECT max(instant) FROM journal WHERE sequence > \(sequence)"
    return try connection.row(sql) { row throws(RecordsError) in
      row.optionalText(0).flatMap { Int64($0) }.map { Instant(milliseconds: $0) }
    } ?? nil
  }
}
