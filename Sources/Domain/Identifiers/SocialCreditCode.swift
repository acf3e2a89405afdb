// The 统一社会信用代码 of an organisation, by both of its checks.

/// A 统一社会信用代码 (GB 32100-2015): registry 1, type 1, division 6, organisation code 9, check character 1.
public struct SocialCreditCode: Hashable, Sendable, CustomStringConvertible {
  public let text: String

  public enum Malformed: Error, Hashable, Sendable {
    case length(Int)
    /// A character that the alphabet leaves out. The suggestion is what the code would be with the look-alike digits,
    /// and is there only when that code is right.
    case character(Character, place: Int, suggestion: String?)
    case division(place: Int)
    case checkCharacter
    /// Characters 9 to 17 are no organisation code (GB 11714), though the outer check holds.
    case organisationCode
  }

  /// Takes upper case only; `Field.judge` normalises first and shows it.
  public init(_ text: String) throws(Malformed) {
    let characters = Array(text)
    guard characters.count == 18 else { throw .length(characters.count) }
    var sum = 0
    for (index, character) in characters.enumerated() {
      guard let value = Self.values[character] else {
        throw .character(character, place: index + 1, suggestion: Self.suggestion(for: text))
      }
      if index < 17 { sum += value * Self.weights[index] }
    }
    if let index = characters[2..<8].firstIndex(where: { !("0"..."9").contains($0) }) {
      throw .division(place: index + 1)
    }
    guard Self.values[characters[17]] == (31 - sum % 31) % 31 else { throw .checkCharacter }
    guard OrganisationCode.isChecked(String(characters[8..<17])) else { throw .organisationCode }
    self.text = text
  }

  public var description: String { text }

  /// Characters 9 to 17.
  public var organisationCode: String { String(text.dropFirst(8).prefix(9)) }

  /// Whether the registry and type are a pair that the standard's table names.
  public var hasKnownRegistry: Bool {
    let pair = Array(text.prefix(2))
    return Self.types[pair[0]]?.contains(pair[1]) == true
  }

  /// The check character that belongs to seventeen characters; nil when one of them is outside the alphabet.
  public static func checkCharacter(for body: String) -> Character? {
    let values = body.compactMap { Self.values[$0] }
    guard values.count == 17, body.count == 17 else { return nil }
    return alphabet[(31 - zip(values, weights).map(*).reduce(0, +) % 31) % 31]
  }

  static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
  private static let values = Dictionary(uniqueKeysWithValues: zip(alphabet, 0...))
  private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

  /// The letters left out of the alphabet because they look like these digits.
  private static let lookAlikes: [Character: Character] = ["O": "0", "I": "1", "Z": "2", "S": "5"]

  private static func suggestion(for text: String) -> String? {
    let replaced = String(text.map { lookAlikes[$0] ?? $0 })
    guard replaced != text, (try? SocialCreditCode(replaced)) != nil else { return nil }
    return replaced
  }

  /// Registry authority → entity types (GB 32100-2015, table 1).
  private static let types: [Character: String] = [
    "1": "1239", "2": "19", "3": "123459", "4": "19", "5": "12349", "6": "129", "7": "129", "8": "19", "9": "1239",
    "A": "19", "N": "1239", "Y": "1",
  ]
}
