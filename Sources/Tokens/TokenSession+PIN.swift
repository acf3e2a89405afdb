// What a holder may do with PIN and PUK: see the tries left, change the PIN, unblock it.

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

  /// Changes the PIN. A wrong old PIN costs one try (T20 says how many are left).
  public func changePIN(from old: PIN, to new: PIN, lastTryAllowed: Bool = false) throws(TokenError) {
    try exclusively { () throws(TokenError) in
      try checkTries(lastTryAllowed: lastTryAllowed)
      try send(ChangePIN(old: old, new: new))
    }
    try finish()
  }

  /// Sets a new PIN with the PUK, for a forgotten or blocked PIN. A wrong PUK costs one of its tries.
  public func unblockPIN(puk: PUK, new: PIN) throws(TokenError) {
    try exclusively { () throws(TokenError) in try send(UnblockPIN(puk: puk, new: new)) }
    try finish()
  }
}
