// Bytes as upper-case text without look-alike letters (Crockford's base 32), for page codes and numbers.

public enum Base32 {
  package static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  /// The first `count` characters of the bytes' bits, five bits each; missing bits are zero.
  public static func text(_ bytes: [UInt8], count: Int) -> String {
    var text = ""
    for character in 0..<count {
      var value = 0
      for bit in character * 5..<character * 5 + 5 {
        let byte = bit / 8 < bytes.count ? bytes[bit / 8] : 0
        value = value << 1 | Int(byte >> (7 - UInt8(bit % 8)) & 1)
      }
      text.append(alphabet[value])
    }
    return text
  }

  /// The bytes that `text(_:count:)` wrote. Nil for other letters, another length, or bits left over that are not zero:
  /// each text means one value and each value has one text.
  public static func bytes(_ text: String, count: Int) -> [UInt8]? {
    guard text.utf8.count == (count * 8 + 4) / 5 else { return nil }
    var bytes: [UInt8] = []
    var value = 0
    var bits = 0
    for letter in text {
      guard let digit = alphabet.firstIndex(of: letter) else { return nil }
      value = value << 5 | digit
      bits += 5
      guard bits >= 8 else { continue }
      bits -= 8
      bytes.append(UInt8(value >> bits))
      value &= (1 << bits) - 1
    }
    return value == 0 ? bytes : nil
  }
}
