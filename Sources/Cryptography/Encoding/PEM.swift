// PEM (RFC 7468): DER as text between two lines that say what it is.
internal import COpenSSL

public enum PEM {
  public static func text(_ der: [UInt8], label: String) -> String {
    let letters = base64(der)
    let lines = stride(from: 0, to: letters.count, by: 64).map {
      String(decoding: letters[$0..<min($0 + 64, letters.count)], as: UTF8.self)
    }
    return (["-----BEGIN \(label)-----"] + lines + ["-----END \(label)-----", ""]).joined(separator: "\n")
  }

  /// Every block with this label, in order.
  public static func blocks(in text: String, label: String) -> [[UInt8]] {
    var found: [[UInt8]] = []
    var letters: String?
    for line in text.split(whereSeparator: \.isNewline) {
      let line = String(line.filter { $0 != "\r" })
      if line == "-----BEGIN \(label)-----" {
        letters = ""
      } else if line == "-----END \(label)-----" {
        if let bytes = letters.flatMap(decodedBase64) { found.append(bytes) }
        letters = nil
      } else {
        letters? += line
      }
    }
    return found
  }

  /// The first block with this label.
  public static func block(
    in text: String, label: String, _ material: CryptographyError.Material
  ) throws(CryptographyError) -> [UInt8] {
    guard let first = blocks(in: text, label: label).first else { throw .malformed(material) }
    return first
  }

  /// Base 64 letters without line breaks (RFC 4648, section 4).
  public static func base64(_ bytes: [UInt8]) -> [UInt8] {
    var letters = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
    let count = EVP_EncodeBlock(&letters, bytes, Int32(bytes.count))
    return Array(letters[..<Int(count)])
  }

  /// Nil for anything that is not whole, padded base 64.
  public static func decodedBase64(_ text: String) -> [UInt8]? {
    let letters = Array(text.utf8)
    guard letters.count.isMultiple(of: 4), !letters.isEmpty else { return letters.isEmpty ? [] : nil }
    var bytes = [UInt8](repeating: 0, count: letters.count / 4 * 3)
    let count = EVP_DecodeBlock(&bytes, letters, Int32(letters.count))
    guard count >= 0 else {
      ERR_clear_error()
      return nil
    }
    let padding = letters.suffix(2).count { $0 == UInt8(ascii: "=") }
    let decoded = Array(bytes[..<(Int(count) - padding)])
    return base64(decoded) == letters ? decoded : nil
  }
}
