// Who came and what was seen, the token that the applicant has already, and bids that are not opened yet.
import Domain
import Foundation
import Testing

extension EntitlementTests {
  @Test func `the agent is looked at before the step that the pack names, and originals before theirs`() throws {
    var rules = try rules()
    rules.presence.parties = [.agent]
    rules.presence.identifiedBefore = .submission
    rules.presence.originals = [.init(slot: "licence", title: "营业执照")]
    rules.presence.originalsBefore = .review
    var order = try OrderTests.order()
    for event in [Event.acknowledged, OrderTests.paper(1), OrderTests.paper(2)] {
      order = try order.after(event, by: Self.clerk, under: rules)
    }
    #expect(throws: OutOfTurn.needed(.identity(.agent), before: .submission)) {
      try order.after(.submitted, by: Self.clerk, under: rules)
    }
    #expect(throws: OutOfTurn.self) {
      try order.after(
        .presence(.identified(.agent, document: "居民身份证", number: false)), by: Self.maker, under: rules)
    }
    order = try order.after(
      .presence(.identified(.agent, document: "居民身份证", number: false)), by: Self.clerk, under: rules)
    #expect(order.presence.identified.map(\.by) == ["wang"])
    order = try order.after(.submitted, by: Self.clerk, under: rules)
    #expect(throws: OutOfTurn.needed(.original(slot: "licence", title: "营业执照"), before: .review)) {
      try order.after(.approved, by: OrderTests.reviewer, under: rules)
    }
    order = try order.after(.presence(.originalsSeen(["licence"])), by: Self.clerk, under: rules)
    let back = try order.after(
      .rejected([Rejection(slot: "licence", reason: "不清")]), by: OrderTests.reviewer, under: rules)
    #expect(back.presence.originals.isEmpty)
    #expect(try order.after(.approved, by: OrderTests.reviewer, under: rules).review == .approved)
  }

  @Test func `who applied from afar is looked at only when what was made is collected`() throws {
    var rules = try rules()
    rules.presence.parties = [.agent]
    (rules.presence.isAbsent, rules.presence.identifiedBefore) = (true, .handover)
    var order = try order()
    #expect(order.needs(under: rules).map(\.need) == [.identity(.agent)])
    for (event, person, _) in OrderTests.counterDay.prefix(while: { $0.2 != .completed }) {
      order = try order.after(event, by: person, under: rules)
    }
    let made = order
    #expect(throws: OutOfTurn.needed(.identity(.agent), before: .handover)) {
      try made.after(.handedOver(items: ["T"]), by: Self.clerk, under: rules)
    }
    let home = Destination(.posted, recipient: "李四", phone: "13900000000", address: "永城市样例路1号")
    let posted = try made.after(.delivery(.chosen(home)), by: Self.clerk, under: rules)
    #expect(posted.needs(under: rules).isEmpty)
    order = try order.after(
      .presence(.identified(.agent, document: "居民身份证", number: false)), by: Self.clerk, under: rules)
    #expect(try order.after(.handedOver(items: ["T"]), by: Self.clerk, under: rules).handedOver)
  }

  @Test func `who is to be looked at before the handover is so before the parcel leaves`() throws {
    var rules = try rules()
    rules.presence.parties = [.agent]
    rules.presence.identifiedBefore = .handover
    let home = Destination(.posted, recipient: "李四", phone: "13900000000", address: "永城市样例路1号")
    var order = try order().after(.delivery(.chosen(home)), by: Self.clerk, under: rules)
    for (event, person, _) in OrderTests.counterDay.prefix(while: { $0.2 != .completed }) {
      order = try order.after(event, by: person, under: rules)
    }
    let parcel = Event.delivery(
      .shipped(Shipment(.goods, courier: "邮政EMS", waybill: "1234567890123", items: ["T"])))
    #expect(throws: OutOfTurn.needed(.identity(.agent), before: .handover)) {
      try order.after(parcel, by: Self.clerk, under: rules)
    }
    order = try order.after(
      .presence(.identified(.agent, document: "居民身份证", number: false)), by: Self.clerk, under: rules)
    order = try order.after(parcel, by: Self.clerk, under: rules)
    #expect(try order.after(.handedOver(items: ["T"]), by: Self.clerk, under: rules).handedOver)
  }

  @Test func `a flow without the named step waits before production`() throws {
    var rules = try rules()
    rules.presence.parties = [.legal]
    rules.presence.identifiedBefore = .bankProof
    #expect(try order().needs(under: rules).map(\.before) == [.production])
  }

  @Test func `forms are registered at the desk after review and before payment`() throws {
    var rules = try rules()
    rules.presence.registeredBefore = .payment
    var order = try OrderTests.order()
    #expect(throws: OutOfTurn.self) {
      try order.after(.presence(.deskRegistered(forms: ["1"], token: nil)), by: Self.clerk, under: rules)
    }
    for (event, person, _) in OrderTests.counterDay.prefix(5) {
      order = try order.after(event, by: person, under: rules)
    }
    let paid = Event.paymentRecorded(OrderTests.payment)
    #expect(throws: OutOfTurn.needed(.deskRegistration, before: .payment)) {
      try order.after(paid, by: OrderTests.clerk, under: rules)
    }
    order = try order.after(.presence(.deskRegistered(forms: ["1"], token: "T")), by: Self.clerk, under: rules)
    order = try order.after(paid, by: OrderTests.clerk, under: rules)
    #expect(try order.after(.paymentConfirmed(entry: "1"), by: OrderTests.reviewer, under: rules).confirmedFen == 30000)
  }

  // MARK: Old tokens and bids

  /// An order that is ready for its token.
  private func ready(_ rules: OrderRules) throws -> Order {
    try OrderTests.counterDay.prefix(7).reduce(OrderTests.order()) { order, line in
      try order.after(line.0, by: line.1, under: rules)
    }
  }

  private func begin(_ order: Order, _ rules: OrderRules) throws -> Order {
    try order.after(.productionStarted(token: "T"), by: OrderTests.reviewer, under: rules)
  }

  @Test func `a token is not touched before the opening of a bid unless two people let it happen`() throws {
    var rules = try rules()
    rules.bids.isAsked = true
    let opening = try #require(Instant(opening: "2026-03-10"))
    rules.bids.now = opening.advanced(bySeconds: -1)
    let order = try ready(rules)
    #expect(throws: OutOfTurn.needed(.bidDeclaration, before: .production)) { try begin(order, rules) }
    let unsigned = try order.after(
      .pendingBids(.answered(BidAnswer(openings: [], isSigned: false))), by: Self.clerk, under: rules)
    #expect(throws: OutOfTurn.needed(.bidDeclaration, before: .production)) { try begin(unsigned, rules) }
    #expect(throws: OutOfTurn.refused(.nothingToOverride)) {
      try unsigned.after(.pendingBids(.overridden(reason: "坚持", second: "li")), by: Self.clerk, under: rules)
    }
    let answered = try order.after(
      .pendingBids(.answered(BidAnswer(openings: [opening], isSigned: true))), by: Self.clerk, under: rules)
    #expect(throws: OutOfTurn.needed(.bidOpening(opening), before: .production)) { try begin(answered, rules) }
    #expect(throws: OutOfTurn.refused(.onePerson)) {
      try answered.after(.pendingBids(.overridden(reason: "坚持", second: "wang")), by: Self.clerk, under: rules)
    }
    let insisted = try answered.after(
      .pendingBids(.overridden(reason: "坚持", second: "li")), by: Self.clerk, under: rules)
    #expect(try begin(insisted, rules).makings.count == 1)
    // Another answer asks both people again.
    let again = try insisted.after(
      .pendingBids(.answered(BidAnswer(openings: [opening], isSigned: true))), by: Self.clerk, under: rules)
    #expect(throws: OutOfTurn.self) { try begin(again, rules) }
    var later = rules
    later.bids.now = opening
    #expect(try begin(answered, later).makings.count == 1)
  }

  @Test func `what the application says of bids counts as much as what is said at the counter`() throws {
    var rules = try rules()
    rules.bids.isAsked = true
    rules.bids.now = Instant(opening: "2026-03-09")
    let order = try order(["consent.pendingBids": "是", "consent.bidOpening": "2026-03-20"]).after(
      .pendingBids(.answered(BidAnswer(openings: [], isSigned: true))), by: Self.clerk, under: rules)
    let opening = try #require(Instant(opening: "2026-03-20"))
    #expect(order.needs(under: rules).map(\.need) == [.bidOpening(opening)])
  }

  @Test(arguments: [
    ("2026-03-20", "2026-03-21T00:00:00+08:00"), ("2026-03-20T09:30", "2026-03-20T09:30:00+08:00"), ("20日", nil),
    ("2026-03-20T9:30", nil), ("2026-03-20T24:00", nil),
  ])
  func `a day without a time counts to its end`(text: String, moment: String?) {
    #expect(Instant(opening: text)?.chinaText == moment)
  }

  @Test func `a damaged token is handed in and a lost one declared before another is made`() throws {
    var rules = try rules()
    rules.old.revoked = .damaged
    let order = try ready(rules)
    #expect(throws: OutOfTurn.needed(.oldToken, before: .production)) { try begin(order, rules) }
    let collected = try order.after(.oldCertificate(.collected("serial:1")), by: Self.clerk, under: rules)
    #expect(try begin(collected, rules).makings.count == 1)
    rules.old.revoked = .lost
    #expect(throws: OutOfTurn.needed(.lossStatement, before: .production)) { try begin(order, rules) }
    let stated = try order.after(.oldCertificate(.lossStated), by: Self.clerk, under: rules)
    #expect(try begin(stated, rules).makings.count == 1)
  }

  @Test func `nothing is revoked before the order is approved, and once only`() throws {
    var rules = try rules()
    rules.old.revoked = .lost
    let asked = Event.oldCertificate(.revocationRequested(Revocation(id: "r", serials: [], reason: .lost)))
    #expect(throws: OutOfTurn.self) { try OrderTests.order().after(asked, by: Self.clerk, under: rules) }
    let after = try ready(rules).after(asked, by: Self.clerk, under: rules)
    #expect(throws: OutOfTurn.self) { try after.after(asked, by: Self.clerk, under: rules) }
    let copy = try JSONDecoder().decode(Order.self, from: JSONEncoder().encode(after))
    #expect(copy == after)
  }

  @Test func `a rule approves only what the pack lets it, with a token that was proven`() throws {
    var rules = try rules()
    var order = try OrderTests.order().after(.oldCertificate(.shown(Self.reading)), by: Self.clerk, under: rules)
    for event in [Event.acknowledged, OrderTests.paper(1), OrderTests.paper(2), .submitted] {
      order = try order.after(event, by: OrderTests.clerk, under: rules)
    }
    let itself = Person(id: "certkiosk", roles: [])
    let approval = Event.entitlement(.approvedByRule("S0-19"))
    #expect(throws: OutOfTurn.self) { try order.after(approval, by: itself, under: rules) }
    rules.entitlement.approvesUnchanged = true
    let approved = try order.after(approval, by: itself, under: rules)
    #expect(approved.review == .approved && approved.entitlement.rule == "S0-19")
  }
}
