// Amounts of money as whole fen.

/// An amount in renminbi: never negative, below a trillion yuan.
public struct Money: Hashable, Comparable, Sendable, Codable {
  public let fen: Int

  public static let zero = Money(unchecked: 0)

  /// One fen more than the largest amount.
  static let bound = 100_000_000_000_000

  /// Nil below zero and from a trillion yuan on.
  public init?(fen: Int) {
    guard (0..<Self.bound).contains(fen) else { return nil }
    self.fen = fen
  }

  private init(unchecked fen: Int) { self.fen = fen }

  /// Reads digits with at most two decimals: `300`, `300.0`, `0.01`. Nil for anything else.
  public init?(yuan text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), (1...12).contains(parts[0].utf8.count),
      parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }), let yuan = Int(parts[0])
    else { return nil }
    let decimals = parts.count == 2 ? parts[1] : "00"
    guard (1...2).contains(decimals.utf8.count), let cents = Int(decimals) else { return nil }
    self.init(fen: yuan * 100 + (decimals.utf8.count == 1 ? cents * 10 : cents))
  }

  /// `300.00`
  public var yuan: String { "\(fen / 100).\((fen % 100).padded(2))" }

  /// The canonical spelling in capitals, without 人民币: `叁佰元整`.
  public var capitals: String { CapitalAmount(fen: fen).canonical }

  /// The amount that a spelling in capitals means, in any form that the bank's or the accountants' rules permit.
  public static func fen(fromCapitals text: String) -> Int? { CapitalAmount.fen(reading: text) }

  public static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let money = Money(fen: try container.decode(Int.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an amount")
    }
    self = money
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(fen)
  }
}
