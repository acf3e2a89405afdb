// When each step of an order was done, so that promises can count from there.

/// The moments of an order's steps. A step that is undone, such as papers sent back, loses its moment.
public struct Timing: Hashable, Sendable, Codable {
  /// By the step's word, so that the same order always gives the same bytes.
  private var moments: [String: Instant] = [:]

  public init() {}

  /// When a step was done; nil while it is not.
  public subscript(step: Step) -> Instant? { moments[step.rawValue] }

  mutating func note(_ done: Set<Step>, at instant: Instant) {
    for step in Step.allCases {
      guard done.contains(step) else {
        moments[step.rawValue] = nil
        continue
      }
      moments[step.rawValue] = moments[step.rawValue] ?? instant
    }
  }

  /// When the last of some steps was done; nil while one is not.
  public func moment(of steps: Set<Step>) -> Instant? {
    let known = steps.compactMap { self[$0] }
    return known.count == steps.count ? known.max() : nil
  }
}
