// E-mail addresses and postcodes, by their form alone.

public enum Email {
  /// The common subset of RFC 5321: a dot-atom of at most 64 characters, and a domain with at least one dot.
  public static func isWellFormed(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].utf8.count) else { return false }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    let atoms = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2 && labels.allSatisfy(isLabel) && atoms.allSatisfy(isAtom)
  }

  private static func isAtom(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy { isAlphanumeric($0) || "!#$%&'*+/=?^_`{|}~-".contains($0) }
  }

  private static func isLabel(_ text: Substring) -> Bool {
    (1...63).contains(text.utf8.count) && text.allSatisfy { isAlphanumeric($0) || $0 == "-" }
      && !text.hasPrefix("-") && !text.hasSuffix("-")
  }

  private static func isAlphanumeric(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
  }
}

public enum Postcode {
  /// Six digits.
  public static func isWellFormed(_ text: String) -> Bool {
    text.utf8.count == 6 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
