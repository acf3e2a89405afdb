// A statement's line as the store keeps it, and as lists show it.
public import Domain
internal import FoundationEssentials
internal import Records

/// What is sealed of a line: the line, and the code of what held it up.
struct KeptLine: Hashable, Codable {
  let line: StatementLine
  var hold: String?

  init(_ line: StatementLine, hold: String? = nil) {
    self.line = line
    self.hold = hold
  }

  init(_ row: StatementRow) throws(CounterError) {
    do { self = try JSONDecoder().decode(KeptLine.self, from: Data(row.line)) } catch { throw .damagedRecord(row.id) }
  }

  /// One number of one kind of statement means one movement of money.
  static func reference(_ way: PaymentEntry.Kind, _ number: String) -> String { "\(way.rawValue)/\(number)" }
}

/// A line as it is shown.
public struct ShownLine: Sendable {
  public let id: String
  public let line: StatementLine
  public let queue: StatementQueue
  public let isSettled: Bool
  /// The order it belongs or seems to belong to.
  public let order: OrderNumber?
  /// The code of what keeps a matched line from counting.
  public let hold: String?

  init(_ row: StatementRow, _ kept: KeptLine) {
    id = row.id
    line = kept.line
    queue = row.queue
    isSettled = row.isSettled
    order = row.order
    hold = kept.hold
  }
}
