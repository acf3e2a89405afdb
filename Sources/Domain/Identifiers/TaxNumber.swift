// The 纳税人识别号 on invoices.

/// Fifteen, seventeen, eighteen or twenty letters and digits; one of eighteen is a credit code.
public struct TaxNumber: Hashable, Sendable {
  public let text: String

  public enum Malformed: Error, Hashable, Sendable {
    case length(Int)
    case character(Character, place: Int)
    case creditCode(SocialCreditCode.Malformed)
  }

  /// Takes upper case only.
  public init(_ text: String) throws(Malformed) {
    for (index, character) in text.enumerated() {
      guard ("0"..."9").contains(character) || ("A"..."Z").contains(character) else {
        throw .character(character, place: index + 1)
      }
    }
    guard [15, 17, 18, 20].contains(text.utf8.count) else { throw .length(text.utf8.count) }
    if text.utf8.count == 18 && !Self.isIdentityNumber(text) {
      do throws(SocialCreditCode.Malformed) { _ = try SocialCreditCode(text) } catch { throw .creditCode(error) }
    }
    self.text = text
  }

  /// A self-employed person's tax number may be the identity number.
  private static func isIdentityNumber(_ text: String) -> Bool {
    (try? IdentityNumber(text, holder: .resident)) != nil
  }
}
