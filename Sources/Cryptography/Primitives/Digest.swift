// Digests: SHA-2 (FIPS 180-4) and SM3 (GB/T 32905-2016), of whole byte strings or as bytes come.
internal import COpenSSL

public enum Digest {
  public static func sha256(_ bytes: [UInt8]) -> [UInt8] { of(bytes, EVP_sha256()) }
  public static func sha384(_ bytes: [UInt8]) -> [UInt8] { of(bytes, EVP_sha384()) }
  public static func sm3(_ bytes: [UInt8]) -> [UInt8] { of(bytes, EVP_sm3()) }

  private static func of(_ bytes: [UInt8], _ algorithm: OpaquePointer?) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    let made = EVP_Digest(bytes, bytes.count, &result, &count, algorithm, nil)
    precondition(made == 1, "this OpenSSL has no such digest")
    return Array(result[..<Int(count)])
  }
}

/// A SHA-256 digest of bytes that come in pieces. Not for use from two threads at once.
public final class SHA256Stream {
  private let context: OpaquePointer

  public init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("this OpenSSL has no SHA-256")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  public func update(_ bytes: [UInt8]) {
    let taken = EVP_DigestUpdate(context, bytes, bytes.count)
    precondition(taken == 1, "a finished digest takes no more bytes")
  }

  /// The digest of all bytes so far; the stream begins anew.
  public func finish() -> [UInt8] {
    var result = [UInt8](repeating: 0, count: 32)
    let made = EVP_DigestFinal_ex(context, &result, nil) == 1 && EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
    precondition(made, "this OpenSSL has no SHA-256")
    return result
  }
}

extension [UInt8] {
  /// Lower-case hexadecimal digits, two a byte.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// Reads pairs of hexadecimal digits; nil for anything else.
  public init?(hex: some StringProtocol) {
    var nibbles: [UInt8] = []
    for character in hex {
      guard let value = character.hexDigitValue else { return nil }
      nibbles.append(UInt8(value))
    }
    guard nibbles.count.isMultiple(of: 2) else { return nil }
    self = stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
  }
}
