// Texts of invoices on platforms that take no spaces, hyphens or other special characters (manual 001).

/// An invoice's text held to the platform's whitelist, with the clean-up offered and never done by itself.
public struct InvoiceText: Hashable, Sendable {
  public let text: String
  /// The text that the platform would take.
  public let cleaned: String
  /// Places, counted from 1, of hyphens between digits that are not part of a telephone: a person is asked about them.
  public let doubtful: [Int]

  public var isClean: Bool { text == cleaned && doubtful.isEmpty }

  public init(_ text: String) {
    self.text = text
    let characters = Array(text)
    let phones = Self.telephoneHyphens(characters)
    var kept: [Character] = []
    var doubtful: [Int] = []
    for (index, character) in characters.enumerated() {
      let isHyphen = "-－—".contains(character)
      if isHyphen && !phones.contains(index) && Self.isBetweenDigits(characters, index) {
        doubtful.append(index + 1)
        kept.append(character)
      } else if !isHyphen && Self.isPermitted(character) {
        kept.append(character)
      }
    }
    cleaned = String(kept)
    self.doubtful = doubtful
  }

  private static func isPermitted(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "（）()·&".contains(character)
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  private static func isBetweenDigits(_ text: [Character], _ index: Int) -> Bool {
    index > 0 && index + 1 < text.count && isDigit(text[index - 1]) && isDigit(text[index + 1])
  }

  /// Hyphens after an area code and before seven or eight digits.
  private static func telephoneHyphens(_ text: [Character]) -> Set<Int> {
    Set(
      text.indices.filter { index in
        let before = text[..<index].reversed().prefix(while: isDigit)
        let after = text[(index + 1)...].prefix(while: isDigit)
        return text[index] == "-" && (3...4).contains(before.count) && before.last == "0"
          && (7...8).contains(after.count)
      })
  }
}
