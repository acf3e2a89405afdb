// What people call things: an order's papers by id or title, and which orders belong to a service that Forms lacks.
public import Domain
internal import Services

extension Desk {
  /// The id of the paper that a word means: its own id, or its title in the service's words.
  /// - Throws: `noSuchPaper` with the names of those that the order has.
  func slot(_ word: String, of order: Order) throws -> String {
    let (_, type) = try packs.terms(of: order.application)
    let slots = type.documents(for: order.application.values, by: order.channel)
    guard let slot = slots.first(where: { $0.id == word }) ?? slots.first(where: { $0.title == word }) else {
      throw EntitlementError.noSuchPaper(word, known: slots.map { "\($0.title)（\($0.id)）" })
    }
    return slot.id
  }

  /// Whether an order or an application has this number.
  public func knows(_ text: String) -> Bool { (try? row(text)) != nil }

  /// What is missing under Forms for an order, such as its whole service; nil where everything is there.
  public func undefined(_ order: Order) -> CounterError? {
    do throws(CounterError) { _ = try packs.terms(of: order.application) } catch { return error }
    return nil
  }

  /// Orders that are on their way and can go no further: the forms do not know their service or business type.
  public func undefinedOrders() throws -> [(order: Order, explanation: Explanation)] {
    try going().compactMap { order in undefined(order).map { (order, $0.explanation) } }
  }

  /// The orders on their way that the forms know.
  func goingOn() throws -> [Order] { try going().filter { undefined($0) == nil } }
}
