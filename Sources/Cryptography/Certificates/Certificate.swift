// X.509 certificates (RFC 5280) as values: what they say, who issued them, whether they are trusted at a moment.
public import Domain
internal import COpenSSL

public struct Certificate: Sendable {
  public let der: [UInt8]
  public let subject: DistinguishedName
  public let issuer: DistinguishedName
  /// Big-endian hexadecimal digits, lower case.
  public let serial: String
  public let notBefore: Instant
  /// The last moment of validity.
  public let notAfter: Instant
  /// Nil for a kind of key that this house does not use.
  public let publicKey: PublicKey?
  /// The certificate as OpenSSL holds it.
  let handle: Handle

  private static let read = ReadOnce<Certificate>()

  public init(der: [UInt8]) throws(CryptographyError) {
    self = try Self.read.value(of: der) { der throws(CryptographyError) in try Certificate(reading: der) }
  }

  private init(reading der: [UInt8]) throws(CryptographyError) {
    let certificate = try Self.parse(der)
    self.der = der
    handle = certificate
    subject = certificate.lend { DistinguishedName(X509_get_subject_name($0)) }
    issuer = certificate.lend { DistinguishedName(X509_get_issuer_name($0)) }
    serial = certificate.lend { Self.bytes(of: X509_get0_serialNumber($0)) }.hex
    guard let notBefore = certificate.lend({ Self.instant(X509_get0_notBefore($0)) }),
      let notAfter = certificate.lend({ Self.instant(X509_get0_notAfter($0)) })
    else { throw .malformed(.certificate) }
    self.notBefore = notBefore
    self.notAfter = notAfter
    let spki = try encoded("public key") { bytes in
      certificate.lend { i2d_X509_PUBKEY(X509_get_X509_PUBKEY($0), bytes) }
    }
    let key = certificate.lend { X509_get_pubkey($0) }
    if key == nil { ERR_clear_error() }
    publicKey = key.flatMap { key in try? PublicKey(Handle(key, "public key") { EVP_PKEY_free($0) }, spki: spki) }
  }

  /// Reads the first `CERTIFICATE` block.
  public init(pem: String) throws(CryptographyError) {
    try self.init(der: PEM.block(in: pem, label: "CERTIFICATE", .certificate))
  }

  /// Every `CERTIFICATE` block of a file.
  public static func all(inPEM text: String) throws(CryptographyError) -> [Certificate] {
    var found: [Certificate] = []
    for der in PEM.blocks(in: text, label: "CERTIFICATE") { found.append(try Certificate(der: der)) }
    return found
  }

  public var pem: String { PEM.text(der, label: "CERTIFICATE") }

  /// SHA-256 of the whole certificate in hexadecimal.
  public var fingerprint: String { Digest.sha256(der).hex }

  /// Whether the moment lies within the validity, both ends included.
  public func isValid(at moment: Instant) -> Bool { notBefore <= moment && moment <= notAfter }

  /// The content of an extension, such as 1.2.156.10260.4.1.4 (GM/T 0015); nil when it is not there.
  public func extensionValue(_ identifier: String) -> [UInt8]? {
    defer { ERR_clear_error() }
    guard let object = OBJ_txt2obj(identifier, 1) else { return nil }
    defer { ASN1_OBJECT_free(object) }
    return handle.lend { certificate in
      let place = X509_get_ext_by_OBJ(certificate, object, -1)
      guard place >= 0 else { return nil }
      return Self.bytes(of: X509_EXTENSION_get_data(X509_get_ext(certificate, place)))
    }
  }

  /// Whether this certificate names that issuer and carries its signature; says nothing about dates.
  public func isIssued(by authority: Certificate) -> Bool {
    defer { ERR_clear_error() }
    return handle.lend { mine in
      authority.handle.lend { theirs in
        X509_check_issued(theirs, mine) == X509_V_OK && X509_verify(mine, X509_get0_pubkey(theirs)) == 1
      }
    }
  }

  /// SM2 certificates carry signatures for 1234567812345678, which OpenSSL must be told.
  private static func parse(_ der: [UInt8]) throws(CryptographyError) -> Handle {
    guard let (certificate, whole) = decoded(der, { d2i_X509(nil, $0, $1) }) else { throw .malformed(.certificate) }
    let handle = try Handle(certificate, "certificate") { X509_free($0) }
    guard whole else { throw .malformed(.certificate) }
    if X509_get_signature_nid(certificate) == NID_SM2_with_SM3 {
      let octets = ASN1_OCTET_STRING_new()
      ASN1_OCTET_STRING_set(octets, KeyAlgorithm.sm2Identifier, Int32(KeyAlgorithm.sm2Identifier.count))
      X509_set0_distinguishing_id(certificate, octets)
    }
    return handle
  }

  var subjectDER: [UInt8] {
    get throws(CryptographyError) {
      try encoded("name") { bytes in handle.lend { i2d_X509_NAME(X509_get_subject_name($0), bytes) } }
    }
  }

  private static func bytes(of string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
    Array(UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string))))
  }

  /// Counts from 1970 with OpenSSL's own calendar, which knows both ASN.1 time types.
  static func instant(_ time: UnsafePointer<ASN1_TIME>?) -> Instant? {
    guard let epoch = ASN1_TIME_set(nil, 0) else { return nil }
    defer { ASN1_STRING_free(epoch) }
    var days: Int32 = 0
    var seconds: Int32 = 0
    guard ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else { return nil }
    return Instant(seconds: Int64(days) * 86_400 + Int64(seconds))
  }
}

extension Certificate: Hashable {
  public static func == (one: Certificate, other: Certificate) -> Bool { one.der == other.der }

  public func hash(into hasher: inout Hasher) { hasher.combine(der) }
}
