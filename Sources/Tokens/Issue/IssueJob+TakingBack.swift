// The older encryption pair comes back to 9D where the new one, or the signature certificate beside it, finds no room.
internal import Cryptography

extension IssueJob {
  /// Where an older pair had made room, the new one is taken out of 9D and the older one put back, key first: at no moment
  /// does a certificate stand beside another's key. Elsewhere nothing is to be done: the new pair stands in a slot of its
  /// own. May be run again after any failure; what is done is seen on the token. This way is rare, and a wrong answer on it
  /// would cost a pair: what looks finished is looked at again.
  mutating func takeBack(
    _ pair: EncryptionPair, _ session: TokenSession, _ token: TokenIdentity, _ keys: ManagementKeys,
    _ journal: any TokenJournal
  ) throws(TokenError) {
    let usual = Slot.keyManagement
    guard let place = retirements[usual] else { return }
    let der = broughtIn ?? pair.certificate.der
    let brought = try TokenError.cryptography { try Certificate(der: der) }
    try exclusively(session, token) { (job, session) throws(TokenError) in
      if !job.isTakingBack { try job.record(.takingBack(usual, from: place), in: journal) }
      try session.authenticate(keys, as: token)
      try session.takeOut(brought, from: usual)
      try job.takeOut(brought.publicKey ?? pair.key.publicKey, from: usual, session, journal)
      try session.putBack(usual, from: place)
      if try session.send(ReadObject(object: .keyHistory)) != nil { try session.writeKeyHistory() }
      try job.record(.tookBack(usual, from: place), in: journal)
    }
  }

  /// Removes a key that was brought in. A card that moves keys but says twice that it deletes none gets it moved out of the
  /// way; where no place is free for it, the older key is moved over it.
  private mutating func takeOut(
    _ key: PublicKey, from slot: Slot, _ session: TokenSession, _ journal: any TokenJournal
  ) throws(TokenError) {
    guard try session.keySurely(in: slot) == key, try !session.deleteKey(in: slot) else { return }
    guard try session.keySurely(in: slot) == key, let free = try placeToPark(session) else { return }
    try record(.movingKey(from: slot, to: free), in: journal)
    try session.send(MoveKey(from: slot, to: free))
    guard try session.keySurely(in: free) == key else { throw TokenError(.unreadable) }
    try record(.movedKey(from: slot, to: free), in: journal)
  }

  /// Where an earlier run has left the key, so that no second place is taken by it; else the last free retired slot, or,
  /// where those are full, 9A, which nothing here uses.
  private func placeToPark(_ session: TokenSession) throws(TokenError) -> Slot? {
    let taken = [keySlot, plan.slot] + Array(retirements.values)
    let places = (parked.map { [$0] } ?? []) + Slot.retired.reversed() + [.authentication]
    for place in places where !taken.contains(place) {
      if try session.isSurelyEmpty(place) { return place }
    }
    return nil
  }
}

extension TokenSession {
  /// The key in a slot of a card that shows its keys; that there is none must be said twice.
  func keySurely(in slot: Slot) throws(TokenError) -> PublicKey? {
    for _ in 1...2 {
      switch try describe(slot.rawValue) {
      case .empty: continue
      case .metadata(let metadata):
        guard let key = metadata.publicKey else { throw TokenError(.unreadable) }
        return key
      case .unknown: throw TokenError(.unreadable)
      }
    }
    return nil
  }

  /// Neither a certificate nor a key, each said twice.
  fileprivate func isSurelyEmpty(_ slot: Slot) throws(TokenError) -> Bool {
    guard try readSurely(slot) == .absent else { return false }
    return try isSurelyWithoutKey(slot)
  }

  /// No key, said twice by a card that would show one.
  func isSurelyWithoutKey(_ slot: Slot) throws(TokenError) -> Bool {
    for _ in 1...2 {
      guard case .empty = try describe(slot.rawValue) else { return false }
    }
    return true
  }

  /// Removes a certificate that was brought in. Another's key is about to come to this slot: that the certificate is not
  /// there must be said three times.
  fileprivate func takeOut(_ certificate: Certificate, from slot: Slot) throws(TokenError) {
    for _ in 1...3 where try readCertificateObject(slot) == .certificate(certificate.der) { return try clear(slot) }
  }

  /// Deletes a certificate; that it is gone must be said twice.
  func clear(_ slot: Slot) throws(TokenError) {
    try delete(slot.certificateObject)
    for _ in 1...2 {
      guard try readCertificateObject(slot) == .absent else { throw TokenError(.writtenDiffers) }
    }
  }

  /// Deletes a key; false when the card refuses twice.
  fileprivate func deleteKey(in slot: Slot) throws(TokenError) -> Bool {
    if try deleteKeyUnlessRefused(in: slot) { return true }
    try requireSelected()
    return try deleteKeyUnlessRefused(in: slot)
  }

  private func deleteKeyUnlessRefused(in slot: Slot) throws(TokenError) -> Bool {
    do throws(TokenError) { try send(DeleteKey(slot: slot)) } catch {
      guard error.isAnswer else { throw error }
      return false
    }
    return true
  }

  /// Moves a retired key to where it came from, and makes sure that it has arrived.
  func putBackKey(_ slot: Slot, from place: Slot) throws(TokenError) {
    guard let key = try keySurely(in: place) else { throw TokenError(.unreadable) }
    try send(MoveKey(from: place, to: slot))
    guard try keySurely(in: slot) == key else { throw TokenError(.unreadable) }
  }

  /// Moves a retired pair to where it came from: its key, its certificate, and then the copy is deleted. Fails with T39 when
  /// the key is in neither slot.
  fileprivate func putBack(_ slot: Slot, from place: Slot) throws(TokenError) {
    let copy = try retiredCopy(in: place, of: slot)
    if try keySurely(in: place) != nil {
      try putBackKey(slot, from: place)
    } else {
      guard let key = try keySurely(in: slot), copy.flatMap(owner) ?? key == key else { throw TokenError(.keyLost) }
    }
    guard let copy else { return }
    if try readCertificateObject(slot) != .certificate(copy) { try write(copy, to: slot) }
    try clear(place)
  }

  /// Whose a certificate is; nil where that cannot be told, and nothing is to be compared: other tools may have written it,
  /// or for a key of another kind.
  private func owner(_ der: [UInt8]) -> PublicKey? { try? Certificate(der: der).publicKey }

  /// The certificate of a retired pair; nil when it has come back already, or there never was one.
  private func retiredCopy(in place: Slot, of slot: Slot) throws(TokenError) -> [UInt8]? {
    for _ in 1...2 {
      if case .certificate(let der) = try readSurely(place) { return der }
      if case .certificate = try readSurely(slot) { return nil }
    }
    return nil
  }
}
