// An authority of our own: for rehearsals, for kiosks' own certificates, and for head office.
public import Domain

public final class CertificateAuthority: Sendable {
  public let certificate: Certificate
  let key: PrivateKey

  /// What a certified key may be used for (RFC 5280, 4.2.1.3).
  public enum Usage: String, Sendable, Codable { case signing, encryption, both, authority }

  /// An extension besides the usual ones: its dotted identifier and its content in DER.
  public typealias Extension = (identifier: String, value: [UInt8])

  /// Fails when the key is not the certificate's.
  public init(certificate: Certificate, key: PrivateKey) throws(CryptographyError) {
    guard certificate.publicKey == key.publicKey else { throw .keyMismatch }
    self.certificate = certificate
    self.key = key
  }

  /// A self-signed root, valid from a day before `moment` (clocks differ) for `years` of 365.25 days.
  public static func makeRoot(
    name: DistinguishedName, algorithm: KeyAlgorithm, years: Int, at moment: Instant
  ) throws(CryptographyError) -> (Certificate, PrivateKey) {
    let key = try PrivateKey.generate(algorithm)
    let body = CertificateBody(
      serial: randomSerial(), issuer: try name.der, subject: try name.der, key: key.publicKey, issuerKey: key.publicKey,
      from: moment.advanced(bySeconds: -86_400), until: moment.advanced(bySeconds: Int64(years) * 31_557_600),
      usage: .authority, extensions: [])
    return (try body.signed(by: key), key)
  }

  /// Issues for a request whose self-signature verifies. `subject` and `serial` replace the request's subject and
  /// a random serial of 16 bytes. The validity must lie within the authority's own.
  public func issue(
    for request: CertificateRequest, subject: DistinguishedName? = nil, serial: [UInt8]? = nil, from: Instant,
    until: Instant, usage: Usage, extensions: [Extension] = []
  ) throws(CryptographyError) -> Certificate {
    try request.requireSelfSignature()
    return try issue(
      to: request.publicKey, subject: subject ?? request.subject, serial: serial, from: from, until: until,
      usage: usage, extensions: extensions)
  }

  /// Issues for a key whose possession was proven in another way, such as an encryption key from the key centre.
  public func issue(
    to holder: PublicKey, subject: DistinguishedName, serial: [UInt8]? = nil, from: Instant, until: Instant,
    usage: Usage, extensions: [Extension] = []
  ) throws(CryptographyError) -> Certificate {
    guard from < until, certificate.isValid(at: until), certificate.notBefore <= from else {
      throw .notYetOrNoLongerValid(
        subject: certificate.subject.text, from: certificate.notBefore.chinaText,
        until: certificate.notAfter.chinaText)
    }
    guard let issuerKey = certificate.publicKey else { throw .keyMismatch }
    let body = CertificateBody(
      serial: serial ?? Self.randomSerial(), issuer: try certificate.subjectDER, subject: try subject.der, key: holder,
      issuerKey: issuerKey, from: from, until: until, usage: usage, extensions: extensions)
    return try body.signed(by: key)
  }

  /// Sixteen bytes, positive and not shortened by a leading zero.
  public static func randomSerial() -> [UInt8] {
    var bytes = Random.bytes(16)
    bytes[0] = bytes[0] & 0x3F | 0x40
    return bytes
  }
}
