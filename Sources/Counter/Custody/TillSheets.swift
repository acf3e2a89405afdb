// What the sheets of a close print: cash by note, takings by way, and stock by good.
internal import Domain
internal import Services

struct TillSheets {
  private let till: Till
  private let takings: Takings
  private let count: TillCount
  private let expected: Money
  private let moves: [Good: [CustodyMove: Int]]

  init(
    _ till: Till, _ takings: Takings, _ count: TillCount, expected: Money, moves: [Good: [CustodyMove: Int]]
  ) {
    self.till = till
    self.takings = takings
    self.count = count
    self.expected = expected
    self.moves = moves
  }

  func facts(serials: [Good: String]) -> Facts {
    var facts = Facts()
    facts.set("till.opening", Money(fen: till.cash))
    facts.set("till.taken", Money(fen: max(0, takings.cash)))
    facts.set("till.expected", expected)
    facts.set("till.counted", count.total)
    facts["till.difference"] = "0.00"
    facts.set(list: "cash", TillCount.denominations.map(cash))
    facts.set(list: "takings", PaymentEntry.Kind.allCases.map(taking))
    facts.set(list: "stock", Good.allCases.filter(isKept).map { stock($0, serials[$0] ?? "") })
    return facts
  }

  private func cash(_ fen: Int) -> [FieldID: String] {
    let pieces = count.cash[fen] ?? 0
    let value = fen >= 100 ? "\(fen / 100) 元" : "\(fen / 10) 角"
    guard pieces > 0 else { return ["value": value] }
    return ["value": value, "count": "\(pieces)", "amount": Money(fen: fen * pieces)?.yuan ?? ""]
  }

  private func taking(_ kind: PaymentEntry.Kind) -> [FieldID: String] {
    guard let sum = takings.ways[kind] else { return ["way": kind.title] }
    return ["way": kind.title, "count": "\(sum.count)", "amount": Money(fen: max(0, sum.fen))?.yuan ?? ""]
  }

  private func isKept(_ good: Good) -> Bool {
    till.goods[good] ?? 0 > 0 || count.goods[good] ?? 0 > 0 || !(moves[good] ?? [:]).isEmpty
  }

  private func stock(_ good: Good, _ serials: String) -> [FieldID: String] {
    let moved = moves[good] ?? [:]
    let counted = count.goods[good] ?? 0
    return [
      "item": good.title, "serials": serials, "opening": "\(till.goods[good] ?? 0)",
      "received": "\(moved[.receive] ?? 0)", "issued": "\(moved[.issue] ?? 0)", "spoiled": "\(moved[.spoil] ?? 0)",
      "expected": "\(counted)", "counted": "\(counted)",
    ]
  }
}
