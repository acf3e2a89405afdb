// An SM2 encryption key on its way to the token that alone can open it: SM2EnvelopedKey (GM/T 0009-2012, section 7.4).

/// What can be seen of it from outside. Its private key is encrypted with a symmetric key, and that one to the token's
/// SM2 signature key, so that nobody on the way can read either.
public struct EnvelopedKey: Hashable, Sendable {
  /// The key pair's public half, on SM2's curve.
  public let publicKey: PublicKey
  /// The dotted identifier of the symmetric cipher, such as 1.2.156.10197.1.104.1 (SM4 in ECB).
  public let cipher: String

  /// In bytes: SM4, SM1 and SSF33 have keys and blocks of 128 bits.
  private static let symmetricKey = 16
  private static let digest = 32
  /// A scalar as it is, or padded to the 512 bits of GM/T 0016's structure.
  private static let scalars = [32, 64]

  /// Reads DER strictly. Fails for points off the curve and for lengths that no such key has.
  public init(der: [UInt8]) throws(CryptographyError) {
    guard let parts = Self.sequence(der), parts.count == 4, let cipher = Self.cipher(parts[0]),
      Self.isWrapped(parts[1]), let point = Self.bits(parts[2]), let secret = Self.bits(parts[3]),
      Self.scalars.contains(secret.count), let key = try? PublicKey(point: point, algorithm: .sm2)
    else { throw .malformed(.envelopedKey) }
    (publicKey, self.cipher) = (key, cipher)
  }

  /// Whether bytes have the outline of an enveloped key rather than of a private key that lies open (PKCS #8 begins with
  /// its version, a number).
  public static func looksLike(_ der: [UInt8]) -> Bool { sequence(der)?.first?.tag == 0x30 }

  private static func sequence(_ der: [UInt8]) -> [DER.Element]? {
    guard let all = DER.elements(in: der[...]), all.count == 1, all[0].tag == 0x30 else { return nil }
    return all[0].children
  }

  /// AlgorithmIdentifier: an identifier, and parameters at most.
  private static func cipher(_ element: DER.Element) -> String? {
    guard element.tag == 0x30, let parts = element.children, (1...2).contains(parts.count), parts[0].tag == 0x06 else {
      return nil
    }
    return DER.dotted(Array(parts[0].content))
  }

  /// SM2Cipher (7.2): a point on the curve, a digest, and the symmetric key under what follows from the point.
  private static func isWrapped(_ element: DER.Element) -> Bool {
    guard element.tag == 0x30, let parts = element.children, parts.map(\.tag) == [0x02, 0x02, 0x04, 0x04],
      parts[2].content.count == digest, parts[3].content.count == symmetricKey,
      let x = coordinate(parts[0]), let y = coordinate(parts[1])
    else { return false }
    return (try? PublicKey(point: [4] + x + y, algorithm: .sm2)) != nil
  }

  private static func coordinate(_ element: DER.Element) -> [UInt8]? {
    let digits = element.content.drop { $0 == 0 }
    guard (1...32).contains(digits.count), let first = element.content.first, first < 0x80 else { return nil }
    return [UInt8](repeating: 0, count: 32 - digits.count) + digits
  }

  /// A BIT STRING of whole bytes.
  private static func bits(_ element: DER.Element) -> [UInt8]? {
    guard element.tag == 0x03, element.content.first == 0 else { return nil }
    return Array(element.content.dropFirst())
  }
}
