// The eighteen-character identity numbers: residents, people of Hong Kong, Macao and Taiwan, and foreign residents.

/// An eighteen-character number with the check of ISO/IEC 7064 MOD 11-2 (GB 11643-1999).
public struct IdentityNumber: Hashable, Sendable {
  public let text: String
  public let birth: CivilDate

  public enum Malformed: Error, Hashable, Sendable {
    case length(Int)
    /// A number of the first generation: fifteen digits.
    case firstGeneration
    case character(Character, place: Int)
    case region(String)
    case date
    case checkCharacter
  }

  /// Which address codes a number may begin with.
  public enum Holder: Hashable, Sendable {
    case resident, hongKongMacaoTaiwan, foreignResident
  }

  /// Takes upper case only.
  public init(_ text: String, holder: Holder) throws(Malformed) {
    let characters = Array(text)
    let isDigit = { (character: Character) in ("0"..."9").contains(character) }
    guard characters.count == 18 else {
      throw characters.count == 15 && characters.allSatisfy(isDigit) ? .firstGeneration : .length(characters.count)
    }
    if let index = characters.indices.first(where: { !isDigit(characters[$0]) && !($0 == 17 && characters[$0] == "X") })
    {
      throw .character(characters[index], place: index + 1)
    }
    guard Self.begins(text, holder) else { throw .region(String(characters[..<6])) }
    guard let birth = Self.birth(in: text) else { throw .date }
    guard Self.checkCharacter(for: String(characters[..<17])) == characters[17] else { throw .checkCharacter }
    self.text = text
    self.birth = birth
  }

  /// Completed years on a day.
  public func age(on day: CivilDate) -> Int {
    day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day) ? 1 : 0)
  }

  /// The check character that belongs to seventeen digits; nil when there is something else among them.
  public static func checkCharacter(for body: String) -> Character? {
    let digits = body.compactMap(\.wholeNumberValue)
    guard digits.count == 17, body.utf8.count == 17 else { return nil }
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return Array("10X98765432")[zip(digits, weights).map(*).reduce(0, +) % 11]
  }

  /// The eighteen characters of a first-generation number, to look up old records by; nil when it is not one.
  public static func upgraded(_ old: String) -> String? {
    guard old.utf8.count == 15, old.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    let body = old.prefix(6) + "19" + old.dropFirst(6)
    return checkCharacter(for: String(body)).map { String(body) + String($0) }
  }

  private static func birth(in text: String) -> CivilDate? {
    let digits = text.dropFirst(6).prefix(8).compactMap(\.wholeNumberValue)
    return CivilDate(
      year: digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3], month: digits[4] * 10 + digits[5],
      day: digits[6] * 10 + digits[7])
  }

  private static func begins(_ text: String, _ holder: Holder) -> Bool {
    switch holder {
    case .resident: Int(text.prefix(2)).map(provinces.contains) == true
    case .hongKongMacaoTaiwan: ["810000", "820000", "830000"].contains(String(text.prefix(6)))
    case .foreignResident: text.hasPrefix("9")
    }
  }

  /// The first two digits of GB/T 2260 codes; 81 to 83 stand in residence permits only.
  static let provinces: Set<Int> = Set(
    [Array(11...15), Array(21...23), Array(31...37), Array(41...46), Array(50...54), Array(61...65), [71]]
      .joined())
}
