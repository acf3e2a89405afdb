// What goes wrong with tokens outside of their orders' course: erased before they were handed over, reset by other programs,
// from another maker, or with a seal that stayed a file.
import Counter
import Cryptography
import Domain
import Records
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct TokenRepairTests {
  private let counter: TokenCounter
  private let card: VirtualCard

  init() throws {
    counter = try TokenCounter()
    card = counter.card()
  }

  private func session(_ card: VirtualCard) throws -> TokenSession { try TokenSession(PluggedCard(card)) }

  @Test func `a finished token that was erased before its handover is noticed, put aside and made anew`() throws {
    let order = try counter.order()
    try counter.issue(order, on: card)
    guard case .proven(let token, let serial) = try counter.issue(order, on: card) else {
      throw CounterError.notCertified(order)
    }
    #expect(token == "serial:1" && !serial.isEmpty)
    let erased = counter.card()
    #expect(throws: CounterError.tokenEmptied(order: order, item: 1)) { try counter.issue(order, on: erased) }
    #expect(erased.state == CardState(.strict, serial: 1))
    let aside = try counter.desk.giveUp(order, item: 1, reason: "被重置")
    #expect(aside.provenTokens == 0 && aside.makings[0].serial == serial)
    #expect(throws: OutOfTurn.self) { try counter.desk.handOver(order, items: ["USBKey"]) }
    try counter.issue(order, on: erased)
    let after = try counter.desk.order(order)
    #expect(after.provenTokens == 1 && after.finished.map(\.item) == [2])
    #expect(after.finished.first?.serial != serial)
  }

  @Test func `a reset takes the PUK that this counter gave the token out of use`() throws {
    let order = try counter.order()
    try counter.issue(order, on: card)
    _ = try counter.desk.giveUp(order, item: 1, reason: "坏")
    try counter.desk.reset(
      on: session(card), confirming: "serial:1", second: SecondPerson("li", pin: TokenCounter.secondPIN),
      bids: BidAnswer(openings: [], isSigned: true), despiteValid: "坏")
    #expect(try counter.desk.store.setting("token/serial:1") == [])
  }

  @Test func `the sealed PUK is not tried on a token that says that it has the factory's again`() throws {
    try counter.issue(counter.order(), on: card)
    let unlock = try counter.order("guocai", "unlock")
    // Reset by another program: the same token with factory values, and the certificate written back.
    var state = CardState(.strict, serial: 1)
    (state.objects, state.keys) = (card.state.objects, card.state.keys)
    let erased = VirtualCard(state)
    #expect(throws: CounterError.noPUK("serial:1")) {
      try counter.desk.unlock(unlock, on: session(erased), new: PIN(new: "805193"))
    }
    #expect(erased.state == state)
  }

  @Test func `an administrator names what other makers set, sealed, and their tokens are issued`() throws {
    var profile = CardProfile.strict
    profile.factoryKey = String(repeating: "5a", count: 24)
    let foreign = counter.card(profile, serial: 7)
    let order = try counter.order()
    let error = #expect(throws: TokenError.self) { try counter.issue(order, on: foreign) }
    #expect(error?.explanation.code == "T33")
    let keys = [[UInt8](repeating: 1, count: 16), [UInt8](repeating: 0x5A, count: 24)]
    #expect(throws: CounterError.notAdministrator) { try counter.desk.setFactoryKeys(keys) }
    try counter.desk.signIn("guan", pin: TokenCounter.secondPIN)
    try counter.desk.setFactoryKeys(keys)
    #expect(try counter.desk.factoryKeys() == keys)
    try counter.desk.signIn("wu", pin: TokenCounter.secondPIN)
    try counter.issue(order, on: foreign)
    #expect(try counter.desk.order(order).provenTokens == 1)
  }

  @Test func `an order without a seal has no file of one to give out`() throws {
    let order = try counter.order()
    try counter.issue(order, on: card)
    #expect(throws: CounterError.noSealFile(order)) { try counter.desk.sealFiles(of: order, toPath: "/tmp") }
  }
}
