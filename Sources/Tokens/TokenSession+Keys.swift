// What is done with a key on the card, inside a scope: sign right after VERIFY, prove it, look for free places.
internal import Cryptography

extension TokenSession {
  /// Signs a padded block or digest. VERIFY stands directly before: any command between would cost it its effect.
  func sign(_ block: [UInt8], _ slot: Slot, _ algorithm: KeyAlgorithm, _ pin: PIN) throws(TokenError) -> [UInt8] {
    let number = try number(of: algorithm)
    try checkTries(lastTryAllowed: false)
    try verify(pin)
    return try send(SignBlock(slot: slot, identifier: number, block: block))
  }

  /// A test signature over fresh bytes, and, where the key can, a message encrypted to it and read by it again.
  func prove(_ key: PublicKey, in slot: Slot, _ pin: PIN, signs: Bool = true) throws(TokenError) {
    if signs {
      let message = Random.bytes(64)
      let signature = try sign(SignatureBlock.of(message, for: key), slot, key.algorithm, pin)
      guard key.verify(signature, of: message) else { throw TokenError(.selfTestFailed) }
    }
    if key.algorithm.isRSA { try proveDecryption(key, slot, pin) }
    if slot.agrees, key.algorithm == .p256 || key.algorithm == .p384 { try proveAgreement(key, slot, pin) }
  }

  private func proveDecryption(_ key: PublicKey, _ slot: Slot, _ pin: PIN) throws(TokenError) {
    let message = Random.bytes(32)
    let sealed = try TokenError.cryptography { try key.encrypt(message, padding: .pkcs1) }
    // The raw private operation is one and the same for a signature and for reading a message.
    let block = try sign(sealed, slot, key.algorithm, pin)
    guard block.starts(with: [0, 2]), block.suffix(message.count + 1) == [0] + message else {
      throw TokenError(.decryptionFailed)
    }
  }

  private func proveAgreement(_ key: PublicKey, _ slot: Slot, _ pin: PIN) throws(TokenError) {
    let number = try number(of: key.algorithm)
    let other = try TokenError.cryptography { try PrivateKey.generate(key.algorithm) }
    guard let point = other.publicKey.point, let theirs = key.point else { throw TokenError(.cryptography) }
    let expected = try TokenError.cryptography { try other.agree(with: theirs) }
    try checkTries(lastTryAllowed: false)
    try verify(pin)
    let secret = try send(AgreeSecret(slot: slot, identifier: number, point: point))
    guard secret == expected else { throw TokenError(.decryptionFailed) }
  }

  /// The key in a slot; nil for an empty one and where the card cannot tell.
  func key(in slot: Slot) throws(TokenError) -> PublicKey? {
    if case .metadata(let metadata) = try describe(slot.rawValue) { metadata.publicKey } else { nil }
  }

  func isEmpty(_ slot: Slot) throws(TokenError) -> Bool {
    guard try readCertificateObject(slot) == .absent else { return false }
    return try isWithoutKey(slot)
  }

  /// As far as the card tells.
  func isWithoutKey(_ slot: Slot) throws(TokenError) -> Bool {
    if case .metadata = try describe(slot.rawValue) { false } else { true }
  }

  /// The first retired slot with neither key nor certificate, in the order given.
  func freeSlot(among slots: [Slot]) throws(TokenError) -> Slot? {
    for slot in slots where try isEmpty(slot) { return slot }
    return nil
  }

  func readCertificateObject(_ slot: Slot, expectsNothing: Bool = false) throws(TokenError) -> CertificateObject {
    CertificateObject(try send(ReadObject(object: slot.certificateObject, expectsNothing: expectsNothing)) ?? [])
  }

  /// Writes a certificate and compares it byte for byte with what the card then gives. Where there is no room for it, it
  /// goes compressed; where there is none for that either, the object holds again what it held before (T42).
  /// - Parameter old: the certificate that stood there; nil where none did.
  func write(_ der: [UInt8], to slot: Slot, inPlaceOf old: [UInt8]? = nil) throws(TokenError) {
    if let error = try refusal(of: CertificateObject.content(der), in: slot) {
      if let smaller = CertificateObject.compressedContent(der), try refusal(of: smaller, in: slot) == nil {
        return try compare(der, in: slot)
      }
      try restore(old, in: slot)
      throw error.called(.certificateTooLarge(bytes: der.count))
    }
    try compare(der, in: slot)
  }

  private func compare(_ der: [UInt8], in slot: Slot) throws(TokenError) {
    guard try readCertificateObject(slot) == .certificate(der) else { throw TokenError(.writtenDiffers) }
  }

  /// The card's word that there is no room for a content; nil once it is written.
  private func refusal(of content: [UInt8], in slot: Slot) throws(TokenError) -> TokenError? {
    do throws(TokenError) { try send(WriteObject(object: slot.certificateObject, content: content)) } catch {
      guard error.statusWord == .full || error.statusWord == .wrongLength else { throw error }
      return error
    }
    return nil
  }

  /// Some cards keep the first blocks of a write that they refused in its middle.
  private func restore(_ old: [UInt8]?, in slot: Slot) throws(TokenError) {
    let wanted = old.map { CertificateObject.certificate($0) } ?? .absent
    guard try readCertificateObject(slot) != wanted else { return }
    guard let old else { return try delete(slot.certificateObject) }
    guard try refusal(of: CertificateObject.content(old), in: slot) != nil,
      let smaller = CertificateObject.compressedContent(old)
    else { return }
    _ = try refusal(of: smaller, in: slot)
  }

  func delete(_ object: DataObject) throws(TokenError) { try send(WriteObject(object: object, content: [])) }

  /// Tells readers that ask first how many retired certificates there are.
  func writeKeyHistory() throws(TokenError) {
    var count = 0
    for slot in Slot.retired {
      var found = try readCertificateObject(slot)
      if found == .truncated { found = try readCertificateObject(slot) }
      guard found != .absent else { break }
      count += 1
    }
    let history = KeyHistory(onCard: count)
    let present = try send(ReadObject(object: .keyHistory)).flatMap { KeyHistory($0) }
    if present != history { try send(WriteObject(object: .keyHistory, content: history.content)) }
  }
}

extension TokenError {
  /// Runs a calculation whose own failures say nothing that a clerk could act on.
  static func cryptography<Result>(_ body: () throws -> Result) throws(TokenError) -> Result {
    do { return try body() } catch { throw TokenError(.cryptography) }
  }

  /// The card itself refused: nothing about it is in doubt. An execution error (64xx to 66xx, 6Fxx) or a status
  /// word that no standard knows leaves it open whether the change was made.
  var isAnswer: Bool {
    if case .notEntered = problem { return true }
    guard let statusWord else { return [.lastTry, .lastPUKTry, .pinBlocked, .pukBlocked].contains(problem) }
    return statusWord.triesLeft != nil || [0x67, 0x69, 0x6A, 0x6B, 0x6D, 0x6E].contains(statusWord.value >> 8)
  }
}
