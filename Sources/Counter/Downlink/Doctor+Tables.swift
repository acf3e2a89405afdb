// What doctor, the nightly pass and the import of a bundle say of head office's tables: which have lapsed, and which will soon.
internal import Domain
internal import Records

extension Desk {
  /// From how many days on a table's end is told.
  private static let soon = 14

  /// What there is to tell of tables that have lapsed or soon will.
  static func lapses(in store: Store, at now: Instant) throws(RecordsError) -> [DownlinkError] {
    try tables(in: store, at: now).compactMap { table in
      if table.daysLeft < 0 { return .lapsed(kind: table.kind, table.expires) }
      return table.daysLeft < soon ? .lapsing(kind: table.kind, days: table.daysLeft) : nil
    }
  }

  /// The same for this desk now.
  public func lapses() throws -> [DownlinkError] { try Self.lapses(in: store, at: clock.now()) }
}

extension Doctor {
  static func tables(of store: Store, at now: Instant) throws(RecordsError) -> [Diagnosis] {
    try Desk.lapses(in: store, at: now).map {
      Diagnosis(subject: "tables", health: .warning, explanation: $0.explanation)
    }
  }
}
