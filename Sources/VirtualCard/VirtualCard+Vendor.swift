// The commands that YubiKeys added and others took over: version, serial, metadata, management key, tries, move, reset.
internal import Cryptography

extension VirtualCard {
  func runVendorCommand(_ command: CardCommand) throws(Refusal) -> [UInt8] {
    guard let known = VendorCommand(instruction: command.instruction), state.profile.vendorCommands.contains(known)
    else { throw Refusal(.unknownCommand) }
    switch known {
    case .version: return state.profile.firmware
    case .serial: return (0..<4).map { UInt8(truncatingIfNeeded: state.serial >> (24 - 8 * $0)) }
    case .metadata: return try metadata(of: command.p2)
    case .attestation: return try attest(command.p1)
    case .managementKey: return try setManagementKey(command)
    case .importKey: return try importKey(command)
    case .tries: return try setTries(pin: command.p1, puk: command.p2)
    case .reset: return try resetApplication()
    case .move: return try move(to: command.p1, from: command.p2)
    }
  }

  private func metadata(of reference: UInt8) throws(Refusal) -> [UInt8] {
    switch reference {
    case 0x80: return secretMetadata(state.pin, factory: CardState.factoryPIN)
    case 0x81 where state.profile.withoutPUK != 0: throw Refusal(.noReference)
    case 0x81: return secretMetadata(state.puk, factory: CardState.factoryPUK)
    case 0x9B:
      let isFactory = state.managementKey == CardState.factoryManagementKey(state.managementAlgorithm, state.profile)
      return [0x01, 1, state.managementAlgorithm, 0x02, 2, 0, 1, 0x05, 1, isFactory ? 1 : 0]
    default:
      return try keyMetadata(reference)
    }
  }

  private func keyMetadata(_ slot: UInt8) throws(Refusal) -> [UInt8] {
    guard Self.isSlot(slot) else { throw Refusal(.badParameters) }
    guard let stored = state.keys[slot] else {
      guard state.profile.emptySlotMetadata == .noAlgorithm else { throw Refusal(.noReference) }
      return [0x02, 2, 0, 1]
    }
    let origin: UInt8 = stored.isImported ? 2 : 1
    return [0x01, 1, stored.algorithm, 0x02, 2, stored.pinPolicy.rawValue, stored.touchPolicy, 0x03, 1, origin]
      + CardTemplate.item(0x04, try publicParts(of: key(in: slot)))
  }

  /// The maker's signed statement that a key was made here; for no other key.
  private func attest(_ slot: UInt8) throws(Refusal) -> [UInt8] {
    guard let maker = state.maker, Self.isSlot(slot) else { throw Refusal(.badParameters) }
    guard let stored = state.keys[slot] else { throw Refusal(.noReference) }
    guard !stored.isImported else { throw Refusal(.badData) }
    let (key, policies) = (try key(in: slot).publicKey, [stored.pinPolicy.rawValue, stored.touchPolicy])
    let (firmware, serial) = (state.profile.firmware, state.serial)
    let facts = key.spki + maker.certificate + firmware + [slot] + policies + Array("\(serial)".utf8)
    let statement = try? arithmetic.attest(facts) {
      try maker.statement(about: key, slot: slot, firmware: firmware, serial: serial, policies: policies)
    }
    guard let statement else { throw Refusal(.failure) }
    return statement
  }

  private func secretMetadata(_ secret: CardSecret, factory: [UInt8]) -> [UInt8] {
    let tries = [secret.tries, secret.triesLeft].map { UInt8(clamping: $0) }
    return [0x01, 1, 0xFF, 0x05, 1, secret.value == factory ? 1 : 0, 0x06, 2] + tries
  }

  private func setManagementKey(_ command: CardCommand) throws(Refusal) -> [UInt8] {
    guard session.isAdministrator else { throw Refusal(.notAuthenticated) }
    guard command.p1 == 0xFF, command.p2 == 0xFF || command.p2 == 0xFE else { throw Refusal(.badParameters) }
    guard command.data.count > 3, command.data[1] == 0x9B else { throw Refusal(.badData) }
    let (algorithm, key) = (command.data[0], Array(command.data[3...]))
    let speaksAES = !state.profile.firmware.lexicographicallyPrecedes([5, 4])
    guard let size = CardState.managementKeySizes[algorithm], algorithm == 0x03 || speaksAES, key.count == size,
      command.data[2] == size
    else { throw Refusal(.badData) }
    var next = state
    next.managementAlgorithm = algorithm
    next.managementKey = key
    state = next
    return []
  }

  /// Sets the counters and, as the original does, puts PIN and PUK back to their factory values.
  private func setTries(pin: UInt8, puk: UInt8) throws(Refusal) -> [UInt8] {
    guard session.isAdministrator, session.isPINVerified else { throw Refusal(.notAuthenticated) }
    guard (1...15).contains(pin), (1...15).contains(puk) else { throw Refusal(.badParameters) }
    var next = state
    next.pin = CardSecret(value: CardState.factoryPIN, triesLeft: Int(pin), tries: Int(pin))
    next.puk = CardSecret(value: CardState.factoryPUK, triesLeft: Int(puk), tries: Int(puk))
    state = next
    session.isPINVerified = false
    return []
  }

  /// Back to the factory's state; only when PIN and PUK are both blocked.
  private func resetApplication() throws(Refusal) -> [UInt8] {
    guard state.pin.triesLeft == 0, state.puk.triesLeft == 0 || state.profile.withoutPUK != 0 else {
      throw Refusal(.conditionsNotMet)
    }
    var fresh = CardState(state.profile, serial: state.serial, maker: state.maker ?? .ofThisProcess)
    fresh.keysMade = state.keysMade
    fresh.globalPIN = state.globalPIN
    state = fresh
    session = Session()
    session.isSelected = true
    return []
  }

  /// Moves a key to another slot; to FF deletes it.
  private func move(to target: UInt8, from source: UInt8) throws(Refusal) -> [UInt8] {
    guard session.isAdministrator else { throw Refusal(.notAuthenticated) }
    guard Self.isSlot(source), target == 0xFF || Self.isSlot(target) else { throw Refusal(.badParameters) }
    let profile = state.profile
    guard target != 0xFF || profile.withoutDelete == 0 else { throw Refusal(StatusWord(profile.withoutDelete)) }
    guard let key = state.keys[source] else { throw Refusal(.noReference) }
    guard state.keys[target] == nil || profile.occupiedTarget == 0 else {
      throw Refusal(StatusWord(profile.occupiedTarget))
    }
    var next = state
    next.keys[source] = nil
    if target != 0xFF { next.keys[target] = key }
    state = next
    return []
  }
}
