// What vendors added for keys: moving, importing, attesting, and the return to the factory's state.
internal import Cryptography

/// Moves a key to another slot (Yubico's command, firmware 5.7 and later).
struct MoveKey: Request {
  let from: Slot
  let to: Slot
  let effect = Effect.atOnce
  var command: Command { Command(.move, p1: to.rawValue, p2: from.rawValue) }

  func reply(to answer: Answer) throws(TokenError) { _ = try answer.accepted() }
}

/// Removes a key (the same command, to no slot).
struct DeleteKey: Request {
  let slot: Slot
  let effect = Effect.atOnce
  var command: Command { Command(.move, p1: 0xFF, p2: slot.rawValue) }

  func reply(to answer: Answer) throws(TokenError) { _ = try answer.accepted() }
}

/// Whether the card knows how to move keys: asked without authentication, so that nothing can happen.
struct AskMove: Request {
  let slot: Slot
  var command: Command { Command(.move, p1: slot.rawValue, p2: slot.rawValue) }

  func reply(to answer: Answer) throws(TokenError) -> Bool {
    try answer.knowsCommand(refusals: [.notAuthenticated, .conditionsNotMet, .badData, .badParameters, .noReference])
  }
}

/// Whether the card knows how to take a key from outside: asked without authentication and without a key.
struct AskImport: Request {
  let slot: Slot
  let identifier: UInt8
  var command: Command { Command(.importKey, p1: identifier, p2: slot.rawValue) }

  func reply(to answer: Answer) throws(TokenError) -> Bool {
    try answer.knowsCommand(refusals: [.notAuthenticated, .conditionsNotMet, .badData, .badParameters, .wrongLength])
  }
}

extension Answer {
  /// A card that knows the command refuses the question in one of these words; a passing refusal is no answer to it.
  fileprivate func knowsCommand(refusals: [StatusWord]) throws(TokenError) -> Bool {
    if refusals.contains(status) { return true }
    if status.isUnknownCommand || status == .done { return false }
    throw TokenError(.refused(status))
  }
}

/// Puts a key pair made elsewhere into a slot (Yubico's command).
struct ImportKey: Request {
  let slot: Slot
  let identifier: UInt8
  let key: PrivateKey
  let effect = Effect.atOnce
  var command: Command {
    let parts: [[UInt8]] = key.rsaFactors ?? []
    let factors = parts.enumerated().flatMap { TLV(UInt32($0 + 1), $1).bytes }
    let scalar = key.scalar.map { TLV(0x06, $0).bytes } ?? []
    return Command(.importKey, p1: identifier, p2: slot.rawValue, data: factors + scalar)
  }

  /// False when the card has no such command.
  func reply(to answer: Answer) throws(TokenError) -> Bool {
    if answer.status.isUnknownCommand { return false }
    if answer.status == .badData { throw TokenError(.refused(answer.status)).called(.algorithmNotOffered) }
    _ = try answer.accepted()
    return true
  }
}

/// What a card answers to the question for its own word about a key.
enum AttestReply {
  case word(Certificate)
  /// It says that it has no such command, or no word for this key.
  case refused
  /// Nothing stands in the answer: so some cards refuse, and so does an answer that was lost.
  case empty
}

/// The card's own word that a key was made on it: a certificate by the maker's key (Yubico's command).
struct Attest: Request {
  let slot: Slot
  var command: Command { Command(.attest, p1: slot.rawValue, wantsAnswer: true, mayAnswerLong: true) }

  func reply(to answer: Answer) throws(TokenError) -> AttestReply {
    if answer.status.isUnknownCommand || answer.status == .badData || answer.status == .noReference { return .refused }
    let word = try answer.accepted()
    if word.isEmpty { return .empty }
    guard let certificate = try? Certificate(der: word) else { throw TokenError(.unreadable) }
    return .word(certificate)
  }
}

/// What the card does with a wish to return to the factory's state.
enum ResetReply { case done, secretsNotBlocked, unknown }

/// Erases the whole application (Yubico's command); only when PIN and PUK are both blocked.
struct ResetApplication: Request {
  let effect = Effect.atOnce
  let command = Command(.resetApplication)

  func reply(to answer: Answer) throws(TokenError) -> ResetReply {
    if answer.status.isUnknownCommand { return .unknown }
    if answer.status == .conditionsNotMet || answer.status == .notAuthenticated { return .secretsNotBlocked }
    _ = try answer.accepted()
    return .done
  }
}
