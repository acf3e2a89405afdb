// The management key in use: its kind learnt, then proven by both sides (part 2, section 3.2.4).
internal import Cryptography

extension TokenSession {
  /// The kind of 9B: asked where the card can tell, else found by the first kind that gives a witness.
  func managementAlgorithm() throws(TokenError) -> ManagementAlgorithm { try describeManagementKey().algorithm }

  private func describeManagementKey() throws(TokenError) -> (algorithm: ManagementAlgorithm, isFactory: Bool?) {
    if let managementKey { return managementKey }
    let (algorithm, isFactory): (ManagementAlgorithm?, Bool?) =
      if case .metadata(let metadata) = try describe(0x9B) {
        (metadata.algorithm.flatMap(ManagementAlgorithm.init), metadata.isFactory)
      } else { (try algorithmThatGivesWitness(), nil) }
    guard let algorithm else { throw TokenError(.managementKeyOfUnknownKind) }
    managementKey = (algorithm, isFactory)
    return (algorithm, isFactory)
  }

  private func algorithmThatGivesWitness() throws(TokenError) -> ManagementAlgorithm? {
    for algorithm in ManagementAlgorithm.allCases where try gives(witnessOf: algorithm) { return algorithm }
    return nil
  }

  private func gives(witnessOf algorithm: ManagementAlgorithm) throws(TokenError) -> Bool {
    do throws(TokenError) { return try send(AskWitness(algorithm: algorithm)).count == algorithm.blockSize } catch {
      guard error.statusWord != nil else { throw error }
      return false
    }
  }

  /// Authenticates with the first key that the card accepts. Wrong management keys are not counted by any card.
  private func authenticate(
    with candidates: [(key: ManagementKey, isCommon: Bool)]
  ) throws(TokenError) -> ManagementKey {
    for (key, isCommon) in candidates where try accepts(key, isCommon: isCommon) { return key }
    throw TokenError(.managementKeyWrong)
  }

  /// - Parameter isCommon: everybody knows it, or the card was told it just now: that the card knows it too proves
  ///   nothing, and the terminal's proof will do. Where that is refused, the proof of both sides decides.
  private func accepts(_ key: ManagementKey, isCommon: Bool) throws(TokenError) -> Bool {
    if isCommon, try answersChallenge(key) { return true }
    do throws(TokenError) {
      try authenticate(key)
      return true
    } catch {
      guard error.problem == .managementKeyWrong else { throw error }
      return false
    }
  }

  /// The terminal's proof alone; false when the card refuses any part of it or answers it oddly.
  private func answersChallenge(_ key: ManagementKey) throws(TokenError) -> Bool {
    scope.isAuthenticated = false
    do throws(TokenError) {
      let challenge = try send(AskChallenge(algorithm: key.algorithm))
      guard challenge.count == key.algorithm.blockSize else { throw TokenError(.unreadable) }
      let response = try TokenError.cryptography {
        try BlockCipher(key.algorithm.cipher, key: key.bytes).encrypt(challenge)
      }
      try send(AnswerChallenge(algorithm: key.algorithm, response: response))
    } catch {
      guard error.statusWord != nil || error.problem == .unreadable else { throw error }
      return false
    }
    scope.isAuthenticated = true
    return true
  }

  /// Opens the card's witness, has it encrypt our challenge, and believes it only when that is right.
  private func authenticate(_ key: ManagementKey) throws(TokenError) {
    scope.isAuthenticated = false
    let sealed = try send(AskWitness(algorithm: key.algorithm))
    let challenge = Random.bytes(key.algorithm.blockSize)
    let (witness, expected) = try opened(sealed, challenge, with: key)
    let proof = try send(AnswerWitness(algorithm: key.algorithm, witness: witness, challenge: challenge))
    guard proof == expected else { throw TokenError(.managementKeyWrong) }
    scope.isAuthenticated = true
  }

  private func opened(
    _ sealed: [UInt8], _ challenge: [UInt8], with key: ManagementKey
  ) throws(TokenError) -> (witness: [UInt8], proof: [UInt8]) {
    guard sealed.count == key.algorithm.blockSize else { throw TokenError(.unreadable) }
    do {
      let cipher = try BlockCipher(key.algorithm.cipher, key: key.bytes)
      return (try cipher.decrypt(sealed), try cipher.encrypt(challenge))
    } catch { throw TokenError(.cryptography) }
  }

  /// Authenticates with the site's key for this token, else with a factory key, inside a scope; once is enough there.
  func authenticate(_ keys: ManagementKeys, as token: TokenIdentity?) throws(TokenError) {
    guard !scope.isAuthenticated else { return }
    _ = try authenticateAnew(keys, as: token)
  }

  /// Returns the key that the card accepted. The one that the card's own word makes likelier is shown first.
  func authenticateAnew(_ keys: ManagementKeys, as token: TokenIdentity?) throws(TokenError) -> ManagementKey {
    let (algorithm, isFactory) = try describeManagementKey()
    let own = try token.map { token throws(TokenError) in [(try keys.derived(for: token, algorithm), false)] } ?? []
    let factory = keys.factoryKeys(algorithm).map { ($0, true) }
    do throws(TokenError) {
      return try authenticate(with: isFactory == true ? factory + own : own + factory)
    } catch {
      guard error.problem == .managementKeyWrong, try isManagementKeyBehindPIN() else { throw error }
      throw error.called(.managementKeyBehindPIN)
    }
  }

  /// Yubico's own tools can set a key of their own choice, keep it in an object that the PIN opens, and note so:
  /// 80 { 81 flags } with bit 1 set.
  private func isManagementKeyBehindPIN() throws(TokenError) -> Bool {
    let notes = try send(ReadObject(object: .administrativeData)).flatMap { TLV.single(0x80, $0) }
    let flags = notes.flatMap(TLV.sequence)?[tag: 0x81]?.first ?? 0
    return flags & 0b10 != 0
  }

  /// Sets a new key and proves that it is in force; false when the card has no command for it.
  func replaceManagementKey(with new: ManagementKey) throws(TokenError) -> Bool {
    if try !send(SetManagementKey(key: new)) {
      try requireSelected()
      guard try send(SetManagementKey(key: new)) else { return false }
    }
    (managementKey, scope.isAuthenticated) = ((new.algorithm, nil), false)
    _ = try authenticate(with: [(new, true)])
    return true
  }
}
