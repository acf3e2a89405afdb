// Where the other copies of a paper are, when not all of them come back.
public import Domain

extension Desk {
  /// States that a paper's other copies were seen signed and sealed and stay with the applicant.
  /// - Throws: `noSuchPaper` when the order has no such paper, `noDocument` when it wants no several copies of it;
  ///   `OutOfTurn` before one whole copy came back.
  public func leaveCopies(of word: String, with text: String, reason: String) throws -> Order {
    let clerk = try acting()
    let order = try order(text)
    let slot = try slot(word, of: order)
    let rules = try rules(for: order)
    guard rules.papers.contains(where: { $0.slot == slot && $0.copies > 1 }) else {
      throw CounterError.noDocument(slot)
    }
    return try record(.copies(.kept(slot: slot, reason: reason)), on: order.number, by: clerk)
  }
}
