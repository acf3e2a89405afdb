// Key pairs and the management key: GENERATE, GENERAL AUTHENTICATE and what the vendors added.
internal import Cryptography
internal import Secrets

/// When a key asks for the PIN (Yubico's numbers).
enum PINPolicy: UInt8 { case never = 1, once, always }

/// Makes a key pair in a slot; an older key there is gone at once.
struct GenerateKeyPair: Request {
  let slot: Slot
  let algorithm: KeyAlgorithm
  let identifier: UInt8
  /// Yubico's wish for when the PIN is asked; nil leaves it to the slot.
  var pinPolicy: PINPolicy?
  let effect = Effect.atOnce
  var command: Command {
    let wish = pinPolicy.map { TLV(0xAA, [$0.rawValue]).bytes } ?? []
    let control = TLV(0xAC, TLV(0x80, [identifier]).bytes + wish).bytes
    return Command(.generate, p2: slot.rawValue, data: control, wantsAnswer: true, mayAnswerLong: algorithm.isRSA)
  }

  func reply(to answer: Answer) throws(TokenError) -> PublicKey {
    if answer.status == .badData { throw TokenError(.refused(answer.status)).called(.algorithmNotOffered) }
    guard let parts = TLV.single(0x7F49, try answer.accepted()), let key = algorithm.publicKey(parts) else {
      throw TokenError(.unreadable)
    }
    return key
  }
}

/// Signs a padded block (RSA) or a digest (curves) with the key in a slot.
struct SignBlock: Request {
  let slot: Slot
  let identifier: UInt8
  let block: [UInt8]
  var command: Command {
    let template = TLV(0x7C, TLV(0x82, []).bytes + TLV(0x81, block).bytes)
    return Command(
      .generalAuthenticate, p1: identifier, p2: slot.rawValue, data: template.bytes, wantsAnswer: true,
      // A curve's signature is short, an RSA one as long as its block.
      mayAnswerLong: block.count > 200)
  }

  func reply(to answer: Answer) throws(TokenError) -> [UInt8] { try answer.dynamicValue(0x82) }
}

/// Agrees on a secret with a point (ECDH); only keys for key management do.
struct AgreeSecret: Request {
  let slot: Slot
  let identifier: UInt8
  let point: [UInt8]
  var command: Command {
    let template = TLV(0x7C, TLV(0x82, []).bytes + TLV(0x85, point).bytes)
    return Command(
      .generalAuthenticate, p1: identifier, p2: slot.rawValue, data: template.bytes, wantsAnswer: true)
  }

  func reply(to answer: Answer) throws(TokenError) -> [UInt8] { try answer.dynamicValue(0x82) }
}

/// Asks for a witness: the first half of mutual authentication, and a free way to learn the kind of the key.
struct AskWitness: Request {
  let algorithm: ManagementAlgorithm
  var command: Command {
    let template = TLV(0x7C, TLV(0x80, []).bytes)
    return Command(
      .generalAuthenticate, p1: algorithm.rawValue, p2: 0x9B, data: template.bytes, wantsAnswer: true)
  }

  func reply(to answer: Answer) throws(TokenError) -> [UInt8] { try answer.dynamicValue(0x80) }
}

/// Shows the opened witness and challenges the card in turn.
struct AnswerWitness: Request {
  let algorithm: ManagementAlgorithm
  let witness: [UInt8]
  let challenge: [UInt8]
  var command: Command {
    let template = TLV(0x7C, TLV(0x80, witness).bytes + TLV(0x81, challenge).bytes)
    return Command(
      .generalAuthenticate, p1: algorithm.rawValue, p2: 0x9B, data: template.bytes, wantsAnswer: true)
  }

  /// A wrong key is `6A80` on some cards and `6982` on others.
  func reply(to answer: Answer) throws(TokenError) -> [UInt8] {
    if answer.status == .badData || answer.status == .notAuthenticated {
      throw TokenError(.refused(answer.status)).called(.managementKeyWrong)
    }
    return try answer.dynamicValue(0x82)
  }
}

/// Asks for a challenge: the first half of the terminal's proof alone (part 2, appendix A.1).
struct AskChallenge: Request {
  let algorithm: ManagementAlgorithm
  var command: Command {
    let template = TLV(0x7C, TLV(0x81, []).bytes)
    return Command(
      .generalAuthenticate, p1: algorithm.rawValue, p2: 0x9B, data: template.bytes, wantsAnswer: true)
  }

  func reply(to answer: Answer) throws(TokenError) -> [UInt8] { try answer.dynamicValue(0x81) }
}

/// Answers the card's challenge.
struct AnswerChallenge: Request {
  let algorithm: ManagementAlgorithm
  let response: [UInt8]
  var command: Command {
    let template = TLV(0x7C, TLV(0x82, response).bytes)
    return Command(.generalAuthenticate, p1: algorithm.rawValue, p2: 0x9B, data: template.bytes)
  }

  func reply(to answer: Answer) throws(TokenError) { _ = try answer.accepted() }
}

/// Replaces the management key (Yubico's command); false when the card has no such command.
struct SetManagementKey: Request {
  let key: ManagementKey
  let effect = Effect.atOnce
  var command: Command {
    let head = SecretBytes([key.algorithm.rawValue, 0x9B, UInt8(key.bytes.count)])
    return Command(.setManagementKey, p1: 0xFF, p2: 0xFF, secrets: [head, key.bytes])
  }

  func reply(to answer: Answer) throws(TokenError) -> Bool {
    if answer.status.isUnknownCommand { return false }
    _ = try answer.accepted()
    return true
  }
}

/// The serial number (Yubico's command); nil when the card has no such command.
struct ReadSerial: Request {
  let command = Command(.serial, wantsAnswer: true)

  func reply(to answer: Answer) throws(TokenError) -> UInt32? {
    if answer.status.isUnknownCommand { return nil }
    let serial = try answer.accepted()
    guard serial.count == 4 else { throw TokenError(.unreadable) }
    return serial.reduce(0) { $0 << 8 | UInt32($1) }
  }
}

/// The firmware's version (Yubico's command); nil when the card has no such command.
struct ReadVersion: Request {
  let command = Command(.version, wantsAnswer: true)

  func reply(to answer: Answer) throws(TokenError) -> [UInt8]? {
    if answer.status.isUnknownCommand { return nil }
    let version = try answer.accepted()
    guard version.count == 3 else { throw TokenError(.unreadable) }
    return version
  }
}

extension Answer {
  /// The value under a tag inside `7C`.
  fileprivate func dynamicValue(_ tag: UInt32) throws(TokenError) -> [UInt8] {
    guard let template = TLV.single(0x7C, try accepted()), let values = TLV.sequence(template),
      let value = values[tag: tag], !value.isEmpty
    else { throw TokenError(.unreadable) }
    return value
  }
}
