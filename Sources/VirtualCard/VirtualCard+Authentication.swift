// GENERAL AUTHENTICATE: the administration key 9B, mutual and single-step (part 2, section 3.2.4 and appendix A).
internal import Cryptography

extension VirtualCard {
  func generalAuthenticate(_ command: CardCommand, isPINFresh: Bool) throws(Refusal) -> [UInt8] {
    guard let dynamic = try CardTemplate(command.data)[0x7C] else { throw Refusal(.badData) }
    let template = try CardTemplate(dynamic)
    guard command.p2 == 0x9B else {
      guard Self.isSlot(command.p2) else { throw Refusal(.badParameters) }
      return try usePrivateKey(command, template, isPINFresh: isPINFresh)
    }
    let algorithm = command.p1 == 0 ? 0x03 : command.p1
    guard algorithm == state.managementAlgorithm else {
      throw Refusal(StatusWord(state.profile.wrongManagementAlgorithm))
    }
    return try authenticateAdministrator(template)
  }

  private func authenticateAdministrator(_ template: CardTemplate) throws(Refusal) -> [UInt8] {
    let cipher = try managementCipher()
    defer { if template[0x80] != [] && template[0x81] != [] { forgetChallenges() } }
    switch (template[0x80], template[0x81], template[0x82]) {
    case ([]?, nil, nil): return try giveWitness(cipher)
    case (nil, []?, nil): return giveChallenge(cipher)
    case (let witness?, let challenge?, _): return try proveBoth(witness, challenge, cipher)
    case (nil, nil, let response?): return try acceptResponse(response, cipher)
    default: throw Refusal(.badData)
    }
  }

  private func forgetChallenges() {
    session.witness = nil
    session.challenge = nil
  }

  private func managementCipher() throws(Refusal) -> BlockCipher {
    let kinds: [UInt8: BlockCipher.Algorithm] = [0x03: .tripleDES, 0x08: .aes128, 0x0A: .aes192, 0x0C: .aes256]
    guard let kind = kinds[state.managementAlgorithm], let cipher = try? BlockCipher(kind, key: state.managementKey)
    else { throw Refusal(.failure) }
    return cipher
  }

  private var blockSize: Int { state.managementAlgorithm == 0x03 ? 8 : 16 }

  private func giveWitness(_ cipher: BlockCipher) throws(Refusal) -> [UInt8] {
    let witness = Random.bytes(blockSize)
    session.witness = witness
    guard let sealed = try? cipher.encrypt(witness) else { throw Refusal(.failure) }
    return CardTemplate.item(0x7C, CardTemplate.item(0x80, sealed))
  }

  private func giveChallenge(_ cipher: BlockCipher) -> [UInt8] {
    let challenge = Random.bytes(blockSize)
    session.challenge = challenge
    return CardTemplate.item(0x7C, CardTemplate.item(0x81, challenge))
  }

  private func proveBoth(_ witness: [UInt8], _ challenge: [UInt8], _ cipher: BlockCipher) throws(Refusal) -> [UInt8] {
    guard let expected = session.witness else { throw Refusal(.conditionsNotMet) }
    guard challenge.count == blockSize else { throw Refusal(.badData) }
    guard witness == expected, let proof = try? cipher.encrypt(challenge) else { throw wrongAuthentication() }
    session.isAdministrator = true
    return CardTemplate.item(0x7C, CardTemplate.item(0x82, proof))
  }

  private func acceptResponse(_ response: [UInt8], _ cipher: BlockCipher) throws(Refusal) -> [UInt8] {
    guard let challenge = session.challenge else { throw Refusal(.conditionsNotMet) }
    guard let expected = try? cipher.encrypt(challenge), response == expected else { throw wrongAuthentication() }
    session.isAdministrator = true
    return []
  }

  private func wrongAuthentication() -> Refusal {
    session.isAdministrator = false
    return Refusal(StatusWord(state.profile.wrongAuthentication))
  }
}
