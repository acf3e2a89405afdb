// Certificates that a container does not hold: compressed where that helps, and nothing lost where it does not.
import Cryptography
import Domain
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct SmallContainerTests {
  private static let kinds: [CardProfile] = [.plain, .lenient, .cardB, .cardC, .strict, .large]
  static let profiles = kinds.map { kind in
    var profile = kind
    profile.interruptedWrite = .halfReadable
    return profile
  }

  /// A certificate for a request, as long as what is put into it.
  private func certificate(_ desk: Desk, for request: [UInt8], with bytes: [UInt8]) throws -> [UInt8] {
    try desk.authority.issue(
      for: CertificateRequest(der: request), from: Desk.now, until: Desk.now.advanced(bySeconds: 31_536_000),
      usage: .signing, extensions: [("1.2.156.1", DER.octetString(bytes))]
    ).der
  }

  /// An issued token whose objects have room for what stands there and a little more, and its certificate.
  private func issued(_ profile: CardProfile, _ desk: Desk) throws -> (card: VirtualCard, old: [UInt8]) {
    let (card, old) = try RenewalTests().issued(profile, desk)
    var state = card.state
    state.profile.largestObject = old.count + 40
    return (VirtualCard(state), old)
  }

  private func renew(_ card: VirtualCard, _ desk: Desk, with bytes: [UInt8]) throws -> [UInt8] {
    var job = IssueJob(RenewalTests().plan(desk))
    let journal = MemoryJournal()
    let secrets = IssueSecrets(pin: try PIN("730194"), managementKeys: desk.keys)
    let request = try job.prepare(on: TokenSession(InsertedCard(card)), secrets, journal: journal)
    let new = try certificate(desk, for: request, with: bytes)
    try job.finish(
      new, on: TokenSession(InsertedCard(card)), pin: PIN("730194"), desk.keys, journal: journal)
    return new
  }

  @Test(arguments: profiles)
  func `a renewal that finds no room leaves the old pair as it was`(profile: CardProfile) throws {
    let desk = try Desk()
    let (card, old) = try issued(profile, desk)
    let before = card.state
    let error = #expect(throws: TokenError.self) { try renew(card, desk, with: Random.bytes(400)) }
    #expect(error?.explanation.code == "T42")
    #expect(CertificateObject(card.state.objects[0x5FC10A] ?? []) == .certificate(old))
    #expect(card.state.keys[0x9C] == before.keys[0x9C])
    try RenewalTests().expectPairs(card.state, "after T42")
    try TokenSession(InsertedCard(card)).provePossession(of: .signature, pin: PIN("730194"))
  }

  @Test(arguments: profiles)
  func `a certificate that fits only when it is compressed is written so and read like any other`(
    profile: CardProfile
  ) throws {
    let desk = try Desk()
    let (card, _) = try issued(profile, desk)
    let new = try renew(card, desk, with: [UInt8](repeating: 0, count: 400))
    let content = try #require(card.state.objects[0x5FC10A])
    #expect(CertificateObject(content) == .certificate(new) && content.count < new.count)
    let certificate = try Certificate(der: new)
    #expect(try TokenSession(InsertedCard(card)).facts()[.signature]?.certificate == certificate)
  }

  @Test(arguments: profiles)
  func `a first certificate that finds no room leaves no half of it`(profile: CardProfile) throws {
    let (desk, journal) = (try Desk(), MemoryJournal())
    var profile = profile
    profile.largestObject = 400
    let card = VirtualCard(CardState(profile, serial: 42))
    var job = IssueJob(desk.plan())
    let request = try job.prepare(on: TokenSession(InsertedCard(card)), desk.secrets(), journal: journal)
    let new = try certificate(desk, for: request, with: Random.bytes(400))
    let error = #expect(throws: TokenError.self) {
      try job.finish(new, on: TokenSession(InsertedCard(card)), pin: PIN("730194"), desk.keys, journal: journal)
    }
    #expect(error?.explanation.code == "T42")
    #expect(CertificateObject(card.state.objects[0x5FC10A] ?? []) == .absent)
  }

  @Test(arguments: profiles)
  func `an upgrade that finds no room leaves nothing of the old token on the new one`(profile: CardProfile) throws {
    let (desk, journal) = (try Desk(), MemoryJournal())
    let (old, certificate) = try RenewalTests().issued(.strict, desk)
    var profile = profile
    profile.largestObject = certificate.count + 40
    let card = VirtualCard(CardState(profile, serial: 43))
    var job = IssueJob(desk.plan())
    let read = try job.readOld(TokenSession(InsertedCard(old)), pin: PIN("730194"), journal: journal)
    #expect(read.der == certificate)
    let request = try job.prepare(on: TokenSession(InsertedCard(card)), desk.secrets(), journal: journal)
    let new = try self.certificate(desk, for: request, with: Random.bytes(400))
    let error = #expect(throws: TokenError.self) {
      try job.finish(new, on: TokenSession(InsertedCard(card)), pin: PIN("730194"), desk.keys, journal: journal)
    }
    #expect(error?.explanation.code == "T42")
    #expect(CertificateObject(card.state.objects[0x5FC10A] ?? []) == .absent)
  }
}
