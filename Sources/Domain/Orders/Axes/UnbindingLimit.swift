// How often an organisation's facts may be compared with the record, so that nobody guesses them (S0-100).

/// So many tries within so many hours; each counts until that time has passed since.
public struct UnbindingLimit: Hashable, Sendable {
  public let tries: Int
  public let hours: Int

  /// Where a pack says nothing.
  public static let usual = UnbindingLimit(tries: 5, hours: 24)

  public init(tries: Int, hours: Int) { (self.tries, self.hours) = (tries, hours) }

  private var seconds: Int64 { Int64(hours) * 3600 }

  /// Those that still count, the oldest first. One that seems to lie ahead, under a clock that was set back, counts.
  private func counting(_ spent: [Instant], at now: Instant) -> [Instant] {
    spent.filter { $0.advanced(bySeconds: seconds) > now }.sorted()
  }

  public func left(after spent: [Instant], at now: Instant) -> Int { max(0, tries - counting(spent, at: now).count) }

  /// When there is a try again; nil while there is one.
  public func opening(after spent: [Instant], at now: Instant) -> Instant? {
    let counting = counting(spent, at: now)
    guard counting.count >= tries else { return nil }
    return counting[counting.count - tries].advanced(bySeconds: seconds)
  }
}
