// Another token in the reader in the middle of an issue: what it tells about itself is not mixed up with the first one's.
import Cryptography
import Domain
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct SwappedTokenTests {
  private static let holderObject = 0x5FC102
  private static let capabilities = 0x5FC107

  /// A token that somebody else has given an identifier and capabilities.
  private static func stranger(_ profile: CardProfile, guid: UInt8 = 0xEE) -> CardState {
    var state = CardState(profile, serial: 87_654_321)
    state.objects[holderObject] = CardholderIdentifier(guid: [UInt8](repeating: guid, count: 16)).content
    state.objects[capabilities] = [0xF0, 21] + [UInt8](repeating: guid, count: 21)
    return state
  }

  private func run(
    _ desk: Desk, _ card: VirtualCard, _ journal: MemoryJournal, _ certificate: inout [UInt8]?
  ) throws {
    var job = IssueJob(desk.plan(), steps: journal.steps)
    let session = try TokenSession(InsertedCard(card))
    let request = try job.prepare(on: session, desk.secrets(), journal: journal)
    certificate = try certificate ?? desk.certificate(for: request)
    try job.finish(certificate ?? [], on: session, pin: PIN("730194"), desk.keys, journal: journal)
  }

  @Test(arguments: CardProfile.all)
  func `a token put in at any command keeps its identifier and capabilities, and the first one's are written once`(
    profile: CardProfile
  ) throws {
    let desk = try Desk()
    for command in 0... {
      let (card, journal) = (VirtualCard(CardState(profile, serial: 12_345_678)), MemoryJournal())
      var certificate: [UInt8]?
      card.faults = CardFaults([command: .swap])
      do {
        try run(desk, card, journal, &certificate)
        // The fault lay behind the last command.
        #expect(card.faults.commands <= command, "the fault at command \(command) went unnoticed")
        break
      } catch is TokenError {}
      let (holder, capabilities) = (card.state.objects[Self.holderObject], card.state.objects[Self.capabilities])
      let isTied = IssueJob(desk.plan(), steps: journal.steps).token != nil
      if isTied {
        let stranger = VirtualCard(Self.stranger(profile))
        let before = stranger.state
        let error = #expect(throws: TokenError.self) { try run(desk, stranger, journal, &certificate) }
        guard case .differentToken? = error?.problem else {
          Issue.record("\(profile.name), command \(command): \(String(describing: error))")
          return
        }
        #expect(error?.change == .nothing && stranger.state == before)
      }
      card.faults = CardFaults()
      try run(desk, card, journal, &certificate)
      let (written, present) = (card.state.objects[Self.holderObject], card.state.objects[Self.capabilities])
      #expect(written != nil && present != nil, "\(profile.name), command \(command)")
      #expect(holder == nil || holder == written, "\(profile.name), command \(command)")
      #expect(capabilities == nil || capabilities == present, "\(profile.name), command \(command)")
    }
  }

  /// A token without a serial number is nothing but its identifier.
  @Test func `a token whose identifier another program has changed in between is another token`() throws {
    let (desk, card, journal) = (try Desk(), VirtualCard(CardState(.plain, serial: 1)), MemoryJournal())
    var job = IssueJob(desk.plan())
    let request = try job.prepare(on: TokenSession(InsertedCard(card)), desk.secrets(), journal: journal)
    let mine = try #require(card.state.objects[Self.holderObject])
    var changed = card.state
    changed.objects[Self.holderObject] = Self.stranger(.plain).objects[Self.holderObject]
    let other = VirtualCard(changed)
    let certificate = try desk.certificate(for: request)
    let error = #expect(throws: TokenError.self) {
      try job.finish(
        certificate, on: TokenSession(InsertedCard(other)), pin: PIN("730194"), desk.keys, journal: journal)
    }
    #expect(error?.explanation.code == "T35" && other.state == changed)
    try job.finish(
      certificate, on: TokenSession(InsertedCard(card)), pin: PIN("730194"), desk.keys, journal: journal)
    #expect(card.state.objects[Self.holderObject] == mine)
  }
}
