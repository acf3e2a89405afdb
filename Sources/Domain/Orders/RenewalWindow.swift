// When a certificate may be renewed, counted from its last day in China (D-20, S0-146).

public struct RenewalWindow: Hashable, Sendable {
  /// How many days before its end a valid certificate may be renewed; nil renews no valid one.
  public let daysBefore: Int?
  /// How many days after its end an expired certificate may be renewed; nil renews no expired one.
  public let afterExpiry: Int?

  public init(daysBefore: Int?, afterExpiry: Int?) {
    self.daysBefore = daysBefore
    self.afterExpiry = afterExpiry
  }

  /// Where a pack says nothing: as long as the certificate is valid.
  public static let whileValid = RenewalWindow(daysBefore: .max, afterExpiry: nil)

  public enum Verdict: Hashable, Sendable {
    case open
    case tooEarly(opens: CivilDate)
    /// It has expired, and this business type renews valid certificates only.
    case expired
    /// It is still valid, and this business type renews expired certificates only.
    case stillValid
    case tooLate(days: Int)
  }

  /// The last day itself counts as valid.
  public func verdict(until: CivilDate, on today: CivilDate) -> Verdict {
    let left = until.daysSince1970 - today.daysSince1970
    guard left < 0 else {
      guard let daysBefore else { return .stillValid }
      return left <= daysBefore ? .open : .tooEarly(opens: until.advanced(byDays: -daysBefore))
    }
    guard let afterExpiry else { return .expired }
    return -left <= afterExpiry ? .open : .tooLate(days: afterExpiry)
  }
}
