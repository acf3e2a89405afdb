// The part of a certificate that its issuer signs: TBSCertificate (RFC 5280, 4.1.2), written out whole.
internal import Domain

struct CertificateBody {
  let serial: [UInt8]
  let issuer: [UInt8]
  let subject: [UInt8]
  let key: PublicKey
  let issuerKey: PublicKey
  let from: Instant
  let until: Instant
  let usage: CertificateAuthority.Usage
  let extensions: [CertificateAuthority.Extension]

  func signed(by key: PrivateKey) throws(CryptographyError) -> Certificate {
    let algorithm = key.algorithm.signatureIdentifier
    let body = DER.sequence(
      DER.tagged(0, DER.integer([2])), DER.integer(serial), algorithm, issuer, try validity, subject, self.key.spki,
      DER.tagged(3, DER.element(0x30, try allExtensions)))
    return try Certificate(der: DER.sequence(body, algorithm, DER.bitString(key.sign(body))))
  }

  private var validity: [UInt8] {
    get throws(CryptographyError) { DER.sequence(try Self.time(from), try Self.time(until)) }
  }

  /// UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280, 4.1.2.5), whole seconds of UTC.
  static func time(_ moment: Instant) throws(CryptographyError) -> [UInt8] {
    let seconds = moment.milliseconds / 1000
    guard seconds >= 0 else { throw .malformed(.certificateDates) }
    let day = CivilDate(daysSince1970: Int(seconds / 86_400))
    let rest = seconds % 86_400
    let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { Int($0).padded(2) }.joined() + "Z"
    let short = day.year < 2050
    let year = short ? (day.year % 100).padded(2) : day.year.padded(4)
    return DER.element(short ? 0x17 : 0x18, Array((year + day.month.padded(2) + day.day.padded(2) + clock).utf8))
  }

  private var allExtensions: [UInt8] {
    get throws(CryptographyError) {
      let isAuthority = usage == .authority
      var all = try Self.encoded("2.5.29.19", critical: true, DER.sequence(isAuthority ? DER.boolean(true) : []))
      all += try Self.encoded("2.5.29.15", critical: true, keyUsage)
      all += try Self.encoded("2.5.29.14", critical: false, DER.octetString(Self.keyIdentifier(key)))
      let authority = DER.sequence(DER.element(0x80, Self.keyIdentifier(issuerKey)))
      all += try Self.encoded("2.5.29.35", critical: false, authority)
      for (identifier, value) in extensions { all += try Self.encoded(identifier, critical: false, value) }
      return all
    }
  }

  static func encoded(
    _ identifier: String, critical: Bool, _ value: [UInt8]
  ) throws(CryptographyError) -> [UInt8] {
    DER.sequence(
      try DER.objectIdentifier(identifier), critical ? DER.boolean(true) : [], DER.octetString(value))
  }

  /// Bits from the left: digitalSignature, nonRepudiation, keyEncipherment, dataEncipherment, keyAgreement,
  /// keyCertSign, cRLSign. Only keys on curves agree.
  private var keyUsage: [UInt8] {
    let agrees = key.algorithm.isElliptic
    return switch usage {
    case .signing: DER.bitString([0b1100_0000], unused: 6)
    case .encryption: agrees ? DER.bitString([0b0011_1000], unused: 3) : DER.bitString([0b0011_0000], unused: 4)
    case .both: agrees ? DER.bitString([0b1111_1000], unused: 3) : DER.bitString([0b1111_0000], unused: 4)
    case .authority: DER.bitString([0b0000_0110], unused: 1)
    }
  }

  /// The first 160 bits of SHA-256 over the SubjectPublicKeyInfo (RFC 7093, section 2, method 4, shortened).
  static func keyIdentifier(_ key: PublicKey) -> [UInt8] { Array(Digest.sha256(key.spki).prefix(20)) }
}
