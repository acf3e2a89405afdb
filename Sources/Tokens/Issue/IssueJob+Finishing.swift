// The second half of an issue, perhaps days later: the certificate written, read back, compared and proven.
internal import Cryptography

extension IssueJob {
  /// Writes the certificate (DER) that answers this job's request and proves it with a test signature. May be run
  /// again after any failure, with the same token. Ends with the token reset. Fails with T38 when the certificate is
  /// for another key, before anything is written. With an encryption pair both certificates are written, or the job
  /// stays open until they are.
  public mutating func finish(
    _ der: [UInt8], on session: TokenSession, pin: PIN, _ keys: ManagementKeys, encryption: EncryptionPair? = nil,
    journal: any TokenJournal
  ) throws(TokenError) {
    guard request != nil, let publicKey, let token, !isAbandoned else { throw TokenError(.outOfTurn) }
    if isComplete && certificate == der { return }
    let key = try Self.key(publicKey)
    try accept(der, for: key, journal)
    defer { try? session.finish() }
    try alone(session) { (job, session) throws(TokenError) in
      let canTell = try job.checkKey(session, token, key)
      if !canTell { try job.prove(session, token, key, pin) }
      if let encryption {
        try job.placePair(encryption, der, session, token, keys, journal)
        try job.prove(encryption, session, token, pin)
      } else {
        try job.place(der, session, token, keys, journal)
      }
      try job.prove(session, token, key, pin)
    }
    try record(.proven, in: journal)
  }

  /// The signature certificate, and the new key with it where one waits.
  mutating func place(
    _ der: [UInt8], _ session: TokenSession, _ token: TokenIdentity, _ keys: ManagementKeys,
    _ journal: any TokenJournal
  ) throws(TokenError) {
    if keySlot == plan.slot {
      try write(der, session, token, keys, journal)
    } else {
      try swap(der, session, token, keys, journal)
    }
  }

  private mutating func accept(
    _ der: [UInt8], for key: PublicKey, _ journal: any TokenJournal
  ) throws(TokenError) {
    let received = try TokenError.cryptography { try Certificate(der: der) }
    guard received.publicKey == key else { throw TokenError(.keyOfAnother) }
    guard der.count <= plan.certificateLimit else {
      throw TokenError(.certificateTooLarge(bytes: der.count))
    }
    guard certificate != der else { return }
    guard certificate == nil else { throw TokenError(.outOfTurn) }
    try record(.receivedCertificate(der: der), in: journal)
  }

  /// Whether the card can tell its key; when it can, the key must be this request's, in its place or still waiting.
  private mutating func checkKey(
    _ session: TokenSession, _ token: TokenIdentity, _ key: PublicKey
  ) throws(TokenError) -> Bool {
    let places = [keySlot, plan.slot]
    return try exclusively(session, token) { (_, session) throws(TokenError) in
      for slot in places {
        switch try session.describe(slot.rawValue, isLong: key.algorithm.isRSA) {
        case .unknown: return false
        case .metadata(let metadata) where metadata.publicKey == key: return true
        default: continue
        }
      }
      throw TokenError(.keyLost)
    }
  }

  private mutating func prove(
    _ session: TokenSession, _ token: TokenIdentity, _ key: PublicKey, _ pin: PIN
  ) throws(TokenError) {
    let slot = keySlot
    try exclusively(session, token) { (_, session) throws(TokenError) in try session.prove(key, in: slot, pin) }
  }

  private mutating func write(
    _ der: [UInt8], _ session: TokenSession, _ token: TokenIdentity, _ keys: ManagementKeys,
    _ journal: any TokenJournal
  ) throws(TokenError) {
    try exclusively(session, token) { (job, session) throws(TokenError) in
      let isFirst = !job.plan.isRenewal && !job.steps.contains(.writingCertificate)
      let present = try session.readCertificateObject(job.plan.slot, expectsNothing: isFirst)
      guard present != .certificate(der) else { return try job.record(.wroteCertificate, in: journal) }
      try job.checkFree(present)
      try job.record(.writingCertificate, in: journal)
      try session.authenticate(keys, as: token)
      try session.writeIdentifiersIfAbsent(on: token)
      try session.write(der, to: job.plan.slot, inPlaceOf: job.replaced)
      try job.record(.wroteCertificate, in: journal)
    }
  }

  /// Only an empty object, the certificate that is renewed, or what this job itself left half written is replaced.
  private func checkFree(_ present: CertificateObject) throws(TokenError) {
    let isOld = replaced.map { present == .certificate($0) } ?? false
    guard present == .absent || isOld || steps.contains(.writingCertificate) else {
      throw TokenError(.slotTaken(plan.slot))
    }
  }
}

extension TokenSession {
  /// Cardholder identifier and capabilities, which other software looks for first. An identifier that is there stays;
  /// a token without one has met no other software, and is not asked for capabilities either. A token that is known by
  /// its cardholder identifier has one.
  func writeIdentifiersIfAbsent(on token: TokenIdentity) throws(TokenError) {
    var isBlank = false
    if token.isSerial { isBlank = try send(ReadObject(object: .cardholderIdentifier)) == nil }
    if isBlank {
      let content = CardholderIdentifier(guid: Random.bytes(16)).content
      try send(WriteObject(object: .cardholderIdentifier, content: content))
    } else {
      isBlank = try send(ReadObject(object: .cardCapabilities)) == nil
    }
    if isBlank {
      let content = CardCapabilities.content(unique: Random.bytes(14))
      try send(WriteObject(object: .cardCapabilities, content: content))
    }
  }
}
