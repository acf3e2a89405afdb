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
  /// What the site's makers of tokens set besides the usual value; tried in this order.
  private let factory: [SecretBytes]

  /// The value most makers set: 01 02 … 08, as often as the kind of key needs it.
  static func usualFactoryKey(_ algorithm: ManagementAlgorithm) -> SecretBytes {
    SecretBytes((0..<algorithm.keySize).map { UInt8($0 % 8 + 1) })
  }

  /// How many bytes a key can have.
  public static let keySizes = Set(ManagementAlgorithm.allCases.map(\.keySize))

  /// - Parameter master: at least 32 secret bytes of the site.
  public init(master: SecretBytes, factory: [[UInt8]] = []) {
    self.master = master
    self.factory = factory.map { SecretBytes($0) }
  }

  /// HKDF-SHA256 of the master with the token's identity and the key's kind.
  func derived(for token: TokenIdentity, _ algorithm: ManagementAlgorithm) throws(TokenError) -> ManagementKey {
    let info = Array("certkiosk 9B v1 \(algorithm.rawValue) \(token.text)".utf8)
    do {
      let bytes = try KeyDerivation.hkdfSHA256(secret: master, info: info, count: algorithm.keySize)
      return ManagementKey(algorithm: algorithm, bytes: bytes)
    } catch { throw TokenError(.cryptography) }
  }

  /// Those that can be a key of this kind. 9B has no counter of tries, so that trying them costs nothing.
  func factoryKeys(_ algorithm: ManagementAlgorithm) -> [ManagementKey] {
    ([Self.usualFactoryKey(algorithm)] + factory.filter { $0.count == algorithm.keySize })
      .map { ManagementKey(algorithm: algorithm, bytes: $0) }
  }
}
