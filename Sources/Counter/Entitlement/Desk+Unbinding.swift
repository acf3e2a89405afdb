// order unbind: somebody whose token is locked or lost is known by what is on record and by a second channel.
internal import Cryptography
public import Domain
internal import Records
internal import Services

extension Desk {
  /// What confirms an unbinding besides the facts.
  public enum Release: Sendable {
    /// The one-time code that head office sent to the organisation.
    case code([UInt8])
    /// A second original document, seen by two people.
    case original(document: String, SecondPerson)
  }

  /// Compares facts with the record of the organisation's finished orders. A try is spent before anything is compared;
  /// the values are kept nowhere.
  /// - Parameter facts: names of fields, or `email` and `phone`, with what was said.
  public func compareFacts(_ text: String, _ facts: [(name: String, value: String)]) throws -> Order {
    try journalling("facts-agreed", "解绑核对", on: text) {
      let person = try acting()
      let order = try order(text)
      let asked = try facts.map { fact in (fields: try countable(fact.name), value: fact.value) }
      let records = try finishedOrders(like: order).map(\.application.values)
      guard !records.isEmpty else { throw EntitlementError.noRecord }
      let (limit, now, elsewhere) = (
        try packs.terms(of: order.application).0.unbinding, try time().earliest, try triesElsewhere(than: order)
      )
      if let opening = limit.opening(after: elsewhere + order.entitlement.unbinding.tries, at: now) {
        throw OutOfTurn.refused(.triesUsedUp(until: opening))
      }
      let event = EntitlementEvent.unbindingTried(asked.map { $0.fields[0] }, at: now)
      let tried = try record(.entitlement(event), on: order.number, by: person)
      let agreed = asked.compactMap { agreeing($0.fields, $0.value, records) }
      do { try Unbinding.require(agreed) } catch {
        throw EntitlementError.factsDiffer(
          triesLeft: limit.left(after: elsewhere + tried.entitlement.unbinding.tries, at: now))
      }
      return try record(.entitlement(.factsAgreed(agreed.sorted())), on: order.number, by: person)
    }
  }

  /// Tries that other orders of the organisation have used up: another order is not another five (S0-100).
  private func triesElsewhere(than order: Order) throws -> [Instant] {
    guard let code = order.application.values["organisation.creditCode"] else { return [] }
    return try orders(of: code).filter { $0.number != order.number }.flatMap(\.entitlement.unbinding.tries)
  }

  /// Ends an unbinding whose facts agree.
  public func release(_ text: String, by release: Release) throws -> Order {
    try journalling("unbound", "解绑", on: text) {
      let order = try order(text)
      switch release {
      case .code(let code): return try unbind(order, by: code)
      case .original(let document, let second):
        let (first, witness) = try together(with: second)
        return try record(
          .entitlement(.unbound(.original(document: document, second: witness.id))), on: order.number, by: first)
      }
    }
  }

  /// By the code that head office sent to the organisation. Nothing is tried out of turn; a code serves once.
  private func unbind(_ order: Order, by code: [UInt8]) throws -> Order {
    let person = try acting()
    let creditCode = order.application.values["organisation.creditCode"] ?? ""
    guard try hasReleaseCode(creditCode) else { throw EntitlementError.noReleaseCode }
    _ = try order.after(.entitlement(.unbound(.code(id: "—"))), by: person, under: rules(for: order))
    let secret = try releaseCode(code, of: creditCode)
    return try record(
      .entitlement(.unbound(.code(id: secret.name))), on: order.number, by: person, burning: [secret])
  }

  /// The fields that a fact's name means. What anybody can read on a licence does not count.
  private func countable(_ name: String) throws -> [FieldID] {
    switch name {
    case "email": return Unbinding.emails.sorted()
    case "phone": return ["agent.mobile"]
    default:
      guard let field = packs.catalogue[name] ?? packs.catalogue.field(headed: name), field.sensitivity != .open else {
        throw EntitlementError.unknownFact(name)
      }
      return [field.id]
    }
  }

  /// The field in which a record says the same.
  private func agreeing(_ fields: [FieldID], _ value: String, _ records: [[FieldID: String]]) -> FieldID? {
    fields.first { id in
      guard let field = packs.catalogue[id] else { return false }
      let said = Array(field.judge(value, today: clock.now().day, context: [:]).value.utf8)
      return records.contains { $0[id].map { MAC.equal(Array($0.utf8), said) } ?? false }
    }
  }

  /// Finished orders of the same organisation, at whatever service, the newest first.
  func finishedOrders(like order: Order) throws -> [Order] {
    guard let code = order.application.values["organisation.creditCode"] else { return [] }
    return try orders(of: code).filter { $0.number != order.number && $0.handedOver && !$0.voided }
      .sorted { $0.number.text > $1.number.text }
  }

  /// Every order of an organisation, by its credit code.
  func orders(of creditCode: String) throws -> [Order] {
    try store.orders(for: Lookup(kind: "credit-code", value: creditCode)).filter { !$0.body.isEmpty }.map {
      try read($0)
    }
  }
}
