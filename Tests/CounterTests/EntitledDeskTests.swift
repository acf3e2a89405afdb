// What the desk compares with its records: facts for an unbinding, numbers, renewals that are open, certificates it made.
import Counter
import Cryptography
import Domain
import Foundation
import Records
import Services
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct EntitledDeskTests {
  private static let person: [FieldID: String] = [
    "agent.email": "agent@example.com", "agent.mobile": "13900000001", "legal.name": "贾样本", "agent.name": "甄示例",
    "agent.idKind": "居民身份证", "agent.idNumber": "410105199011034260",
  ]
  private let counter: TokenCounter
  private let second = SecondPerson("li", pin: TokenCounter.secondPIN)

  init() throws { counter = try TokenCounter() }

  private func session(_ card: VirtualCard) throws -> TokenSession { try TokenSession(PluggedCard(card)) }

  /// An order that was finished for the same organisation.
  @discardableResult
  private func finished(_ more: [FieldID: String] = person) throws -> Order {
    let order = try counter.order(tokens: 1, more)
    try counter.issue(order, on: counter.card(serial: 1))
    return try counter.desk.handOver(order, items: ["USBKey", "密码卡 MK0001", "发票 00012345"])
  }

  // MARK: Unbinding

  @Test func `facts are held against the record, their values kept nowhere, and tries are limited`() throws {
    let order = try counter.draft("guocai", "unlock")
    let right = [("email", "agent@example.com "), ("phone", "139-0000-0001"), ("法定代表人", "贾　样本")]
    #expect(throws: EntitlementError.noRecord) { try counter.desk.compareFacts(order, right) }
    #expect(try counter.desk.order(order).entitlement.unbinding.tries.isEmpty)
    try finished()
    #expect(throws: EntitlementError.unknownFact("单位名称")) {
      try counter.desk.compareFacts(order, [("单位名称", "永城市样例贸易有限公司")])
    }
    let wrong = [("email", "agent@example.com"), ("phone", "13900000002"), ("法定代表人", "贾样本")]
    #expect(throws: EntitlementError.factsDiffer(triesLeft: 4)) { try counter.desk.compareFacts(order, wrong) }
    let agreed = try counter.desk.compareFacts(order, right)
    #expect(agreed.entitlement.unbinding.agreed == ["agent.email", "agent.mobile", "legal.name"])
    #expect(throws: EntitlementError.noReleaseCode) { try counter.desk.release(order, by: .code([1])) }
    #expect(throws: OutOfTurn.refused(.onePerson)) {
      try counter.desk.release(
        order, by: .original(document: "营业执照正本", SecondPerson("wu", pin: TokenCounter.secondPIN)))
    }
    let done = try counter.desk.release(order, by: .original(document: "营业执照正本", second))
    #expect(done.entitlement.unbinding.isDone)
    for (entry, _) in try counter.desk.history(of: done) {
      let text = String(decoding: entry.payload, as: UTF8.self)
      #expect(!text.contains("13900000002") && !text.contains("agent@"), "\(entry.kind)")
    }
  }

  @Test func `five tries are an organisation's, not an order's`() throws {
    try finished()
    let wrong = [("email", "agent@example.com"), ("phone", "13900000002"), ("法定代表人", "贾样本")]
    let first = try counter.draft("guocai", "unlock")
    for left in [4, 3, 2] {
      #expect(throws: EntitlementError.factsDiffer(triesLeft: left)) { try counter.desk.compareFacts(first, wrong) }
    }
    let second = try counter.draft("guocai", "unlock")
    for left in [1, 0] {
      #expect(throws: EntitlementError.factsDiffer(triesLeft: left)) { try counter.desk.compareFacts(second, wrong) }
    }
    for order in [first, second, try counter.draft("guocai", "unlock")] {
      let opening = TokenCounter.now.advanced(bySeconds: 86_400)
      #expect(throws: OutOfTurn.refused(.triesUsedUp(until: opening))) { try counter.desk.compareFacts(order, wrong) }
    }
    let stranger = try counter.draft("guocai", "unlock", ["organisation.creditCode": "91410105MA9XAMP15X"])
    #expect(throws: EntitlementError.noRecord) { try counter.desk.compareFacts(stranger, wrong) }
  }

  @Test func `a second person is somebody with a PIN, and one of two is a reviewer`() throws {
    let order = try counter.draft("zhongyuan", "new")
    #expect(throws: RecordsError.self) {
      try counter.desk.waive(
        order, .registration, reason: "电话核实", second: SecondPerson("li", pin: Array("000000".utf8)))
    }
    #expect(try counter.desk.order(order).entitlement.waivers.isEmpty)
    let after = try counter.desk.waive(order, .registration, reason: "电话核实", second: second)
    #expect(after.entitlement.waivers.map(\.waiver.second) == ["li"])
    try counter.desk.signIn("li", pin: TokenCounter.secondPIN)
    let other = try counter.draft("zhongyuan", "new")
    #expect(throws: OutOfTurn.role(.review)) {
      try counter.desk.waive(
        other, .registration, reason: "电话核实", second: SecondPerson("guan", pin: TokenCounter.secondPIN))
    }
  }

  // MARK: People

  @Test func `a number typed from the original is compared and its first difference told by place alone`() throws {
    let order = try counter.draft("guocai", "unlock", Self.person)
    #expect(throws: EntitlementError.otherDocument("居民身份证")) {
      try counter.desk.identify(order, .agent, document: "护照")
    }
    #expect(throws: EntitlementError.numberDiffers(place: 17)) {
      try counter.desk.identify(order, .agent, document: "居民身份证", number: "410105199011034278")
    }
    #expect(throws: EntitlementError.numberMissing) {
      try counter.desk.identify(order, .legal, document: "居民身份证", number: "410105199011034260")
    }
    let unseen = try counter.desk.identify(order, .agent, document: "居民身份证")
    let rules = try counter.desk.rules(for: unseen)
    #expect(unseen.needs(under: rules).map(\.need).contains(.identity(.agent)), "a PIN is set anew by number only")
    let after = try counter.desk.identify(order, .agent, document: "居民身份证", number: " 410105199011034260 ")
    #expect(!after.needs(under: rules).map(\.need).contains(.identity(.agent)))
    #expect(throws: EntitlementError.self) { try counter.desk.seeOriginals(order, ["licence"]) }
  }

  @Test func `an order is found by phone and number together, never by one`() throws {
    let order = try finished()
    for number in ["91350100M000100Y43", "９１３５０１００Ｍ０００１００Ｙ４３"] {
      #expect(try counter.desk.find(phone: "139 0000 0001", number: number).map(\.number) == [order.number])
    }
    // The agent's identity number as the old card had it, in fifteen digits (D-11).
    let lookup = Lookup(kind: "agent-id", value: "410105199011034260")
    try counter.desk.store.commit(Change(lookups: [order.number: [lookup]]))
    #expect(try counter.desk.find(phone: "13900000001", number: "410105901103426").map(\.number) == [order.number])
    #expect(throws: EntitlementError.nothingFound) {
      try counter.desk.find(phone: "13900000009", number: "91350100M000100Y43")
    }
    #expect(throws: EntitlementError.nothingFound) {
      try counter.desk.find(phone: "13900000001", number: "91410105MA9XAMP15X")
    }
  }

  // MARK: Certificates and renewals

  @Test func `a certificate that this counter made proves itself, until it is replaced`() throws {
    let order = try counter.draft(
      "bjca", "replace", ["certificate.lossReason": "损坏", "certificate.oldToken": "KEY 0001"])
    #expect(throws: EntitlementError.notKnown) { try counter.desk.findCertificate(for: order) }
    let first = try finished()
    let code = "91350100M000100Y43"
    #expect(try counter.desk.certificates(of: code).map(\.standing) == [.valid])
    let known = try counter.desk.findCertificate(for: order)
    #expect(known.entitlement.evidence == .order(first.number))
    let ready = try counter.finish(order, leaving: ["old-token-collected", "bids-answered"])
    #expect(throws: OutOfTurn.needed(.oldToken, before: .production)) {
      try counter.issue(ready, on: counter.card(serial: 2))
    }
    #expect(throws: OrderMistake.otherOldToken(given: "KEY-9999", named: "KEY 0001")) {
      try counter.desk.collectOldToken(ready, "KEY-9999")
    }
    #expect(throws: OrderMistake.notLost) { try counter.desk.stateLoss(ready) }
    _ = try counter.desk.collectOldToken(ready, "serial:key0001")
    _ = try counter.desk.answerBids(ready, BidAnswer(openings: [], isSigned: true))
    try counter.issue(ready, on: counter.card(serial: 2))
    let after = try counter.desk.order(ready)
    #expect(after.old.revocation?.serials == first.finished.compactMap(\.serial))
    #expect(try counter.desk.certificates(of: code).map(\.standing) == [.valid, .revoked])
  }

  @Test func `a lost token takes no certificate of another service with it, and of several the clerk says which`()
    throws
  {
    let other = try finished()
    let order = try counter.draft("zhongyuan", "replace", ["certificate.lossReason": "丢失"])
    #expect(throws: EntitlementError.notKnown) { try counter.desk.findCertificate(for: order) }
    let sets = try [UInt32(5), 6].map { serial -> [String] in
      let one = try counter.order("zhongyuan", "new")
      try counter.issue(one, on: counter.card(serial: serial))
      return try counter.desk.order(one).finished.compactMap(\.serial)
    }
    _ = try counter.desk.findCertificate(for: order)
    let ready = try counter.finish(order)
    let card = counter.card(serial: 7)
    // The same command again must not pass by the question.
    for _ in 1...2 {
      #expect(throws: EntitlementError.whichCertificate(sets.flatMap(\.self))) { try counter.issue(ready, on: card) }
      #expect(try counter.desk.order(ready).makings.isEmpty)
      #expect(card.state.keysMade == 0)
    }
    _ = try counter.desk.requestRevocation(ready, serials: sets[1])
    try counter.issue(ready, on: card)
    let code = "91350100M000100Y43"
    let standing: [String: OrganisationCertificate.Standing] = try Dictionary(
      counter.desk.certificates(of: code).map { ($0.serial, $0.standing) }, uniquingKeysWith: { first, _ in first })
    #expect(sets[1].allSatisfy { standing[$0] == .revoked } && sets[0].allSatisfy { standing[$0] == .valid })
    #expect(other.finished.compactMap(\.serial).allSatisfy { standing[$0] == .valid })
  }

  @Test func `bids keep the maker off the token until two people let it happen`() throws {
    let order = try counter.order("szca", "renew-expired", leaving: ["bids-answered"])
    let card = counter.card()
    try counter.issue(counter.order(), on: card)
    let before = card.state
    #expect(throws: OutOfTurn.needed(.bidDeclaration, before: .production)) {
      try counter.issue(order, on: card, counter.renewing())
    }
    let opening = TokenCounter.now.advanced(bySeconds: 86_400)
    _ = try counter.desk.answerBids(order, BidAnswer(openings: [opening], isSigned: true))
    #expect(throws: OutOfTurn.needed(.bidOpening(opening), before: .production)) {
      try counter.issue(order, on: card, counter.renewing())
    }
    #expect(card.state == before)
    _ = try counter.desk.overrideBids(order, reason: "申请人坚持", second: second)
    try counter.issue(order, on: card, counter.renewing())
    #expect(try counter.desk.order(order).provenTokens == 1)
  }

  @Test func `a renewal in which nothing changed is approved by rule where the pack says so`() throws {
    counter.issuer.daysOfYear = 40
    var card = counter.card()
    let elsewhere = try counter.order(tokens: 1, Self.person)
    try counter.issue(elsewhere, on: card)
    _ = try counter.desk.handOver(elsewhere, items: ["USBKey", "密码卡 MK0001", "发票 00012345"])
    func renewal(_ more: [FieldID: String], _ channel: String, proving: Bool) throws -> Order {
      let values = Self.person.merging(more) { _, new in new }
      let order = try counter.order(
        "zhongyuan", "renew", values, channel: channel, leaving: ["token-shown", "submitted"])
      _ = try counter.desk.present(order, on: session(card), pin: proving ? PIN("739154") : nil)
      return try counter.desk.submit(counter.finish(order, leaving: ["submitted"]))
    }
    // What another service was told is no measure: somebody looks at the first renewal here.
    #expect(try renewal([:], "网上申办", proving: true).review == .open)
    card = counter.card(serial: 2)
    let first = try counter.order("zhongyuan", "new", Self.person)
    try counter.issue(first, on: card)
    _ = try counter.desk.handOver(first, items: [])
    let approved = try renewal([:], "网上申办", proving: true)
    #expect(approved.review == .approved && approved.entitlement.rule == "S0-19")
    #expect(try counter.desk.history(of: approved).filter { $0.entry.kind == "approved-by-rule" }.count == 1)
    #expect(try renewal([:], "网上申办", proving: false).review == .open)
    #expect(try renewal(["legal.name": "新法人"], "网上申办", proving: true).review == .open)
  }

  @Test func `a token is not reset before somebody has asked for unopened bids`() throws {
    let (card, order) = (counter.card(), try counter.order())
    try counter.issue(order, on: card)
    _ = try counter.desk.handOver(order, items: ["USBKey", "密码卡 MK0001", "发票 00012345"])
    let before = card.state
    func reset(_ bids: BidAnswer?, despite: String? = nil) throws {
      try counter.desk.reset(
        on: session(card), confirming: "serial:1", second: SecondPerson("li", pin: TokenCounter.secondPIN), bids: bids,
        despite: despite, despiteValid: "换发")
    }
    #expect(throws: EntitlementError.bidsUnasked) { try reset(nil) }
    let opening = TokenCounter.now.advanced(bySeconds: 60)
    #expect(throws: EntitlementError.bidsUnopened(opening)) {
      try reset(BidAnswer(openings: [opening], isSigned: true))
    }
    #expect(card.state == before)
    try reset(BidAnswer(openings: [opening], isSigned: true), despite: "申请人坚持")
    #expect(card.state.keys.isEmpty)
  }
}

