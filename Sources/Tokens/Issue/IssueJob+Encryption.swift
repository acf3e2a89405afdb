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
  /// Brings in the key before any certificate is written: a card that cannot take it keeps neither certificate, and is
  /// told (T63) before an older pair has to make room.
  mutating func bringIn(
    _ pair: EncryptionPair, _ session: TokenSession, _ token: TokenIdentity, _ keys: ManagementKeys,
    _ journal: any TokenJournal
  ) throws(TokenError) {
    guard pair.certificate.der.count <= plan.certificateLimit else {
      throw TokenError(.certificateTooLarge(bytes: pair.certificate.der.count))
    }
    guard !steps.contains(where: { $0.isImportedKey }) else { return }
    try exclusively(session, token) { (job, session) throws(TokenError) in
      let moves = try session.moves()
      let number = try session.number(of: pair.key.algorithm)
      guard try session.imports(number) else { throw TokenError(.importNotOffered) }
      try session.authenticate(keys, as: token)
      let slot = try job.placeForEncryption(session, moves: moves, journal)
      try job.record(.importingKey(slot, certificate: pair.certificate.der), in: journal)
      if try session.key(in: slot) != pair.key.publicKey {
        guard try session.send(ImportKey(slot: slot, identifier: number, key: pair.key)) else {
          throw TokenError(.importNotOffered)
        }
      }
      switch try session.describe(slot.rawValue) {
      case .empty: throw TokenError(.unreadable)
      case .metadata(let metadata) where metadata.publicKey != pair.key.publicKey: throw TokenError(.keyLost)
      default: break
      }
      try job.record(.importedKey(slot), in: journal)
    }
  }

  /// 9D; an older key there goes to a retired slot. A card that cannot move it takes the new one into a retired slot.
  private mutating func placeForEncryption(
    _ session: TokenSession, moves: Bool, _ journal: any TokenJournal
  ) throws(TokenError) -> Slot {
    if let encryptionSlot { return encryptionSlot }
    let usual = Slot.keyManagement
    var present = try session.readCertificateObject(usual)
    // An old key would be lost for one wrong answer: that nothing is there must be said twice.
    if present == .absent { present = try session.readCertificateObject(usual) }
    if present == .absent, try session.isWithoutKey(usual), try session.isWithoutKey(usual) { return usual }
    guard moves else {
      guard let free = try session.freeSlot(among: Slot.retired) else { throw TokenError(.noRetiredSlot) }
      return free
    }
    var old: [UInt8]?
    if case .certificate(let der) = present { old = der }
    try retire(usual, old, session, journal)
    if present != .absent { try session.delete(usual.certificateObject) }
    return usual
  }

  /// The certificate beside its key, read back and proven by a message that only the key can read.
  mutating func writeEncryptionCertificate(
    _ pair: EncryptionPair, _ session: TokenSession, _ token: TokenIdentity, _ keys: ManagementKeys, pin: PIN,
    _ journal: any TokenJournal
  ) throws(TokenError) {
    guard let slot = encryptionSlot, let key = pair.certificate.publicKey else { throw TokenError(.outOfTurn) }
    try exclusively(session, token) { (job, session) throws(TokenError) in
      if try session.readCertificateObject(slot) != .certificate(pair.certificate.der) {
        try job.record(.writingEncryptionCertificate, in: journal)
        try session.authenticate(keys, as: token)
        try session.write(pair.certificate.der, to: slot)
        if slot.isRetired { try session.writeKeyHistory() }
      }
      try job.record(.wroteEncryptionCertificate, in: journal)
    }
    try exclusively(session, token) { (_, session) throws(TokenError) in
      try session.prove(key, in: slot, pin, signs: false)
    }
  }
}

extension TokenStep {
  fileprivate var isImportedKey: Bool { if case .importedKey = self { true } else { false } }
}
