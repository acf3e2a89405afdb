// The encryption pair of a double certificate: a key made by head office, put beside the signature key made here.
public import Cryptography

/// What head office sends for encryption. It keeps a copy of the key, so that what was sealed for it is never lost.
public struct EncryptionPair: Sendable {
  public let certificate: Certificate
  public let key: PrivateKey

  /// Fails with T38 when the key is not the certificate's: told before anything is written.
  public init(certificate: [UInt8], key: PrivateKey) throws(TokenError) {
    self.certificate = try TokenError.cryptography { try Certificate(der: certificate) }
    guard self.certificate.publicKey == key.publicKey else { throw TokenError(.keyOfAnother) }
    self.key = key
  }

  /// From what head office sent: PKCS #8, or an SM2 envelope. That one is read and held against the certificate (T38) as
  /// any key is, and then refused (T68): no PIV command opens it.
  public init(certificate: [UInt8], sent: [UInt8]) throws {
    guard EnvelopedKey.looksLike(sent) else {
      try self.init(certificate: certificate, key: PrivateKey(der: sent))
      return
    }
    let (envelope, owner) = (try EnvelopedKey(der: sent), try Certificate(der: certificate))
    throw TokenError(owner.publicKey == envelope.publicKey ? .envelopeNotOpened : .keyOfAnother)
  }
}

extension IssueJob {
  /// No old certificate is replaced unless both find room: the signature pair is left alone until the encryption pair stands whole, and where one
  /// of them finds no room, or the key is not taken, the older encryption pair comes back.
  mutating func placePair(
    _ pair: EncryptionPair, _ der: [UInt8], _ session: TokenSession, _ token: TokenIdentity, _ keys: ManagementKeys,
    _ journal: any TokenJournal
  ) throws(TokenError) {
    do throws(TokenError) {
      try bringIn(pair, session, token, keys, journal)
      try writeEncryptionCertificate(pair, session, token, keys, journal)
      try place(der, session, token, keys, journal)
    } catch {
      switch error.problem {
      case .certificateTooLarge, .importNotOffered, .algorithmNotOffered, .noRetiredSlot:
        try takeBack(pair, session, token, keys, journal)
        throw error
      default: throw error
      }
    }
  }

  /// Brings in the key before any certificate is written: a card that cannot take it keeps neither certificate, and is
  /// told (T63) before an older pair has to make room.
  private mutating func bringIn(
    _ pair: EncryptionPair, _ session: TokenSession, _ token: TokenIdentity, _ keys: ManagementKeys,
    _ journal: any TokenJournal
  ) throws(TokenError) {
    guard pair.certificate.der.count <= plan.certificateLimit else {
      throw TokenError(.certificateTooLarge(bytes: pair.certificate.der.count))
    }
    guard isTakingBack || !encryptionKeyIsIn else { return }
    try exclusively(session, token) { (job, session) throws(TokenError) in
      // Asked before anything is proven: afterwards these questions would be commands.
      let moves = try session.moves()
      let number = try session.number(of: pair.key.algorithm)
      guard try session.imports(number) else { throw TokenError(.importNotOffered) }
      try session.authenticate(keys, as: token)
      if job.isTakingBack { try job.takeBack(pair, session, token, keys, journal) }
      let slot = try job.placeForEncryption(session, moves: moves, journal)
      try job.record(.importingKey(slot, certificate: pair.certificate.der), in: journal)
      if try session.key(in: slot) != pair.key.publicKey {
        try job.put(pair.key, into: slot, as: number, session, journal)
      }
      switch try session.describe(slot.rawValue) {
      case .empty: throw TokenError(.unreadable)
      case .metadata(let metadata) where metadata.publicKey != pair.key.publicKey: throw TokenError(.keyLost)
      default: break
      }
      try job.record(.importedKey(slot), in: journal)
    }
  }

