// Everything that can go wrong once in the middle of an operation.
import Cryptography
import Testing
import Tokens
import VirtualCard

/// One mishap at one place.
struct Mishap: Sendable, CustomStringConvertible {
  enum Kind: Sendable {
    /// At a command: the card itself.
    case card(CardFault)
    /// At a command: the way to the card.
    case link(LinkFailure.Kind)
    /// At a journal line: the process is killed before or after it is written.
    case killed(afterWriting: Bool)
  }

  let kind: Kind
  /// The number of the command or of the journal line.
  let place: Int

  var description: String {
    switch kind {
    case .card(let fault): "\(fault) at command \(place)"
    case .link(let failure): "\(failure) at command \(place)"
    case .killed(let afterWriting): "killed \(afterWriting ? "after" : "before") journal line \(place)"
    }
  }

  static let statuses: [UInt16] = [
    0x6982, 0x6983, 0x6985, 0x6A80, 0x6A82, 0x6A84, 0x6A88, 0x6700, 0x6D00, 0x6F00,
  ]

  /// Bytes that nobody ever sent, the same for one seed and place.
  private static func noise(_ count: Int, seed: UInt64, place: Int) -> [UInt8] {
    var dice = Dice(seed: seed &+ UInt64(place) &* 977 &+ UInt64(count))
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &dice) }
  }

  /// What can happen at a command.
  static func atCommand(_ place: Int, seed: UInt64) -> [Mishap] {
    let refusals = statuses.map { CardFault.status($0) }
    let faults: [CardFault] =
      [.pullBefore, .pullAfter, .swap, .reset] + refusals + [
        // Carried out all the same, and told as a failure.
        .garbled([0x6F, 0x00]), .garbled([]), .garbled([0x90]), .garbled([0x90, 0x00]),
        .truncated(1), .truncated(7), .oversized(1), .oversized(300),
        .garbled(noise(24, seed: seed, place: place) + [0x90, 0x00]), .garbled(noise(9, seed: seed, place: place)),
        .answer(noise(300, seed: seed, place: place) + [0x90, 0x00]),
      ]
    let links: [LinkFailure.Kind] = [.cardReset, .serviceStopped, .readerGone]
    return faults.map { Mishap(kind: .card($0), place: place) } + links.map { Mishap(kind: .link($0), place: place) }
  }

  static func atLine(_ place: Int) -> [Mishap] {
    [false, true].map { Mishap(kind: .killed(afterWriting: $0), place: place) }
  }
}

/// Random numbers that come again with their seed (SplitMix64).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
