// Single blocks under a symmetric key, as a PIV card's administration key uses them (SP 800-78-4, table 6).
public import Secrets
internal import COpenSSL

/// ECB over whole blocks, without padding: for challenges of random bytes, never for data.
public struct BlockCipher: Sendable {
  public enum Algorithm: String, Codable, Sendable, CaseIterable {
    case tripleDES, aes128, aes192, aes256

    /// In bytes.
    public var keyLength: Int {
      switch self {
      case .aes128: 16
      case .tripleDES, .aes192: 24
      case .aes256: 32
      }
    }

    /// In bytes.
    public var blockLength: Int { self == .tripleDES ? 8 : 16 }

    fileprivate var cipher: OpaquePointer? {
      switch self {
      case .tripleDES: EVP_des_ede3_ecb()
      case .aes128: EVP_aes_128_ecb()
      case .aes192: EVP_aes_192_ecb()
      case .aes256: EVP_aes_256_ecb()
      }
    }
  }

  public let algorithm: Algorithm
  private let key: SecretBytes

  /// Needs exactly `algorithm.keyLength` bytes.
  public init(_ algorithm: Algorithm, key: SecretBytes) throws(CryptographyError) {
    guard key.count == algorithm.keyLength else {
      throw .length(.cipherKey, expected: "\(algorithm.keyLength)", actual: key.count)
    }
    self.algorithm = algorithm
    self.key = key
  }

  /// A key that lies open anyway, as in a card made of software.
  public init(_ algorithm: Algorithm, key: [UInt8]) throws(CryptographyError) {
    try self.init(algorithm, key: SecretBytes(key))
  }

  public func encrypt(_ blocks: [UInt8]) throws(CryptographyError) -> [UInt8] { try run(blocks, encrypting: 1) }

  public func decrypt(_ blocks: [UInt8]) throws(CryptographyError) -> [UInt8] { try run(blocks, encrypting: 0) }

  private func run(_ blocks: [UInt8], encrypting: Int32) throws(CryptographyError) -> [UInt8] {
    guard blocks.count.isMultiple(of: algorithm.blockLength) else {
      throw .length(.block, expected: "\(algorithm.blockLength)", actual: blocks.count)
    }
    let run = try CipherRun()
    let started = key.withBytes { key in
      EVP_CipherInit_ex(
        run.context, algorithm.cipher, nil, key.bindMemory(to: UInt8.self).baseAddress, nil, encrypting)
    }
    try check(started, "block cipher")
    try check(EVP_CIPHER_CTX_set_padding(run.context, 0), "block cipher")
    return try run.update(blocks, "block cipher")
  }
}
