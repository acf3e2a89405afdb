// A public key as a value: its SubjectPublicKeyInfo (RFC 5280, 4.1.2.7).
internal import COpenSSL

public struct PublicKey: Sendable {
  /// SubjectPublicKeyInfo in DER.
  public let spki: [UInt8]
  public let algorithm: KeyAlgorithm
  /// The key as OpenSSL holds it: reading it out of DER is dearer than most of what is done with it.
  let handle: Handle

  /// Fails for bytes that are no key, points off the curve, and kinds of key this house does not use.
  public init(spki: [UInt8]) throws(CryptographyError) {
    self = try Self.read.value(of: spki) { spki throws(CryptographyError) in
      try PublicKey(Self.parse(spki), spki: spki)
    }
  }

  private static let read = ReadOnce<PublicKey>()

  /// A key that has been read already, with its DER.
  init(_ handle: Handle, spki: [UInt8]) throws(CryptographyError) {
    guard let algorithm = handle.lend({ KeyAlgorithm(of: $0) }) else {
      throw .unsupported(operation: "public key", algorithm: "unknown")
    }
    self.spki = spki
    self.algorithm = algorithm
    self.handle = handle
  }

  /// Big-endian bytes, as a card tells them.
  public init(rsaModulus modulus: [UInt8], exponent: [UInt8]) throws(CryptographyError) {
    let key = DER.sequence(DER.integer(modulus), DER.integer(exponent))
    let algorithm = DER.sequence([0x06, 9, 42, 134, 72, 134, 247, 13, 1, 1, 1], DER.null)
    try self.init(spki: DER.sequence(algorithm, DER.bitString(key)))
  }

  /// An uncompressed point: 04, X, Y.
  public init(point: [UInt8], algorithm: KeyAlgorithm) throws(CryptographyError) {
    guard let identifier = algorithm.curveIdentifier else {
      throw .unsupported(operation: "curve point", algorithm: algorithm.rawValue)
    }
    guard point.first == 4 else { throw .malformed(.point) }
    try self.init(spki: DER.sequence(identifier, DER.bitString(point)))
  }

  /// SHA-256 of the SubjectPublicKeyInfo in hexadecimal: the key's name wherever one is needed.
  public var identifier: String { Digest.sha256(spki).hex }

  public var pem: String { PEM.text(spki, label: "PUBLIC KEY") }

  /// Big-endian, without leading zeros; nil unless RSA.
  public var rsaModulus: [UInt8]? { algorithm.isRSA ? number(OSSL_PKEY_PARAM_RSA_N) : nil }

  /// Big-endian, without leading zeros; nil unless RSA.
  public var rsaExponent: [UInt8]? { algorithm.isRSA ? number(OSSL_PKEY_PARAM_RSA_E) : nil }

  /// 04, X, Y; nil unless on a curve.
  public var point: [UInt8]? {
    guard let identifier = algorithm.curveIdentifier else { return nil }
    // SEQUENCE header, AlgorithmIdentifier, BIT STRING header and its count of unused bits.
    let header = spki.count - identifier.count > 0x80 ? 3 : 2
    return Array(spki.dropFirst(header + identifier.count + 3))
  }

  /// Verifies as `PrivateKey.sign` signs; false for any other signature, however malformed.
  public func verify(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    defer { ERR_clear_error() }
    guard let context = EVP_MD_CTX_new() else { return false }
    defer { EVP_MD_CTX_free(context) }
    var details: OpaquePointer?
    guard handle.lend({ EVP_DigestVerifyInit(context, &details, algorithm.digest, nil, $0) }) == 1,
      bindIdentifier(details, algorithm)
    else { return false }
    return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }

  /// Verifies a signature over a digest that the signer was handed, as `PrivateKey.signRaw` makes it on a curve.
  public func verify(_ signature: [UInt8], ofDigest digest: [UInt8]) -> Bool {
    defer { ERR_clear_error() }
    guard let context = try? KeyContext(handle) else { return false }
    return EVP_PKEY_verify_init(context.pointer) == 1
      && EVP_PKEY_verify(context.pointer, signature, signature.count, digest, digest.count) == 1
  }

  public enum Padding: Sendable { case pkcs1, oaepSHA256 }

  /// Encrypts a short message to an RSA key: at most modulus − 11 (PKCS 1) or − 66 (OAEP) bytes.
  public func encrypt(_ message: [UInt8], padding: Padding = .oaepSHA256) throws(CryptographyError) -> [UInt8] {
    guard algorithm.isRSA else { throw .unsupported(operation: "encrypt", algorithm: algorithm.rawValue) }
    let context = try KeyContext(handle)
    try check(EVP_PKEY_encrypt_init(context.pointer), "encrypt")
    try context.setRSAPadding(padding)
    return try sized("encrypt") { EVP_PKEY_encrypt(context.pointer, $0, $1, message, message.count) }
  }

  private static func parse(_ spki: [UInt8]) throws(CryptographyError) -> Handle {
    guard let (key, whole) = decoded(spki, { d2i_PUBKEY(nil, $0, $1) }) else { throw .malformed(.publicKey) }
    let handle = try Handle(key, "public key") { EVP_PKEY_free($0) }
    guard whole else { throw .malformed(.publicKey) }
    return handle
  }

  private func number(_ name: String) -> [UInt8]? {
    var value: OpaquePointer?
    guard handle.lend({ EVP_PKEY_get_bn_param($0, name, &value) }) == 1, let value else { return nil }
    defer { BN_free(value) }
    var bytes = [UInt8](repeating: 0, count: Int(BN_num_bits(value) + 7) / 8)
    BN_bn2bin(value, &bytes)
    return bytes
  }
}

extension PublicKey: Hashable {
  public static func == (one: PublicKey, other: PublicKey) -> Bool { one.spki == other.spki }

  public func hash(into hasher: inout Hasher) { hasher.combine(spki) }
}

extension PublicKey: Codable {
  public init(from decoder: any Decoder) throws {
    try self.init(spki: decoder.singleValueContainer().decode([UInt8].self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(spki)
  }
}
