// The kinds of key pairs in use, and what each signs with.
internal import COpenSSL

public enum KeyAlgorithm: String, Codable, Sendable, CaseIterable {
  case rsa2048, rsa3072, rsa4096, p256, p384, sm2, ed25519

  public var isRSA: Bool { modulusBits != nil }

  public var isElliptic: Bool { self == .p256 || self == .p384 || self == .sm2 }

  /// What SM2 signatures are bound to when nothing else is agreed (GM/T 0009-2012, section 10).
  static let sm2Identifier = Array("1234567812345678".utf8)

  var modulusBits: Int32? {
    switch self {
    case .rsa2048: 2048
    case .rsa3072: 3072
    case .rsa4096: 4096
    default: nil
    }
  }

  /// The digest that goes with a signature; Ed25519 takes the message as it is.
  var digest: OpaquePointer? {
    switch self {
    case .rsa2048, .rsa3072, .rsa4096, .p256: EVP_sha256()
    case .p384: EVP_sha384()
    case .sm2: EVP_sm3()
    case .ed25519: nil
    }
  }

  /// AlgorithmIdentifier of this key's signatures: RSA has a NULL parameter, the others none (RFC 8017, 5758, 8410).
  var signatureIdentifier: [UInt8] {
    switch self {
    case .rsa2048, .rsa3072, .rsa4096: DER.sequence([0x06, 9, 42, 134, 72, 134, 247, 13, 1, 1, 11], DER.null)
    case .p256: DER.sequence([0x06, 8, 42, 134, 72, 206, 61, 4, 3, 2])
    case .p384: DER.sequence([0x06, 8, 42, 134, 72, 206, 61, 4, 3, 3])
    case .sm2: DER.sequence([0x06, 8, 42, 129, 28, 207, 85, 1, 131, 117])
    case .ed25519: DER.sequence([0x06, 3, 43, 101, 112])
    }
  }

  /// AlgorithmIdentifier of a public key on this curve, without the point.
  var curveIdentifier: [UInt8]? {
    let curve: [UInt8]
    switch self {
    case .p256: curve = [0x06, 8, 42, 134, 72, 206, 61, 3, 1, 7]
    case .p384: curve = [0x06, 5, 43, 129, 4, 0, 34]
    case .sm2: curve = [0x06, 8, 42, 129, 28, 207, 85, 1, 130, 45]
    default: return nil
    }
    return DER.sequence([0x06, 7, 42, 134, 72, 206, 61, 2, 1], curve)
  }

  /// Nil for a key of another kind or size.
  init?(of key: OpaquePointer) {
    // By name: keys that live in a provider have no number.
    if EVP_PKEY_is_a(key, "SM2") == 1 {
      self = .sm2
    } else if EVP_PKEY_is_a(key, "ED25519") == 1 {
      self = .ed25519
    } else if EVP_PKEY_is_a(key, "RSA") == 1 {
      let bits = EVP_PKEY_get_bits(key)
      guard let match = Self.allCases.first(where: { $0.modulusBits == bits }) else { return nil }
      self = match
    } else {
      guard EVP_PKEY_is_a(key, "EC") == 1, let curve = Self.curve(of: key) else { return nil }
      self = curve
    }
  }

  private static func curve(of key: OpaquePointer) -> KeyAlgorithm? {
    var name = [CChar](repeating: 0, count: 64)
    guard EVP_PKEY_get_group_name(key, &name, name.count, nil) == 1 else { return nil }
    let curves: [String: KeyAlgorithm] = ["prime256v1": .p256, "secp384r1": .p384]
    let letters = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return curves[String(decoding: letters, as: UTF8.self)]
  }
}
