// What doctor says of head office's tables: which have lapsed, and which will soon.
internal import Domain
internal import Records

extension Doctor {
  /// From how many days on a table's end is told.
  private static let soon = 14

  static func tables(of store: Store, at now: Instant) throws(RecordsError) -> [Diagnosis] {
    try Desk.tables(in: store, at: now).compactMap { table in
      if table.daysLeft < 0 { return warning(.lapsed(kind: table.kind, table.expires)) }
      return table.daysLeft < soon ? warning(.lapsing(kind: table.kind, days: table.daysLeft)) : nil
    }
  }

  private static func warning(_ error: DownlinkError) -> Diagnosis {
    Diagnosis(subject: "tables", health: .warning, explanation: error.explanation)
  }
}
