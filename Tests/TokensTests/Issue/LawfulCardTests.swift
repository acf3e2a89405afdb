// Cards that are within the standard and yet unlike those a maker of tools thinks of: no PUK, other factory keys, compressed
// certificates, retired keys that nobody counted.
import Cryptography
import Processes
import Secrets
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct LawfulCardTests {
  private func profile(_ change: (inout CardProfile) -> Void) -> CardProfile {
    var profile = CardProfile.strict
    change(&profile)
    return profile
  }

  private func issued(_ profile: CardProfile = .strict) throws -> VirtualCard {
    let card = VirtualCard(CardState(profile, serial: 42))
    _ = try Desk().issue(on: card, journal: MemoryJournal())
    return card
  }

  @Test(arguments: [0x6A88, 0x6A81, 0x6A86, 0x6D00] as [UInt16])
  func `a card without a PUK is issued all the same, and the journal says so`(word: UInt16) throws {
    let (card, journal) = (VirtualCard(CardState(profile { $0.withoutPUK = word }, serial: 42)), MemoryJournal())
    #expect(try Desk().issue(on: card, journal: journal) == 1)
    #expect(journal.steps.contains(.noPUK) && !journal.steps.contains(.setPUK))
    var reset = ResetJob()
    try reset.run(on: TokenSession(InsertedCard(card)), journal: MemoryJournal())
    #expect(card.state.keys.isEmpty)
  }

  @Test func `a card that says once that it has no PUK is asked again`() throws {
    let inserted = InsertedCard(VirtualCard(CardState(.strict, serial: 42)))
    var refusals = 0
    // CHANGE REFERENCE DATA of the PUK.
    inserted.interjection = { command in
      guard command[1] == 0x24, command[3] == 0x81, refusals == 0 else { return nil }
      refusals += 1
      return [0x6A, 0x88]
    }
    let (desk, journal) = (try Desk(), MemoryJournal())
    var job = IssueJob(desk.plan())
    _ = try job.prepare(on: TokenSession(inserted), desk.secrets(), journal: journal)
    #expect(refusals == 1 && journal.steps.contains(.setPUK))
    #expect(inserted.card.state.puk.value == Array(desk.puk.text.utf8))
  }

  @Test(
    arguments: [(0x03, ""), (0x08, ""), (0x0A, ""), (0x0C, ""), (0x0A, "other"), (0x0C, "other")] as [(UInt8, String)])
  func `whatever key of whatever kind its maker set, a token gets one of its own`(kind: UInt8, maker: String) throws {
    let size = [0x03: 24, 0x08: 16, 0x0A: 24, 0x0C: 32][kind] ?? 0
    let own = [UInt8](repeating: 0xA5, count: size)
    let card = VirtualCard(
      CardState(
        profile {
          $0.managementAlgorithm = kind
          if maker == "other" { $0.factoryKey = own.hex }
        }, serial: 42))
    let (desk, factory) = (try Desk(), card.state.managementKey)
    let known = ManagementKeys(master: SecretBytes([UInt8](repeating: 7, count: 32)), factory: [[1], own])
    let secrets = try IssueSecrets(
      currentPIN: PIN("123456"), newPIN: PIN(new: "730194"), currentPUK: PUK("12345678"), newPUK: desk.puk,
      managementKeys: known)
    var job = IssueJob(desk.plan())
    if maker == "other" {
      let error = #expect(throws: TokenError.self) {
        try job.prepare(on: TokenSession(InsertedCard(card)), desk.secrets(), journal: MemoryJournal())
      }
      #expect(error?.problem == .managementKeyWrong && card.state.managementKey == factory)
      job = IssueJob(desk.plan())
    }
    _ = try job.prepare(on: TokenSession(InsertedCard(card)), secrets, journal: MemoryJournal())
    #expect(card.state.managementKey != factory)
    #expect(card.state.pin.triesLeft == card.state.pin.tries)
  }

  /// The terminal's proof alone: 7C { 81 } asks for a challenge, 7C { 82 response } answers it (part 2, appendix A.1). A
  /// card may refuse, or say that it was done and give nothing, or an empty template.
  @Test(
    arguments: [
      (0x81, [0x6A, 0x80]), (0x81, [0x90, 0x00]), (0x81, [0x7C, 0x00, 0x90, 0x00]), (0x82, [0x6A, 0x80]),
    ] as [(UInt8, [UInt8])])
  func `a card that takes the proof of both sides alone is issued all the same`(refused: UInt8, words: [UInt8]) throws {
    let inserted = InsertedCard(VirtualCard(CardState(.strict, serial: 42)))
    var refusals = 0
    inserted.interjection = { command in
      guard command.count > 7, command[1] == 0x87, command[3] == 0x9B, command[7] == refused else { return nil }
      refusals += 1
      return words
    }
    let (session, desk) = (try TokenSession(inserted), try Desk())
    var job = IssueJob(desk.plan())
    let request = try job.prepare(on: session, desk.secrets(), journal: MemoryJournal())
    try job.finish(
      desk.certificate(for: request), on: session, pin: PIN("730194"), desk.keys, journal: MemoryJournal())
    #expect(job.isComplete)
    // The maker's key, and the new one once it was set.
    #expect(refusals == 2)
  }

  /// GET METADATA of 9B, and the question for the maker's word about a key.
  @Test(
    arguments: [
      ([0x00, 0xF7, 0x00, 0x9B], [0x90, 0x00]), ([0x00, 0xF7, 0x00, 0x9B], [0x7C, 0x00, 0x90, 0x00]),
      ([0x00, 0xF9, 0x9C, 0x00], [0x90, 0x00]),
    ] as [([UInt8], [UInt8])])
  func `a card that answers with nothing where a maker's card tells something is issued all the same`(
    question: [UInt8], words: [UInt8]
  ) throws {
    let inserted = InsertedCard(VirtualCard(CardState(.strict, serial: 42)))
    var questions = 0
    inserted.interjection = { command in
      guard command.starts(with: question) else { return nil }
      questions += 1
      return words
    }
    let (session, desk, journal) = (try TokenSession(inserted), try Desk(), MemoryJournal())
    var job = IssueJob(desk.plan())
    let request = try job.prepare(on: session, desk.secrets(), journal: journal)
    try job.finish(desk.certificate(for: request), on: session, pin: PIN("730194"), desk.keys, journal: journal)
    #expect(job.isComplete && questions > 0)
    #expect(journal.steps.contains(.notAttested) == (question[1] == 0xF9))
  }

  @Test func `a token whose RSA keys can be broken is refused before anything on it is changed`() throws {
    let state = CardState(profile { $0.firmware = [4, 3, 3] }, serial: 42)
    let (card, desk) = (VirtualCard(state), try Desk())
    var job = IssueJob(desk.plan(.rsa2048))
    let error = #expect(throws: TokenError.self) {
      try job.prepare(on: TokenSession(InsertedCard(card)), desk.secrets(), journal: MemoryJournal())
    }
    #expect(error?.problem == .weakKeys && error?.change == .nothing)
    #expect(card.state == state)
  }

  /// As other tools write a certificate that would not fit: gzip, information byte 01.
  private func compressing(_ card: VirtualCard, _ object: Int = 0x5FC10A) throws -> (VirtualCard, Certificate) {
    var state = card.state
    let content = try #require(state.objects[object])
    guard case .certificate(let der) = CertificateObject(content) else { throw Broken(description: "no certificate") }
    let packed = try Program.run("/usr/bin/gzip", ["-9", "-n", "-c"], input: der).output
    let length = [UInt8(packed.count >> 8), UInt8(packed.count & 0xFF)]
    state.objects[object] = [0x70, 0x82] + length + packed + [0x71, 1, 1, 0xFE, 0]
    return (VirtualCard(state), try Certificate(der: der))
  }

  @Test func `a compressed certificate is read, shown and renewed like any other`() throws {
    let (card, certificate) = try compressing(issued())
    let session = try TokenSession(InsertedCard(card))
    #expect(try session.facts()[.signature]?.certificate == certificate)
    try session.provePossession(of: .signature, pin: PIN("730194"))
    let desk = try Desk()
    var plan = desk.plan()
    (plan.request, plan.purpose) = ("R-2", .renewal(replacing: certificate.serial))
    var job = IssueJob(plan)
    let secrets = IssueSecrets(pin: try PIN("730194"), managementKeys: desk.keys)
    let request = try job.prepare(on: TokenSession(InsertedCard(card)), secrets, journal: MemoryJournal())
    try job.finish(
      desk.certificate(for: request), on: TokenSession(InsertedCard(card)), pin: PIN("730194"), desk.keys,
      journal: MemoryJournal())
    #expect(job.oldCertificate == certificate.der)
  }

  @Test func `gzip that does not open, or holds no certificate, is none`() throws {
    let nothing = try Program.run("/usr/bin/gzip", ["-n", "-c"], input: Array("no certificate".utf8)).output
    let object = { (packed: [UInt8]) in
      CertificateObject([0x70, UInt8(packed.count)] + packed + [0x71, 1, 1, 0xFE, 0])
    }
    #expect(object(nothing) == .truncated)
    #expect(object(Array(nothing.dropLast())) == .compressed(Array(nothing.dropLast())))
    #expect(object(nothing + [0]) == .compressed(nothing + [0]))
  }

  @Test func `retired keys that no history counts are found where it matters that none is overlooked`() throws {
    var state = try issued().state
    state.objects[0x5FC10D + 6] = state.objects[0x5FC10A]
    state.keys[0x95] = state.keys[0x9C]
    state.objects[0x5FC10C] = nil
    let session = try TokenSession(InsertedCard(VirtualCard(state)))
    #expect(try session.facts().slots.filter(\.slot.isRetired).isEmpty)
    // What an interrupted renewal leaves lies at the far end.
    #expect(try session.facts(retired: .bothEnds).slots.filter(\.slot.isRetired).map(\.slot.name) == ["95"])
    let found = try session.facts(retired: .all).slots.filter(\.slot.isRetired)
    #expect(found.map(\.slot.name) == ["88", "95"])
    #expect(found.map { $0.condition == .keyOnly } == [false, true])
  }

  @Test func `a look at both ends finds what is counted, what follows it and what waits at the far end`() throws {
    var state = try issued().state
    for slot in [0x82, 0x83, 0x94, 0x95] as [UInt8] { state.keys[slot] = state.keys[0x9C] }
    for object in [0x5FC10D, 0x5FC10D + 6] { state.objects[object] = state.objects[0x5FC10A] }
    state.objects[0x5FC10C] = KeyHistory(onCard: 1).content
    func found(_ retired: RetiredSlots) throws -> [String] {
      let session = try TokenSession(InsertedCard(VirtualCard(state)))
      return try session.facts(retired: retired).slots.filter(\.slot.isRetired).map(\.slot.name)
    }
    #expect(try found(.counted) == ["82"])
    #expect(try found(.bothEnds) == ["82", "83", "94", "95"])
    #expect(try found(.all) == ["82", "83", "88", "94", "95"])
  }

  @Test(arguments: [true, false])
  func `a token says whether its key asks for the PIN at each use`(always: Bool) throws {
    let card = try issued(profile { $0.signaturePINAlways = always })
    let facts = try TokenSession(InsertedCard(card)).facts(retired: .all)
    #expect(facts[.signature]?.asksEachTime == always)
    #expect(try TokenSession(InsertedCard(issued(.lenient))).facts(retired: .all)[.signature]?.asksEachTime == nil)
  }

  @Test(
    arguments: [([4, 3, 5], true, true), ([4, 3, 5], false, false), ([3, 9, 0], false, false)]
      as [([UInt8], Bool, Bool)])
  func `a card whose answer to reset is silent gets long commands by its version, until it refuses one`(
    firmware: [UInt8], accepts: Bool, expected: Bool
  ) throws {
    var profile = CardProfile.lenient
    (profile.tellsAbilities, profile.firmware, profile.acceptsExtended) = (false, firmware, accepts)
    let inserted = InsertedCard(VirtualCard(CardState(profile, serial: 42)))
    var blocks = 0
    // The class of every block of a chain but the last.
    inserted.interjection = { command in
      if command[0] == 0x10 { blocks += 1 }
      return nil
    }
    let (session, desk) = (try TokenSession(inserted), try Desk())
    #expect(!session.takesExtended)
    var job = IssueJob(desk.plan())
    let request = try job.prepare(on: session, desk.secrets(), journal: MemoryJournal())
    try job.finish(
      desk.certificate(for: request), on: session, pin: PIN("730194"), desk.keys, journal: MemoryJournal())
    #expect(job.isComplete && session.takesExtended == expected)
    #expect((blocks == 0) == expected)
  }
}
