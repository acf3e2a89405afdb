// An order's tokens and its seal: several go on side by side, and a seal is settled before anything is handed over.
import Domain
import Foundation
import Testing

extension OrderTests {
  /// An order for three tokens, approved and paid.
  static func three() throws -> (order: Order, rules: OrderRules) {
    let one = try rules(reviewFirst)
    let rules = OrderRules(flow: one.flow, papers: one.papers, fee: one.fee, tokens: 3)
    var order = try order()
    for (event, person, _) in counterDay.prefix(7) { order = try order.after(event, by: person, under: rules) }
    return (order, rules)
  }

  static func making(_ item: Int, _ token: String) -> [Event] {
    [
      .productionStarted(token: token, item: item), .certificateRequested(id: "R\(item)", request: [1], item: item),
      .certificateReceived(id: "R\(item)", certificate: [2], chain: []), .tokenStep("{}", item: item),
      .certificateProven(token: token, serial: "0\(item)", item: item),
    ]
  }

  @Test func `one failing token of three holds up neither of the others and costs nothing`() throws {
    var (order, rules) = try Self.three()
    func take(_ event: Event) throws { order = try order.after(event, by: Self.reviewer, under: rules) }
    // The second fails for good while the first waits for its certificate.
    for event in Self.making(1, "A").prefix(2) + Self.making(2, "B").prefix(1) { try take(event) }
    try take(.tokenGivenUp(item: 2, reason: "T41"))
    for event in Self.making(3, "C") { try take(event) }
    #expect(order.state(under: rules) == .making)
    for event in Self.making(1, "A").dropFirst(2) { try take(event) }
    #expect(order.finished.map(\.item) == [1, 3])
    #expect(throws: OutOfTurn.self) { try order.after(.handedOver(items: ["A", "C"]), by: Self.clerk, under: rules) }
    for event in Self.making(4, "D") { try take(event) }
    #expect(order.state(under: rules) == .awaitingHandover)
    #expect(order.tokens == ["A", "C", "D"])
    #expect(order.confirmedFen == rules.fee.fen)
    #expect(throws: OutOfTurn.self) { try take(.productionStarted(token: "E", item: 5)) }
    // A finished token that broke, or was erased, before anybody took it home is put aside as well.
    try take(.tokenGivenUp(item: 1, reason: "被重置"))
    #expect(order.state(under: rules) == .making && order.tokens == ["C", "D"])
    for event in Self.making(5, "E") { try take(event) }
    order = try order.after(.handedOver(items: ["C", "D", "E"]), by: Self.clerk, under: rules)
    #expect(throws: OutOfTurn.impossible("停用介质")) { try take(.tokenGivenUp(item: 5, reason: "坏")) }
  }

  @Test func `events of one token do not touch another`() throws {
    var (order, rules) = try Self.three()
    for event in Self.making(1, "A").prefix(2) + Self.making(2, "B").prefix(1) {
      order = try order.after(event, by: Self.reviewer, under: rules)
    }
    let stranger = Event.certificateReceived(id: "R2", certificate: [2], chain: [])
    #expect(throws: OutOfTurn.self) { try order.after(stranger, by: Self.reviewer, under: rules) }
    let after = try order.after(
      .certificateReceived(id: "R1", certificate: [2], chain: []), by: Self.reviewer, under: rules)
    #expect(after.makings[1] == order.makings[1])
    #expect(after.makings[0] != order.makings[0])
  }

  @Test func `an order whose organisation owns a seal is not handed over before the seal is settled`() throws {
    let rules = try Self.rules(Self.reviewFirst)
    for settled in [Event.sealBound(id: "S1", held: "binding"), .noSeal(reason: "无印章")] {
      var order = try Self.order()
      for (event, person, _) in Self.counterDay.prefix(12) {
        if case .productionStarted = event { order = try order.after(.sealDue, by: Self.reviewer, under: rules) }
        order = try order.after(event, by: person, under: rules)
      }
      let handover = Event.handedOver(items: ["T"])
      #expect(throws: OutOfTurn.sealDue) { try order.after(handover, by: Self.clerk, under: rules) }
      #expect(throws: OutOfTurn.self) { try order.after(.noSeal(reason: ""), by: Self.reviewer, under: rules) }
      order = try order.after(settled, by: Self.reviewer, under: rules)
      #expect(try order.after(handover, by: Self.clerk, under: rules).handedOver)
      let copy = try JSONDecoder().decode(Order.self, from: JSONEncoder().encode(order))
      #expect(copy.seal == order.seal)
    }
  }

  @Test func `a seal is bound to the certificate that its own order wrote, and to no other`() throws {
    let rules = try Self.rules(Self.reviewFirst)
    var order = try Self.order()
    for (event, person, _) in Self.counterDay.prefix(12) { order = try order.after(event, by: person, under: rules) }
    #expect(throws: OutOfTurn.foreignSeal) {
      try order.after(
        .sealBound(id: "S1", held: "whole", certificate: "02"), by: Self.reviewer, under: rules)
    }
    let bound = try order.after(
      .sealBound(id: "S1", held: "whole", certificate: "01"), by: Self.reviewer, under: rules)
    #expect(bound.seal?.bonds == [SealLine.Bond(seal: "S1", held: "whole", certificate: "01")])
    #expect(bound.sealWord == "bound")
    // Before the certificate stands on the token there is none to be bound to.
    let early = try Self.counterDay.prefix(10).reduce(Self.order()) { try $0.after($1.0, by: $1.1, under: rules) }
    #expect(throws: OutOfTurn.foreignSeal) {
      try early.after(.sealBound(id: "S1", held: "whole", certificate: "01"), by: Self.reviewer, under: rules)
    }
  }
}
