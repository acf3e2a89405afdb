// Which order a token belongs to, what is asked for it, and what is remembered of it when it tells nothing itself.
import Counter
import Cryptography
import Domain
import Records
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct TokenBindingTests {
  private let counter: TokenCounter

  init() throws { counter = try TokenCounter() }

  private func session(_ card: VirtualCard) throws -> TokenSession { try TokenSession(PluggedCard(card)) }

  /// Begins an order's token; its certificate will come by bundle.
  private func begin(_ order: String, on card: VirtualCard) throws -> Desk.IssueProgress {
    try counter.desk.issue(order, on: session(card), TokenCounter.pins(), issuer: HeadOfficeByBundle())
  }

  @Test(arguments: [CardProfile.lenient, .plain, .strict])
  func `a token that waits for an order's certificate is not taken for another order`(profile: CardProfile) throws {
    let (card, first, second) = (counter.card(profile), try counter.order(), try counter.order())
    guard case .waiting = try begin(first, on: card) else { throw CounterError.notCertified(first) }
    let before = card.state
    #expect(throws: CounterError.tokenOfAnotherOrder(order: first, item: 1)) {
      try counter.issue(second, on: card)
    }
    #expect(card.state == before)
    #expect(try counter.desk.order(second).makings.isEmpty)
    try counter.issue(first, on: card)
    #expect(try counter.desk.order(first).provenTokens == 1)
    // A finished one that waits for its holder is no blank token either.
    #expect(throws: CounterError.tokenOfAnotherOrder(order: first, item: 1)) {
      try counter.issue(second, on: card)
    }
    try counter.issue(second, on: counter.card(profile, serial: 2))
    #expect(try counter.desk.order(second).provenTokens == 1)
  }

  @Test(arguments: [CardProfile.strict, .lenient])
  func `a token in use that is refused binds no order, and nothing on it is changed`(profile: CardProfile) throws {
    let (elsewhere, order) = (try TokenCounter(), try counter.order())
    // Its administration key is the factory's, so that only its content speaks against it.
    let used = elsewhere.card(profile)
    try elsewhere.issue(elsewhere.order(), on: used)
    var state = CardState(profile, serial: 1)
    (state.objects, state.keys) = (used.state.objects, used.state.keys)
    let taken = VirtualCard(state)
    let error = #expect(throws: TokenError.self) { try counter.issue(order, on: taken) }
    #expect(error?.explanation.code == "T37" && error?.change == Change.nothing)
    #expect(taken.state == state)
    try counter.issue(order, on: counter.card(serial: 2))
    let after = try counter.desk.order(order)
    #expect(after.provenTokens == 1 && after.makings[0].givenUp == "T37")
  }

  @Test func `once a token has its new PIN, that one alone is asked for`() throws {
    let (card, order) = (counter.card(), try counter.order())
    #expect(try counter.desk.secretsNeeded(for: order, on: session(card)) == .all)
    _ = try begin(order, on: card)
    #expect(try counter.desk.secretsNeeded(for: order, on: session(card)) == .pin)
    let progress = try counter.issue(order, on: card, Desk.IssuePINs(pin: PIN("739154")))
    guard case .proven = progress else { throw CounterError.notCertified(order) }
    #expect(card.state.pin.triesLeft == card.state.pin.tries)
  }

  @Test func `a token that was stopped before its PUK was set is asked for PIN and PUK`() throws {
    let (card, order) = (counter.card(), try counter.order())
    let wrong = try Desk.IssuePINs(
      current: PIN("123456"), new: PIN(new: "739154"), currentPUK: #require(PUK("00000000")))
    #expect(throws: TokenError.self) { try counter.issue(order, on: card, wrong) }
    #expect(try counter.desk.secretsNeeded(for: order, on: session(card)) == .pinAndPUK)
    try counter.issue(order, on: card, Desk.IssuePINs(pin: PIN("739154"), currentPUK: PUK("12345678")))
    #expect(try counter.desk.order(order).provenTokens == 1)
  }

  @Test(arguments: [CardProfile.strict, .lenient])
  func `an issue keeps the PUK's last try until somebody says so`(profile: CardProfile) throws {
    let (card, order) = (counter.card(profile), try counter.order())
    var pins = try Desk.IssuePINs(
      current: PIN("123456"), new: PIN(new: "739154"), currentPUK: #require(PUK("00000000")))
    let codes = [0, 1, 2].map { _ in
      #expect(throws: TokenError.self) { try counter.issue(order, on: card, pins) }?.explanation.code
    }
    #expect(codes == ["T22", "T22", "T27"])
    #expect(card.state.puk.triesLeft == 1)
    pins = try TokenCounter.pins()
    #expect(throws: TokenError.self) { try counter.issue(order, on: card, pins) }
    pins.lastPUKTryAllowed = true
    try counter.issue(order, on: card, pins)
    #expect(card.state.puk.triesLeft == 3)
    // What was remembered is forgotten with the PUK that it was about.
    let later = try session(card)
    try counter.desk.recognise(later)
    #expect(later.rememberedPUKTries == nil)
  }

  @Test(arguments: [CardProfile.strict, .lenient])
  func `an unlocking keeps the PUK's last try too, and tells what is left`(profile: CardProfile) throws {
    let card = counter.card(profile)
    func unlock(_ puk: String, last: Bool = false) throws {
      try counter.desk.unlock(
        on: session(card), puk: #require(PUK(puk)), new: PIN(new: "805193"), lastTryAllowed: last)
    }
    let codes = [0, 1, 2].map { _ in
      #expect(throws: TokenError.self) { try unlock("00000000") }?.explanation.code
    }
    #expect(codes == ["T22", "T22", "T27"] && card.state.puk.triesLeft == 1)
    let later = try session(card)
    try counter.desk.recognise(later)
    #expect(try later.pukState().triesLeft == 1)
    try unlock("12345678", last: true)
    try unlock("12345678")
    #expect(card.state.puk.triesLeft == 3 && card.state.pin.value.starts(with: Array("805193".utf8)))
  }

  @Test func `a token without serial number and cardholder identifier changes its PIN under its key's name`() throws {
    let issued = counter.card(.plain)
    try counter.issue(counter.order(), on: issued)
    var state = issued.state
    state.objects[0x5FC102] = nil
    let card = VirtualCard(state)
    #expect(try session(card).identity == nil)
    try counter.desk.changePIN(on: session(card), from: PIN("739154"), to: PIN("805193"))
    #expect(card.state.pin.value.starts(with: Array("805193".utf8)))
    #expect(try counter.desk.openJobs().isEmpty)
    #expect(throws: CounterError.tokenWithoutName) {
      try counter.desk.changePIN(on: session(counter.card(.plain)), from: PIN("123456"), to: PIN("805193"))
    }
  }

  @Test func `a failure's status word and PC-SC code can be read on the desk`() throws {
    let (card, order) = (counter.card(), try counter.order())
    card.faults = CardFaults([15: .pullBefore])
    #expect(throws: TokenError.self) { try counter.issue(order, on: card) }
    let open = try #require(counter.desk.openMakings().first)
    let failure = try #require(try counter.desk.lastFailure(of: open.making, in: open.order))
    #expect(failure.text == "T10 PC/SC 80100069")
    let steps = try counter.desk.history(of: counter.desk.order(order)).compactMap { Desk.tokenStep(in: $0.event) }
    #expect(steps.first?.name == "begun" && steps.lastFailure == failure)
    #expect(TokenFailure(.failed(code: "T31", statusWord: "6985", serviceCode: nil))?.text == "T31 SW 6985")
  }
}

@Suite struct TokenResettingTests {
  private let counter: TokenCounter

  init() throws { counter = try TokenCounter() }

  private func reset(_ card: VirtualCard, _ name: String, despiteValid: String? = nil) throws {
    try counter.desk.reset(
      on: TokenSession(PluggedCard(card)), confirming: name, second: SecondPerson("li", pin: TokenCounter.secondPIN),
      bids: BidAnswer(openings: [], isSigned: true), despiteValid: despiteValid)
  }

  /// A token whose order does not want it any more.
  private func issued(_ card: VirtualCard) throws -> String {
    let order = try counter.order()
    try counter.issue(order, on: card)
    _ = try counter.desk.giveUp(order, item: 1, reason: "坏")
    return order
  }

  @Test func `a valid certificate is erased only when somebody says why`() throws {
    let card = counter.card()
    _ = try issued(card)
    let certificate = try #require(TokenSession(PluggedCard(card)).facts()[.signature]?.certificate)
    let days = certificate.notAfter.day.daysSince1970 - TokenCounter.now.day.daysSince1970
    let before = card.state
    #expect(throws: CounterError.certificateStillValid(serial: certificate.serial, days: days)) {
      try reset(card, "serial:1")
    }
    #expect(card.state == before)
    try reset(card, "serial:1", despiteValid: "密钥泄露，另行吊销")
    #expect(card.state.keys.isEmpty)
  }

  @Test func `a valid certificate in a retired slot that no history counts is not erased unnoticed`() throws {
    let card = counter.card()
    _ = try issued(card)
    var state = card.state
    state.objects[0x5FC10D + 6] = state.objects[0x5FC10A]
    (state.objects[0x5FC10A], state.objects[0x5FC10C]) = (nil, nil)
    let retired = VirtualCard(state)
    let error = #expect(throws: CounterError.self) { try reset(retired, "serial:1") }
    #expect(error?.explanation.code == "T78")
    #expect(retired.state == state)
  }

  @Test func `a token without a serial number that was erased in the last command ends its reset`() throws {
    var profile = CardProfile.plain
    profile.vendorCommands = [.version, .managementKey, .reset]
    let card = counter.card(profile)
    _ = try issued(card)
    let name = try #require(TokenSession(PluggedCard(card)).identity?.text)
    #expect(name.hasPrefix("guid:"))
    // Pulled out when the erasure was done and before its answer came.
    var erased = VirtualCard(card.state)
    for cut in 0..<100 where !erased.state.keys.isEmpty {
      erased = VirtualCard(card.state)
      erased.faults = CardFaults([cut: .pullAfter])
      #expect(throws: (any Error).self) { try reset(erased, name, despiteValid: "坏") }
    }
    try #require(erased.state.keys.isEmpty)
    #expect(try counter.desk.openJobs().count == 1)
    #expect(throws: CounterError.wrongToken(expected: "guid:0", found: name)) {
      try reset(VirtualCard(erased.state), "guid:0", despiteValid: "坏")
    }
    try reset(VirtualCard(erased.state), name)
    #expect(try counter.desk.openJobs().isEmpty)
  }
}
