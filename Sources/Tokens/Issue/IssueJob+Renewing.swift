// Renewal in place: the old pair is kept readable where the card can move keys, and never lost before the new one is there.
internal import Cryptography
internal import Domain

extension IssueJob {
  /// A card that moves keys gets a new one in a retired slot, where it waits for its certificate beside the old pair.
  /// Another card has its key certified again: making a new one there would destroy the old before it is replaced.
  mutating func prepareRenewal(
    _ session: TokenSession, _ secrets: IssueSecrets, _ journal: any TokenJournal
  ) throws(TokenError) -> [UInt8] {
    let token = try begin(on: session, journal)
    let old = try findOld(session, token, journal)
    let (place, known) = try placeForNewKey(session, token)
    // A token of another counter may still have its maker's key, with which anybody could write to it.
    try replaceManagementKey(session, token, secrets.managementKeys, journal)
    let key: PublicKey
    if let place {
      let present = try keyAlreadyThere(in: place, session, token)
      key = try makeKey(
        in: place, present, pinPolicy: plan.slot == .signature ? .always : nil, session, token, secrets.managementKeys,
        journal)
      try attest(session, token, key, journal)
    } else {
      key = try keepKey(of: old, known, session, token, journal)
    }
    return try makeRequest(session, token, key, pin: secrets.currentPIN, journal)
  }

  private mutating func findOld(
    _ session: TokenSession, _ token: TokenIdentity, _ journal: any TokenJournal
  ) throws(TokenError) -> Certificate {
    if let oldCertificate { return try TokenError.cryptography { try Certificate(der: oldCertificate) } }
    let (slot, purpose) = (plan.slot, plan.purpose)
    return try exclusively(session, token) { (job, session) throws(TokenError) in
      guard case .certificate(let der) = try session.readCertificateObject(slot),
        let old = try? Certificate(der: der)
      else { throw TokenError(.nothingToRenew(slot)) }
      if case .renewal(let wanted?) = purpose,
        !wanted.drop(while: { $0 == "0" }).elementsEqual(old.serial.drop { $0 == "0" })
      {
        throw TokenError(.otherCertificate(expected: wanted, found: old.serial))
      }
      try job.record(.found(slot, certificate: der), in: journal)
      return old
    }
  }

  /// A retired slot at the far end, so that those from the first on stay for old pairs; nil when the card cannot move
  /// keys or has no two places left. With it, the old key as far as the card shows it.
  private mutating func placeForNewKey(
    _ session: TokenSession, _ token: TokenIdentity
  ) throws(TokenError) -> (place: Slot?, old: PublicKey?) {
    if keyWasBegun { return (keySlot, nil) }
    if publicKey != nil { return (nil, nil) }
    let slot = plan.slot
    return try exclusively(session, token) { (_, session) throws(TokenError) in
      let old: PublicKey?
      switch try session.describe(slot.rawValue) {
      case .unknown: return (nil, nil)
      // A certificate whose key is gone cannot be renewed here.
      case .empty: throw TokenError(.nothingToRenew(slot))
      case .metadata(let metadata): old = metadata.publicKey
      }
      guard try session.moves(), let last = try session.freeSlot(among: Slot.retired.reversed()),
        let first = try session.freeSlot(among: Slot.retired), first != last
      else { return (nil, old) }
      return (last, old)
    }
  }

  /// - Parameter present: the key in the slot, where the card shows it.
  private mutating func keepKey(
    of old: Certificate, _ present: PublicKey?, _ session: TokenSession, _ token: TokenIdentity,
    _ journal: any TokenJournal
  ) throws(TokenError) -> PublicKey {
    guard let key = old.publicKey else { throw TokenError(.algorithmNotOffered) }
    guard publicKey == nil else { return key }
    try exclusively(session, token) { (job, _) throws(TokenError) in
      if let present, present != key { throw TokenError(.keyLost) }
      try job.record(.keepingKey(spki: key.spki), in: journal)
    }
    return key
  }

  /// Puts the new pair in its place. At no moment does a certificate stand beside the key of another: the old pair
  /// goes to a retired slot (certificate, then key), the new certificate is written, then the new key follows.
  mutating func swap(
    _ der: [UInt8], _ session: TokenSession, _ token: TokenIdentity, _ keys: ManagementKeys,
    _ journal: any TokenJournal
  ) throws(TokenError) {
    let (slot, key) = (plan.slot, publicKey)
    try exclusively(session, token) { (job, session) throws(TokenError) in
      try session.authenticate(keys, as: token)
      try session.writeIdentifiersIfAbsent(on: token)
      let from = job.keySlot
      if try session.key(in: slot)?.spki != key {
        try job.retire(slot, job.oldCertificate, session, journal)
        try job.replaceOrReturn(der, session, journal)
        try job.record(.movingKey(from: from, to: slot), in: journal)
        try session.send(MoveKey(from: from, to: slot))
      }
      guard try session.key(in: slot)?.spki == key else { throw TokenError(.keyLost) }
      try job.replaceCertificate(der, session, journal)
      try session.writeKeyHistory()
      try job.record(.movedKey(from: from, to: slot), in: journal)
    }
  }

  /// Moves what stands in a slot to the first free retired one. Does nothing, and returns false, when the slot is empty
  /// already, which must be said twice, or when the key in it is this request's own.
  @discardableResult
  mutating func retire(
    _ slot: Slot, _ certificate: [UInt8]?, _ session: TokenSession, _ journal: any TokenJournal
  ) throws(TokenError) -> Bool {
    var found = try session.key(in: slot)
    if found == nil { found = try session.key(in: slot) }
    guard let present = found, present.spki != publicKey else { return false }
    if retirements[slot] == nil {
      guard let place = try session.freeSlot(among: Slot.retired) else { throw TokenError(.noRetiredSlot) }
      try record(.retiring(slot, to: place), in: journal)
    }
    guard let place = retirements[slot] else { return false }
    if let certificate, try session.readCertificateObject(place) != .certificate(certificate) {
      try session.write(certificate, to: place)
    }
    try record(.movingKey(from: slot, to: place), in: journal)
    try session.send(MoveKey(from: slot, to: place))
    guard try session.key(in: place) == present else { throw TokenError(.keyLost) }
    try record(.movedKey(from: slot, to: place), in: journal)
    return true
  }

  /// The new certificate in the place of the old; where it finds no room, the old key goes back beside its certificate.
  private mutating func replaceOrReturn(
    _ der: [UInt8], _ session: TokenSession, _ journal: any TokenJournal
  ) throws(TokenError) {
    do throws(TokenError) { try replaceCertificate(der, session, journal) } catch {
      guard case .certificateTooLarge = error.problem, let place = retirements[plan.slot] else { throw error }
      try record(.movingKey(from: place, to: plan.slot), in: journal)
      try session.putBackKey(plan.slot, from: place)
      try session.clear(place)
      throw error
    }
  }

  private mutating func replaceCertificate(
    _ der: [UInt8], _ session: TokenSession, _ journal: any TokenJournal
  ) throws(TokenError) {
    guard try session.readCertificateObject(plan.slot) != .certificate(der) else { return }
    try record(.writingCertificate, in: journal)
    try session.write(der, to: plan.slot, inPlaceOf: replaced)
    try record(.wroteCertificate, in: journal)
  }
}
