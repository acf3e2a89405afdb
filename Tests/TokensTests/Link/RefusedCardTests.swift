// A link that fails and cards that answer what none should: each told by its own name.
import Cryptography
import Domain
import Glibc
import Processes
import Rehearsal
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct RefusedCardTests {
  private let desk: Desk

  init() throws { desk = try Desk() }

  private func card() -> VirtualCard { VirtualCard(CardState(.strict, serial: 42)) }

  @Test(arguments: [
    (LinkFailure.Kind.serviceStopped, "T11"), (.timeout, "T11"), (.readerGone, "T12"), (.unreadableCard, "T13"),
    (.other, "T14"),
  ])
  func `a link that fails is told by what failed, and nothing was changed`(kind: LinkFailure.Kind, code: String) {
    let error = #expect(throws: TokenError.self) { try TokenSession(FaultyConnection(card(), failing: (0, kind))) }
    #expect(error?.explanation.code == code && error?.change == .nothing)
  }

  @Test func `an administration key of a kind that nobody knows is not tried`() throws {
    let inserted = InsertedCard(card())
    inserted.interjection = { command in
      command.starts(with: [0x00, 0xF7, 0x00, 0x9B]) ? [0x01, 0x01, 0x77, 0x05, 0x01, 0x01, 0x90, 0x00] : nil
    }
    var job = IssueJob(desk.plan())
    let error = #expect(throws: TokenError.self) {
      try job.prepare(on: TokenSession(inserted), desk.secrets(), journal: MemoryJournal())
    }
    #expect(error?.explanation.code == "T34")
    #expect(inserted.card.state.keys.isEmpty)
  }

  @Test func `a key that is no longer the request's gets no certificate`() throws {
    let (card, journal) = (card(), MemoryJournal())
    var job = IssueJob(desk.plan())
    let request = try job.prepare(on: TokenSession(InsertedCard(card)), desk.secrets(), journal: journal)
    var state = card.state
    let other = try PrivateKey.generate(.p256).der
    for slot in state.keys.keys { state.keys[slot]?.secret = other }
    let changed = VirtualCard(state)
    let error = #expect(throws: TokenError.self) {
      try job.finish(
        desk.certificate(for: request), on: TokenSession(InsertedCard(changed)), pin: PIN("730194"), desk.keys,
        journal: journal)
    }
    #expect(error?.problem == .keyLost && error?.explanation.code == "T39")
    #expect(changed.state.objects[0x5FC10A] == nil)
  }

  @Test func `steps out of turn and a PUK without the one before it change nothing`() throws {
    let card = card()
    let before = card.state
    var job = IssueJob(desk.plan())
    let early = #expect(throws: TokenError.self) {
      try job.finish(
        [1, 2, 3], on: TokenSession(InsertedCard(card)), pin: PIN("123456"), desk.keys, journal: MemoryJournal())
    }
    #expect(early?.problem == .outOfTurn && early?.explanation.code == "T46")
    #expect(card.state == before)
    let secrets = try IssueSecrets(
      currentPIN: PIN("123456"), newPIN: PIN(new: "730194"), currentPUK: nil, newPUK: desk.puk,
      managementKeys: desk.keys)
    let needed = #expect(throws: TokenError.self) {
      try job.prepare(on: TokenSession(InsertedCard(card)), secrets, journal: MemoryJournal())
    }
    #expect(needed?.problem == .pukNeeded && needed?.explanation.code == "T26")
    #expect(card.state.puk == before.puk)
  }

  @Test func `bytes that are no certificate are not written`() throws {
    let (card, journal) = (card(), MemoryJournal())
    var job = IssueJob(desk.plan())
    _ = try job.prepare(on: TokenSession(InsertedCard(card)), desk.secrets(), journal: journal)
    let error = #expect(throws: TokenError.self) {
      try job.finish(
        [1, 2, 3], on: TokenSession(InsertedCard(card)), pin: PIN("730194"), desk.keys, journal: journal)
    }
    #expect(error?.explanation.code == "T44" && error?.change == .nothing)
    #expect(card.state.objects[0x5FC10A] == nil)
  }

  @Test func `a certificate that reads back otherwise is not called written`() throws {
    let (card, journal) = (card(), MemoryJournal())
    var job = IssueJob(desk.plan())
    let request = try job.prepare(on: TokenSession(InsertedCard(card)), desk.secrets(), journal: journal)
    let inserted = InsertedCard(card)
    var isWritten = false
    inserted.interjection = { command in
      if command[1] == 0xDB { isWritten = true }
      guard isWritten, command[1] == 0xCB, command.contains([0x5F, 0xC1, 0x0A]) else { return nil }
      return [0x53, 0x0A, 0x70, 0x03, 1, 2, 3, 0x71, 0x01, 0x00, 0xFE, 0x00, 0x90, 0x00]
    }
    let error = #expect(throws: TokenError.self) {
      try job.finish(
        desk.certificate(for: request), on: TokenSession(inserted), pin: PIN("730194"), desk.keys, journal: journal)
    }
    #expect(error?.problem == .writtenDiffers && error?.explanation.code == "T40")
    #expect(isWritten && !job.isComplete)
  }

  @Test func `an encryption key that opens nothing is found out before the token is handed over`() throws {
    let (card, journal) = (card(), MemoryJournal())
    let key = try PrivateKey.generate(.p256)
    let pair = try EncryptionPair(certificate: desk.certificate(for: key.publicKey), key: key)
    var job = IssueJob(desk.plan())
    let request = try job.prepare(on: TokenSession(InsertedCard(card)), desk.secrets(), journal: journal)
    let inserted = InsertedCard(card)
    inserted.interjection = { command in
      guard command.starts(with: [0x00, 0x87, 0x11, 0x9D]) else { return nil }
      return [0x7C, 0x22, 0x82, 0x20] + [UInt8](repeating: 0, count: 32) + [0x90, 0x00]
    }
    let error = #expect(throws: TokenError.self) {
      try job.finish(
        desk.certificate(for: request), on: TokenSession(inserted), pin: PIN("730194"), desk.keys, encryption: pair,
        journal: journal)
    }
    #expect(error?.problem == .decryptionFailed && error?.explanation.code == "T65")
    #expect(!job.isComplete)
  }

  @Test func `where all places for old keys are taken, the old encryption key is not pushed out`() throws {
    let old = try PrivateKey.generate(.p256), key = try PrivateKey.generate(.p256)
    var state = CardState(.strict, serial: 42)
    state.objects[0x5FC10B] = try CertificateObject.content(desk.certificate(for: old.publicKey))
    for slot in [0x9D] + Array(UInt8(0x82)...0x95) {
      state.keys[slot] = CardKey(algorithm: 0x11, secret: old.der, pinPolicy: .once, isImported: true)
    }
    let (card, journal) = (VirtualCard(state), MemoryJournal())
    let pair = try EncryptionPair(certificate: desk.certificate(for: key.publicKey), key: key)
    var job = IssueJob(desk.plan())
    let request = try job.prepare(on: TokenSession(InsertedCard(card)), desk.secrets(), journal: journal)
    let error = #expect(throws: TokenError.self) {
      try job.finish(
        desk.certificate(for: request), on: TokenSession(InsertedCard(card)), pin: PIN("730194"), desk.keys,
        encryption: pair, journal: journal)
    }
    #expect(error?.problem == .noRetiredSlot && error?.explanation.code == "T62")
    #expect(card.state.keys[0x9D] == state.keys[0x9D] && card.state.objects[0x5FC10B] == state.objects[0x5FC10B])
  }
}

