// Key pairs on the card: GENERATE and the private operations (part 2, sections 3.3.2 and 3.2.4).
internal import Cryptography

extension VirtualCard {
  /// 9A, 9C, 9D, 9E and the twenty retired slots.
  static func isSlot(_ number: UInt8) -> Bool {
    [0x9A, 0x9C, 0x9D, 0x9E].contains(number) || (0x82...0x95).contains(number)
  }

  /// What an identifier means on this card; nil when it does not offer it.
  private func algorithm(_ identifier: UInt8) -> KeyAlgorithm? {
    if identifier == state.profile.sm2Algorithm, identifier != 0 { return .sm2 }
    guard state.profile.algorithms.contains(identifier) else { return nil }
    return switch identifier {
    case 0x07: .rsa2048
    case 0x05: .rsa3072
    case 0x16: .rsa4096
    case 0x11: .p256
    case 0x14: .p384
    default: nil
    }
  }

  private func usualPolicy(of slot: UInt8) -> CardKey.PINPolicy {
    switch slot {
    case 0x9C: state.profile.signaturePINAlways ? .always : .once
    case 0x9E: .never
    default: .once
    }
  }

  func generate(_ command: CardCommand) throws(Refusal) -> [UInt8] {
    guard session.isAdministrator else { throw Refusal(.notAuthenticated) }
    guard command.p1 == 0, Self.isSlot(command.p2) else { throw Refusal(.badParameters) }
    guard let control = try CardTemplate(command.data)[0xAC] else { throw Refusal(.badData) }
    let wishes = try CardTemplate(control)
    guard let identifier = wishes[0x80]?.first, wishes[0x80]?.count == 1, let algorithm = algorithm(identifier) else {
      throw Refusal(.badData)
    }
    let policies = try policies(wishes, slot: command.p2)
    guard let key = try? arithmetic.makeKey(algorithm, state.keysMade) else { throw Refusal(.failure) }
    var next = state
    next.keys[command.p2] = CardKey(
      algorithm: identifier, secret: key.der, pinPolicy: policies.pin, touchPolicy: policies.touch, isImported: false)
    next.keysMade += 1
    state = next
    return CardTemplate.item(0x7F49, try publicParts(of: key))
  }

  /// The makers' additions AA and AB to a new key; a plain card knows neither.
  private func policies(
    _ wishes: CardTemplate, slot: UInt8
  ) throws(Refusal) -> (pin: CardKey.PINPolicy, touch: UInt8) {
    guard state.profile.hasVendorCommands || (wishes[0xAA] == nil && wishes[0xAB] == nil) else {
      throw Refusal(.badData)
    }
    let (pin, touch) = (wishes[0xAA] ?? [0], wishes[0xAB] ?? [0])
    guard pin.count == 1, touch.count == 1, touch[0] <= 3 else { throw Refusal(.badData) }
    guard let policy = pin == [0] ? usualPolicy(of: slot) : CardKey.PINPolicy(rawValue: pin[0]) else {
      throw Refusal(.badData)
    }
    return (policy, max(1, touch[0]))
  }

  /// A key from outside: five numbers of RSA or the secret number of a curve. Takes the place of what is there.
  func importKey(_ command: CardCommand) throws(Refusal) -> [UInt8] {
    guard session.isAdministrator else { throw Refusal(.notAuthenticated) }
    guard Self.isSlot(command.p2), let algorithm = algorithm(command.p1) else { throw Refusal(.badParameters) }
    let parts = try CardTemplate(command.data)
    let policies = try policies(parts, slot: command.p2)
    guard let key = try? Self.key(of: algorithm, parts), key.algorithm == algorithm else { throw Refusal(.badData) }
    state.keys[command.p2] = CardKey(
      algorithm: command.p1, secret: key.der, pinPolicy: policies.pin, touchPolicy: policies.touch, isImported: true)
    return []
  }

  private static func key(of algorithm: KeyAlgorithm, _ parts: CardTemplate) throws -> PrivateKey {
    if let scalar = parts[0x06] { return try PrivateKey(scalar: scalar, algorithm: algorithm) }
    return try PrivateKey(rsaFactors: (1...5).compactMap { parts[$0] })
  }

  func publicParts(of key: PrivateKey) throws(Refusal) -> [UInt8] {
    if let point = key.publicKey.point { return CardTemplate.item(0x86, point) }
    guard let modulus = key.publicKey.rsaModulus, let exponent = key.publicKey.rsaExponent else {
      throw Refusal(.failure)
    }
    return CardTemplate.item(0x81, modulus) + CardTemplate.item(0x82, exponent)
  }

  func key(in slot: UInt8) throws(Refusal) -> PrivateKey {
    guard let stored = state.keys[slot] else { throw Refusal(.noReference) }
    guard let key = try? ReadKeys.key(der: stored.secret) else { throw Refusal(.failure) }
    return key
  }

  /// Signs, decrypts or agrees with the key of a slot: `81` asks for the private operation, `85` for a shared secret.
  func usePrivateKey(_ command: CardCommand, _ template: CardTemplate, isPINFresh: Bool) throws(Refusal) -> [UInt8] {
    guard let stored = state.keys[command.p2] else { throw Refusal(.noReference) }
    guard stored.algorithm == command.p1 else { throw Refusal(.badParameters) }
    try checkPIN(stored.pinPolicy, isFresh: isPINFresh)
    let key = try key(in: command.p2)
    guard template[0x82] == [] else { throw Refusal(.badData) }
    let result: [UInt8]
    if let block = template[0x81] {
      result = try sign(block, with: key)
    } else if let point = template[0x85] {
      result = try agree(with: point, key, slot: command.p2)
    } else {
      throw Refusal(.badData)
    }
    return CardTemplate.item(0x7C, CardTemplate.item(0x82, result))
  }

  private func checkPIN(_ policy: CardKey.PINPolicy, isFresh: Bool) throws(Refusal) {
    let allowed =
      switch policy {
      case .never: true
      case .once: session.isPINVerified
      case .always: session.isPINVerified && isFresh
      }
    guard allowed else { throw Refusal(StatusWord(state.profile.signingWithoutPIN)) }
  }

  /// RSA takes a whole padded block; a curve takes a digest of at most its own size.
  private func sign(_ block: [UInt8], with key: PrivateKey) throws(Refusal) -> [UInt8] {
    let sizes: [KeyAlgorithm: Int] = [.rsa2048: 256, .rsa3072: 384, .rsa4096: 512, .p256: 32, .p384: 48, .sm2: 32]
    guard block.count == sizes[key.algorithm] else { throw Refusal(.badData) }
    guard let signature = try? arithmetic.sign(key, block) else { throw Refusal(.badData) }
    return signature
  }

  private func agree(with point: [UInt8], _ key: PrivateKey, slot: UInt8) throws(Refusal) -> [UInt8] {
    guard slot == 0x9D || (0x82...0x95).contains(slot) else { throw Refusal(.badParameters) }
    guard let secret = try? key.agree(with: point) else { throw Refusal(.badData) }
    return secret
  }
}
