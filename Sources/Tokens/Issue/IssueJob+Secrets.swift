// PIN and PUK of an issue: set once, and after an interruption without guessing which value is valid.

extension IssueJob {
  mutating func setPIN(
    _ session: TokenSession, _ token: TokenIdentity, _ secrets: IssueSecrets, _ journal: any TokenJournal
  ) throws(TokenError) {
    guard !pinIsSet else { return }
    try exclusively(session, token) { (job, session) throws(TokenError) in
      let pin = try session.readPIN()
      switch (job.pinWasFactory, pin.isFactory) {
      case (nil, _), (.some(true?), true?):
        try job.record(.settingPIN(fromFactory: pin.isFactory), in: journal)
        try job.changePIN(session, triesLeft: pin.triesLeft, secrets, journal)
      case (let wasFactory, let isFactory):
        try job.settlePIN(
          secrets.newPIN, wasSet: wasFactory == .some(true) && isFactory == false, puk: secrets.currentPUK,
          lastTryAllowed: secrets.lastPUKTryAllowed, on: session, journal)
      }
      try job.record(.setPIN, in: journal)
    }
  }

  private mutating func changePIN(
    _ session: TokenSession, triesLeft: Int?, _ secrets: IssueSecrets, _ journal: any TokenJournal
  ) throws(TokenError) {
    guard !secrets.currentPIN.isSame(as: secrets.newPIN) else { return }
    do throws(TokenError) {
      try session.mind(pinTries: triesLeft, lastTryAllowed: false)
      try session.change(secrets.currentPIN, to: secrets.newPIN)
    } catch {
      if error.isAnswer { try record(.keptPIN, in: journal) }
      throw error
    }
  }

  mutating func setPUK(
    _ session: TokenSession, _ token: TokenIdentity, _ secrets: IssueSecrets, _ journal: any TokenJournal
  ) throws(TokenError) {
    guard !pukIsSet, let new = secrets.newPUK else { return }
    guard let old = secrets.currentPUK else { throw TokenError(.pukNeeded) }
    try exclusively(session, token) { (job, session) throws(TokenError) in
      let puk = try session.readPUK()
      let isFactory = puk.isFactory
      let wasBegun = job.pukWasFactory != nil
      var isSet = job.pukWasFactory == .some(true) && isFactory == false
      if !isSet {
        try session.mind(pukTries: puk.triesLeft, lastTryAllowed: secrets.lastPUKTryAllowed)
      }
      if !isSet && wasBegun && isFactory == nil { isSet = try session.accepts(new, pin: secrets.newPIN) }
      if !isSet {
        try job.record(.settingPUK(fromFactory: isFactory), in: journal)
        guard try job.changePUK(session, from: old, to: new, journal) else {
          return try job.record(.noPUK, in: journal)
        }
      }
      try job.record(.setPUK, in: journal)
    }
  }

  /// False when the card says twice that it has no PUK.
  private mutating func changePUK(
    _ session: TokenSession, from old: PUK, to new: PUK, _ journal: any TokenJournal
  ) throws(TokenError) -> Bool {
    do throws(TokenError) {
      if try session.send(ChangePUK(old: old, new: new)) { return true }
      try session.requireSelected()
      return try session.send(ChangePUK(old: old, new: new))
    } catch {
      if error.isAnswer { try record(.keptPUK, in: journal) }
      throw error
    }
  }
}

extension TokenJob {
  /// A change was cut off. The PUK sets the new PIN whether it happened or not, without a guess that could cost a PIN
  /// try. On a card that has none the new PIN is shown: refused, it was never set.
  /// - Parameter wasSet: the card says that a PIN was set, but perhaps another was typed then: without the PUK the new one
  ///   is shown before it counts.
  mutating func settlePIN(
    _ new: PIN, wasSet: Bool, puk: PUK?, lastTryAllowed: Bool, on session: TokenSession, _ journal: any TokenJournal
  ) throws(TokenError) {
    guard puk != nil || wasSet else { throw TokenError(.pinUnclear) }
    if let puk, try session.unblocks(puk, new: new, lastTryAllowed: lastTryAllowed) { return }
    do throws(TokenError) { try session.show(new, lastTryAllowed: lastTryAllowed) } catch {
      if case .wrongPIN = error.problem, !wasSet { try record(.keptPIN, in: journal) }
      throw error
    }
  }
}

extension TokenSession {
  /// False when the card says twice that it has no PUK.
  fileprivate func unblocks(_ puk: PUK, new: PIN, lastTryAllowed: Bool) throws(TokenError) -> Bool {
    if try hasUnblocked(puk, new: new, lastTryAllowed: lastTryAllowed) { return true }
    try requireSelected()
    return try hasUnblocked(puk, new: new, lastTryAllowed: lastTryAllowed)
  }

  private func hasUnblocked(_ puk: PUK, new: PIN, lastTryAllowed: Bool) throws(TokenError) -> Bool {
    do throws(TokenError) {
      try unblock(puk, new: new, lastTryAllowed: lastTryAllowed)
      return true
    } catch {
      guard error.statusWord?.isWithoutReference == true else { throw error }
      return false
    }
  }

  /// Shows the card a PIN that should be in force. Costs a try when it is another.
  fileprivate func show(_ pin: PIN, lastTryAllowed: Bool) throws(TokenError) {
    try checkTries(lastTryAllowed: lastTryAllowed)
    try verify(pin)
  }

  /// Whether the new PUK is in force already. Asked only after a cut-off change on a card that does not tell; should
  /// it not be, the try it costs is restored by the change that follows. A card without a PUK has none in force.
  fileprivate func accepts(_ puk: PUK, pin: PIN) throws(TokenError) -> Bool {
    do throws(TokenError) {
      try send(UnblockPIN(puk: puk, new: pin))
      return true
    } catch {
      if error.statusWord?.isWithoutReference == true { return false }
      guard case .wrongPUK = error.problem else { throw error }
      return false
    }
  }
}
