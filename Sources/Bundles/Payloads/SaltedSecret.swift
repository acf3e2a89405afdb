// What is kept of a secret that somebody brings to the counter: enough to recognise it, too little to learn it.
public import Cryptography

/// A scrypt digest (RFC 7914) with its own salt. Short codes stay guessable by whoever holds the digest, so that who
/// compares must count tries and who carries it must seal it.
public struct SaltedSecret: Codable, Hashable, Sendable {
  public let salt: Base64Bytes
  /// scrypt's N, a power of two; with r = 8 it takes 1024 · N bytes of memory.
  public let cost: Int
  public let digest: Base64Bytes

  /// 16 MiB for one comparison.
  public static let usualCost = 1 << 14
  /// A table from outside may not make the counter spend more than 128 MiB.
  private static let dearest = 1 << 17

  public init(_ secret: [UInt8], cost: Int = usualCost) throws(CryptographyError) {
    let salt = Random.bytes(16)
    self.salt = Base64Bytes(salt)
    self.cost = cost
    digest = Base64Bytes(try KeyDerivation.scrypt(secret: secret, salt: salt, n: cost))
  }

  /// Whether this is the secret. The comparison takes the same time whatever differs.
  public func accepts(_ secret: [UInt8]) throws(CryptographyError) -> Bool {
    guard isSound else { throw .length(.cipherKey, expected: "2^10–2^17", actual: cost) }
    return MAC.equal(
      try KeyDerivation.scrypt(secret: secret, salt: salt.bytes, n: cost, count: digest.bytes.count), digest.bytes)
  }

  private var isSound: Bool {
    cost >= 1 << 10 && cost <= Self.dearest && cost & (cost - 1) == 0 && digest.bytes.count == 32
  }
}

/// A value by which something is found in a table without standing in it: HMAC-SHA-256 under the table's own key.
public struct KeyedDigest: Codable, Hashable, Sendable {
  public let bytes: Base64Bytes

  public init(_ value: String, key: Base64Bytes) {
    bytes = Base64Bytes(MAC.hmacSHA256(key: key.bytes, Array(value.utf8)))
  }
}
