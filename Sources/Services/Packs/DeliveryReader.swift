// Reads what a service hands over, and counts it for one application.
public import Domain

/// Something that is handed over with an order, such as the token or a card.
public struct DeliveryItem: Hashable, Sendable {
  public let title: String
  public let serial: DeliveryRules.Item.Serial
  /// Nil for what belongs to every order.
  public let condition: ServiceVocabulary.Condition?

  fileprivate var isPerToken: Bool { serial == .token || serial == .cipherCard }

  /// A token and its card are handed over where the business type makes them.
  fileprivate func isMade(by type: BusinessType) -> Bool {
    switch serial {
    case .token: type.token == .full
    case .cipherCard: type.cipherCard
    case .typed, .none: true
    }
  }
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
  /// What one order's applicant gets. A token is there once for each token of the order, and so is its cipher card.
  /// - Parameter invoiceKinds: what was settled on since the application, which goes before its own word; without
  ///   either the service's usual kind holds.
  public func deliveryRules(
    for type: BusinessType, values: [FieldID: String], invoiceKinds: Set<String> = [], tokens: Int
  ) -> DeliveryRules {
    let kinds = invoiceKinds.isEmpty ? [values["invoice.kind"] ?? invoice.usual] : invoiceKinds
    let cases = kinds.map { kind in values.merging(["invoice.kind": kind]) { _, settled in settled } }
    let items = delivery.filter { item in
      item.isMade(by: type) && cases.contains { item.condition?.holds(for: $0) ?? true }
    }
    return DeliveryRules(items: items.map { .init($0.title, serial: $0.serial, count: $0.isPerToken ? tokens : 1) })
  }
}
