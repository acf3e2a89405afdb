// A private key in this process: it signs, decrypts and agrees, as a token's key does in the token.
internal import COpenSSL

public final class PrivateKey: Sendable {
  public let algorithm: KeyAlgorithm
  public let publicKey: PublicKey
  /// PrivateKeyInfo (PKCS 8) in DER.
  public let der: [UInt8]
  let handle: Handle

  public static func generate(_ algorithm: KeyAlgorithm) throws(CryptographyError) -> PrivateKey {
    let context = try KeyContext(making: algorithm.isRSA ? "RSA" : algorithm.generatorName)
    try check(EVP_PKEY_keygen_init(context.pointer), "generate key")
    if let bits = algorithm.modulusBits {
      try check(EVP_PKEY_CTX_set_rsa_keygen_bits(context.pointer, bits), "generate key")
    }
    if let curve = algorithm.curveNumber {
      try check(EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context.pointer, curve), "generate key")
    }
    var key: OpaquePointer?
    try check(EVP_PKEY_keygen(context.pointer, &key), "generate key")
    return try PrivateKey(Handle(key, "generate key") { EVP_PKEY_free($0) })
  }

  /// Reads PrivateKeyInfo (PKCS 8), unencrypted.
  public convenience init(der: [UInt8]) throws(CryptographyError) {
    guard let (key, whole) = decoded(der, { d2i_AutoPrivateKey(nil, $0, $1) }) else {
      throw .malformed(.privateKey)
    }
    let handle = try Handle(key, "private key") { EVP_PKEY_free($0) }
    guard whole else { throw .malformed(.privateKey) }
    try self.init(handle)
  }

  /// Reads the first `PRIVATE KEY` block.
  public convenience init(pem: String) throws(CryptographyError) {
    try self.init(der: PEM.block(in: pem, label: "PRIVATE KEY", .privateKey))
  }

  private init(_ handle: Handle) throws(CryptographyError) {
    guard let algorithm = handle.lend({ KeyAlgorithm(of: $0) }) else {
      throw .unsupported(operation: "private key", algorithm: "unknown")
    }
    self.handle = handle
    self.algorithm = algorithm
    publicKey = try PublicKey(spki: encoded("public key") { bytes in handle.lend { i2d_PUBKEY($0, bytes) } })
    der = try Self.encodedPKCS8(handle)
  }

  public var pem: String { PEM.text(der, label: "PRIVATE KEY") }

  /// Signs with this algorithm's digest: SHA-256; SHA-384 for P-384; SM3 under 1234567812345678 for SM2.
  /// On a curve the answer is DER.
  public func sign(_ message: [UInt8]) throws(CryptographyError) -> [UInt8] {
    guard let context = EVP_MD_CTX_new() else { throw .fromQueue("sign") }
    defer { EVP_MD_CTX_free(context) }
    var details: OpaquePointer?
    try check(handle.lend { EVP_DigestSignInit(context, &details, algorithm.digest, nil, $0) }, "sign")
    guard bindIdentifier(details, algorithm) else { throw .fromQueue("sign") }
    return try sized("sign") { EVP_DigestSign(context, $0, $1, message, message.count) }
  }

  /// What a PIV card does with GENERAL AUTHENTICATE: the private operation on a whole padded block (RSA),
  /// a DER signature over this digest (curves).
  public func signRaw(_ block: [UInt8]) throws(CryptographyError) -> [UInt8] {
    let context = try KeyContext(handle)
    guard algorithm != .ed25519 else { return try sign(block) }
    try check(EVP_PKEY_sign_init(context.pointer), "sign block")
    if algorithm.isRSA {
      try requireModulusLength(block)
      try check(EVP_PKEY_CTX_set_rsa_padding(context.pointer, RSA_NO_PADDING), "sign block")
    }
    return try sized("sign block") { EVP_PKEY_sign(context.pointer, $0, $1, block, block.count) }
  }

  /// The private RSA operation on a whole encrypted block, padding left in place.
  public func decryptRaw(_ block: [UInt8]) throws(CryptographyError) -> [UInt8] {
    guard algorithm.isRSA else { throw .unsupported(operation: "decrypt", algorithm: algorithm.rawValue) }
    try requireModulusLength(block)
    let context = try KeyContext(handle)
    try check(EVP_PKEY_decrypt_init(context.pointer), "decrypt block")
    try check(EVP_PKEY_CTX_set_rsa_padding(context.pointer, RSA_NO_PADDING), "decrypt block")
    return try sized("decrypt block") { EVP_PKEY_decrypt(context.pointer, $0, $1, block, block.count) }
  }

  /// Takes the padding off a message that `PublicKey.encrypt` sealed.
  public func decrypt(
    _ block: [UInt8], padding: PublicKey.Padding = .oaepSHA256
  ) throws(CryptographyError) -> [UInt8] {
    guard algorithm.isRSA else { throw .unsupported(operation: "decrypt", algorithm: algorithm.rawValue) }
    let context = try KeyContext(handle)
    try check(EVP_PKEY_decrypt_init(context.pointer), "decrypt")
    try context.setRSAPadding(padding)
    return try sized("decrypt") { EVP_PKEY_decrypt(context.pointer, $0, $1, block, block.count) }
  }

  /// The X coordinate of the point agreed upon (ECDH, SP 800-56A, 5.7.1.2).
  public func agree(with peerPoint: [UInt8]) throws(CryptographyError) -> [UInt8] {
    guard algorithm == .p256 || algorithm == .p384 else {
      throw .unsupported(operation: "agree", algorithm: algorithm.rawValue)
    }
    let peer = try PublicKey(point: peerPoint, algorithm: algorithm).handle
    let context = try KeyContext(handle)
    try check(EVP_PKEY_derive_init(context.pointer), "agree")
    try check(peer.lend { EVP_PKEY_derive_set_peer(context.pointer, $0) }, "agree")
    return try sized("agree") { EVP_PKEY_derive(context.pointer, $0, $1) }
  }

  /// p, q, d mod p−1, d mod q−1 and q⁻¹ mod p, each of half the modulus' length: what a card takes in. Nil unless RSA.
  public var rsaFactors: [[UInt8]]? {
    guard let bits = algorithm.modulusBits else { return nil }
    // The library's own names (core_names.h), which its header puts together in ways that Swift does not see.
    let names = ["rsa-factor1", "rsa-factor2", "rsa-exponent1", "rsa-exponent2", "rsa-coefficient1"]
    let parts = names.compactMap { number($0, count: Int(bits) / 16) }
    return parts.count == names.count ? parts : nil
  }

  /// The secret number of a key on a curve, of the curve's length; nil for others.
  public var scalar: [UInt8]? {
    guard algorithm.isElliptic else { return nil }
    return number(OSSL_PKEY_PARAM_PRIV_KEY, count: algorithm == .p384 ? 48 : 32)
  }

  private func number(_ name: String, count: Int) -> [UInt8]? {
    var value: OpaquePointer?
    guard handle.lend({ EVP_PKEY_get_bn_param($0, name, &value) }) == 1, let value else {
      ERR_clear_error()
      return nil
    }
    defer { BN_clear_free(value) }
    var bytes = [UInt8](repeating: 0, count: count)
    return BN_bn2binpad(value, &bytes, Int32(count)) == Int32(count) ? bytes : nil
  }

  private func requireModulusLength(_ block: [UInt8]) throws(CryptographyError) {
    let length = Int(algorithm.modulusBits ?? 0) / 8
    guard block.count == length else { throw .length(.block, expected: "\(length)", actual: block.count) }
  }

  private static func encodedPKCS8(_ key: Handle) throws(CryptographyError) -> [UInt8] {
    guard let wrapped = key.lend({ EVP_PKEY2PKCS8($0) }) else { throw .fromQueue("private key") }
    defer { PKCS8_PRIV_KEY_INFO_free(wrapped) }
    return try encoded("private key") { i2d_PKCS8_PRIV_KEY_INFO(wrapped, $0) }
  }
}

extension KeyAlgorithm {
  fileprivate var generatorName: String {
    switch self {
    case .sm2: "SM2"
    case .ed25519: "ED25519"
    default: "EC"
    }
  }

  fileprivate var curveNumber: Int32? {
    switch self {
    case .p256: NID_X9_62_prime256v1
    case .p384: NID_secp384r1
    default: nil
    }
  }
}
