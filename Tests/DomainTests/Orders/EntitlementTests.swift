// An order stays a draft until its applicant is entitled, and an old key stays untouched until its bids are opened.
import Domain
import Foundation
import Testing

@Suite struct EntitlementTests {
  static let clerk = Person(id: "wang", roles: [.clerk])
  static let maker = Person(id: "wu", roles: [.maker])
  static let registered: [FieldID: String] = [
    "organisation.platformID": "M-1", "organisation.audited": "是", "organisation.auditedOn": "2026-03-01",
  ]
  static let today = CivilDate("2026-03-09")

  func rules(_ preconditions: Set<Precondition> = [], shown: Bool = false) throws -> OrderRules {
    var rules = try OrderTests.rules(OrderTests.reviewFirst)
    rules.entitlement.preconditions = preconditions
    rules.entitlement.tokenIsShown = shown
    rules.entitlement.today = Self.today
    return rules
  }

  func order(_ values: [FieldID: String] = [:]) throws -> Order {
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

  private static let now = Instant(seconds: 1_780_000_000)
  private static let facts: [FieldID] = ["agent.email", "agent.mobile", "legal.name"]

  private func unbind(_ order: Order, _ events: [EntitlementEvent], _ rules: OrderRules) throws -> Order {
    try events.reduce(order) { try $0.after(.entitlement($1), by: Self.clerk, under: rules) }
  }

  @Test func `an unbinding takes three facts, an e-mail among them, and a second channel`() throws {
    let rules = try rules([.unbinding])
    let order = try order()
    #expect(throws: OutOfTurn.refused(.tooFewFacts(2))) {
      try unbind(order, [.unbindingTried(["agent.email", "agent.mobile", "agent.mobile"], at: Self.now)], rules)
    }
    #expect(throws: OutOfTurn.refused(.emailMissing)) {
      try unbind(order, [.unbindingTried(["agent.name", "agent.mobile", "legal.name"], at: Self.now)], rules)
    }
    #expect(throws: OutOfTurn.self) { try unbind(order, [.factsAgreed(Self.facts)], rules) }
    #expect(throws: OutOfTurn.self) { try unbind(order, [.unbound(.code(id: "7"))], rules) }
    let agreed = try unbind(order, [.unbindingTried(Self.facts, at: Self.now), .factsAgreed(Self.facts)], rules)
    #expect(throws: OutOfTurn.needed(.unbinding, before: .acknowledgement)) {
      try agreed.after(.acknowledged, by: Self.clerk, under: rules)
    }
    #expect(throws: OutOfTurn.refused(.onePerson)) {
      try unbind(agreed, [.unbound(.original(document: "营业执照正本", second: "wang"))], rules)
    }
    let done = try unbind(agreed, [.unbound(.original(document: "营业执照正本", second: "li"))], rules)
    #expect(try done.after(.acknowledged, by: Self.clerk, under: rules).acknowledged)
  }

  @Test func `tries that do not agree are used up until their hours are over`() throws {
    var rules = try rules([.unbinding])
    rules.entitlement.unbinding = UnbindingLimit(tries: 2, hours: 1)
    func later(_ minutes: Int64) -> EntitlementEvent {
      .unbindingTried(Self.facts, at: Self.now.advanced(bySeconds: minutes * 60))
    }
    let spent = try unbind(order(), [later(0), later(20)], rules)
    let opening = OutOfTurn.refused(.triesUsedUp(until: Self.now.advanced(bySeconds: 3600)))
    for minutes in [21, 59] as [Int64] { #expect(throws: opening) { try unbind(spent, [later(minutes)], rules) } }
    // The first is over, the second still counts.
    let next = OutOfTurn.refused(.triesUsedUp(until: Self.now.advanced(bySeconds: 80 * 60)))
    #expect(throws: next) { try unbind(spent, [later(60), later(61)], rules) }
    #expect(try unbind(spent, [later(60)], rules).entitlement.unbinding.tries.count == 3)
    // A clock that was set back wins nothing.
    #expect(throws: OutOfTurn.self) { try unbind(spent, [later(-1000)], rules) }
  }
}
