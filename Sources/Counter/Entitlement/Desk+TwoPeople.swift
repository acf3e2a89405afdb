// Decisions of two people: each has proved who they are in this process, and a name alone is nobody.
public import Domain
internal import Records

/// The second of two people who decide together, with the PIN that proves it.
public struct SecondPerson: Sendable {
  let id: PersonID
  let pin: [UInt8]

  public init(_ id: PersonID, pin: [UInt8]) { (self.id, self.pin) = (id, pin) }
}

extension Desk {
  /// Two people who are both here and have both proved who they are. Whoever decides alone is refused.
  func pair(with second: SecondPerson?, orRefuse refusal: any Error) throws -> (first: Person, second: Person) {
    let first = try acting()
    guard let second, second.id != first.id else { throw refusal }
    return (first, try store.authenticate(second.id, pin: second.pin, at: clock.now()))
  }

  /// Two people, one of them a reviewer.
  func together(with second: SecondPerson) throws -> (first: Person, second: Person) {
    let both = try pair(with: second, orRefuse: OutOfTurn.refused(.onePerson))
    guard both.first.roles.union(both.second.roles).contains(.reviewer) else { throw OutOfTurn.role(.review) }
    return both
  }

  /// Goes on without a precondition.
  public func waive(
    _ text: String, _ precondition: Precondition, reason: String, second: SecondPerson
  ) throws -> Order {
    try journalling("precondition-waived", "免除前提", on: text) {
      let (first, witness) = try together(with: second)
      return try record(
        .entitlement(.waived(precondition, reason: reason, second: witness.id)), on: order(text).number, by: first)
    }
  }

  /// Lets the token be worked on before the opening of bids: the applicant insists.
  public func overrideBids(_ text: String, reason: String, second: SecondPerson) throws -> Order {
    try journalling("bids-overridden", "坚持在开标前办理", on: text) {
      let (first, witness) = try together(with: second)
      return try record(
        .pendingBids(.overridden(reason: reason, second: witness.id)), on: order(text).number, by: first)
    }
  }

  public func answerBids(_ text: String, _ answer: BidAnswer) throws -> Order {
    try record(.pendingBids(.answered(answer)), on: order(text).number, by: acting())
  }
}
