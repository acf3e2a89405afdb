// An authority's list of certificates that count no more: CertificateList, version 2 (RFC 5280, section 5).
public import Domain

/// A certificate that was revoked.
public struct RevokedCertificate: Hashable, Sendable {
  /// CRLReason (RFC 5280, 5.3.1), as far as head office gives one.
  public enum Reason: UInt8, Codable, Sendable {
    case unspecified = 0, keyCompromise = 1, affiliationChanged = 3, superseded = 4, cessationOfOperation = 5
  }

  /// Big-endian, without a sign.
  public let serial: [UInt8]
  public let at: Instant
  public let reason: Reason

  public init(serial: [UInt8], at: Instant, reason: Reason) {
    self.serial = serial
    self.at = at
    self.reason = reason
  }
}

extension CertificateAuthority {
  /// The list in DER, signed by this authority.
  /// - Parameter number: counts the authority's lists from 1.
  public func revocationList(
    of revoked: [RevokedCertificate], number: Int, from moment: Instant, until next: Instant
  ) throws(CryptographyError) -> [UInt8] {
    guard let publicKey = certificate.publicKey else { throw .keyMismatch }
    let algorithm = key.algorithm.signatureIdentifier
    var lines: [UInt8] = []
    for one in revoked { lines += try Self.line(one) }
    let extensions = try Self.extensions(number: number, key: publicKey)
    let body = DER.sequence(
      DER.integer([1]), algorithm, try certificate.subjectDER, try CertificateBody.time(moment),
      try CertificateBody.time(next), lines.isEmpty ? [] : DER.element(0x30, lines),
      DER.tagged(0, DER.element(0x30, extensions)))
    return DER.sequence(body, algorithm, DER.bitString(try key.sign(body)))
  }

  private static func line(_ revoked: RevokedCertificate) throws(CryptographyError) -> [UInt8] {
    // “Unspecified” is said by leaving the reason out.
    let reason = try CertificateBody.encoded("2.5.29.21", critical: false, DER.element(0x0A, [revoked.reason.rawValue]))
    return DER.sequence(
      DER.integer(revoked.serial), try CertificateBody.time(revoked.at),
      revoked.reason == .unspecified ? [] : DER.sequence(reason))
  }

  private static func extensions(number: Int, key: PublicKey) throws(CryptographyError) -> [UInt8] {
    let bytes = withUnsafeBytes(of: Int64(number).bigEndian) { Array($0) }
    let authority = DER.sequence(DER.element(0x80, CertificateBody.keyIdentifier(key)))
    return try CertificateBody.encoded("2.5.29.35", critical: false, authority)
      + CertificateBody.encoded("2.5.29.20", critical: false, DER.integer(bytes))
  }
}
