// A new PIN that was cut off on its way: another one typed afterwards never counts unseen, and a card without a PUK ends too.
import Cryptography
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct CutPINTests {
  static let telling = [CardProfile.strict, .cardA]

  /// A token that is pulled out directly after it has taken a new PIN.
  private func pulled(_ card: VirtualCard) -> InsertedCard {
    let inserted = InsertedCard(card)
    // CHANGE REFERENCE DATA of the PIN.
    inserted.interjection = { command in
      if command[1] == 0x24, command[3] == 0x80 { card.faults = CardFaults([0: .pullAfter]) }
      return nil
    }
    return inserted
  }

  private func change(_ card: InsertedCard, to new: String, puk: PUK? = nil, _ journal: MemoryJournal) throws {
    var job = PINJob(steps: journal.steps)
    try job.change(from: PIN("123456"), to: PIN(new), puk: puk, on: TokenSession(card), journal: journal)
  }

  private func block(_ digits: String) -> [UInt8] { Array(digits.utf8) + [0xFF, 0xFF] }

  @Test(arguments: telling)
  func `with the PUK the PIN that was typed last holds, and no try is spent`(profile: CardProfile) throws {
    let (card, journal) = (PINJobTests.card(profile), MemoryJournal())
    #expect(throws: TokenError.self) { try change(pulled(card), to: "730194", journal) }
    #expect(card.state.pin.value == block("730194") && PINJob(steps: journal.steps).isInDoubt)
    try change(InsertedCard(card), to: "805193", puk: PUK("12345678"), journal)
    #expect(PINJob(steps: journal.steps).isComplete)
    #expect(card.state.pin.value == block("805193"))
    #expect(card.state.pin.triesLeft == card.state.pin.tries && card.state.puk.triesLeft == card.state.puk.tries)
  }

  @Test(arguments: telling)
  func `without the PUK another new PIN is refused, and the one that was set ends the work`(profile: CardProfile) throws
  {
    let (card, journal) = (PINJobTests.card(profile), MemoryJournal())
    #expect(throws: TokenError.self) { try change(pulled(card), to: "730194", journal) }
    let error = #expect(throws: TokenError.self) { try change(InsertedCard(card), to: "805193", journal) }
    #expect(error?.problem == .wrongPIN(triesLeft: card.state.pin.tries - 1))
    #expect(PINJob(steps: journal.steps).isInDoubt)
    try change(InsertedCard(card), to: "730194", journal)
    #expect(PINJob(steps: journal.steps).isComplete)
    #expect(card.state.pin.triesLeft == card.state.pin.tries)
  }

  @Test func `where the card has no PUK, whatever was handed over as one, the PIN that was set ends the work`() throws {
    var profile = CardProfile.strict
    profile.withoutPUK = 0x6A88
    let (card, journal, puk) = (PINJobTests.card(profile), MemoryJournal(), PUK("12345678"))
    #expect(throws: TokenError.self) { try change(pulled(card), to: "730194", journal) }
    let error = #expect(throws: TokenError.self) { try change(InsertedCard(card), to: "805193", puk: puk, journal) }
    #expect(error?.problem == .wrongPIN(triesLeft: 2))
    #expect(PINJob(steps: journal.steps).isInDoubt)
    try change(InsertedCard(card), to: "730194", puk: puk, journal)
    #expect(PINJob(steps: journal.steps).isComplete && card.state.pin.triesLeft == 3)
  }

  @Test(arguments: telling)
  func `an issue that goes on with another new PIN sets that one, and no try is spent`(profile: CardProfile) throws {
    let (watched, journal, desk) = (IssueJobTests.Watched(profile), MemoryJournal(), try Desk())
    var job = IssueJob(desk.plan())
    #expect(throws: TokenError.self) {
      try job.prepare(on: TokenSession(pulled(watched.card)), desk.secrets(), journal: journal)
    }
    let other = try IssueSecrets(
      currentPIN: PIN("123456"), newPIN: PIN("805193"), currentPUK: PUK("12345678"), newPUK: desk.puk,
      managementKeys: desk.keys)
    var again = IssueJob(desk.plan(), steps: journal.steps)
    _ = try again.prepare(on: TokenSession(InsertedCard(watched.card)), other, journal: journal)
    #expect(again.pinIsSet && watched.card.state.pin.value == block("805193"))
    #expect(watched.lowestTries == watched.card.state.pin.tries)
  }

  /// Nothing but the new PIN itself can tell there whether it was set: shown when it was not, it costs one try, which the
  /// change that follows gives back.
  @Test(arguments: [CardFault.pullBefore, .pullAfter])
  func `a card with neither PUK nor metadata is issued wherever it was pulled`(pull: CardFault) throws {
    var profile = CardProfile.plain
    profile.withoutPUK = 0x6A88
    let desk = try Desk()
    for command in 0... {
      let (watched, journal) = (IssueJobTests.Watched(profile), MemoryJournal())
      watched.card.faults = CardFaults([command: pull])
      _ = try desk.issue(on: watched.card, journal: journal)
      let state = watched.card.state
      #expect(IssueJob(desk.plan(), steps: journal.steps).isComplete && journal.steps.contains(.noPUK))
      #expect(state.pin.value == block("730194") && state.pin.triesLeft == state.pin.tries)
      #expect(watched.lowestTries >= state.pin.tries - 1)
      if watched.card.faults.commands <= command { break }
    }
  }
}
