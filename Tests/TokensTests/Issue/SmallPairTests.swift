// Double certificates of which one finds no room: the old pairs are there afterwards, wherever the token was pulled meanwhile.
import Cryptography
import Domain
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct SmallPairTests {
  enum Half: CaseIterable { case signature, encryption }

  /// A plain card takes no key from outside.
  static let profiles = SmallContainerTests.profiles.filter { $0.vendorCommands.contains(.importKey) } + [keeping]

  /// Moves keys, to empty slots alone, and deletes none.
  static let keeping: CardProfile = {
    var profile = CardProfile.strict
    profile.name = "keeping"
    (profile.withoutDelete, profile.occupiedTarget) = (0x6A86, 0x6985)
    return profile
  }()

  /// A token with a double certificate, whose objects have room for what stands there and a little more.
  func issued(_ profile: CardProfile, _ desk: Desk) throws -> VirtualCard {
    let (card, pairs) = (VirtualCard(CardState(profile, serial: 42)), RenewedPairTests())
    try pairs.finish(desk.plan(), pairs.pair(desk), on: card, desk, MemoryJournal())
    var state = card.state
    let sizes = [0x5FC10A, 0x5FC10B].compactMap { state.objects[$0]?.count }
    state.profile.largestObject = try #require(sizes.max()) + 40
    return VirtualCard(state)
  }

  /// What head office sends for a renewal; one of the two certificates is longer than the token's objects.
  struct Letter {
    let desk: Desk
    let pair: EncryptionPair
    private let padding: [UInt8]?

    init(_ desk: Desk, tooLong: Half) throws {
      self.desk = desk
      let (key, bytes) = (try PrivateKey.generate(.p256), Random.bytes(400))
      let long = try Self.certificate(desk, key.publicKey, .encryption, bytes)
      let der = try tooLong == .encryption ? long : desk.certificate(for: key.publicKey)
      (pair, padding) = (try EncryptionPair(certificate: der, key: key), tooLong == .signature ? bytes : nil)
    }

    /// The one certificate for a request.
    func certificate(for request: [UInt8]) throws -> [UInt8] {
      guard let padding else { return try desk.certificate(for: request, round: 2) }
      return try Self.certificate(desk, CertificateRequest(der: request).publicKey, .signing, padding)
    }

    private static func certificate(
      _ desk: Desk, _ key: PublicKey, _ usage: CertificateAuthority.Usage, _ bytes: [UInt8]
    ) throws -> [UInt8] {
      try desk.authority.issue(
        to: key, subject: desk.plan().subject, from: Desk.now, until: Desk.now.advanced(bySeconds: 31_536_000),
        usage: usage, extensions: [("1.2.156.1", DER.octetString(bytes))]
      ).der
    }
  }

  /// One run from the journal; a certificate that was received once is the same again.
  func run(_ letter: Letter, on inserted: InsertedCard, _ journal: MemoryJournal) throws {
    let session = try TokenSession(inserted)
    var job = IssueJob(RenewalTests().plan(letter.desk), steps: journal.steps)
    let request = try prepare(&job, on: session, letter.desk, journal)
    let der = try job.certificate ?? letter.certificate(for: request)
    try job.finish(
      der, on: session, pin: PIN("730194"), letter.desk.keys, encryption: letter.pair, journal: journal)
  }

  func prepare(
    _ job: inout IssueJob, on session: TokenSession, _ desk: Desk, _ journal: MemoryJournal
  ) throws -> [UInt8] {
    let secrets = IssueSecrets(pin: try PIN("730194"), managementKeys: desk.keys)
    return try job.prepare(on: session, secrets, journal: journal)
  }

  /// Runs until the card has said that there is no room, however often the token was taken out before.
  func expectNoRoom(
    _ letter: Letter, on card: VirtualCard, _ journal: MemoryJournal, _ note: String
  ) {
    for _ in 1...3 {
      do {
        try run(letter, on: InsertedCard(card), journal)
        Issue.record("everything found room, \(note)")
        return
      } catch let error as TokenError where error.explanation.code == "T42" {
        return
      } catch let error as TokenError where error.explanation.code == "T10" {
        continue
      } catch {
        Issue.record("\(error), \(note)")
        return
      }
    }
    Issue.record("never told, \(note)")
  }

  func expectOldPairs(_ state: CardState, _ before: CardState, _ note: Comment) throws {
    for (slot, object) in [(UInt8(0x9C), 0x5FC10A), (0x9D, 0x5FC10B)] {
      #expect(state.keys[slot] == before.keys[slot], note)
      #expect(state.objects[object] == before.objects[object], note)
    }
    try RenewalTests().expectPairs(state, note.rawValue)
    let certificates = (0x5FC10D...0x5FC120).filter { CertificateObject(state.objects[$0] ?? []) != .absent }
    #expect((KeyHistory(state.objects[0x5FC10C] ?? [])?.onCard ?? 0) == certificates.count, note)
    guard state.profile.vendorCommands.isSuperset(of: [.move, .metadata]) else { return }
    #expect(certificates.isEmpty, note)
    // The new signature key waits where a later renewal finds a place beside it, and beside that what cannot be deleted.
    let parked = Set(state.keys.keys).subtracting([0x9C, 0x9D, 0x95])
    let isRetired = parked.allSatisfy { (0x82...0x94).contains($0) }
    #expect(parked.count <= (state.profile.withoutDelete == 0 ? 0 : 1) && isRetired, note)
  }

  @Test(arguments: profiles, Half.allCases)
  func `a renewal of a pair that finds no room leaves both old pairs as they were, and another one ends well`(
    profile: CardProfile, tooLong: Half
  ) throws {
    let desk = try Desk()
    let card = try issued(profile, desk)
    let (before, letter) = (card.state, try Letter(desk, tooLong: tooLong))
    expectNoRoom(letter, on: card, MemoryJournal(), "not pulled")
    try expectOldPairs(card.state, before, "not pulled")
    try TokenSession(InsertedCard(card)).provePossession(of: .signature, pin: PIN("730194"))
    var next = RenewalTests().plan(desk)
    next.request = "R-3"
    let (pairs, pair) = (RenewedPairTests(), try RenewedPairTests().pair(desk))
    try pairs.finish(next, pair, on: card, desk, MemoryJournal())
    #expect(try pairs.holds(pair, card.state))
  }

  @Test(arguments: [
    (CardProfile.strict, Half.signature), (.strict, .encryption), (.lenient, .signature), (.lenient, .encryption),
    (keeping, .encryption),
  ])
  func `wherever the token is pulled before the card says that there is no room, the old pairs are there at the end`(
    profile: CardProfile, tooLong: Half
  ) throws {
    let desk = try Desk()
    let card = try issued(profile, desk)
    let (letter, prepared) = (try Letter(desk, tooLong: tooLong), MemoryJournal())
    // The request is made without any harm: a renewal of one certificate is pulled there at every command.
    var job = IssueJob(RenewalTests().plan(desk))
    _ = try prepare(&job, on: TokenSession(InsertedCard(card)), desk, prepared)
    for command in 0... {
      let copy = VirtualCard(card.state)
      copy.faults = CardFaults([command: .pullAfter])
      expectNoRoom(letter, on: copy, MemoryJournal(steps: prepared.steps), "pulled after command \(command)")
      try expectOldPairs(copy.state, card.state, "pulled after command \(command)")
      if copy.faults.commands <= command { break }
    }
  }

  @Test func `a key that had to go out of the way is fetched from there by the next run, as the journal says`() throws {
    let desk = try Desk()
    let card = try issued(Self.keeping, desk)
    let (before, letter, journal) = (card.state, try Letter(desk, tooLong: .encryption), MemoryJournal())
    // The new signature key waits in 95.
    let fetched = TokenStep.movedKey(from: Slot.retired[18], to: .keyManagement)
    expectNoRoom(letter, on: card, journal, "the first run")
    #expect(card.state.keys[0x94] != nil && !journal.steps.contains(fetched))
    expectNoRoom(letter, on: card, journal, "the second run")
    #expect(journal.steps.contains(fetched))
    try expectOldPairs(card.state, before, "the second run")
  }

  /// What cannot be deleted is left in 9A then. The new signature key waits in 95: without it the next renewal would come
  /// to the same end.
  @Test(arguments: [CardProfile.strict, keeping])
  func `where too few places for old keys are left, both old pairs stay and the reason is told`(
    profile: CardProfile
  ) throws {
    let desk = try Desk()
    var state = try issued(profile, desk).state
    state.profile.largestObject = profile.largestObject
    let others = try PrivateKey.generate(.p256)
    for slot in UInt8(0x82)...0x93 {
      state.keys[slot] = CardKey(algorithm: 0x11, secret: others.der, pinPolicy: .once, isImported: true)
    }
    let (card, pairs, journal) = (VirtualCard(state), RenewedPairTests(), MemoryJournal())
    let error = try #require(throws: TokenError.self) {
      try pairs.finish(RenewalTests().plan(desk), pairs.pair(desk), on: card, desk, journal)
    }
    #expect(error.explanation.code == "T62" && journal.steps.last?.name == "tookBack")
    for (slot, object) in [(UInt8(0x9C), 0x5FC10A), (0x9D, 0x5FC10B)] {
      #expect(card.state.keys[slot] == state.keys[slot] && card.state.objects[object] == state.objects[object])
    }
    #expect((card.state.keys[0x9A] != nil) == (profile == Self.keeping))
    #expect(card.state.keys[0x94] == nil && card.state.keys[0x95] != nil)
    var next = RenewalTests().plan(desk)
    next.request = "R-3"
    #expect(try RenewalTests().renew(card, desk, MemoryJournal(), next) == 1)
    #expect(card.state.keys[0x9C] == state.keys[0x9C])
  }
}
