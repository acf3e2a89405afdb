// The first half of an issue: the token taken on, its key pair made, its secrets set, the request signed.
internal import Cryptography

extension IssueJob {
  /// Brings the token as far as a signed request and returns it (PKCS #10, DER). May be run again after any failure,
  /// with the same token: what is done is recognised, from the journal and from what the token answers.
  /// Ends with the token reset. Fails with T35 for another token and T37 when the slot is in use.
  public mutating func prepare(
    on session: TokenSession, _ secrets: IssueSecrets, journal: any TokenJournal
  ) throws(TokenError) -> [UInt8] {
    guard !isAbandoned else { throw TokenError(.outOfTurn) }
    if let request { return request }
    // A failed reset leaves nothing verified either: closing the connection resets the card too.
    defer { try? session.finish() }
    let token = try takeOn(session, secrets.managementKeys, journal)
    try replaceManagementKey(session, token, secrets.managementKeys, journal)
    let key = try makeKey(session, token, secrets.managementKeys, journal)
    try setPIN(session, token, secrets, journal)
    try setPUK(session, token, secrets, journal)
    return try makeRequest(session, token, key, pin: secrets.newPIN, journal)
  }

  private mutating func takeOn(
    _ session: TokenSession, _ keys: ManagementKeys, _ journal: any TokenJournal
  ) throws(TokenError) -> TokenIdentity {
    if let token {
      try session.exclusively { () throws(TokenError) in try session.check(is: token) }
      return token
    }
    if guid == nil, let identity = session.identity {
      // Read once more: a garbled answer must not tie this job to a token that does not exist.
      try session.exclusively { () throws(TokenError) in try session.check(is: identity) }
      try record(.begun(identity), in: journal)
      return identity
    }
    return try name(session, keys, journal)
  }

  /// A token without a serial number gets a GUID, chosen and journalled before it is written.
  private mutating func name(
    _ session: TokenSession, _ keys: ManagementKeys, _ journal: any TokenJournal
  ) throws(TokenError) -> TokenIdentity {
    let chosen = guid ?? Random.bytes(16)
    let identity = TokenIdentity(guid: chosen)
    if guid == nil { try record(.naming(guid: chosen), in: journal) }
    try session.exclusively { () throws(TokenError) in
      if try session.readCardholder() == nil {
        try session.authenticate(keys, as: nil)
        let content = CardholderIdentifier(guid: chosen).content
        try session.send(WriteObject(object: .cardholderIdentifier, content: content))
      }
      try session.check(is: identity)
    }
    try record(.named(identity), in: journal)
    return identity
  }

  private mutating func replaceManagementKey(
    _ session: TokenSession, _ token: TokenIdentity, _ keys: ManagementKeys, _ journal: any TokenJournal
  ) throws(TokenError) {
    guard !managementKeyIsSet else { return }
    var replaced = false
    try exclusively(session, token) { (job, session) throws(TokenError) in
      let present = try session.managementAlgorithm()
      let wanted = session.offersAES ? max(present, .aes192) : present
      try job.record(.settingManagementKey(wanted), in: journal)
      let own = try keys.derived(for: token, present)
      let used = try session.authenticate(with: [own] + keys.factoryKeys(present))
      if used == own && present == wanted {
        replaced = true
      } else {
        replaced = try session.send(SetManagementKey(key: try keys.derived(for: token, wanted)))
      }
    }
    try record(.setManagementKey(replaced: replaced), in: journal)
  }

