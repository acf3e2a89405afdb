// order tick: what the applicant brought, item by item.
public import Domain

extension Desk {
  /// The checklist of an order with what was ticked.
  public func checklist(of order: Order) throws -> [(item: ChecklistItem, mark: Checklist.Mark?)] {
    try rules(for: order).checklist.map { ($0, order.checklist.marks[$0.id]) }
  }

  /// These items lie on the counter.
  /// - Parameter words: each an item's id, its title or its number on the slip.
  public func tick(_ text: String, _ words: [String]) throws -> Order {
    try journalling("checklist-ticked", "勾选材料", on: text) {
      let order = try order(text)
      return try record(.checklist(.ticked(words.map { try item($0, of: order) })), on: order.number, by: acting())
    }
  }

  /// The item is not needed here.
  public func spare(_ text: String, _ word: String, reason: String) throws -> Order {
    try journalling("checklist-spared", "免交材料", on: text) {
      let order = try order(text)
      return try record(
        .checklist(.spared(item(word, of: order), reason: reason)), on: order.number, by: acting())
    }
  }

  /// Takes a tick back.
  public func untick(_ text: String, _ word: String, reason: String) throws -> Order {
    try journalling("checklist-unticked", "取消勾选", on: text) {
      let order = try order(text)
      return try record(
        .checklist(.unticked(item(word, of: order), reason: reason)), on: order.number, by: acting())
    }
  }

  private func item(_ word: String, of order: Order) throws -> String {
    let items = try rules(for: order).checklist
    if let item = items.first(where: { $0.id == word || $0.title == word }) { return item.id }
    if let place = Int(word), items.indices.contains(place - 1) { return items[place - 1].id }
    throw EntitlementError.noSuchPaper(word, known: items.map(\.title))
  }
}
