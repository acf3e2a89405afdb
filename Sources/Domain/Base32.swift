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
}
