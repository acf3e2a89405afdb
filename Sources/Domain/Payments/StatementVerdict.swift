// What a statement's line means for an order: which queue it belongs to, and what it changes by itself.

/// Where a line stands until it is settled.
public enum StatementQueue: String, Hashable, Sendable, Codable, CaseIterable {
  case exact, partial, over, duplicate, reversed, unknown

  public var title: String {
    switch self {
    case .exact: "金额相符"
    case .partial: "部分付款"
    case .over: "多付"
    case .duplicate: "重复"
    case .reversed: "冲正"
    case .unknown: "未匹配"
    }
  }
}

public struct StatementVerdict: Hashable, Sendable {
  /// What the line does to the order's payments; nil where a person decides.
  public enum Settlement: Hashable, Sendable {
    /// Money that nobody had recorded.
    case settle
    /// It proves what was recorded.
    case confirm(entry: String)
    /// It speaks of what counts already.
    case reconcile(entry: String)
    case reverse(entry: String)
  }

  public let queue: StatementQueue
  public let settlement: Settlement?

  public init(_ queue: StatementQueue, _ settlement: Settlement? = nil) {
    self.queue = queue
    self.settlement = settlement
  }
}

extension Order {
  /// Only what is beyond doubt is settled without a person: the exact sum or a part of it, what was recorded with the
  /// same sum, and a reversal of one known entry. Money is never counted twice: a line of the same sum as an entry that
  /// no statement has spoken of is taken to be that entry.
  public func verdict(on line: StatementLine, under rules: OrderRules) -> StatementVerdict {
    guard !voided else { return StatementVerdict(.unknown) }
    if line.isReversal { return reversal(line) }
    if let entry = payments.first(where: { $0.reference == line.reference && $0.kind.isLike(line.way) && !$0.disputed })
    {
      return verdict(on: line, about: entry, under: rules)
    }
    if let twin = payments.first(where: { $0.isTwin(of: line) }) { return verdict(on: line, about: twin, under: rules) }
    return newMoney(line, under: rules)
  }

  private func reversal(_ line: StatementLine) -> StatementVerdict {
    let counted = payments.filter { $0.countedFen > 0 && $0.fen == line.fen && $0.kind.isLike(line.way) }
    let named = counted.filter { $0.reference == line.original ?? line.reference }
    guard let entry = named.first ?? (counted.count == 1 ? counted.first : nil) else {
      return StatementVerdict(.reversed)
    }
    return StatementVerdict(.reversed, .reverse(entry: entry.id))
  }

  private func verdict(
    on line: StatementLine, about entry: PaymentEntry, under rules: OrderRules
  ) -> StatementVerdict {
    guard entry.fen == line.fen else { return StatementVerdict(line.fen < entry.fen ? .partial : .over) }
    if entry.confirmedBy != nil {
      return entry.line == nil && entry.countedFen > 0
        ? StatementVerdict(.exact, .reconcile(entry: entry.id)) : StatementVerdict(.duplicate)
    }
    return newMoney(line, confirming: entry.id, under: rules)
  }

  private func newMoney(
    _ line: StatementLine, confirming entry: String? = nil, under rules: OrderRules
  ) -> StatementVerdict {
    let due = balance(under: rules).due.fen
    let settlement = entry.map { StatementVerdict.Settlement.confirm(entry: $0) } ?? .settle
    if line.fen == due { return StatementVerdict(.exact, settlement) }
    if line.fen < due { return StatementVerdict(.partial, settlement) }
    let paidBefore = due == 0 && payments.contains { $0.countedFen == line.fen }
    return StatementVerdict(paidBefore ? .duplicate : .over)
  }
}

extension PaymentEntry {
  /// An entry of the same sum and way that no statement has spoken of yet.
  fileprivate func isTwin(of line: StatementLine) -> Bool {
    kind.isLike(line.way) && fen == line.fen && self.line == nil && !disputed && reversedBy == nil
  }
}

extension PaymentEntry.Kind {
  /// A transfer and its receipt are one movement of money.
  func isLike(_ other: PaymentEntry.Kind) -> Bool { family == other.family }

  private var family: PaymentEntry.Kind { self == .bankReceipt ? .transfer : self }
}
