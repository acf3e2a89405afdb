// A token goes back to the factory's state, however often it is pulled on the way; a card that cannot is left alone.
import Testing
import Tokens
import VirtualCard

@Suite struct ResetJobTests {
  /// Nothing of a holder's is left; what its maker put there stays.
  static func isBlank(_ state: CardState) -> Bool {
    state.keys.isEmpty && state.objects == CardState(state.profile, serial: state.serial).objects
  }

  @Test(arguments: CardProfile.all)
  func `a token is erased, or refused before any try is spent`(profile: CardProfile) throws {
    let card = PINJobTests.card(profile)
    let before = card.state
    var job = ResetJob()
    let journal = MemoryJournal()
    if profile.vendorCommands.contains(.reset) {
      try job.run(on: TokenSession(InsertedCard(card)), journal: journal)
      #expect(job.isComplete)
      #expect(Self.isBlank(card.state))
      #expect(card.state.pin.triesLeft == card.state.pin.tries)
    } else {
      let error = #expect(throws: TokenError.self) {
        try job.run(on: TokenSession(InsertedCard(card)), journal: journal)
      }
      #expect(error?.problem == .resetNotOffered)
      #expect(card.state == before)
    }
  }

  @Test(arguments: [CardFault.pullBefore, .pullAfter])
  func `a reset cut off anywhere is finished by the next run`(pull: CardFault) throws {
    for command in 0... {
      let (card, journal) = (PINJobTests.card(.strict), MemoryJournal())
      card.faults = CardFaults([command: pull])
      let problems = (1...3).map { _ in Self.problem(of: card, journal) }
      #expect(problems.last == .some(nil))
      #expect(problems.compactMap { $0 }.allSatisfy { $0 == .removed })
      #expect(ResetJob(steps: journal.steps).isComplete)
      #expect(Self.isBlank(card.state))
      if card.faults.commands <= command { break }
    }
  }

  @Test(arguments: [nil, CardFault.pullBefore, .pullAfter])
  func `with everything blocked the first question may erase, and is announced`(pull: CardFault?) throws {
    for command in 0... {
      var state = PINJobTests.card(.strict).state
      (state.pin.triesLeft, state.puk.triesLeft) = (0, 0)
      let (card, journal) = (VirtualCard(state), MemoryJournal())
      if let pull { card.faults = CardFaults([command: pull]) }
      let problems = (1...3).map { _ in Self.problem(of: card, journal) }
      #expect(problems.last == .some(nil))
      #expect(ResetJob(steps: journal.steps).isComplete)
      #expect(Self.isBlank(card.state))
      #expect(journal.steps.contains(.resetting))
      if pull == nil || card.faults.commands <= command { break }
    }
  }

  /// Why the job could not end on this insertion; nil when it did, or had before.
  private static func problem(of card: VirtualCard, _ journal: MemoryJournal) -> TokenError.Problem? {
    var job = ResetJob(steps: journal.steps)
    if job.isComplete { return nil }
    do throws(TokenError) { try job.run(on: TokenSession(InsertedCard(card)), journal: journal) } catch {
      return error.problem
    }
    return nil
  }
}
