// Keys from other secrets: HKDF for keys (RFC 5869), scrypt for what people remember (RFC 7914).
public import Secrets
internal import COpenSSL

public enum KeyDerivation {
  /// `count` bytes, at most 8160.
  public static func hkdfSHA256(
    secret: [UInt8], salt: [UInt8], info: [UInt8], count: Int
  ) throws(CryptographyError) -> [UInt8] {
    guard (1...255 * 32).contains(count) else {
      throw .length(.cipherKey, expected: "1–8160", actual: count)
    }
    let extracted = MAC.hmacSHA256(key: salt.isEmpty ? [UInt8](repeating: 0, count: 32) : salt, secret)
    var block: [UInt8] = []
    var result: [UInt8] = []
    var counter: UInt8 = 1
    while result.count < count {
      block = MAC.hmacSHA256(key: extracted, block + info + [counter])
      result += block
      counter &+= 1
    }
    return Array(result[..<count])
  }

  /// The same without salt, of what must leave no copies.
  public static func hkdfSHA256(
    secret: SecretBytes, info: [UInt8], count: Int
  ) throws(CryptographyError) -> SecretBytes {
    guard (1...255 * 32).contains(count) else {
      throw .length(.cipherKey, expected: "1–8160", actual: count)
    }
    let extracted = MAC.hmacSHA256(key: SecretBytes([UInt8](repeating: 0, count: 32)), secret)
    var result = SecretDraft(capacity: (count + 31) / 32 * 32)
    var block = SecretBytes([])
    for counter in 1...UInt8((count + 31) / 32) {
      var message = SecretDraft(capacity: 32 + info.count + 1)
      message.append(block)
      message.append(contentsOf: info + [counter])
      block = MAC.hmacSHA256(key: extracted, message.finished())
      result.append(block)
    }
    while result.count > count { result.removeLast() }
    return result.finished()
  }

  /// `count` bytes. Takes 128·n·r bytes of memory; `n` is a power of two. The defaults use 32 MiB.
  public static func scrypt(
    secret: [UInt8], salt: [UInt8], n: Int = 1 << 15, r: Int = 8, p: Int = 1, count: Int = 32
  ) throws(CryptographyError) -> [UInt8] {
    guard n > 1, r > 0, p > 0, count > 0 else { throw .length(.cipherKey, expected: "≥ 1", actual: count) }
    var result = [UInt8](repeating: 0, count: count)
    let memory = UInt64(128 * r) * UInt64(n + p + 2)
    let made = secret.withUnsafeBytes { bytes in
      EVP_PBE_scrypt(
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), secret.count, salt, salt.count, UInt64(n), UInt64(r),
        UInt64(p), memory, &result, count)
    }
    try check(made, "scrypt")
    return result
  }
}
