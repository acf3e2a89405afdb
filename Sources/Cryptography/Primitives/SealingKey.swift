// Sealing: AES-256-GCM (SP 800-38D) under a key that lives elsewhere, bound to the context it was sealed for.
public import Secrets
internal import COpenSSL

/// A key that seals byte strings. Sealed: a format byte, a random nonce (12), the ciphertext and the tag (16).
///
/// One key may seal 2³² byte strings before a random nonce could repeat (SP 800-38D, 8.3).
public struct SealingKey: Sendable {
  /// What sealing adds, in bytes.
  public static let overhead = 1 + nonceLength + tagLength

  private static let format: UInt8 = 1
  private static let nonceLength = 12
  private static let tagLength = 16

  private let key: [UInt8]

  /// Needs 32 bytes.
  public init(_ bytes: [UInt8]) throws(CryptographyError) {
    guard bytes.count == 32 else { throw .length(.sealingKey, expected: "32", actual: bytes.count) }
    key = bytes
  }

  private init(trusting bytes: [UInt8]) { key = bytes }

  public static func random() -> SealingKey { SealingKey(trusting: Random.bytes(32)) }

  /// The key itself, for whoever keeps it.
  public var bytes: [UInt8] { key }

  /// Seals for a context such as `order/phone/17`; only the same context opens.
  public func seal(_ plain: [UInt8], context: String) throws(CryptographyError) -> [UInt8] {
    try seal(plain, authenticated: [Self.format] + Array(context.utf8), nonce: Random.bytes(Self.nonceLength))
  }

  /// The same of what must leave no copies.
  public func seal(_ plain: SecretBytes, context: String) throws(CryptographyError) -> [UInt8] {
    try plain.withBytes { plain throws(CryptographyError) in
      try seal(plain, authenticated: [Self.format] + Array(context.utf8), nonce: Random.bytes(Self.nonceLength))
    }
  }

  package func seal(
    _ plain: [UInt8], authenticated: [UInt8], nonce: [UInt8]
  ) throws(CryptographyError) -> [UInt8] {
    try plain.withUnsafeBufferPointer { plain throws(CryptographyError) in
      try seal(UnsafeRawBufferPointer(plain), authenticated: authenticated, nonce: nonce)
    }
  }

  private func seal(
    _ plain: UnsafeRawBufferPointer, authenticated: [UInt8], nonce: [UInt8]
  ) throws(CryptographyError) -> [UInt8] {
    let run = try CipherRun()
    try check(EVP_CipherInit_ex(run.context, EVP_aes_256_gcm(), nil, key, nonce, 1), "seal")
    try run.authenticate(authenticated)
    let sealed = try run.update(plain, "seal")
    guard run.finish() else { throw .fromQueue("seal") }
    var tag = [UInt8](repeating: 0, count: Self.tagLength)
    try check(EVP_CIPHER_CTX_ctrl(run.context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagLength), &tag), "seal")
    return [Self.format] + nonce + sealed + tag
  }

  /// The plain bytes; `sealBroken` for another key, another context or altered bytes.
  public func open(_ sealed: [UInt8], context: String) throws(CryptographyError) -> [UInt8] {
    try open(sealed, authenticated: [Self.format] + Array(context.utf8))
  }

  /// The same into memory that leaves no copies.
  public func openSecret(_ sealed: [UInt8], context: String) throws(CryptographyError) -> SecretBytes {
    try SecretBytes(count: max(0, sealed.count - Self.overhead)) { plain throws(CryptographyError) in
      try open(sealed, authenticated: [Self.format] + Array(context.utf8), into: plain)
    }
  }

  package func open(_ sealed: [UInt8], authenticated: [UInt8]) throws(CryptographyError) -> [UInt8] {
    var plain = [UInt8](repeating: 0, count: max(0, sealed.count - Self.overhead))
    try plain.withUnsafeMutableBufferPointer { plain throws(CryptographyError) in
      try open(sealed, authenticated: authenticated, into: UnsafeMutableRawBufferPointer(plain))
    }
    return plain
  }

  private func open(
    _ sealed: [UInt8], authenticated: [UInt8], into plain: UnsafeMutableRawBufferPointer
  ) throws(CryptographyError) {
    guard sealed.count >= Self.overhead, sealed[0] == Self.format else { throw .sealBroken }
    let nonce = Array(sealed[1...Self.nonceLength])
    var tag = Array(sealed.suffix(Self.tagLength))
    let run = try CipherRun()
    try check(EVP_CipherInit_ex(run.context, EVP_aes_256_gcm(), nil, key, nonce, 0), "open")
    try run.authenticate(authenticated)
    try run.update(sealed[(1 + Self.nonceLength)..<(sealed.count - Self.tagLength)], into: plain, "open")
    try check(EVP_CIPHER_CTX_ctrl(run.context, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagLength), &tag), "open")
    guard run.finish() else {
      ERR_clear_error()
      throw .sealBroken
    }
  }
}
