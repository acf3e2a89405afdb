// The till: what was counted when it was opened, what came in since, and what must be there when it is closed.
public import Domain

/// A count by two people.
public struct TillCount: Hashable, Sendable, Codable {
  /// How many of each note and coin, by its value in fen.
  public var cash: [Int: Int]
  public var goods: [Good: Int]

  public init(cash: [Int: Int] = [:], goods: [Good: Int] = [:]) {
    self.cash = cash
    self.goods = goods
  }

  public var total: Money { Money(fen: cash.reduce(0) { $0 + $1.key * $1.value }) ?? .zero }

  /// Notes and coins of the renminbi in use, in fen.
  public static let denominations = [10_000, 5000, 2000, 1000, 500, 100, 50, 10]

  /// Reads `100=15` and `0.5=3`; nil when it is no count of a note or coin in use.
  public static func cash(_ text: String) -> (fen: Int, count: Int)? {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let value = Money(yuan: parts[0]), denominations.contains(value.fen),
      let count = Int(parts[1]), (0...1_000_000).contains(count)
    else { return nil }
    return (value.fen, count)
  }

  /// Reads `token=41`; nil when it is no count of a good.
  public static func good(_ text: String) -> (good: Good, count: Int)? {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let good = Good(rawValue: parts[0]), let count = Int(parts[1]),
      (0...1_000_000).contains(count)
    else { return nil }
    return (good, count)
  }
}

/// The till as the store keeps it.
struct Till: Hashable, Codable {
  var isOpen: Bool
  /// When it was last opened, and the journal's last row before.
  var opened: Instant
  var sequence: Int
  /// In fen: what it was opened with, or what was left in it when it was closed.
  var cash: Int
  /// Pieces in stock when it was opened.
  var goods: [Good: Int]
  var people: [PersonID]
}

/// What came in since the till was opened, by way of payment.
struct Takings: Hashable {
  struct Sum: Hashable {
    var count = 0
    var fen = 0
  }

  var ways: [PaymentEntry.Kind: Sum] = [:]
  /// Cash that nobody has counted yet.
  var waiting = 0

  var cash: Int { ways[.cash]?.fen ?? 0 }
}
