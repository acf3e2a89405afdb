// Draws random days for orders: events that could be next, and events that nobody should try, by people of every role.
import Domain
import Services
import Testing

/// SplitMix64 (Steele, Lea and Flood 2014): the same seed gives the same days.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func isLucky(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}

/// One business type of a pack by one way, as the counter's rules.
struct Scenario: Sendable, CustomTestStringConvertible {
  let pack: Pack
  let type: BusinessType
  let way: BusinessType.Channel

  var testDescription: String { "\(pack.id) \(type.id) \(way.title)" }

  static func all() throws -> [Scenario] {
    try PacksTests.packs().packs.flatMap { pack in
      pack.businessTypes.flatMap { type in type.ways.map { Scenario(pack: pack, type: type, way: $0) } }
    }
  }

  /// The rules as a counter puts them together for an order, whatever it has come to.
  /// - Parameter now: the earliest moment that it may be.
  func rules(for order: Order, at now: Instant) -> OrderRules {
    rules(order.application.values, invoiceKinds: order.invoicing.kinds, at: now).discounted(by: order.old.upgrade)
  }

  private func rules(_ values: [FieldID: String], invoiceKinds: Set<String>, at now: Instant) -> OrderRules {
    let papers = type.documents(for: values, by: way.title).filter(\.returned).map { slot in
      OrderRules.Paper(slot: slot.id, title: slot.title, pages: slot.source == .upload ? 0 : 2)
    }
    let tokens = values["certificate.quantity"].flatMap { Int($0) } ?? 1
    let rules = OrderRules(
      flow: way.flow, papers: papers, fee: type.fee(for: values), tokens: tokens,
      delivery: pack.deliveryRules(for: type, values: values, invoiceKinds: invoiceKinds, tokens: tokens),
      payment: PaymentTerms(ways: pack.payment.ways, otherPayer: pack.payment.otherPayer),
      invoice: pack.invoice.terms(for: type), headOffice: pack.headOfficeRules(of: type, by: way.flow))
    return rules.withAxes(of: pack, type, values, channel: way.title, now: now)
  }

  /// An application whose answers lead different ways.
  func application(_ dice: inout Dice) -> Application {
    var values: [FieldID: String] = ["agent.name": "李四", "organisation.mergedLicence": dice.isLucky(50) ? "是" : "否"]
    values["organisation.name"] = "永城市样例贸易有限公司"
    values["certificate.quantity"] = dice.isLucky(30) && type.upgrade == nil ? "2" : "1"
    if dice.isLucky(60) {
      values.merge(
        ["organisation.platformID": "1", "organisation.audited": "是", "organisation.auditedOn": "2026-01-05"]
      ) { $1 }
    }
    if dice.isLucky(40) { values["invoice.kind"] = pack.invoice.kinds.randomElement(using: &dice) }
    values["certificate.seal"] = dice.isLucky(50) ? "是" : "否"
    values["certificate.lossReason"] = dice.isLucky(50) ? "丢失" : "损坏"
    if dice.isLucky(30) { values["certificate.lock"] = dice.isLucky(50) ? "主锁" : "副锁" }
    if dice.isLucky(30) { values["delivery.urgency"] = type.express.randomElement(using: &dice)?.word }
    if dice.isLucky(30) {
      values.merge(["delivery.method": "邮寄", "delivery.phone": "13900000000", "delivery.address": "某路1号"]) { $1 }
    }
    return Application(number: "R-1", service: pack.id, businessType: type.id, values: values)
  }
}

/// What may be drawn next. A new axis adds a method to the list and its events to the tests' invariants.
struct EventSource {
  let rules: OrderRules
  private let draws: [@Sendable (Order, OrderRules, inout Dice) -> Event?] = [
    Self.ordinary, Self.papers, Self.money, Self.token, Self.delivery, Self.mischief, Self.entitlement, Self.presence,
    Self.old, Self.bids, Self.checklist, Self.invoices, Self.evidence, Self.headOffice,
  ]

  init(_ rules: OrderRules) { self.rules = rules }

  /// Mostly what could be next, so that days come far; else anything.
  func event(for order: Order, _ dice: inout Dice) -> Event? {
    if dice.isLucky(50), let need = order.needs(under: rules).first?.need {
      if let brought = Self.brought(need, for: order, rules, &dice) { return brought }
    }
    if dice.isLucky(75), let next = next(for: order, &dice) { return next }
    return draws.randomElement(using: &dice)?(order, rules, &dice)
  }

  private func next(for order: Order, _ dice: inout Dice) -> Event? {
    let step = rules.flow.open(done: order.done(under: rules)).randomElement(using: &dice)
    switch step {
    case .acknowledgement?: return .acknowledged
    case .confirmation?: return .valuesConfirmed(digest: "d")
    case .papers?: return Self.papers(order, rules, &dice)
    case .submission?: return .submitted
    case .review?:
      if rules.headOffice.review == .headOffice { return Self.headOffice(order, rules, &dice) }
      return dice.isLucky(80) ? .approved : nil
    case .payment?: return Self.money(order, rules, &dice)
    case .bankProof?: return .bankProofAccepted
    case .production?: return Self.token(order, rules, &dice)
    case .handover?: return Self.delivery(order, rules, &dice)
    case nil: return dice.isLucky(50) ? .exported(bundle: "B", digest: "d") : .confirmed(bundle: "B")
    }
  }

  // MARK: Steps

  static func ordinary(_ order: Order, _ rules: OrderRules, _ dice: inout Dice) -> Event? {
    let events: [Event] = [.acknowledged, .submitted, .approved, .bankProofAccepted, .valuesConfirmed(digest: "d")]
    return events.randomElement(using: &dice)
  }

