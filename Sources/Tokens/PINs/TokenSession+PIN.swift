// What a holder may do with the PIN besides a job of its own: see the tries left, show that the key is theirs.
internal import Cryptography

extension TokenSession {
  /// PIN tries left, read without spending one; nil when a card tells nothing because the PIN stands verified.
  public func pinTriesLeft() throws(TokenError) -> Int? {
    try exclusively { () throws(TokenError) in try readPINTriesLeft() }
  }

  func readPINTriesLeft() throws(TokenError) -> Int? {
    if case .metadata(let metadata) = try describe(0x80), let left = metadata.triesLeft { return left }
    return try send(PINTriesLeft())
  }

  /// Refuses to spend the last try unless somebody said so, and any try on a blocked PIN.
  func checkTries(lastTryAllowed: Bool) throws(TokenError) {
    guard let left = try readPINTriesLeft() else { return }
    guard left > 0 else { throw TokenError(.pinBlocked) }
    guard left > 1 || lastTryAllowed else { throw TokenError(.lastTry) }
  }

  /// Shows that the holder of the PIN also holds the key of a slot: a fresh signature, verified with the certificate's
  /// key. Fails with T60 when there is no certificate. Costs a try when the PIN is wrong.
  public func provePossession(of slot: Slot, pin: PIN) throws(TokenError) {
    try exclusively { () throws(TokenError) in
      guard case .certificate(let der) = try readCertificateObject(slot),
        let key = try? Certificate(der: der).publicKey
      else {
        throw TokenError(.nothingToRenew(slot))
      }
      try prove(key, in: slot, pin)
    }
    try finish()
  }
}
