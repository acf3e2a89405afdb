// person: who may do what. The first person of a store is an administrator and enrols the others.
public import Domain
internal import Records

extension Desk {
  /// Enrols a person. Only an administrator may, except for the very first, who becomes one.
  public func enrol(_ id: PersonID, name: String, roles: Set<Role>, pin: [UInt8]) throws {
    let first = try store.people().isEmpty
    if !first { try requireAdministrator() }
    try store.enrol(
      id, name: name, roles: first ? roles.union([.administrator]) : roles, pin: pin, at: clock.now(), by: person?.id)
  }

  /// - Throws: `lastAdministrator` when nobody else could enrol people any more.
  public func disable(_ id: PersonID) throws {
    try requireAdministrator()
    let administrators = try store.people().filter { !$0.disabled && $0.roles.contains(.administrator) }
    guard administrators.contains(where: { $0.id != id }) else { throw CounterError.lastAdministrator }
    try store.disable(id, at: clock.now(), by: person?.id)
  }

  /// Gives a person a new PIN and all tries again: their own, once signed in, or anybody's by an administrator.
  public func setPIN(of id: PersonID, to pin: [UInt8]) throws {
    if try acting().id != id { try requireAdministrator() }
    try store.resetPIN(of: id, to: pin, at: clock.now(), by: person?.id)
  }

  func requireAdministrator() throws(CounterError) {
    guard try acting().roles.contains(.administrator) else { throw .notAdministrator }
  }
}
