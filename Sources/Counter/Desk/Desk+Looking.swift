// Finding orders: by a part of the organisation's name, and by what the store can tell without opening them.
public import Domain
public import Records
internal import Services

extension Desk {
  /// How many orders are opened at a time.
  private static let page = 50

  /// The orders that a filter lets through, in the order of their numbers.
  /// - Parameter name: two characters or more that follow one another in the organisation's name.
  public func orders(_ filter: OrderFilter, named name: String? = nil, limit: Int = .max) throws -> [Order] {
    guard let name else { return try store.orders(filter, limit: limit).map { try read($0) } }
    var wanted = filter
    wanted.lookups += Lookup.fragments(of: name)
    var found: [Order] = []
    while found.count < limit {
      let page = try store.orders(wanted, limit: Self.page)
      // The fragments may all be there without following one another.
      found += try page.map { try read($0) }.filter { $0.isNamed(name) }
      guard page.count == Self.page else { break }
      wanted.after = page.last?.number
    }
    return Array(found.prefix(limit))
  }
}

extension Desk {
  /// The ids of the business types that a word means to any service: an id, a title or a synonym.
  /// - Throws: `noBusiness` when it means none.
  public func businessTypes(called word: String) throws(CounterError) -> [String] {
    let types = packs.packs.flatMap(\.businessTypes)
    let found = Set(types.filter { $0.id == word || $0.names.contains(word) }.map(\.id))
    guard !found.isEmpty else { throw .noBusiness(word, known: Set(types.map(\.title)).sorted()) }
    return found.sorted()
  }
}

extension Order {
  fileprivate func isNamed(_ part: String) -> Bool {
    application.values["organisation.name"]?.contains(part) ?? false
  }
}
