// Bank accounts of organisations, which carry no national check digit.

public enum Account {
  /// Digits only, 8 to 32. A check by Luhn would refuse legitimate accounts: it is for cards.
  public static func isWellFormed(_ text: String) -> Bool {
    (8...32).contains(text.utf8.count) && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// Whether an account has the length and the Luhn check of a personal card.
  public static func looksLikeCard(_ text: String) -> Bool {
    isWellFormed(text) && (16...19).contains(text.utf8.count) && isLuhn(text)
  }

  /// ISO/IEC 7812-1, annex B.
  public static func isLuhn(_ digits: String) -> Bool {
    let sum = digits.utf8.reversed().enumerated().reduce(0) { sum, item in
      let digit = Int(item.element) - Int(UInt8(ascii: "0"))
      let doubled = item.offset.isMultiple(of: 2) ? digit : digit * 2
      return sum + doubled / 10 + doubled % 10
    }
    return sum.isMultiple(of: 10)
  }
}
