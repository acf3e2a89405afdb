// Reads the price list: every line names the business types that it is for.
internal import Domain

struct FeeReader {
  let reader: DefinitionReader
  let catalogue: FieldCatalogue
  let typeIDs: [String]

  func fees(_ node: YAMLNode?) -> [(line: FeeLine, types: Set<String>)] {
    reader.list(node).compactMap { item in
      let values = reader.fields(item, .fee)
      let types = reader.list(values["for"]).compactMap {
        reader.reference($0, among: typeIDs, PackMistake.unknownBusinessType)
      }
      let units = FeeLine.Unit.allCases.map { ($0.rawValue, $0) }
      guard let title = reader.text(values["title"]), let fen = fen(values["yuan"]),
        let unit = reader.word(values["per"], among: units)
      else { return nil }
      if values["for"]?.items?.isEmpty == true { reader.report(PackMistake.priceWithoutType, at: item.place) }
      let condition = reader.condition(values["when"], negated: false, in: catalogue)
      return (FeeLine(title: title, fen: fen, unit: unit, condition: condition), Set(types))
    }
  }

  private func fen(_ node: YAMLNode?) -> Int? {
    guard let node, let text = reader.text(node) else { return nil }
    if let money = Money(yuan: text) { return money.fen }
    reader.report(PackMistake.notAnAmount(text), at: node.place)
    return nil
  }
}
