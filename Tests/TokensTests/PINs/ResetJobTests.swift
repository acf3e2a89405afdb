// A token goes back to the factory's state, however often it is pulled on the way; a card that cannot is left alone.
import Testing
import Tokens
import VirtualCard

@Suite struct ResetJobTests {
  @Test(arguments: CardProfile.all)
  func `a token is erased, or refused before any try is spent`(profile: CardProfile) throws {
    let card = PINJobTests.card(profile)
    let before = card.state
    var job = ResetJob()
    let journal = MemoryJournal()
    if profile.vendorCommands.contains(.reset) {
      try job.run(on: TokenSession(InsertedCard(card)), journal: journal)
      #expect(job.isComplete)
      #expect(card.state.objects.isEmpty)
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
      for run in 1...3 {
        var job = ResetJob(steps: journal.steps)
        do {
          try job.run(on: TokenSession(InsertedCard(card)), journal: journal)
          break
        } catch let error as TokenError where run < 3 { #expect(error.problem == .removed) }
      }
      #expect(ResetJob(steps: journal.steps).isComplete)
      #expect(card.state.objects.isEmpty)
      if card.faults.commands <= command { break }
    }
  }
}
