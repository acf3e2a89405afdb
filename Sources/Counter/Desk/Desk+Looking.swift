// Finding orders: by a part of the organisation's name, and by what the store can tell without opening them.
public import Domain
public import Records

extension Desk {
  /// The orders that a filter lets through, in the order of their numbers.
  /// - Parameter name: two characters or more that follow one another in the organisation's name.
  public func orders(_ filter: OrderFilter, named name: String? = nil, limit: Int = .max) throws -> [Order] {
    guard let name else { return try store.orders(filter, limit: limit).map { try read($0) } }
    var wanted = filter
    wanted.lookups += Lookup.fragments(of: name)
    // The fragments may all be there without following one another.
    let orders = try store.orders(wanted).lazy.map { try self.read($0) }
    return Array(orders.filter { $0.application.values["organisation.name"]?.contains(name) ?? false }.prefix(limit))
  }
}
