// What newer cards tell about a key or a secret (Yubico's GET METADATA).
internal import Cryptography

/// A key's or a secret's description.
package struct Metadata {
  let algorithm: UInt8?
  let publicKey: PublicKey?
  /// Nil for what is no key, and for the slot's own habit (0).
  let pinPolicy: PINPolicy?
  let isFactory: Bool?
  let tries: Int?
  let triesLeft: Int?

  package init?(_ bytes: [UInt8], _ numbers: AlgorithmNumbers) {
    guard let values = TLV.sequence(bytes) else { return nil }
    algorithm = values[tag: 0x01]?.first
    publicKey = values[tag: 0x04].flatMap { parts in
      values[tag: 0x01]?.first.flatMap(numbers.algorithm)?.publicKey(parts)
    }
    pinPolicy = values[tag: 0x02]?.first.flatMap(PINPolicy.init)
    isFactory = values[tag: 0x05]?.first.map { $0 != 0 }
    let counts = values[tag: 0x06] ?? []
    tries = counts.count == 2 ? Int(counts[0]) : nil
    triesLeft = counts.count == 2 ? Int(counts[1]) : nil
  }
}

/// What the card says about a reference.
enum Described {
  case metadata(Metadata)
  /// The card knows the command; nothing is there.
  case empty
  /// The card does not know the command.
  case unknown
}

struct ReadMetadata: Request {
  let reference: UInt8
  let numbers: AlgorithmNumbers
  let isLong: Bool
  /// Only keys have a public part, which may be long.
  var command: Command {
    Command(.metadata, p2: reference, wantsAnswer: true, mayAnswerLong: isLong && Slot(rawValue: reference) != nil)
  }

  /// An empty slot is `6A88`, `6A82` or `9000` without an algorithm, depending on the card.
  func reply(to answer: Answer) throws(TokenError) -> Described {
    switch answer.status {
    case .done:
      guard let metadata = Metadata(answer.data, numbers) else { throw TokenError(.unreadable) }
      return metadata.algorithm == nil ? .empty : .metadata(metadata)
    case .noReference, .absent: return .empty
    case let status where status.isUnknownCommand: return .unknown
    default: throw TokenError(.refused(answer.status))
    }
  }
}
