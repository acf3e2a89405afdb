// What a holder may do with the PIN besides a job of its own: see the tries left, show that the key is theirs.
public import Cryptography

extension TokenSession {
  /// PIN tries left, read without spending one; nil when a card tells nothing because the PIN stands verified.
  public func pinTriesLeft() throws(TokenError) -> Int? {
    try exclusively { () throws(TokenError) in try readPINTriesLeft() }
  }

  /// The standard's own question is the shortest; a card that answers that the PIN stands verified may tell it otherwise.
  func readPINTriesLeft() throws(TokenError) -> Int? {
    if let left = try send(PINTriesLeft()) { return left }
    guard case .metadata(let metadata) = try describe(0x80) else { return nil }
    return metadata.triesLeft
  }

  /// The PIN's state. Spends no try.
  func readPIN() throws(TokenError) -> SecretState {
    guard case .metadata(let metadata) = try describe(0x80) else {
      return SecretState(triesLeft: try send(PINTriesLeft()))
    }
    if metadata.triesLeft != nil { return SecretState(metadata) }
    return SecretState(isFactory: metadata.isFactory, triesLeft: try send(PINTriesLeft()))
  }

  /// The PUK's state. Spends no try.
  public func pukState() throws(TokenError) -> SecretState {
    try exclusively { () throws(TokenError) in try readPUK() }
  }

  /// PIN tries left and the PUK's state, in one turn. Spends no try.
  public func secretsLeft() throws(TokenError) -> (pin: Int?, puk: SecretState) {
    try exclusively { () throws(TokenError) in (try readPINTriesLeft(), try readPUK()) }
  }

  /// A card that does not tell has perhaps told what was left when it last refused a PUK.
  func readPUK() throws(TokenError) -> SecretState {
    guard case .metadata(let metadata) = try describe(0x81) else { return SecretState(triesLeft: rememberedPUKTries) }
    return SecretState(metadata)
  }

  /// Sets a new PIN with the PUK, whose last try is not spent unless somebody said so.
  func unblock(_ puk: PUK, new: PIN, lastTryAllowed: Bool = false) throws(TokenError) {
    try mind(pukTries: pukState().triesLeft, lastTryAllowed: lastTryAllowed)
    try send(UnblockPIN(puk: puk, new: new))
  }

  /// Says how many tries the PUK has, once, and keeps the last one.
  func mind(pukTries left: Int?, lastTryAllowed: Bool) throws(TokenError) {
    if let left { tellsPUKTries?(left) }
    tellsPUKTries = nil
    if left == 0 { throw TokenError(.pukBlocked) }
    if left == 1, !lastTryAllowed { throw TokenError(.lastPUKTry) }
  }

  /// Refuses to spend the last try unless somebody said so, and any try on a blocked PIN. A PIN that was right in this
  /// scope is right again.
  func checkTries(lastTryAllowed: Bool) throws(TokenError) {
    guard !scope.pinWasRight else { return }
    try mind(pinTries: readPINTriesLeft(), lastTryAllowed: lastTryAllowed)
  }

  /// Says how many tries the PIN has, once, and keeps the last one.
  func mind(pinTries left: Int?, lastTryAllowed: Bool) throws(TokenError) {
    guard let left else { return }
    tellsPINTries?(left)
    tellsPINTries = nil
    guard left > 0 else { throw TokenError(.pinBlocked) }
    guard left > 1 || lastTryAllowed else { throw TokenError(.lastTry) }
  }

  func verify(_ pin: PIN) throws(TokenError) {
    scope.pinWasRight = false
    try send(VerifyPIN(pin: pin))
    scope.pinWasRight = true
  }

  func change(_ old: PIN, to new: PIN) throws(TokenError) {
    scope.pinWasRight = false
    try send(ChangePIN(old: old, new: new))
    scope.pinWasRight = true
  }

  /// Shows that the holder of the PIN also holds the key of a slot: a fresh signature, verified with the certificate's
  /// key. Returns that certificate. Fails with T60 when there is none. Costs a try when the PIN is wrong.
  @discardableResult
  public func provePossession(of slot: Slot, pin: PIN) throws(TokenError) -> Certificate {
    let certificate = try exclusively { () throws(TokenError) in
      guard case .certificate(let der) = try readCertificateObject(slot), let found = try? Certificate(der: der),
        let key = found.publicKey
      else { throw TokenError(.nothingToRenew(slot)) }
      try prove(key, in: slot, pin)
      return found
    }
    try finish()
    return certificate
  }
}
