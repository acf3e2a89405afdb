// page remove: a page that was taken and should not have been, before the order is handed in (S0-58).
public import Domain

extension Desk {
  /// Takes a page out again; its picture stays with the order, and the journal says who took it out and why.
  /// - Parameter picture: the page's name in `pages(of:)`, or its first characters.
  /// - Throws: `noDocument` when no page of that name, or more than one, was taken; `OutOfTurn` once the order is handed in.
  public func removePage(_ picture: String, from text: String, reason: String) throws -> Order {
    let clerk = try acting()
    let order = try order(text)
    let found = order.papers.filter { !picture.isEmpty && $0.object.hasPrefix(picture.lowercased()) }
    guard found.count == 1 else { throw CounterError.noDocument(picture) }
    return try record(
      .paperRefused(slot: found[0].slot, page: found[0].page, codes: [], object: found[0].object, reason: reason),
      on: order.number, by: clerk)
  }
}
