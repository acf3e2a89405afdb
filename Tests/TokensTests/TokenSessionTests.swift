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
    #expect(facts.pin.triesLeft == profile.pinTries)
    #expect(facts.pin.tries == (profile.hasMetadata ? profile.pinTries : nil))
    #expect(facts.pin.isFactory == (profile.hasMetadata ? true : nil))
    #expect(facts.puk.triesLeft == (profile.hasMetadata ? profile.pukTries : nil))
    #expect(inserted.card.state == CardState(profile, serial: 42))
  }

  @Test func `days left are counted in China's days`() throws {
    let (desk, journal, card) = (try Desk(), MemoryJournal(), VirtualCard(CardState(.strict)))
    _ = try desk.issue(on: card, journal: journal)
    let slot = try TokenSession(InsertedCard(card)).facts().slots.first { $0.slot == .signature }
    #expect(slot?.daysLeft(on: Desk.now.day) == 365)
    #expect(slot?.daysLeft(on: Desk.now.day.advanced(byDays: 366)) == -1)
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

  @Test func `a card without PIV says so, asked by both names`() {
    let script = Script([[0x6A, 0x82], [0x6A, 0x82]])
    let error = #expect(throws: TokenError.self) { try TokenSession(script) }
    #expect(error?.problem == .notPIV)
    #expect(error?.statusWord == StatusWord(0x6A82))
    #expect(script.sent.map(\.count) == [11, 15])
  }

  /// In whatever words a card refuses the name that most take.
  @Test(arguments: [0x6A82, 0x6D00, 0x6A80, 0x6700] as [UInt16])
  func `a card that knows PIV by its promised name alone is issued like any other`(word: UInt16) throws {
    var profile = CardProfile.strict
    (profile.shortestName, profile.unknownApplication) = (9, word)
    let card = VirtualCard(CardState(profile, serial: 42))
    #expect(try Desk().issue(on: card, journal: MemoryJournal()) == 1)
    #expect(try TokenSession(InsertedCard(card)).facts().slots.first { $0.slot == .signature }?.condition != .empty)
  }
}
