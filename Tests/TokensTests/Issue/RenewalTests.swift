// A renewal in place: the PIN and its counter stay, the old key stays readable, and no cut does any harm.
import Cryptography
import Domain
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct RenewalTests {
  /// A token that was issued once, and its certificate.
  func issued(_ profile: CardProfile, _ desk: Desk) throws -> (card: VirtualCard, old: [UInt8]) {
    let (card, journal) = (VirtualCard(CardState(profile, serial: 12_345_678)), MemoryJournal())
    _ = try desk.issue(on: card, journal: journal)
    return (card, try #require(IssueJob(desk.plan(), steps: journal.steps).certificate))
  }

  func plan(_ desk: Desk, replacing: String? = nil) -> IssuePlan {
    var plan = desk.plan()
    (plan.request, plan.purpose) = ("R-2", .renewal(replacing: replacing))
    return plan
  }

  /// Renews to the end, taking the token out and in again after every failure; the same request has one certificate.
  func renew(_ card: VirtualCard, _ desk: Desk, _ journal: MemoryJournal, _ plan: IssuePlan) throws -> Int {
    var certificate: [UInt8]?
    for run in 1...4 {
      var job = IssueJob(plan, steps: journal.steps)
      do {
        let session = try TokenSession(InsertedCard(card))
        let secrets = IssueSecrets(pin: try PIN("730194"), managementKeys: desk.keys)
        let request = try job.prepare(on: session, secrets, journal: journal)
        certificate = try certificate ?? desk.certificate(for: request)
        try job.finish(certificate ?? [], on: session, pin: PIN("730194"), desk.keys, journal: journal)
        return run
      } catch let error as TokenError {
        if run == 4 { throw error }
        journal.cutBefore = nil
      }
    }
    return 0
  }

  /// Every certificate on the card that has a key beside it is that key's.
  func expectPairs(_ state: CardState, _ note: String) throws {
    for (slot, key) in state.keys {
      let tags: [UInt8: Int] = [0x9A: 0x5FC105, 0x9C: 0x5FC10A, 0x9D: 0x5FC10B, 0x9E: 0x5FC101]
      let tag = tags[slot] ?? 0x5FC10D + Int(slot) - 0x82
      guard case .certificate(let der) = CertificateObject(state.objects[tag] ?? []) else { continue }
      #expect(try Certificate(der: der).publicKey == PrivateKey(der: key.secret).publicKey, "\(slot) \(note)")
    }
  }

  func expectRenewed(_ card: VirtualCard, _ old: [UInt8], _ before: CardState, _ journal: MemoryJournal) throws {
    let (state, job) = (card.state, IssueJob(plan(try Desk()), steps: journal.steps))
    #expect(job.isComplete)
    #expect(job.oldCertificate == old)
    #expect(CertificateObject(state.objects[0x5FC10A] ?? []) == .certificate(try #require(job.certificate)))
    try expectPairs(state, "at the end")
    #expect([state.pin, state.puk] == [before.pin, before.puk])
    #expect(state.managementKey == before.managementKey)
    #expect(state.objects[0x5FC102] == before.objects[0x5FC102])
    let moves = state.keysMade > before.keysMade
    #expect(moves == before.profile.vendorCommands.isSuperset(of: [.move, .metadata]))
    guard moves else {
      #expect(state.keys == before.keys)
      return
    }
    #expect(state.keysMade == before.keysMade + 1)
    #expect(state.keys[0x82] == before.keys[0x9C])
    #expect(state.keys[0x95] == nil)
    #expect(CertificateObject(state.objects[0x5FC10D] ?? []) == .certificate(old))
    #expect(KeyHistory(state.objects[0x5FC10C] ?? [])?.onCard == 1)
  }

  @Test(arguments: CardProfile.all)
  func `a token is renewed in place and keeps PIN, counter and old key`(profile: CardProfile) throws {
    let desk = try Desk()
    let (card, old) = try issued(profile, desk)
    let (before, journal) = (card.state, MemoryJournal())
    #expect(try renew(card, desk, journal, plan(desk)) == 1)
    try expectRenewed(card, old, before, journal)
    let facts = try TokenSession(InsertedCard(card)).facts()
    #expect(facts[.signature]?.certificate?.der == IssueJob(plan(desk), steps: journal.steps).certificate)
  }

  @Test(arguments: CardProfile.all, [CardFault.pullBefore, .pullAfter])
  func `a renewal cut off at any command is finished at the next insertion`(
    profile: CardProfile, pull: CardFault
  ) throws {
    let desk = try Desk()
    let (card, old) = try issued(profile, desk)
    for command in 0... {
      let copy = VirtualCard(card.state)
      let journal = MemoryJournal()
      copy.faults = CardFaults([command: pull])
      _ = try renew(copy, desk, journal, plan(desk))
      try expectRenewed(copy, old, card.state, journal)
      if copy.faults.commands <= command { break }
    }
  }

  @Test(arguments: [CardProfile.strict, .plain])
  func `a renewal killed before any journal line leaves no certificate beside another key`(
    profile: CardProfile
  ) throws {
    let desk = try Desk()
    let (card, old) = try issued(profile, desk)
    for line in 0... {
      let copy = VirtualCard(card.state)
      let journal = MemoryJournal()
      journal.cutBefore = line
      let secrets = IssueSecrets(pin: try PIN("730194"), managementKeys: desk.keys)
      var job = IssueJob(plan(desk))
      var cut = false
      do {
        let session = try TokenSession(InsertedCard(copy))
        let request = try job.prepare(on: session, secrets, journal: journal)
        try job.finish(desk.certificate(for: request), on: session, pin: PIN("730194"), desk.keys, journal: journal)
      } catch let error as TokenError where error.problem == .journalFailed { cut = true }
      try expectPairs(copy.state, "killed before line \(line)")
      journal.cutBefore = nil
      if !cut { break }
      guard job.certificate == nil else { continue }
      _ = try renew(copy, desk, journal, plan(desk))
      try expectRenewed(copy, old, card.state, journal)
    }
  }

  @Test(arguments: CardProfile.all)
  func `a token that still has its maker's key gets one of its own, wherever it is pulled`(profile: CardProfile) throws
  {
    let desk = try Desk()
    let (card, _) = try issued(profile, desk)
    let (derived, fresh) = (card.state.managementKey, CardState(profile, serial: 12_345_678))
    var state = card.state
    (state.managementAlgorithm, state.managementKey) = (fresh.managementAlgorithm, fresh.managementKey)
    for command in 0... {
      let (copy, journal) = (VirtualCard(state), MemoryJournal())
      copy.faults = CardFaults([command: .pullAfter])
      _ = try renew(copy, desk, journal, plan(desk))
      #expect(copy.state.managementKey == derived, "pulled after command \(command)")
      try expectPairs(copy.state, "pulled after command \(command)")
      if copy.faults.commands <= command { break }
    }
  }

  @Test func `a token without a certificate, or with another than the order's, is not renewed`() throws {
    let desk = try Desk()
    let blank = VirtualCard(CardState(.strict, serial: 7))
    let nothing = #expect(throws: TokenError.self) { try renew(blank, desk, MemoryJournal(), plan(desk)) }
    #expect(nothing?.problem == .nothingToRenew(.signature))
    let (card, old) = try issued(.strict, desk)
    let serial = try Certificate(der: old).serial
    let other = #expect(throws: TokenError.self) {
      try renew(card, desk, MemoryJournal(), plan(desk, replacing: "00"))
    }
    #expect(other?.problem == .otherCertificate(expected: "00", found: serial))
    #expect(other?.change == .nothing)
    #expect(try renew(card, desk, MemoryJournal(), plan(desk, replacing: serial)) == 1)
  }

  /// Cut off when the new key had just come to its place, and then told once that there is none: taken for the old key, it would
  /// go where that one is.
  @Test func `a new key that is in its place already is never moved over the old one`() throws {
    let desk = try Desk()
    let (card, old) = try issued(.strict, desk)
    let (before, journal) = (card.state, MemoryJournal())
    var job = IssueJob(plan(desk))
    let secrets = IssueSecrets(pin: try PIN("730194"), managementKeys: desk.keys)
    let new = try desk.certificate(for: job.prepare(on: TokenSession(InsertedCard(card)), secrets, journal: journal))
    func finish(_ interjection: @escaping ([UInt8]) -> [UInt8]?) throws {
      let inserted = InsertedCard(card)
      inserted.interjection = interjection
      var job = IssueJob(plan(desk), steps: journal.steps)
      try job.finish(new, on: TokenSession(inserted), pin: PIN("730194"), desk.keys, journal: journal)
    }
    // MOVE from 95 to 9C is carried out and told as a failure.
    #expect(throws: TokenError.self) {
      try finish { $0.starts(with: [0x00, 0xF6, 0x9C, 0x95]) && card.answer($0) != nil ? [0x6F, 0x00] : nil }
    }
    var questions = 0
    #expect(throws: TokenError.self) {
      try finish { command in
        guard command.starts(with: [0x00, 0xF7, 0x00, 0x9C]) else { return nil }
        questions += 1
        return questions == 2 ? [0x90, 0x00] : nil
      }
    }
    #expect(questions > 2 && card.state.keys[0x82] == before.keys[0x9C])
    try expectPairs(card.state, "told that there is no new key")
    try finish { _ in nil }
    try expectRenewed(card, old, before, journal)
  }

  @Test func `twenty renewals fill the retired slots and the next keeps its key`() throws {
    let desk = try Desk()
    let (card, _) = try issued(.strict, desk)
    for round in 1...21 {
      let made = card.state.keysMade
      #expect(try renew(card, desk, MemoryJournal(), plan(desk)) == 1)
      #expect(card.state.keysMade == made + (round <= 19 ? 1 : 0))
    }
  }
}
