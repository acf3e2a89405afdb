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
    return try alone(session) { (job, session) throws(TokenError) in
      try job.plan.isRenewal
        ? job.prepareRenewal(session, secrets, journal) : job.prepareFresh(session, secrets, journal)
    }
  }

  private mutating func prepareFresh(
    _ session: TokenSession, _ secrets: IssueSecrets, _ journal: any TokenJournal
  ) throws(TokenError) -> [UInt8] {
    // Before anything on the token is changed: such a token gets no RSA key, ever.
    if publicKey == nil, plan.algorithm.isRSA, try session.makesWeakRSA() { throw TokenError(.weakKeys) }
    if publicKey == nil { _ = try session.number(of: plan.algorithm) }
    let token = try takeOn(session, secrets.managementKeys, journal)
    // A token in use is told from a blank one before anything on it is changed.
    let present = try keyAlreadyThere(in: plan.slot, session, token)
    try replaceManagementKey(session, token, secrets.managementKeys, journal)
    let key = try makeKey(in: plan.slot, present, session, token, secrets.managementKeys, journal)
    try attest(session, token, key, journal)
    try setPIN(session, token, secrets, journal)
    try setPUK(session, token, secrets, journal)
    return try makeRequest(session, token, key, pin: secrets.newPIN, journal)
  }

  private mutating func takeOn(
    _ session: TokenSession, _ keys: ManagementKeys, _ journal: any TokenJournal
  ) throws(TokenError) -> TokenIdentity {
    if token != nil || (guid == nil && session.identity != nil) { return try begin(on: session, journal) }
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

  mutating func replaceManagementKey(
    _ session: TokenSession, _ token: TokenIdentity, _ keys: ManagementKeys, _ journal: any TokenJournal
  ) throws(TokenError) {
    guard !managementKeyIsSet else { return }
    var replaced = false
    try exclusively(session, token) { (job, session) throws(TokenError) in
      let present = try session.managementAlgorithm()
      var wanted = present
      if present < .aes192, try session.mayTakeAES() { wanted = .aes192 }
      try job.record(.settingManagementKey(wanted), in: journal)
      let used = try session.authenticateAnew(keys, as: token)
      do throws(TokenError) { replaced = try session.replace(used, by: keys.derived(for: token, wanted)) } catch {
        guard wanted != present, error.statusWord != nil, try !session.offersAES() else { throw error }
      }
      // A card that is too old for AES says so in words of its own, or as if it did not know the command.
      if !replaced, wanted != present, try !session.offersAES() {
        try job.record(.settingManagementKey(present), in: journal)
        replaced = try session.replace(used, by: keys.derived(for: token, present))
      }
    }
    try record(.setManagementKey(replaced: replaced), in: journal)
  }

  /// The key of this request that an earlier run has left in its slot; nil for an empty one, and where the card cannot tell.
  func keyAlreadyThere(
    in slot: Slot, _ session: TokenSession, _ token: TokenIdentity
  ) throws(TokenError) -> PublicKey? {
    guard publicKey == nil else { return nil }
    try session.check(is: token)
    let present = try session.keyAlreadyThere(in: slot)
    if let present, !keyWasBegun || present.algorithm != plan.algorithm { throw TokenError(.slotTaken(slot)) }
    return present
  }

  /// Makes the one key of this request. When an earlier run was cut off in the middle, the key that the token holds
  /// is taken over; only a card that cannot tell its key makes it again, and then nobody has ever seen the first.
  /// - Parameter present: what `keyAlreadyThere` has found in this scope.
  mutating func makeKey(
    in slot: Slot, _ present: PublicKey?, pinPolicy: PINPolicy? = nil, _ session: TokenSession, _ token: TokenIdentity,
    _ keys: ManagementKeys, _ journal: any TokenJournal
  ) throws(TokenError) -> PublicKey {
    if let publicKey { return try Self.key(publicKey) }
    let algorithm = plan.algorithm
    let number = try session.number(of: algorithm)
    return try exclusively(session, token) { (job, session) throws(TokenError) in
      var key = present
      if key == nil {
        if algorithm.isRSA, try session.makesWeakRSA() { throw TokenError(.weakKeys) }
        try job.record(.makingKey(slot), in: journal)
        try session.authenticate(keys, as: token)
        key = try session.send(
          GenerateKeyPair(slot: slot, algorithm: algorithm, identifier: number, pinPolicy: pinPolicy))
      }
      guard let key else { throw TokenError(.unreadable) }
      try job.record(.madeKey(spki: key.spki), in: journal)
      return key
    }
  }

  /// VERIFY stands directly before the signature: any command between them would cost it its effect.
  mutating func makeRequest(
    _ session: TokenSession, _ token: TokenIdentity, _ key: PublicKey, pin: PIN, _ journal: any TokenJournal
  ) throws(TokenError) -> [UInt8] {
    let (slot, subject) = (keySlot, plan.subject)
    return try exclusively(session, token) { (job, session) throws(TokenError) in
      let draft = try TokenError.cryptography { try CertificateRequest.toBeSigned(subject: subject, publicKey: key) }
      let signature = try session.sign(draft.hashedBlock, slot, key.algorithm, pin)
      guard let request = try? draft.completed(signature: signature) else { throw TokenError(.keyLost) }
      try job.record(.madeRequest(der: request.der), in: journal)
      return request.der
    }
  }

  static func key(_ spki: [UInt8]) throws(TokenError) -> PublicKey {
    try TokenError.cryptography { try PublicKey(spki: spki) }
  }
}

extension TokenSession {
  /// A card that describes its keys is new enough for the command itself to be asked first: its version is read only
  /// when it refuses.
  func mayTakeAES() throws(TokenError) -> Bool {
    if managementKey?.isFactory != nil { return true }
    return try offersAES()
  }

  /// True when the new key is in force; false when the card keeps the one it came with.
  fileprivate func replace(_ used: ManagementKey, by new: ManagementKey) throws(TokenError) -> Bool {
    if used.isSame(as: new) { return true }
    return try replaceManagementKey(with: new)
  }

  /// Yubico's firmware 5.4 and later lets 9B be AES; three-key triple DES ends in 2030 (SP 800-78-5).
  func offersAES() throws(TokenError) -> Bool {
    try readFirmware().map { !$0.lexicographicallyPrecedes([5, 4]) } ?? false
  }

  /// Firmware 4.2.0 to 4.3.4 makes RSA keys that can be factored (ROCA, CVE-2017-15361).
  func makesWeakRSA() throws(TokenError) -> Bool {
    try readFirmware().map { !$0.lexicographicallyPrecedes([4, 2]) && $0.lexicographicallyPrecedes([4, 3, 5]) } ?? false
  }

  /// The key in a slot, where the card can tell; a certificate there, whole or not, makes the slot taken.
  fileprivate func keyAlreadyThere(in slot: Slot) throws(TokenError) -> PublicKey? {
    guard try readCertificateObject(slot, expectsNothing: true) == .absent else { throw TokenError(.slotTaken(slot)) }
    guard case .metadata(let metadata) = try describe(slot.rawValue, isLong: false) else { return nil }
    guard let key = metadata.publicKey else { throw TokenError(.slotTaken(slot)) }
    return key
  }
}

extension ManagementAlgorithm: Comparable {
  /// By the numbers of SP 800-78-5, which rise with strength.
  public static func < (left: ManagementAlgorithm, right: ManagementAlgorithm) -> Bool {
    left.rawValue < right.rawValue
  }
}
