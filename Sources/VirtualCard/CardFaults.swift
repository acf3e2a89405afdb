// Faults on command: what goes wrong at the n-th command from now.

/// One thing that goes wrong.
public enum CardFault: Hashable, Codable, Sendable {
  /// The card leaves before it sees the command.
  case pullBefore
  /// The card carries the command out and leaves before its answer arrives.
  case pullAfter
  /// The card refuses the command with this status word.
  case status(UInt16)
  /// The card carries the command out, and these bytes arrive in the place of its answer.
  case garbled([UInt8])
}

/// Faults by the number of the command at which they strike, counted from 0.
public struct CardFaults: Hashable, Codable, Sendable {
  public var planned: [Int: CardFault]
  public private(set) var commands = 0

  public init(_ planned: [Int: CardFault] = [:]) { self.planned = planned }

  mutating func next() -> CardFault? {
    defer { commands += 1 }
    return planned[commands]
  }
}