  /// From the place where an earlier run had to leave it, else from here.
  private mutating func put(
    _ key: PrivateKey, into slot: Slot, as number: UInt8, _ session: TokenSession, _ journal: any TokenJournal
  ) throws(TokenError) {
    if let parked, slot == .keyManagement, try session.key(in: parked) == key.publicKey {
      try record(.movingKey(from: parked, to: slot), in: journal)
      try session.send(MoveKey(from: parked, to: slot))
      guard try session.keySurely(in: slot) == key.publicKey else { throw TokenError(.unreadable) }
      return try record(.movedKey(from: parked, to: slot), in: journal)
    }
    guard try session.send(ImportKey(slot: slot, identifier: number, key: key)) else {
      throw TokenError(.importNotOffered)
    }
  }

  /// 9D; an older key there goes to a retired slot. A card that cannot move it takes the new one into a retired slot.
  private mutating func placeForEncryption(
    _ session: TokenSession, moves: Bool, _ journal: any TokenJournal
  ) throws(TokenError) -> Slot {
    if let encryptionSlot { return encryptionSlot }
    let usual = Slot.keyManagement
    let present = try session.readSurely(usual)
    // An old key would be lost for one wrong answer: that nothing is there must be said twice.
    if present == .absent, try session.isWithoutKey(usual), try session.isWithoutKey(usual) { return usual }
    guard moves, try session.tellsKey(in: usual) else {
      guard let free = try session.freeSlot(among: Slot.retired) else { throw TokenError(.noRetiredSlot) }
      return free
    }
    var old: [UInt8]?
    if case .certificate(let der) = present { old = der }
    // A key that was seen and is nowhere would be overwritten by the new one.
    if try !retire(usual, old, session, journal), try !session.isSurelyWithoutKey(usual) {
      throw TokenError(.unreadable)
    }
    if present != .absent { try session.delete(usual.certificateObject) }
    return usual
  }

  /// The certificate beside its key, read back.
  private mutating func writeEncryptionCertificate(
    _ pair: EncryptionPair, _ session: TokenSession, _ token: TokenIdentity, _ keys: ManagementKeys,
    _ journal: any TokenJournal
  ) throws(TokenError) {
    guard let slot = encryptionSlot else { throw TokenError(.outOfTurn) }
    try exclusively(session, token) { (job, session) throws(TokenError) in
      if try session.readCertificateObject(slot) != .certificate(pair.certificate.der) {
        try job.record(.writingEncryptionCertificate, in: journal)
        try session.authenticate(keys, as: token)
        try session.write(pair.certificate.der, to: slot)
      }
      // A renewal that swaps keys counts the retired ones at its end.
      if slot.isRetired || (job.retirements[slot] != nil && job.keySlot == job.plan.slot) {
        try session.authenticate(keys, as: token)
        try session.writeKeyHistory()
      }
      try job.record(.wroteEncryptionCertificate, in: journal)
    }
  }

  /// A message that only the key can read is read by it.
  mutating func prove(
    _ pair: EncryptionPair, _ session: TokenSession, _ token: TokenIdentity, _ pin: PIN
  ) throws(TokenError) {
    guard let slot = encryptionSlot, let key = pair.certificate.publicKey else { throw TokenError(.outOfTurn) }
    try exclusively(session, token) { (_, session) throws(TokenError) in
      try session.prove(key, in: slot, pin, signs: false)
    }
  }
}

extension TokenSession {
  /// A certificate; that there is none, or none that can be read, must be said twice: it would be lost for one wrong answer.
  func readSurely(_ slot: Slot) throws(TokenError) -> CertificateObject {
    let first = try readCertificateObject(slot)
    if case .certificate = first { return first }
    return try readCertificateObject(slot)
  }

  /// Whether what stands in a slot can be followed to another: of a key that the card does not show, nobody could tell
  /// whether it arrived.
  fileprivate func tellsKey(in slot: Slot) throws(TokenError) -> Bool {
    switch try describe(slot.rawValue) {
    case .empty: true
    case .metadata(let metadata): metadata.publicKey != nil
    case .unknown: false
    }
  }
}
