// payment report: besides the money, how often papers were made and how many orders left the counter (S0-191).
public import Domain
internal import Records

/// What a period's journal counts besides money.
public struct ReportCounters: Hashable, Sendable {
  /// How often papers of an order were printed or written out.
  public internal(set) var printed = 0
  /// Orders that were handed over or posted.
  public internal(set) var handedOver = 0
}

extension Desk {
  /// - Parameters:
  ///   - from: the first day, in China.
  ///   - until: the last day.
  ///   - service: by id; nil for all.
  public func reportCounters(from: CivilDate, until: CivilDate, service: String? = nil) throws -> ReportCounters {
    let period = Instant(startOf: from)..<Instant(startOf: until.advanced(byDays: 1))
    var counters = ReportCounters()
    for entry in try store.journal(kinds: ["printed", "handed-over"], in: period) {
      guard let number = entry.order, try service == nil || store.order(number)?.service == service else { continue }
      if entry.kind == "printed" { counters.printed += 1 } else { counters.handedOver += 1 }
    }
    return counters
  }
}
