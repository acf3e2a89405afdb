// What a pack leaves to head office: where orders are reviewed, which payments are proven, and prices that come down.
public import Domain

extension Pack {
  /// The rules of one business type of this pack, with the order of steps that an order takes.
  public func headOfficeRules(of type: BusinessType, by flow: Flow) -> HeadOfficeRules {
    HeadOfficeRules(review: flow.review, proven: payment.proven, cipherCard: type.cipherCard)
  }
}

extension BusinessType {
  /// The type with the prices that an order was registered with.
  public func priced(_ prices: Prices?) -> BusinessType {
    guard let prices else { return self }
    var type = self
    type.fees = prices.lines.compactMap(FeeLine.init)
    return type
  }
}

extension FeeLine {
  /// Nil for a unit that this version does not know.
  init?(_ line: Prices.Line) {
    guard let unit = Unit(rawValue: line.per) else { return nil }
    let condition = line.field.map {
      ServiceVocabulary.Condition(field: $0, values: Set(line.values), isNegated: line.negated)
    }
    self.init(title: line.title, fen: line.fen, unit: unit, condition: condition)
  }
}

extension DefinitionReader {
  /// Where a flow's orders are reviewed; at the counter unless it says otherwise.
  func reviewPlace(_ node: YAMLNode?) -> HeadOfficeRules.ReviewPlace {
    let places = HeadOfficeRules.ReviewPlace.allCases.map { ($0.rawValue, $0) }
    return node.flatMap { word($0, among: places) } ?? .counter
  }
}
