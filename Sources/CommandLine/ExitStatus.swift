// How a program ends, as scripts and timers see it.

/// The exit status of every program of the house.
public enum ExitStatus: Int32, Sendable {
  case done = 0
  /// At least one input was judged and refused; the rest is done.
  case refused = 1
  /// The command was used wrongly; nothing was done.
  case usage = 2
  /// A device or service is missing.
  case deviceMissing = 3
  /// Anything else, always told with a code.
  case failed = 4
}