  static func papers(_ order: Order, _ rules: OrderRules, _ dice: inout Dice) -> Event? {
    let missing = order.missingPapers(under: rules)
    guard let (paper, pages, _) = missing.randomElement(using: &dice), !dice.isLucky(10) else {
      return stray(order, rules, &dice)
    }
    return .paperAccepted(
      Paper(
        slot: paper.slot, page: pages.randomElement(using: &dice), copy: 1, object: "o\(dice.next())", thresholds: "1"))
  }

  static func stray(_ order: Order, _ rules: OrderRules, _ dice: inout Dice) -> Event? {
    switch Int.random(in: 0..<3, using: &dice) {
    case 0:
      let slot = rules.papers.randomElement(using: &dice)?.slot ?? "x"
      return .paperRefused(
        slot: slot, page: 1, codes: ["C50"], object: order.papers.randomElement(using: &dice)?.object)
    case 1:
      let paper = Paper(slot: "stray", page: nil, copy: 1, object: "s\(dice.next())", thresholds: "1")
      return .paperReferred(Referral(paper: paper, digest: "d\(dice.next() % 3)", codes: []))
    default: return .paperDecided(digest: "d\(dice.next() % 3)", accepted: dice.isLucky(50), reason: nil)
    }
  }

  static func money(_ order: Order, _ rules: OrderRules, _ dice: inout Dice) -> Event? {
    let entry = order.payments.randomElement(using: &dice)?.id ?? "1"
    switch Int.random(in: 0..<5, using: &dice) {
    case 0, 1:
      let fen =
        dice.isLucky(70) ? max(rules.fee.fen - order.confirmedFen, 0) : Int.random(in: -5...40_000, using: &dice)
      let id = dice.isLucky(90) ? "\(order.payments.count + 1)" : "1"
      return .paymentRecorded(
        PaymentEntry(
          id: id, kind: PaymentEntry.Kind.allCases.randomElement(using: &dice) ?? .cash, fen: fen,
          payer: Self.payers.randomElement(using: &dice) ?? nil, reference: dice.isLucky(90) ? "77" : nil))
    case 2: return dice.isLucky(20) ? .paymentDisputed(entry: entry, reason: "x") : .paymentConfirmed(entry: entry)
    case 3: return .paymentConfirmed(entry: entry, evidence: .original)
    default: return .paymentConfirmed(entry: entry)
    }
  }

  static func token(_ order: Order, _ rules: OrderRules, _ dice: inout Dice) -> Event? {
    let item = Int.random(in: 1...rules.tokens, using: &dice)
    let making = order.makings.last { $0.item == item }
    if dice.isLucky(4) { return .tokenGivenUp(item: item, reason: "坏") }
    switch making?.production {
    case .started?:
      return dice.isLucky(80)
        ? .certificateRequested(id: "R\(item)", request: [1], item: item)
        : .pinRenewed(token: "T\(item)", serial: "01", item: item)
    case .requested?: return .certificateReceived(id: "R\(item)", certificate: [2], chain: [])
    case .certified?:
      return making?.writing == true
        ? .certificateProven(token: "T\(item)", serial: "0\(item)", item: item) : .tokenStep("{}", item: item)
    default: return .productionStarted(token: "T\(item)", item: dice.isLucky(90) ? item : order.makings.count + 1)
    }
  }

  static func delivery(_ order: Order, _ rules: OrderRules, _ dice: inout Dice) -> Event? {
    let cards = rules.delivery.items.filter { $0.serial == .cipherCard }.reduce(0) { $0 + $1.count }
    let opened = order.headOffice.cards
    if opened.count < cards { return .headOffice(.cardOpened(serial: "C\(opened.count + 1)")) }
    let items = rules.delivery.items.flatMap { item in
      switch item.serial {
      case .typed: ["\(item.title) \(dice.next() % 1000)"]
      case .cipherCard: opened.prefix(item.count).map { "\(item.title) \($0)" }
      case .token, .none: [item.title]
      }
    }
    let given = dice.isLucky(85) ? items : Array(items.dropFirst())
    switch Int.random(in: 0..<6, using: &dice) {
    case 0:
      return .delivery(
        .chosen(Destination(dice.isLucky(50) ? .collected : .posted, recipient: "李四", phone: "1", address: "a")))
    case 1, 2:
      let content: Shipment.Content = dice.isLucky(80) ? .goods : .invoice
      return .delivery(
        .shipped(Shipment(content, courier: "EMS", waybill: "12345678\(dice.next() % 4)", items: given)))
    case 3: return [.sealDue, .sealBound(id: "s", held: "token"), .noSeal(reason: "无")].randomElement(using: &dice)
    default: return .handedOver(items: given)
    }
  }

  /// What nobody should try, or what ends things.
  static func mischief(_ order: Order, _ rules: OrderRules, _ dice: inout Dice) -> Event? {
    let slot = rules.papers.randomElement(using: &dice)?.slot ?? "x"
    let events: [Event] = [
      .withdrawn(reason: "x"), .rejected([Rejection(slot: slot, reason: "x")]), .rejected([]),
      .amended(order.application), .registered(order.application), .exported(bundle: "B", digest: "d"),
      .confirmed(bundle: "B"), .headOfficeRefused(bundle: "B", outcome: "REJECTED", reason: "x"),
      .printed(documents: ["application-form": "d"], copy: 1), .agreementPrinted(Agreement(version: 1, digest: "d")),
    ]
    if dice.isLucky(3) { return .voided(reason: "x") }
    return dice.isLucky(25) ? events.randomElement(using: &dice) : nil
  }
}
