// page remove: a page that was taken and should not have been, before the order is handed in (S0-58).
public import Domain

extension Desk {
  /// Takes a page out again; its picture stays with the order, and the journal says who took it out and why.
  /// - Parameters:
  ///   - picture: the page's name in `pages(of:)`, or its first characters.
  ///   - slot: the paper it is taken out of; needed where one picture serves several.
  /// - Throws: `noDocument` when no page of that name was taken; `severalPapers` when one picture serves several papers
  ///   and none is named; `OutOfTurn` once the order is handed in.
  public func removePage(
    _ picture: String, of slot: String? = nil, from text: String, reason: String
  ) throws -> Order {
    let clerk = try acting()
    let order = try order(text)
    let named = order.papers.filter { !picture.isEmpty && $0.object.hasPrefix(picture.lowercased()) }
    let found = named.filter { slot == nil || $0.slot == slot }
    guard let page = found.first, Set(found.map(\.object)).count == 1 else { throw CounterError.noDocument(picture) }
    let slots = Set(found.map(\.slot)).sorted()
    guard slots.count == 1 else { throw CounterError.severalPapers(picture, slots) }
    return try record(
      .paperRefused(slot: page.slot, page: page.page, codes: [], object: page.object, reason: reason),
      on: order.number, by: clerk)
  }
}
