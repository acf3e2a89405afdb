// An older encryption pair that comes back, on a card whose answers on that way are wrong.
import Cryptography
import Domain
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct TakingBackTests {
  private let small = SmallPairTests()

  /// A token and a letter whose encryption certificate finds no room, from the request on.
  private struct Scene {
    let card: VirtualCard
    let letter: SmallPairTests.Letter
    let steps: [TokenStep]
    /// The commands by which the older pair comes back, where nothing goes wrong.
    let way: Range<Int>
  }

  private func scene(_ profile: CardProfile) throws -> Scene {
    let desk = try Desk()
    let (card, prepared) = (try small.issued(profile, desk), MemoryJournal())
    let letter = try SmallPairTests.Letter(desk, tooLong: .encryption)
    var job = IssueJob(RenewalTests().plan(desk))
    _ = try small.prepare(&job, on: TokenSession(InsertedCard(card)), desk, prepared)
    let (clean, journal) = (VirtualCard(card.state), MemoryJournal(steps: prepared.steps))
    var start = 0
    journal.kept = { step in if step.name == "takingBack" { start = clean.faults.commands } }
    small.expectNoRoom(letter, on: clean, journal, "nothing wrong")
    try small.expectOldPairs(clean.state, card.state, "nothing wrong")
    try #require(start > 0 && start < clean.faults.commands)
    return Scene(card: card, letter: letter, steps: prepared.steps, way: start..<clean.faults.commands)
  }

  /// Looks at the pairs after each command that may have changed something.
  private func watched(_ card: VirtualCard, _ note: String) -> InsertedCard {
    let inserted = InsertedCard(card)
    var mayHaveChanged = false
    inserted.interjection = { command in
      if mayHaveChanged {
        #expect(throws: Never.self) { try RenewalTests().expectPairs(card.state, note) }
      }
      // PUT DATA and MOVE.
      mayHaveChanged = [0xDB, 0xF6].contains(command[1])
      return nil
    }
    return inserted
  }

  /// Runs until it is told that there is no room; then both old pairs must be as they were.
  private func play(_ faults: [Int: CardFault], in scene: Scene) throws {
    let (card, journal, note) = (VirtualCard(scene.card.state), MemoryJournal(steps: scene.steps), "\(faults)")
    card.faults = CardFaults(faults)
    var isTold = false
    for _ in 1...4 where !isTold {
      do {
        try small.run(scene.letter, on: watched(card, note), journal)
        Issue.record("everything found room, \(note)")
      } catch let error as TokenError {
        isTold = error.explanation.code == "T42"
        try RenewalTests().expectPairs(card.state, "after \(error.problem), \(note)")
      }
    }
    #expect(isTold, "\(note)")
    try small.expectOldPairs(card.state, scene.card.state, Comment(rawValue: note))
  }

  /// Nothing was done and nothing is said; it was done and told as a failure; nothing was done and nonsense is said.
  private static let wrong: [CardFault] = [
    .answer([0x90, 0x00]), .garbled([0x6F, 0x00]), .answer(Mishap.noise(300, seed: 1, place: 1) + [0x90, 0x00]),
  ]

  @Test(arguments: [CardProfile.strict, SmallPairTests.keeping])
  func `one wrong answer while an older pair comes back costs nothing`(profile: CardProfile) throws {
    let scene = try scene(profile)
    for command in scene.way {
      for fault in Self.wrong { try play([command: fault], in: scene) }
    }
  }

  /// Whose it is cannot be told, and nothing is compared with it then.
  @Test func `a certificate that nobody can read comes back beside its key, wherever the token is pulled`() throws {
    let desk = try Desk()
    var state = try small.issued(.strict, desk).state
    state.objects[0x5FC10B] = CertificateObject.content([0x30, 0x03, 0x02, 0x01, 0x00])
    let (card, prepared) = (VirtualCard(state), MemoryJournal())
    let letter = try SmallPairTests.Letter(desk, tooLong: .encryption)
    var job = IssueJob(RenewalTests().plan(desk))
    _ = try small.prepare(&job, on: TokenSession(InsertedCard(card)), desk, prepared)
    for command in 0... {
      let (copy, note) = (VirtualCard(card.state), "pulled after command \(command)")
      copy.faults = CardFaults([command: .pullAfter])
      small.expectNoRoom(letter, on: copy, MemoryJournal(steps: prepared.steps), note)
      #expect(copy.state.keys[0x9D] == state.keys[0x9D], "\(note)")
      #expect(copy.state.objects[0x5FC10B] == state.objects[0x5FC10B], "\(note)")
      if copy.faults.commands <= command { break }
    }
  }

  /// Those that lie near each other are about the same; `LONG=1` takes any two.
  @Test func `two wrong answers while an older pair comes back never put a certificate beside another's key`() throws {
    let scene = try scene(.strict)
    for first in scene.way {
      let near = min(first + 4, scene.way.upperBound - 1)
      let last = FaultTableTests.isLong ? scene.way.upperBound - 1 : near
      guard first < last else { break }
      for second in first + 1...last {
        try play([first: .answer([0x90, 0x00]), second: .answer([0x90, 0x00])], in: scene)
      }
    }
  }
}
