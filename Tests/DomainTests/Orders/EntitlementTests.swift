// An order stays a draft until its applicant is entitled, and an old key stays untouched until its bids are opened.
import Domain
import Foundation
import Testing

@Suite struct EntitlementTests {
  private static let clerk = Person(id: "wang", roles: [.clerk])
  private static let maker = Person(id: "wu", roles: [.maker])
  private static let registered: [FieldID: String] = [
    "organisation.platformID": "M-1", "organisation.audited": "是", "organisation.auditedOn": "2026-03-01",
  ]
  private static let today = CivilDate("2026-03-09")

  private func rules(_ preconditions: Set<Precondition> = [], shown: Bool = false) throws -> OrderRules {
    var rules = try OrderTests.rules(OrderTests.reviewFirst)
    rules.entitlement.preconditions = preconditions
    rules.entitlement.tokenIsShown = shown
    rules.entitlement.today = Self.today
    return rules
  }

  private func order(_ values: [FieldID: String] = [:]) throws -> Order {
    let number = OrderNumber(kiosk: "A01", incarnation: 0, day: try #require(Self.today), serial: 7)
    let application = Application(number: "A-1", service: "s", businessType: "renew", values: values)
    return Order(number, registering: application, by: "clerk")
  }

  static let reading = TokenReading(
    token: "serial:1", medium: nil, serial: "0a1b", holder: "某某有限公司", number: nil,
    notAfter: Instant(seconds: 1_780_000_000), hasSeal: false, isProven: true)

  @Test(arguments: [
    [:], ["organisation.platformID": "", "organisation.audited": "是", "organisation.auditedOn": "2026-03-01"],
    ["organisation.platformID": "M-1", "organisation.audited": "否", "organisation.auditedOn": "2026-03-01"],
    ["organisation.platformID": "M-1", "organisation.audited": "是"],
    // An audit of tomorrow has not been passed.
    ["organisation.platformID": "M-1", "organisation.audited": "是", "organisation.auditedOn": "2026-03-10"],
  ])
  func `an organisation whose audit is not proven takes no step`(values: [FieldID: String]) throws {
    let rules = try rules([.registration])
    let order = try order(values)
    #expect(throws: OutOfTurn.needed(.registration, before: .acknowledgement)) {
      try order.after(.acknowledged, by: Self.clerk, under: rules)
    }
    #expect(throws: OutOfTurn.needed(.registration, before: .payment)) {
      try order.after(.paymentRecorded(OrderTests.payment), by: Self.clerk, under: rules)
    }
    #expect(order.state(under: rules) == .draft)
    #expect(order.needs(under: rules).map(\.need) == [.registration])
  }

  @Test func `a proven audit lets the order go on`() throws {
    let order = try order(Self.registered)
    #expect(try order.after(.acknowledged, by: Self.clerk, under: rules([.registration])).acknowledged)
  }

  @Test func `two people who are not one may do without a precondition, and must say why`() throws {
    let rules = try rules([.registration])
    let order = try order()
    func waive(_ reason: String, _ second: PersonID) throws -> Order {
      try order.after(
        .entitlement(.waived(.registration, reason: reason, second: second)), by: Self.clerk, under: rules)
    }
    #expect(throws: OutOfTurn.refused(.onePerson)) { try waive("电话核实", "wang") }
    #expect(throws: OutOfTurn.refused(.noReason)) { try waive(" ", "li") }
    #expect(throws: OutOfTurn.self) {
      try order.after(
        .entitlement(.waived(.unbinding, reason: "电话核实", second: "li")), by: Self.clerk, under: rules)
    }
    let after = try waive("电话核实", "li")
    #expect(try after.after(.acknowledged, by: Self.clerk, under: rules).acknowledged)
    #expect(throws: OutOfTurn.self) {
      try after.after(
        .entitlement(.waived(.registration, reason: "再来", second: "li")), by: Self.clerk, under: rules)
    }
  }

  @Test func `a renewal counts only the token that was read here`() throws {
    let rules = try rules([.certificate], shown: true)
    let order = try order()
    #expect(throws: OutOfTurn.refused(.notWaived)) {
      try order.after(
        .entitlement(.waived(.certificate, reason: "忘带", second: "li")), by: Self.clerk, under: rules)
    }
    let known = try order.after(
      .entitlement(.certificateKnown(.headOffice(list: 3), serial: "0a1b")), by: Self.clerk, under: rules)
    #expect(throws: OutOfTurn.needed(.token, before: .acknowledgement)) {
      try known.after(.acknowledged, by: Self.clerk, under: rules)
    }
    let shown = try order.after(.oldCertificate(.shown(Self.reading)), by: Self.clerk, under: rules)
    #expect(try shown.after(.acknowledged, by: Self.clerk, under: rules).acknowledged)
    #expect(shown.application.values["certificate.oldSerial"] == "0A1B")
    #expect(shown.application.values["certificate.oldToken"] == "serial:1")
  }

  @Test func `papers that named another token are made anew once the right one was read`() throws {
    let rules = try rules([.certificate], shown: true)
    let printed = try order(["certificate.oldSerial": "FF"]).after(
      .printed(documents: ["application-form": "00"], editions: ["application-form": 1], copy: 1), by: Self.clerk,
      under: rules)
    let shown = try printed.after(.oldCertificate(.shown(Self.reading)), by: Self.clerk, under: rules)
    #expect(shown.revision == 2 && shown.editions == nil)
    let again = try shown.after(.oldCertificate(.shown(Self.reading)), by: Self.clerk, under: rules)
    #expect(again.revision == 2)
    var corrected = again.application
    corrected.values["certificate.oldSerial"] = "FF"
    let amended = try again.after(.amended(corrected), by: Self.clerk, under: rules)
    #expect(amended.application.values["certificate.oldSerial"] == "0A1B" && amended.revision == 3)
  }

  @Test func `name, number and kind are those of the registration`() throws {
    let order = try order(["organisation.name": "甲公司", "organisation.role": "供应商"])
    var other = order.application
    other.values["organisation.name"] = "乙公司"
    let rules = try rules()
    #expect(throws: OutOfTurn.refused(.registeredField)) {
      try order.after(.amended(other), by: Self.clerk, under: rules)
    }
    other.values["organisation.name"] = "甲公司"
    other.values["organisation.phone"] = "0371-1"
    #expect(try order.after(.amended(other), by: Self.clerk, under: rules).revision == 2)
  }

  // MARK: Unbinding

  private static let facts: [FieldID] = ["agent.email", "agent.mobile", "legal.name"]

  private func unbind(_ order: Order, _ events: [EntitlementEvent], _ rules: OrderRules) throws -> Order {
    try events.reduce(order) { try $0.after(.entitlement($1), by: Self.clerk, under: rules) }
  }

  @Test func `an unbinding takes three facts, an e-mail among them, and a second channel`() throws {
    let rules = try rules([.unbinding])
    let order = try order()
    #expect(throws: OutOfTurn.refused(.tooFewFacts(2))) {
      try unbind(order, [.unbindingTried(["agent.email", "agent.mobile", "agent.mobile"])], rules)
    }
    #expect(throws: OutOfTurn.refused(.emailMissing)) {
      try unbind(order, [.unbindingTried(["agent.name", "agent.mobile", "legal.name"])], rules)
    }
    #expect(throws: OutOfTurn.self) { try unbind(order, [.factsAgreed(Self.facts)], rules) }
    #expect(throws: OutOfTurn.self) { try unbind(order, [.unbound(.code(id: "7"))], rules) }
    let agreed = try unbind(order, [.unbindingTried(Self.facts), .factsAgreed(Self.facts)], rules)
    #expect(throws: OutOfTurn.needed(.unbinding, before: .acknowledgement)) {
      try agreed.after(.acknowledged, by: Self.clerk, under: rules)
    }
    #expect(throws: OutOfTurn.refused(.onePerson)) {
      try unbind(agreed, [.unbound(.original(document: "营业执照正本", second: "wang"))], rules)
    }
    let done = try unbind(agreed, [.unbound(.original(document: "营业执照正本", second: "li"))], rules)
    #expect(try done.after(.acknowledged, by: Self.clerk, under: rules).acknowledged)
  }

  @Test func `five tries that do not agree end the unbinding`() throws {
    let rules = try rules([.unbinding])
    let tries = [EntitlementEvent](repeating: .unbindingTried(Self.facts), count: Unbinding.allowedTries)
    let spent = try unbind(order(), tries, rules)
    #expect(spent.entitlement.unbinding.triesLeft == 0)
    #expect(throws: OutOfTurn.refused(.triesUsedUp)) { try unbind(spent, [.unbindingTried(Self.facts)], rules) }
  }

  // MARK: Presence

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
    order = try order.after(.paymentRecorded(OrderTests.payment), by: OrderTests.clerk, under: rules)
    let seen = Event.paymentConfirmed(entry: "1")
    #expect(throws: OutOfTurn.needed(.deskRegistration, before: .payment)) {
      try order.after(seen, by: OrderTests.reviewer, under: rules)
    }
    order = try order.after(.presence(.deskRegistered(forms: ["1"], token: "T")), by: Self.clerk, under: rules)
    #expect(try order.after(seen, by: OrderTests.reviewer, under: rules).confirmedFen == 30000)
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
    rules.bids.now = try #require(Instant(opening: "2026-03-09"))
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
