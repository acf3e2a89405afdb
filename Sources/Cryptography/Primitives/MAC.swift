// Message authentication codes (RFC 2104) and a comparison that takes the same time whatever differs.
public import Secrets
internal import COpenSSL

public enum MAC {
  /// 32 bytes.
  public static func hmacSHA256(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: 32)
    var count: UInt32 = 32
    // A nil key would mean "the key of the last call": an empty array may have no address.
    let made = (key.isEmpty ? [0] : key).withUnsafeBufferPointer {
      HMAC(EVP_sha256(), $0.baseAddress, Int32(key.count), message, message.count, &result, &count)
    }
    precondition(made != nil, "this OpenSSL has no HMAC")
    return result
  }

  /// The same of what must leave no copies: 32 bytes.
  public static func hmacSHA256(key: SecretBytes, _ message: SecretBytes) -> SecretBytes {
    key.withBytes { key in
      message.withBytes { message in
        SecretBytes(count: 32) { result in
          var count: UInt32 = 32
          let made = HMAC(
            EVP_sha256(), key.baseAddress, Int32(key.count), message.bindMemory(to: UInt8.self).baseAddress,
            message.count, result.bindMemory(to: UInt8.self).baseAddress, &count)
          precondition(made != nil, "this OpenSSL has no HMAC")
        }
      }
    }
  }

  /// Compares without telling by its duration where the first difference lies.
  public static func equal(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one.count == other.count && CRYPTO_memcmp(one, other, one.count) == 0
  }
}
