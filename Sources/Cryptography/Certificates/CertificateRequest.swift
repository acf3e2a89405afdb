// Certificate requests (PKCS 10, RFC 2986): drafted here, signed by whoever holds the key, checked on arrival.
internal import COpenSSL

public struct CertificateRequest: Hashable, Sendable {
  public let der: [UInt8]
  public let subject: DistinguishedName
  public let publicKey: PublicKey

  /// Reads a request and does not yet verify it.
  public init(der: [UInt8]) throws(CryptographyError) {
    let request = try Self.parse(der)
    self.der = der
    subject = request.lend { DistinguishedName(X509_REQ_get_subject_name($0)) }
    publicKey = try PublicKey(
      spki: encoded("public key") { bytes in request.lend { i2d_X509_PUBKEY(X509_REQ_get_X509_PUBKEY($0), bytes) } })
  }

  public init(pem: String) throws(CryptographyError) {
    try self.init(der: PEM.block(in: pem, label: "CERTIFICATE REQUEST", .request))
  }

  public var pem: String { PEM.text(der, label: "CERTIFICATE REQUEST") }

  public enum SelfSignature: Sendable { case good, bad, emptyIdentifier }

  /// Whether the holder of the private key signed this request; SM2 under 1234567812345678.
  public var selfSignature: SelfSignature {
    if verifies(identifier: KeyAlgorithm.sm2Identifier) { return .good }
    return publicKey.algorithm == .sm2 && verifies(identifier: []) ? .emptyIdentifier : .bad
  }

  public func verify() -> Bool { selfSignature == .good }

  /// As `verify`, with the reason as an error.
  public func requireSelfSignature() throws(CryptographyError) {
    switch selfSignature {
    case .good: return
    case .bad: throw .signature(.request)
    case .emptyIdentifier: throw .emptyIdentifier
    }
  }

  private func verifies(identifier: [UInt8]) -> Bool {
    defer { ERR_clear_error() }
    guard let request = try? Self.parse(der) else { return false }
    if publicKey.algorithm == .sm2 {
      let octets = ASN1_OCTET_STRING_new()
      ASN1_OCTET_STRING_set(octets, identifier, Int32(identifier.count))
      request.lend { X509_REQ_set0_distinguishing_id($0, octets) }
    }
    return request.lend { request in publicKey.handle.lend { X509_REQ_verify(request, $0) } } == 1
  }

  private static func parse(_ der: [UInt8]) throws(CryptographyError) -> Handle {
    guard let (request, whole) = decoded(der, { d2i_X509_REQ(nil, $0, $1) }) else { throw .malformed(.request) }
    let handle = try Handle(request, "request") { X509_REQ_free($0) }
    guard whole else { throw .malformed(.request) }
    return handle
  }
}

extension CertificateRequest {
  /// A request that still needs its signature. Codable, so that it survives until the token answers.
  public struct Draft: Hashable, Sendable, Codable {
    /// CertificationRequestInfo in DER: the bytes to be signed.
    public let message: [UInt8]
    public let publicKey: PublicKey

    /// What a card is asked to sign: a whole PKCS 1 block (RSA), the digest (P-256, P-384), or
    /// SM3(Z ‖ message) (SM2, GM/T 0003.2). Ed25519 takes the message.
    public var hashedBlock: [UInt8] { SignatureBlock.of(message, for: publicKey) }

    /// The finished request. The signature is DER on curves; it is verified before the request is handed out.
    public func completed(signature: [UInt8]) throws(CryptographyError) -> CertificateRequest {
      guard publicKey.verify(signature, of: message) else { throw .signature(.request) }
      let algorithm = publicKey.algorithm.signatureIdentifier
      return try CertificateRequest(der: DER.sequence(message, algorithm, DER.bitString(signature)))
    }
  }

  /// Drafts a request without attributes.
  public static func toBeSigned(
    subject: DistinguishedName, publicKey: PublicKey
  ) throws(CryptographyError) -> Draft {
    let message = DER.sequence(DER.integer([0]), try subject.der, publicKey.spki, DER.tagged(0, []))
    return Draft(message: message, publicKey: publicKey)
  }

  /// Drafts and signs with a key at hand.
  public static func make(
    subject: DistinguishedName, key: PrivateKey
  ) throws(CryptographyError) -> CertificateRequest {
    let draft = try toBeSigned(subject: subject, publicKey: key.publicKey)
    return try draft.completed(signature: key.sign(draft.message))
  }
}
