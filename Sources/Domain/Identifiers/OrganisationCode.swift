// The 组织机构代码 that older papers carry and that every credit code holds inside.

/// A 组织机构代码 (GB 11714-1997): eight characters and a check character, without the printed hyphen.
public struct OrganisationCode: Hashable, Sendable, CustomStringConvertible {
  public let text: String

  public enum Malformed: Error, Hashable, Sendable {
    case length(Int)
    case character(Character, place: Int)
    case checkCharacter
    /// PDY00001 to PDY99999 are for use inside one system only.
    case local
  }

  /// Takes upper case; a hyphen before the check character may be there.
  public init(_ text: String) throws(Malformed) {
    var characters = Array(text)
    if characters.count == 10, characters[8] == "-" { characters.remove(at: 8) }
    guard characters.count == 9 else { throw .length(characters.count) }
    for (index, character) in characters.enumerated() where Self.value(of: character) == nil {
      throw .character(character, place: index + 1)
    }
    let plain = String(characters)
    guard Self.isChecked(plain) else { throw .checkCharacter }
    guard !Self.isLocal(plain) else { throw .local }
    self.text = plain
  }

  /// With the hyphen of printed papers.
  public var description: String { "\(text.dropLast())-\(text.suffix(1))" }

  /// Whether nine characters carry the right check character.
  static func isChecked(_ text: String) -> Bool {
    text.count == 9 && checkCharacter(for: String(text.dropLast())) == text.last
  }

  /// The check character that belongs to eight characters; nil when one of them is neither digit nor letter.
  public static func checkCharacter(for body: String) -> Character? {
    let values = body.compactMap(value)
    guard values.count == 8, body.count == 8 else { return nil }
    let check = 11 - zip(values, [3, 7, 9, 10, 5, 8, 4, 2]).map(*).reduce(0, +) % 11
    return check == 10 ? "X" : check == 11 ? "0" : Character(String(check))
  }

  private static func isLocal(_ text: String) -> Bool {
    text.hasPrefix("PDY") && text.dropFirst(3).prefix(5).allSatisfy { ("0"..."9").contains($0) }
  }

  private static func value(of character: Character) -> Int? {
    guard let ascii = character.asciiValue else { return nil }
    switch ascii {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return Int(ascii - UInt8(ascii: "0"))
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): return Int(ascii - UInt8(ascii: "A")) + 10
    default: return nil
    }
  }
}
