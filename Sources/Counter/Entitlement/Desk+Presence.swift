// order identify, seen, register: who came, which originals were compared, and what was registered at the desk.
public import Domain
internal import Services

extension Desk {
  /// The clerk has compared the person with the original of their document.
  /// - Parameter number: as read from the original; compared with the application and kept nowhere.
  public func identify(_ text: String, _ party: Party, document: String, number: String? = nil) throws -> Order {
    try journalling("identified", "核验身份", on: text) {
      let order = try order(text)
      let values = order.application.values
      if let expected = values["\(party.rawValue).idKind"], expected != document {
        throw EntitlementError.otherDocument(expected)
      }
      if let number { try requireNumber(number, "\(party.rawValue).idNumber", values) }
      return try record(
        .presence(.identified(party, document: document, number: number != nil)), on: order.number, by: acting())
    }
  }

  private func requireNumber(_ typed: String, _ id: FieldID, _ values: [FieldID: String]) throws {
    guard let known = values[id], let field = packs.catalogue[id] else { throw EntitlementError.numberMissing }
    let said = field.judge(typed, today: clock.now().day, context: values).value
    guard said != known else { return }
    let place = zip(said, known).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    throw EntitlementError.numberDiffers(place: (place ?? min(said.count, known.count)) + 1)
  }

  /// The originals of these papers were compared with their copies.
  public func seeOriginals(_ text: String, _ slots: [String]) throws -> Order {
    try journalling("originals-seen", "核对原件", on: text) {
      let order = try order(text)
      return try record(
        .presence(.originalsSeen(slots.map { try slot($0, of: order) })), on: order.number, by: acting())
    }
  }

  /// 信息登记 after review.
  public func register(_ text: String, forms: [String], token: String?) throws -> Order {
    try record(.presence(.deskRegistered(forms: forms, token: token)), on: order(text).number, by: acting())
  }
}
