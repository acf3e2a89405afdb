// The number an order carries from its first moment: minted at the kiosk, never reused, free of personal data.

/// Sixteen characters: kiosk 3, incarnation 2, day yymmdd 6, serial of that day 4, check character 1 (ISO/IEC 7064 MOD 37,36).
public struct OrderNumber: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  public let text: String

  /// - Parameters:
  ///   - kiosk: three characters of 0–9 and A–Z.
  ///   - incarnation: 0…1295; a restored store counts up, so that it never meets its own past.
  ///   - serial: 0…9999 of that day.
  public init(kiosk: String, incarnation: Int, day: CivilDate, serial: Int) {
    let digits = String(incarnation, radix: 36, uppercase: true)
    let body =
      kiosk + String(repeating: "0", count: 2 - digits.count) + digits + (day.year % 100).padded(2)
      + day.month.padded(2) + day.day.padded(2) + serial.padded(4)
    text = body + String(Self.checkCharacter(of: body))
  }

  /// Nil when the length, a character or the check character is wrong.
  public init?(_ text: String) {
    guard text.utf8.count == 16, text.allSatisfy({ Self.alphabet.contains($0) }), let last = text.last,
      Self.checkCharacter(of: String(text.dropLast())) == last
    else { return nil }
    self.text = text
  }

  public var description: String { text }

  public static func < (left: OrderNumber, right: OrderNumber) -> Bool { left.text < right.text }

  private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")

  private static func checkCharacter(of body: String) -> Character {
    var product = 36
    for character in body {
      let sum = (product + (alphabet.firstIndex(of: character) ?? 0)) % 36
      product = (sum == 0 ? 36 : sum) * 2 % 37
    }
    return alphabet[(37 - product) % 36]
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let number = OrderNumber(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an order number")
    }
    self = number
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
