// How long an order's data stay at the counter: until head office has everything of it and its days are over (D-25).

/// When the days of acknowledged orders are over.
public enum Retention: Hashable, Sendable {
  /// As each service's pack says.
  case pack
  /// So many days after the acknowledgement, whatever the pack says.
  case days(Int)
  /// What was acknowledged before this day, in China.
  case before(CivilDate)

  /// Whether an order that was acknowledged on a day is over today.
  /// - Parameter days: those of the order's pack.
  public func isOver(_ acknowledged: CivilDate, today: CivilDate, days: Int) -> Bool {
    switch self {
    case .pack: acknowledged.advanced(byDays: days) <= today
    case .days(let days): acknowledged.advanced(byDays: days) <= today
    case .before(let day): acknowledged < day
    }
  }
}

extension Order {
  /// Whether head office has acknowledged the order and nothing more is awaited for it: no certificate, no invoice.
  public var isWithHeadOffice: Bool {
    guard case .confirmed = sync else { return false }
    return makings.allSatisfy { $0.waitingRequest == nil }
      && invoicing.invoices.allSatisfy { $0.state != .requested }
  }
}
