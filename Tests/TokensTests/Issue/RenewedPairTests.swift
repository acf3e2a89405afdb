// A renewal of a double certificate: both pairs are new, and what was sealed for the old encryption key can still be read.
import Cryptography
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct RenewedPairTests {
  /// What head office sends: one pair for the issue, another for the renewal.
  func pair(_ desk: Desk) throws -> EncryptionPair {
    let key = try PrivateKey.generate(.p256)
    return try EncryptionPair(certificate: desk.certificate(for: key.publicKey), key: key)
  }

  /// Works to the end, taking the token out and in again after every failure.
  func finish(
    _ plan: IssuePlan, _ pair: EncryptionPair, on card: VirtualCard, _ desk: Desk, _ journal: MemoryJournal
  ) throws {
    let isFresh = plan.purpose == .fresh
    let secrets = try isFresh ? desk.secrets() : IssueSecrets(pin: PIN("730194"), managementKeys: desk.keys)
    for run in 1...3 {
      var job = IssueJob(plan, steps: journal.steps)
      do {
        let session = try TokenSession(InsertedCard(card))
        let request = try job.prepare(on: session, secrets, journal: journal)
        try job.finish(
          desk.certificate(for: request, round: isFresh ? 1 : 2), on: session, pin: PIN("730194"), desk.keys,
          encryption: pair, journal: journal)
        return
      } catch let error as TokenError {
        try RenewalTests().expectPairs(card.state, "after \(error.problem)")
        if run == 3 { throw error }
      }
    }
  }

  /// In 9D or a retired slot, certificate beside key.
  func holds(_ pair: EncryptionPair, _ state: CardState) throws -> Bool {
    let retired = (0..<20).map { (slot: UInt8(0x82 + $0), object: 0x5FC10D + $0) }
    return try ([(slot: 0x9D, object: 0x5FC10B)] + retired).contains { place in
      guard let key = state.keys[place.slot], let content = state.objects[place.object] else { return false }
      return try ReadKeys.key(der: key.secret).publicKey == pair.key.publicKey
        && CertificateObject(content) == .certificate(pair.certificate.der)
    }
  }

  /// A card that moves keys retires the old pair; on another the new one goes to a retired slot itself.
  @Test(arguments: [CardProfile.strict, .lenient])
  func `a double certificate is renewed wherever the token is pulled, and the old encryption pair is still there`(
    profile: CardProfile
  ) throws {
    let (desk, card) = (try Desk(), VirtualCard(CardState(profile, serial: 42)))
    let (first, second) = (try pair(desk), try pair(desk))
    try finish(desk.plan(), first, on: card, desk, MemoryJournal())
    let plan = RenewalTests().plan(desk)
    for command in 0... {
      let (copy, journal) = (VirtualCard(card.state), MemoryJournal())
      copy.faults = CardFaults([command: .pullAfter])
      try finish(plan, second, on: copy, desk, journal)
      let (state, job) = (copy.state, IssueJob(plan, steps: journal.steps))
      #expect(job.isComplete)
      #expect(CertificateObject(state.objects[0x5FC10A] ?? []) == .certificate(try #require(job.certificate)))
      #expect(try holds(second, state), "the new pair, pulled after command \(command)")
      #expect(try holds(first, state), "the old pair, pulled after command \(command)")
      try RenewalTests().expectPairs(state, "pulled after command \(command)")
      #expect([state.pin, state.puk] == [card.state.pin, card.state.puk])
      if copy.faults.commands <= command { break }
    }
  }

  /// A key that cannot be followed is not moved: what stands in 9D stays there.
  @Test func `a card that moves keys without showing them takes the new encryption pair into a retired slot`() throws {
    var profile = CardProfile.strict
    profile.vendorCommands.remove(.metadata)
    let (desk, card) = (try Desk(), VirtualCard(CardState(profile, serial: 42)))
    let (first, second) = (try pair(desk), try pair(desk))
    try finish(desk.plan(), first, on: card, desk, MemoryJournal())
    try finish(RenewalTests().plan(desk), second, on: card, desk, MemoryJournal())
    #expect(try ReadKeys.key(der: #require(card.state.keys[0x9D]).secret).publicKey == first.key.publicKey)
    #expect(try holds(first, card.state))
    #expect(try holds(second, card.state))
  }
}
