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
    /// At a prompt of the reader: the holder does not type what is asked for.
    case entry(VirtualPinpad.Press)
  }

  let kind: Kind
  /// The number of the command, of the journal line or of the prompt.
  let place: Int
  /// The command is one to the holder's old token.
  var strikesOld = false

  var description: String {
    let command = "command \(place)\(strikesOld ? " to the old token" : "")"
    return switch kind {
    case .card(let fault): "\(fault) at \(command)"
    case .link(let failure): "\(failure) at \(command)"
    case .entry(let press): "\(press) at prompt \(place)"
    case .killed(let afterWriting): "killed \(afterWriting ? "after" : "before") journal line \(place)"
    }
  }

  static let statuses: [UInt16] = [
    0x6982, 0x6983, 0x6985, 0x6A80, 0x6A82, 0x6A84, 0x6A88, 0x6700, 0x6D00, 0x6F00,
  ]

  /// Bytes that nobody ever sent, the same for one seed and place.
  static func noise(_ count: Int, seed: UInt64, place: Int) -> [UInt8] {
    var dice = Dice(seed: seed &+ UInt64(place) &* 977 &+ UInt64(count))
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &dice) }
  }

  /// What can happen at a command.
  static func atCommand(_ place: Int, seed: UInt64, toOld: Bool = false) -> [Mishap] {
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
    let kinds = faults.map { Kind.card($0) } + links.map { Kind.link($0) }
    return kinds.map { Mishap(kind: $0, place: place, strikesOld: toOld) }
  }

  /// What a holder can do at a prompt without knowing a wrong PIN from the right one: nothing, the wrong key, too few
  /// digits, and another new PIN than before.
  static func atPrompt(_ place: Int, _ prompt: VirtualPinpad.Prompt) -> [Mishap] {
    let presses: [VirtualPinpad.Press] = [.nothing, .cancel, .digits("12345")]
    return (presses + (prompt == .again ? [.digits("640917")] : [])).map { Mishap(kind: .entry($0), place: place) }
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