extension ServiceTests {
  /// Without a card, with two where one is meant, with one where two are, and of a reader by another name.
  @Test func `which token is meant is never guessed`() throws {
    service.removeToken()
    let cards = try CardService()
    func code(_ look: () throws -> Void) -> String? {
      #expect(throws: TokenError.self) { try look() }?.explanation.code
    }
    #expect(code { _ = try cards.waitForCard(policy: .rehearsal) } == "T04")
    #expect(code { _ = try cards.waitForCard(in: "Nobody 00", policy: .rehearsal) } == "T08")
    try service.insert(tokenState: "\(folder)/first.json")
    _ = try cards.waitForCard(policy: .rehearsal, seconds: 60)
    #expect(code { _ = try cards.waitForTwoCards(old: nil, new: nil, policy: .rehearsal) } == "T15")
    let second = try service.begin(tokenState: "\(folder)/second.json", in: VirtualReader(slot: 1))
    defer {
      second.stop()
      #expect(throws: Never.self) { try cards.waitUntilEmpty(VirtualReader(slot: 1).name, seconds: 60) }
    }
    _ = try cards.waitForCard(in: VirtualReader(slot: 1).name, policy: .rehearsal, seconds: 60)
    #expect(code { _ = try cards.waitForCard(policy: .rehearsal) } == "T05")
  }
}
