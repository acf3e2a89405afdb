// Encryption pairs, whose keys are made and kept here, and what a certificate that takes another's place inherits.
internal import Bundles
internal import Cryptography
internal import Domain

extension HeadOffice {
  /// No certificate brings more than this along, in seconds: a year and a day.
  private static let longestCarry: Int64 = 366 * 86_400

  // MARK: Pairs

  /// A key of the kind that the token's own is; nil for an office without pairs, and for kinds that no key can be
  /// brought onto a token in (SM2 keys travel in envelopes of their own, GM/T 0009).
  func encryptionKey(for asked: CertificateRequestPayload) throws(HeadOfficeError) -> EncryptionIssuance? {
    guard office.pairs == true else { return nil }
    do throws(CryptographyError) {
      let kind = try CertificateRequest(der: asked.request.bytes).publicKey.algorithm
      guard kind != .sm2, kind != .ed25519 else { return nil }
      let sealed = try Envelope.seal(
        PrivateKey.generate(kind).der, signers: [keys.signer], recipients: [keys.recipient.certificate])
      return EncryptionIssuance(
        serial: Base64Bytes(CertificateAuthority.randomSerial()), sealedKey: Base64Bytes(sealed))
    } catch { throw .cryptography(error) }
  }

  func open(_ sealedKey: Base64Bytes) throws(CryptographyError) -> [UInt8] {
    try Envelope.open(
      sealedKey.bytes, recipient: keys.recipient, trusted: [keys.signer.certificate], at: nil
    ).content
  }

  /// The pair as it travels; nil for a single certificate.
  func pair(of issuance: Issuance) throws(CryptographyError) -> CertificatePayload.Encryption? {
    guard let pair = issuance.encryption, let der = pair.certificate else { return nil }
    return CertificatePayload.Encryption(certificate: try Certificate(der: der.bytes), key: try open(pair.sealedKey))
  }

  // MARK: Replacing

  /// The time that the replaced certificate would still have run, in seconds, which the new one gets on top. The old one
  /// is marked first, and gives its time once. One of another issuer, organisation or request gives nothing.
  func takePlaceOfOld(_ asked: CertificateRequestPayload, at moment: Instant) throws(HeadOfficeError) -> Int64 {
    guard let serial = asked.replaces.map(Self.significant), !serial.isEmpty else { return 0 }
    for var old in try state.rows(Issuance.self) where Self.significant(old.serial.bytes.hex) == serial {
      guard old.request != asked.id, old.replacedBy ?? asked.id == asked.id,
        let der = old.certificate, let certificate = try? Certificate(der: der.bytes),
        certificate.subject["O"] == asked.subject["O"]
      else { continue }
      old.replacedBy = asked.id
      try state.put(old)
      return min(max(0, (old.until.milliseconds - moment.milliseconds) / 1000), Self.longestCarry)
    }
    return 0
  }

  static func significant(_ serial: String) -> String { String(serial.lowercased().drop { $0 == "0" }) }
}
