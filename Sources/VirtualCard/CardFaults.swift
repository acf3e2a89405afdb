// Faults on command: what goes wrong at the n-th command from now.

/// One thing that goes wrong.
public enum CardFault: Hashable, Codable, Sendable {
  /// The card leaves before it sees the command.
  case pullBefore
  /// The card carries the command out and leaves before its answer arrives.
  case pullAfter
  /// The card leaves before it sees the command, and another one is put in its place.
  case swap
  /// The card loses power for a moment: everything verified is forgotten, then the command arrives.
  case reset
  /// The card refuses the command with this status word.
  case status(UInt16)
  /// The card does nothing and answers with these bytes.
  case answer([UInt8])
  /// The card carries the command out, and these bytes arrive in the place of its answer.
  case garbled([UInt8])
  /// The card carries the command out, and so many bytes are missing at the end of the answer's data.
  case truncated(Int)
  /// The card carries the command out, and so many bytes too many stand at the end of the answer's data.
  case oversized(Int)
  /// The card takes so many milliseconds longer.
  case delay(Int)
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

/// Why a card does not answer.
public enum Departure: Hashable, Sendable { case pulled, swapped }