  /// Makes the one key of this request. When an earlier run was cut off in the middle, the key that the token holds
  /// is taken over; only a card that cannot tell its key makes it again, and then nobody has ever seen the first.
  private mutating func makeKey(
    _ session: TokenSession, _ token: TokenIdentity, _ keys: ManagementKeys, _ journal: any TokenJournal
  ) throws(TokenError) -> PublicKey {
    if let publicKey { return try Self.key(publicKey) }
    let (slot, algorithm) = (plan.slot, plan.algorithm)
    guard let identifier = algorithm.cardIdentifier else { throw TokenError(.algorithmNotOffered) }
    return try exclusively(session, token) { (job, session) throws(TokenError) in
      let present = try session.keyAlreadyThere(in: slot)
      if let present, !job.keyWasBegun || present.algorithm != algorithm { throw TokenError(.slotTaken(slot)) }
      var key = present
      if key == nil {
        try job.record(.makingKey(slot), in: journal)
        try session.authenticate(keys, as: token)
        key = try session.send(GenerateKeyPair(slot: slot, algorithm: algorithm, identifier: identifier))
      }
      guard let key else { throw TokenError(.unreadable) }
      try job.record(.madeKey(spki: key.spki), in: journal)
      return key
    }
  }

  /// VERIFY stands directly before the signature: any command between them would cost it its effect.
  private mutating func makeRequest(
    _ session: TokenSession, _ token: TokenIdentity, _ key: PublicKey, pin: PIN, _ journal: any TokenJournal
  ) throws(TokenError) -> [UInt8] {
    let (slot, subject) = (plan.slot, plan.subject)
    return try exclusively(session, token) { (job, session) throws(TokenError) in
      let draft = try TokenError.cryptography { try CertificateRequest.toBeSigned(subject: subject, publicKey: key) }
      let signature = try session.sign(draft.hashedBlock, slot, key.algorithm, pin)
      guard let request = try? draft.completed(signature: signature) else { throw TokenError(.keyLost) }
      try job.record(.madeRequest(der: request.der), in: journal)
      return request.der
    }
  }

  /// A scope on the token of this job and on no other.
  mutating func exclusively<Result>(
    _ session: TokenSession, _ token: TokenIdentity,
    _ body: (inout IssueJob, TokenSession) throws(TokenError) -> Result
  ) throws(TokenError) -> Result {
    var job = self
    // The journal may be ahead of what the body achieved; the job keeps what was journalled either way.
    defer { self = job }
    return try session.exclusively { () throws(TokenError) in
      try session.check(is: token)
      return try body(&job, session)
    }
  }

  static func key(_ spki: [UInt8]) throws(TokenError) -> PublicKey {
    try TokenError.cryptography { try PublicKey(spki: spki) }
  }
}

extension TokenError {
  /// Runs a calculation whose own failures say nothing that a clerk could act on.
  static func cryptography<Result>(_ body: () throws -> Result) throws(TokenError) -> Result {
    do { return try body() } catch { throw TokenError(.cryptography) }
  }
}

extension TokenSession {
  /// Yubico's firmware 5.4 and later lets 9B be AES; three-key triple DES ends in 2030 (SP 800-78-5).
  var offersAES: Bool { firmware.map { !$0.lexicographicallyPrecedes([5, 4]) } ?? false }

  /// The key in a slot, where the card can tell; a certificate there, whole or not, makes the slot taken.
  fileprivate func keyAlreadyThere(in slot: Slot) throws(TokenError) -> PublicKey? {
    guard try readCertificateObject(slot) == .absent else { throw TokenError(.slotTaken(slot)) }
    guard case .metadata(let metadata) = try describe(slot.rawValue) else { return nil }
    guard let key = metadata.publicKey else { throw TokenError(.slotTaken(slot)) }
    return key
  }

  /// Signs a padded block or digest right after VERIFY, inside a scope.
  func sign(_ block: [UInt8], _ slot: Slot, _ algorithm: KeyAlgorithm, _ pin: PIN) throws(TokenError) -> [UInt8] {
    guard let identifier = algorithm.cardIdentifier else { throw TokenError(.algorithmNotOffered) }
    try checkTries(lastTryAllowed: false)
    try send(VerifyPIN(pin: pin))
    return try send(SignBlock(slot: slot, identifier: identifier, block: block))
  }
}

extension ManagementAlgorithm: Comparable {
  /// By the numbers of SP 800-78-5, which rise with strength.
  public static func < (left: ManagementAlgorithm, right: ManagementAlgorithm) -> Bool {
    left.rawValue < right.rawValue
  }
}
