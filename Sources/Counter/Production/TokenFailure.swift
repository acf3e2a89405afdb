// What the journal keeps of a failure on a token, for the help desk.
public import Domain
internal import FoundationEssentials
public import Tokens

/// A failure's own code, and the codes that the card and the card service gave.
public struct TokenFailure: Hashable, Sendable {
  public let code: String
  /// Four hexadecimal digits; nil where the card did not answer.
  public let statusWord: String?
  /// The PC/SC code in eight hexadecimal digits; nil where the service had none.
  public let serviceCode: String?

  /// Nil for a step that is none.
  public init?(_ step: TokenStep) {
    guard case .failed(let code, let statusWord, let serviceCode) = step else { return nil }
    (self.code, self.statusWord) = (code, statusWord)
    self.serviceCode = serviceCode.map { number in
      let digits = String(number, radix: 16, uppercase: true)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }
  }

  /// All codes in a row.
  public var text: String {
    [code, statusWord.map { "SW \($0)" }, serviceCode.map { "PC/SC \($0)" }].compactMap(\.self).joined(separator: " ")
  }
}

extension [TokenStep] {
  /// The last one that failed.
  public var lastFailure: TokenFailure? { reversed().lazy.compactMap { TokenFailure($0) }.first }
}

extension Desk {
  /// The step of a token job that an order's event is; nil for any other event.
  public static func tokenStep(in event: Event?) -> TokenStep? {
    guard case .tokenStep(let text, _)? = event else { return nil }
    return try? JSONDecoder().decode(TokenStep.self, from: Data(text.utf8))
  }

  /// The last failure of a token in the making.
  public func lastFailure(of making: Making, in order: OrderNumber) throws -> TokenFailure? {
    try job(for: self.order(order.text), making).steps.lastFailure
  }
}
