// Key pairs on the card: GENERATE and the private operations (part 2, sections 3.3.2 and 3.2.4).
internal import Cryptography

extension VirtualCard {
  /// 9A, 9C, 9D, 9E and the twenty retired slots.
  static func isSlot(_ number: UInt8) -> Bool {
    [0x9A, 0x9C, 0x9D, 0x9E].contains(number) || (0x82...0x95).contains(number)
  }

  static func algorithm(_ identifier: UInt8) -> KeyAlgorithm? {
    switch identifier {
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
    guard let identifier = wishes[0x80]?.first, state.profile.algorithms.contains(identifier),
      let algorithm = Self.algorithm(identifier), let key = try? PrivateKey.generate(algorithm)
    else { throw Refusal(.badData) }
    let policy = try pinPolicy(wishes[0xAA], slot: command.p2)
    var next = state
    next.keys[command.p2] = CardKey(
      algorithm: identifier, secret: key.der, pinPolicy: policy, isImported: false)
    next.keysMade += 1
    state = next
    return CardTemplate.item(0x7F49, try publicParts(of: key))
  }

  func pinPolicy(_ wish: [UInt8]?, slot: UInt8) throws(Refusal) -> CardKey.PINPolicy {
    guard let wish, wish != [0] else { return usualPolicy(of: slot) }
    guard wish.count == 1, let policy = CardKey.PINPolicy(rawValue: wish[0]), state.profile.hasVendorCommands
    else { throw Refusal(.badData) }
    return policy
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
    guard let key = try? PrivateKey(der: stored.secret) else { throw Refusal(.failure) }
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
      result = try sign(block, with: key, stored.algorithm)
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
  private func sign(_ block: [UInt8], with key: PrivateKey, _ identifier: UInt8) throws(Refusal) -> [UInt8] {
    let sizes: [UInt8: Int] = [0x07: 256, 0x05: 384, 0x16: 512, 0x11: 32, 0x14: 48]
    guard let size = sizes[identifier], block.count == size else { throw Refusal(.badData) }
    guard let signature = try? key.signRaw(block) else { throw Refusal(.badData) }
    return signature
  }

  private func agree(with point: [UInt8], _ key: PrivateKey, slot: UInt8) throws(Refusal) -> [UInt8] {
    guard slot == 0x9D || (0x82...0x95).contains(slot) else { throw Refusal(.badParameters) }
    guard let secret = try? key.agree(with: point) else { throw Refusal(.badData) }
    return secret
  }
}
