// Reads the price list: every line names the business types that it is for.
internal import Domain

struct FeeReader {
  let reader: DefinitionReader
  let catalogue: FieldCatalogue
  let typeIDs: [String]

  func fees(_ node: YAMLNode?) -> [(line: FeeLine, types: Set<String>)] {
    var known: [(line: FeeLine, types: Set<String>)] = []
    for item in reader.list(node) {
      guard let fee = fee(item) else { continue }
      if known.contains(where: { Self.isSame($0, fee) }) {
        reader.report(PackMistake.feeTwice(fee.line.title), at: item.place)
      }
      known.append(fee)
    }
    return known
  }

  /// One price for one thing under one condition.
  private static func isSame(
    _ left: (line: FeeLine, types: Set<String>), _ right: (line: FeeLine, types: Set<String>)
  ) -> Bool {
    left.line.title == right.line.title && left.line.condition == right.line.condition
      && !left.types.isDisjoint(with: right.types)
  }

  private func fee(_ item: YAMLNode) -> (line: FeeLine, types: Set<String>)? {
    let values = reader.fields(item, .fee)
    let types = reader.list(values["for"]).compactMap {
      reader.reference($0, among: typeIDs, PackMistake.unknownBusinessType)
    }
    reader.requireDistinct(values["for"])
    let units = FeeLine.Unit.allCases.map { ($0.rawValue, $0) }
    guard let title = reader.filledText(values["title"]), let price = reader.yuan(values["yuan"]),
      let unit = reader.word(values["per"], among: units)
    else { return nil }
    if values["for"]?.items?.isEmpty == true { reader.report(PackMistake.priceWithoutType, at: item.place) }
    let condition = reader.condition(values["when"], negated: false, in: catalogue)
    return (FeeLine(title: title, fen: price.fen, unit: unit, condition: condition), Set(types))
  }
}
