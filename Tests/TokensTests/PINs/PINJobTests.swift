// A new PIN, by the old one or by the PUK: what it costs, what a cut leaves, and who may decide then.
import Cryptography
import Domain
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct PINJobTests {
  /// A token with a name of its own: plain ones get one at issue.
  static func card(_ profile: CardProfile) -> VirtualCard {
    var state = CardState(profile, serial: 42)
    state.objects[0x5FC102] = CardholderIdentifier(guid: [UInt8](repeating: 9, count: 16)).content
    return VirtualCard(state)
  }

  func change(_ card: VirtualCard, _ old: String, _ new: String, last: Bool = false) throws {
    var job = PINJob()
    try job.change(
      from: PIN(old), to: PIN(new), lastTryAllowed: last, on: TokenSession(InsertedCard(card)),
      journal: MemoryJournal())
  }

  func unblock(_ card: VirtualCard, _ puk: String, _ new: String, last: Bool = false) throws {
    var job = PINJob()
    try job.unblock(
      puk: #require(PUK(puk)), new: PIN(new), lastTryAllowed: last, on: TokenSession(InsertedCard(card)),
      journal: MemoryJournal())
  }

  @Test func `the last try of the PUK is kept until somebody says so, and a wrong one is told for what it cost`() throws
  {
    let card = Self.card(.strict)
    for left in [2, 1] {
      let error = #expect(throws: TokenError.self) { try unblock(card, "87654321", "805193") }
      #expect(error?.problem == .wrongPUK(triesLeft: left))
      #expect(error?.explanation.chinese.happened.hasSuffix("除剩余次数外，介质未被改动。") == true)
    }
    let kept = #expect(throws: TokenError.self) { try unblock(card, "87654321", "805193") }
    #expect(kept?.problem == .lastPUKTry && card.state.puk.triesLeft == 1)
    let spent = #expect(throws: TokenError.self) { try unblock(card, "87654321", "805193", last: true) }
    #expect(spent?.problem == .pukBlocked && card.state.puk.triesLeft == 0)
    let blocked = #expect(throws: TokenError.self) { try unblock(card, "12345678", "805193", last: true) }
    #expect(blocked?.problem == .pukBlocked)
  }

  @Test(arguments: CardProfile.all.filter { $0.pinTries == 3 })
  func `the PIN is changed, and again, and unblocked by the PUK`(profile: CardProfile) throws {
    let card = Self.card(profile)
    try change(card, "123456", "730194")
    for left in [2, 1] {
      let error = #expect(throws: TokenError.self) { try change(card, "123456", "111222") }
      #expect(error?.problem == .wrongPIN(triesLeft: left))
    }
    let last = #expect(throws: TokenError.self) { try change(card, "730194", "111222") }
    #expect(last?.problem == .lastTry)
    #expect(card.state.pin.triesLeft == 1)
    let spent = #expect(throws: TokenError.self) { try change(card, "123456", "111222", last: true) }
    #expect(spent?.problem == .pinBlocked)
    let wrong = #expect(throws: TokenError.self) { try unblock(card, "87654321", "805193") }
    #expect(wrong?.problem == .wrongPUK(triesLeft: 2))
    #expect(wrong?.change == .nothing)
    try unblock(card, "12345678", "805193")
    #expect(card.state.pin.value == Array("805193".utf8) + [0xFF, 0xFF])
    #expect(try TokenSession(InsertedCard(card)).pinTriesLeft() == 3)
  }

  /// What has to be asked for a PIN's or PUK's tries, besides an empty VERIFY: GET METADATA.
  private static let questions: [[UInt8]] = [[0x20, 0x00, 0x80], [0xF7, 0x00, 0x80], [0xF7, 0x00, 0x81]]

  @Test func `whoever waits to hear the tries hears them once, before one is spent, and the card is asked once`() throws
  {
    let card = Self.card(.strict)
    try change(card, "123456", "730194")
    func heard(_ work: (TokenSession) throws -> Void) throws -> (tries: [Int], asked: Int) {
      let inserted = InsertedCard(card)
      let session = try TokenSession(inserted)
      var (tries, asked) = ([Int](), 0)
      inserted.interjection = { command in
        if Self.questions.contains(Array(command[1...3])) { asked += 1 }
        return nil
      }
      session.tellsPINTries = { tries.append($0) }
      session.tellsPUKTries = { tries.append($0) }
      #expect(throws: TokenError.self) { try work(session) }
      return (tries, asked)
    }
    for left in [3, 2] {
      let (tries, asked) = try heard { session in
        var job = PINJob()
        try job.change(from: PIN("111222"), to: PIN("805193"), on: session, journal: MemoryJournal())
      }
      #expect(tries == [left] && asked == 1)
      #expect(card.state.pin.triesLeft == left - 1)
    }
    let (tries, asked) = try heard { session in
      var job = PINJob()
      try job.unblock(puk: #require(PUK("87654321")), new: PIN("805193"), on: session, journal: MemoryJournal())
    }
    #expect(tries == [3] && asked == 1)
  }

  @Test func `a pulled token says so and what had been changed`() throws {
    let inserted = InsertedCard(Self.card(.strict))
    let session = try TokenSession(inserted)
    let journal = MemoryJournal()
    // The job's own look at the token, its scope, factory or not, tries left; then the change itself.
    let before = inserted.card.traffic.commands
    var probe = PINJob()
    try probe.change(from: PIN("123456"), to: PIN("730194"), on: session, journal: journal)
    let commands = inserted.card.traffic.commands - before
    let pulled = InsertedCard(Self.card(.strict))
    let again = try TokenSession(pulled)
    pulled.card.faults = CardFaults([commands - 1: .pullAfter])
    var job = PINJob()
    let error = #expect(throws: TokenError.self) {
      try job.change(from: PIN("123456"), to: PIN("730194"), on: again, journal: MemoryJournal())
    }
    #expect(error?.problem == .removed)
    #expect(error?.change == .possible)
    #expect(error?.serviceCode == 0x8010_0069)
  }

  @Test(arguments: CardProfile.all, [CardFault.pullBefore, .pullAfter])
  func `a change cut off anywhere ends with the new PIN and no try spent`(profile: CardProfile, pull: CardFault) throws
  {
    for command in 0... {
      let (card, journal) = (Self.card(profile), MemoryJournal())
      card.faults = CardFaults([command: pull])
      var lowest = Int.max
      for run in 1...3 {
        var job = PINJob(steps: journal.steps)
        do {
          let session = try TokenSession(InsertedCard(card))
          try job.change(
            from: PIN("123456"), to: PIN("730194"), puk: PUK("12345678"), on: session, journal: journal)
          break
        } catch let error as TokenError where run < 3 {
          #expect(error.problem == .removed)
        }
        lowest = min(lowest, card.state.pin.triesLeft)
      }
      #expect(PINJob(steps: journal.steps).isComplete)
      #expect(card.state.pin.value == Array("730194".utf8) + [0xFF, 0xFF])
      #expect(min(lowest, card.state.pin.triesLeft) == card.state.pin.tries)
      if card.faults.commands <= command { break }
    }
  }

  @Test func `after a cut that nobody can judge only the PUK decides`() throws {
    let (card, journal) = (Self.card(.lenient), MemoryJournal())
    try change(card, "123456", "730194")
    journal.cutBefore = 2
    var job = PINJob()
    #expect(throws: TokenError.self) {
      try job.change(from: PIN("730194"), to: PIN("805193"), on: TokenSession(InsertedCard(card)), journal: journal)
    }
    journal.cutBefore = nil
    var resumed = PINJob(steps: journal.steps)
    let error = #expect(throws: TokenError.self) {
      try resumed.change(from: PIN("730194"), to: PIN("805193"), on: TokenSession(InsertedCard(card)), journal: journal)
    }
    #expect(error?.problem == .pinUnclear)
    try resumed.change(
      from: PIN("730194"), to: PIN("805193"), puk: PUK("12345678"), on: TokenSession(InsertedCard(card)),
      journal: journal)
    #expect(resumed.isComplete)
    #expect(card.state.pin.triesLeft == 3)
  }

  @Test func `another token is refused`() throws {
    var job = PINJob(steps: [.begun(try #require(TokenSession(InsertedCard(Self.card(.strict))).identity))])
    let other = VirtualCard(CardState(.strict, serial: 43))
    let before = other.state
    let error = #expect(throws: TokenError.self) {
      try job.change(
        from: PIN("123456"), to: PIN("730194"), on: TokenSession(InsertedCard(other)), journal: MemoryJournal())
    }
    #expect(error?.problem == .differentToken(expected: "serial:42", found: "serial:43"))
    #expect(other.state == before)
  }
}
