// Cards that take no key from outside: an encryption pair from head office is refused before anything makes room for it.
import Cryptography
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct ImportTests {
  /// Every kind of card, without the command.
  static let refusing = CardProfile.all.map { profile in
    var profile = profile
    profile.vendorCommands.remove(.importKey)
    return profile
  }

  /// A blank card, with an older encryption pair in 9D on request.
  private func card(_ profile: CardProfile, isOccupied: Bool, _ desk: Desk) throws -> VirtualCard {
    var state = CardState(profile, serial: 42)
    if isOccupied {
      let key = try PrivateKey.generate(.p256)
      state.keys[0x9D] = CardKey(algorithm: 0x11, secret: key.der, pinPolicy: .once, isImported: true)
      state.objects[0x5FC10B] = try CertificateObject.content(desk.certificate(for: key.publicKey))
    }
    return VirtualCard(state)
  }

  @Test(arguments: refusing, [false, true])
  func `a card without the command is told, and everything on it stays where it is`(
    profile: CardProfile, isOccupied: Bool
  ) throws {
    let (desk, journal) = (try Desk(), MemoryJournal())
    let card = try card(profile, isOccupied: isOccupied, desk)
    let key = try PrivateKey.generate(.p256)
    let pair = try EncryptionPair(certificate: desk.certificate(for: key.publicKey), key: key)
    var job = IssueJob(desk.plan())
    let request = try job.prepare(on: TokenSession(InsertedCard(card)), desk.secrets(), journal: journal)
    let before = card.state
    let error = #expect(throws: TokenError.self) {
      try job.finish(
        desk.certificate(for: request), on: TokenSession(InsertedCard(card)), pin: PIN("730194"), desk.keys,
        encryption: pair, journal: journal)
    }
    #expect(error?.problem == .importNotOffered && error?.change == .nothing)
    #expect(card.state == before)
  }

  @Test func `a card that says once that it takes no key is asked again`() throws {
    let (desk, journal) = (try Desk(), MemoryJournal())
    let inserted = InsertedCard(try card(.strict, isOccupied: true, desk))
    let key = try PrivateKey.generate(.p256)
    let pair = try EncryptionPair(certificate: desk.certificate(for: key.publicKey), key: key)
    var job = IssueJob(desk.plan())
    let session = try TokenSession(inserted)
    let request = try job.prepare(on: session, desk.secrets(), journal: journal)
    var refusals = 0
    inserted.interjection = { command in
      guard command[1] == 0xFE, refusals == 0 else { return nil }
      refusals += 1
      return [0x6D, 0x00]
    }
    try job.finish(
      desk.certificate(for: request), on: session, pin: PIN("730194"), desk.keys, encryption: pair, journal: journal)
    #expect(refusals == 1 && job.isComplete)
    #expect(try ReadKeys.key(der: #require(inserted.card.state.keys[0x9D]).secret).publicKey == key.publicKey)
  }
}
