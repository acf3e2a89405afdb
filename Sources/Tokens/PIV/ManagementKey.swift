// The administration key 9B: kinds, the factory's value, and the one derived for each token from a master.
internal import Cryptography
public import Secrets

/// The kinds of key that 9B can be (SP 800-78-5, table 10).
public enum ManagementAlgorithm: UInt8, Codable, Sendable, CaseIterable {
  case tripleDES = 0x03
  case aes128 = 0x08
  case aes192 = 0x0A
  case aes256 = 0x0C

  var keySize: Int {
    switch self {
    case .aes128: 16
    case .tripleDES, .aes192: 24
    case .aes256: 32
    }
  }

  var blockSize: Int { self == .tripleDES ? 8 : 16 }

  var cipher: BlockCipher.Algorithm {
    switch self {
    case .tripleDES: .tripleDES
    case .aes128: .aes128
    case .aes192: .aes192
    case .aes256: .aes256
    }
  }
}

/// One value of 9B with its kind.
struct ManagementKey {
  let algorithm: ManagementAlgorithm
  let bytes: SecretBytes

  func isSame(as other: ManagementKey) -> Bool { algorithm == other.algorithm && bytes.isEqual(to: other.bytes) }
}

/// What a site knows about the administration keys of its tokens.
public struct ManagementKeys: Sendable {
  private let master: SecretBytes
  /// What tokens come with from their makers; asked for, never assumed.
  public let factory: [[UInt8]]

  /// The value most makers set: 01 02 … 08 three times.
  public static let usualFactoryKey: [UInt8] = (0..<24).map { UInt8($0 % 8 + 1) }

  /// `master`: at least 32 secret bytes of the site. Empty `factory` keys leave tokens from stock unusable.
  public init(master: SecretBytes, factory: [[UInt8]] = [usualFactoryKey]) {
    self.master = master
    self.factory = factory
  }

  /// HKDF-SHA256 of the master with the token's identity and the key's kind.
  func derived(for token: TokenIdentity, _ algorithm: ManagementAlgorithm) throws(TokenError) -> ManagementKey {
    let info = Array("certkiosk 9B v1 \(algorithm.rawValue) \(token.text)".utf8)
    do {
      let bytes = try KeyDerivation.hkdfSHA256(secret: master, info: info, count: algorithm.keySize)
      return ManagementKey(algorithm: algorithm, bytes: bytes)
    } catch { throw TokenError(.cryptography) }
  }

  func factoryKeys(_ algorithm: ManagementAlgorithm) -> [ManagementKey] {
    factory.filter { $0.count == algorithm.keySize }.map { ManagementKey(algorithm: algorithm, bytes: SecretBytes($0)) }
  }
}
