// Mobile and landline numbers as China writes them.

/// A mainland mobile number: eleven digits. No operator segment is checked, because numbers move between operators.
public struct MobileNumber: Hashable, Sendable {
  public let text: String

  /// Takes plain digits; nil for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 11, bytes[0] == UInt8(ascii: "1"), (UInt8(ascii: "3")...UInt8(ascii: "9")).contains(bytes[1]),
      bytes.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    self.text = text
  }

  /// The digits without the country's prefix, spaces, hyphens and brackets.
  public static func cleaned(_ text: String) -> String {
    let plain = text.filter { !" -()".contains($0) }
    for prefix in ["+86", "0086"] where plain.hasPrefix(prefix) { return String(plain.dropFirst(prefix.count)) }
    return plain.utf8.count == 13 && plain.hasPrefix("861") ? String(plain.dropFirst(2)) : plain
  }
}

/// A landline: area code and number, `0531-67880028`, perhaps with an extension; or a service number such as 400….
public struct Landline: Hashable, Sendable {
  /// Area code, hyphen, number and, where there is one, hyphen and extension.
  public let text: String

  /// Takes digits with or without hyphens; nil when they are no landline.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } }) else { return nil }
    if let service = Self.service(parts.joined()) {
      self.text = service
      return
    }
    guard let (area, rest) = Self.split(parts) else { return nil }
    self.text = ([area] + rest).joined(separator: "-")
  }

  private static func service(_ digits: String) -> String? {
    digits.utf8.count == 10 && (digits.hasPrefix("400") || digits.hasPrefix("800")) ? digits : nil
  }

  /// Area codes: 010 and 02x have three digits, the others four.
  private static func split(_ parts: [String]) -> (String, [String])? {
    guard let first = parts.first, first.hasPrefix("0") else { return nil }
    let areaLength = first.hasPrefix("01") || first.hasPrefix("02") ? 3 : 4
    let area = String(first.prefix(areaLength))
    var rest = Array(parts.dropFirst())
    if first.utf8.count > areaLength { rest.insert(String(first.dropFirst(areaLength)), at: 0) }
    guard area.utf8.count == areaLength, (1...2).contains(rest.count), (7...8).contains(rest[0].utf8.count),
      rest.dropFirst().allSatisfy({ (1...6).contains($0.utf8.count) })
    else { return nil }
    return (area, rest)
  }
}