@Suite struct OneRenewalTests {
  @Test func `one renewal of an organisation is open at a time`() throws {
    let desk = try CounterDesk()
    let first = try desk.register("szca-expired")
    let again = try desk.sample("szca-expired") { $0.replacingOccurrences(of: "SZ-000", with: "SZ-900") }
    func codes() throws -> [String] {
      var codes: [String] = []
      try desk.desk.takeIn(again, with: desk.desk.intake()) { taken in
        if case .finding(let finding) = taken, finding.severity == .error { codes.append(finding.explanation.code) }
      }
      return codes
    }
    #expect(try codes() == ["E39", "E39"])
    _ = try desk.desk.void(first, reason: "申请人要求")
    #expect(try codes() == ["E39"])
  }

  @Test func `a renewal at one service keeps no other service's from being registered`() throws {
    let counter = try TokenCounter()
    _ = try counter.draft("szca", "renew-expired")
    let card = counter.card(serial: 4)
    _ = try counter.issue(counter.order(), on: card)
    let advice = try counter.desk.advise(on: TokenSession(PluggedCard(card)))
    let held = advice.services.filter { _, advice in
      advice.contains { $0.obstacles.contains { if case .renewalOpen = $0 { true } else { false } } }
    }
    #expect(held.map(\.pack.id) == ["szca"])
  }

  @Test func `a token left unfinished is advised to go on with its order, and elsewhere to be made anew`() throws {
    let (counter, elsewhere) = (try TokenCounter(), try TokenCounter())
    let order = try counter.order()
    let card = counter.card()
    card.faults = CardFaults([20: .pullAfter])
    #expect(throws: TokenError.self) { try counter.issue(order, on: card) }
    let here = try counter.desk.advise(on: TokenSession(PluggedCard(card))).unfinished
    #expect(here.map(\.slot) == [Slot.signature.name] && here.map(\.order) == [order])
    let there = try elsewhere.desk.advise(on: TokenSession(PluggedCard(card))).unfinished
    #expect(there.map(\.slot) == [Slot.signature.name] && there.map(\.order) == [nil])
    try counter.issue(order, on: card)
    #expect(try counter.desk.advise(on: TokenSession(PluggedCard(card))).unfinished.isEmpty)
  }
}
