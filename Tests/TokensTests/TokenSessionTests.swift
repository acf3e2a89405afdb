// What can be seen and done with a token besides issuing.
import Cryptography
import Domain
import Testing
import Tokens
import VirtualCard

@Suite struct TokenSessionTests {
  func inserted(_ profile: CardProfile = .strict) -> InsertedCard {
    InsertedCard(VirtualCard(CardState(profile, serial: 42)))
  }

  @Test(arguments: CardProfile.all)
  func `a blank token is described without spending a try`(profile: CardProfile) throws {
    let inserted = inserted(profile)
    let facts = try TokenSession(inserted).facts()
    #expect(facts.identity?.text == (profile.hasVendorCommands ? "serial:42" : nil))
    #expect(facts.slots.allSatisfy { $0.condition == .empty })
    #expect(facts.pinTriesLeft == profile.pinTries)
    #expect(facts.pinIsFactory == (profile.hasMetadata ? true : nil))
    #expect(facts.pukTriesLeft == (profile.hasMetadata ? profile.pukTries : nil))
    #expect(inserted.card.state == CardState(profile, serial: 42))
  }

  @Test func `days left are counted in China's days`() throws {
    let (desk, journal, card) = (try Desk(), MemoryJournal(), VirtualCard(CardState(.strict)))
    _ = try desk.issue(on: card, journal: journal)
    let slot = try TokenSession(InsertedCard(card)).facts().slots.first { $0.slot == .signature }
    #expect(slot?.daysLeft(on: Desk.now.day) == 365)
    #expect(slot?.daysLeft(on: Desk.now.day.advanced(byDays: 366)) == -1)
  }

  @Test(arguments: CardProfile.all.filter { $0.pinTries == 3 })
  func `the PIN is changed, and again, and unblocked by the PUK`(profile: CardProfile) throws {
    let inserted = inserted(profile)
    let session = try TokenSession(inserted)
    try session.changePIN(from: PIN("123456"), to: PIN(new: "730194"))
    for left in [2, 1] {
      let error = #expect(throws: TokenError.self) { try session.changePIN(from: PIN("123456"), to: PIN("111222")) }
      #expect(error?.problem == .wrongPIN(triesLeft: left))
    }
    let last = #expect(throws: TokenError.self) { try session.changePIN(from: PIN("730194"), to: PIN("111222")) }
    #expect(last?.problem == .lastTry)
    #expect(inserted.card.state.pin.triesLeft == 1)
    let spent = #expect(throws: TokenError.self) {
      try session.changePIN(from: PIN("123456"), to: PIN("111222"), lastTryAllowed: true)
    }
    #expect(spent?.problem == .pinBlocked)
    let wrong = #expect(throws: TokenError.self) {
      try session.unblockPIN(puk: #require(PUK("87654321")), new: PIN(new: "805193"))
    }
    #expect(wrong?.problem == .wrongPUK(triesLeft: 2))
    #expect(wrong?.change == .made)
    try session.unblockPIN(puk: #require(PUK("12345678")), new: PIN(new: "805193"))
    #expect(inserted.card.state.pin.value == Array("805193".utf8) + [0xFF, 0xFF])
    #expect(try session.pinTriesLeft() == 3)
  }

  @Test func `another program's reset between two scopes goes unnoticed by the person`() throws {
    let inserted = inserted()
    let session = try TokenSession(inserted)
    inserted.wasResetByAnother = true
    #expect(try session.facts().identity?.text == "serial:42")
  }

  @Test func `a certificate cut short is shown as damaged`() throws {
    var state = CardState(.lenient, serial: 42)
    state.objects[0x5FC10A] = [0x70, 0x82, 0x02, 0x00, 0x30, 0x82]
    let facts = try TokenSession(InsertedCard(VirtualCard(state))).facts()
    #expect(facts.slots.first { $0.slot == .signature }?.condition == .damaged)
  }

  @Test func `a card without PIV says so`() {
    let error = #expect(throws: TokenError.self) { try TokenSession(Script([[0x6A, 0x82]])) }
    #expect(error?.problem == .notPIV)
    #expect(error?.statusWord == StatusWord(0x6A82))
  }

  @Test func `a pulled token says so and what had been changed`() throws {
    let inserted = inserted()
    let session = try TokenSession(inserted)
    // The application selected, the tries counted, then the change itself.
    inserted.card.faults = CardFaults([2: .pullAfter])
    let error = #expect(throws: TokenError.self) { try session.changePIN(from: PIN("123456"), to: PIN(new: "730194")) }
    #expect(error?.problem == .removed)
    #expect(error?.change == .possible)
    #expect(error?.serviceCode == 0x8010_0069)
  }
}
