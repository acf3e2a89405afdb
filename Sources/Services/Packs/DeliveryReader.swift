// Reads what a service hands over, and counts it for one application.
public import Domain

/// Something that is handed over with an order, such as the token or a card.
public struct DeliveryItem: Hashable, Sendable {
  public let title: String
  public let serial: DeliveryRules.Item.Serial
  /// Nil for what belongs to every order.
  public let condition: ServiceVocabulary.Condition?
}

struct DeliveryReader {
  let reader: DefinitionReader
  let catalogue: FieldCatalogue

  func items(_ node: YAMLNode) -> [DeliveryItem] {
    let nodes = reader.list(reader.fields(node, .delivery)["items"])
    var titles: Set<String> = []
    return nodes.compactMap { node in
      let values = reader.fields(node, .deliveryItem)
      guard let title = reader.text(values["title"]) else { return nil }
      if !titles.insert(title).inserted { reader.report(PackMistake.duplicateID(title), at: node.place) }
      let words = DeliveryRules.Item.Serial.allCases.map { ($0.rawValue, $0) }
      return DeliveryItem(
        title: title, serial: reader.word(values["serial"], among: words) ?? .none,
        condition: reader.eitherCondition(values, in: catalogue))
    }
  }
}

extension Pack {
  /// What one order's applicant gets. A token is there once for each token of the order.
  public func deliveryRules(for type: BusinessType, values: [FieldID: String], tokens: Int) -> DeliveryRules {
    let items = delivery.filter { item in
      (item.condition?.holds(for: values) ?? true) && (item.serial != .token || type.token == .full)
    }
    return DeliveryRules(
      items: items.map { .init($0.title, serial: $0.serial, count: $0.serial == .token ? tokens : 1) })
  }
}
