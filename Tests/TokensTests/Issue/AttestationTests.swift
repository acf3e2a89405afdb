// What a card's own word about a key must hold before it counts, even where no maker is trusted.
import Cryptography
import Domain
import Testing
import Tokens
import VirtualCard

@Suite struct AttestationTests {
  private func issued() throws -> CardState {
    let card = VirtualCard(CardState(.strict, serial: 42))
    _ = try Desk().issue(on: card, journal: MemoryJournal())
    return card.state
  }

  private func verdict(_ inserted: InsertedCard) throws -> AttestationVerdict? {
    try TokenSession(inserted).facts(attestationAnchors: [])[.signature]?.attestation
  }

  @Test func `a word that the token's own attestation key has signed is consistent`() throws {
    #expect(try verdict(InsertedCard(VirtualCard(issued()))) == .consistent)
  }

  @Test func `a word that another key has signed is wrong`() throws {
    var state = try issued()
    let (stranger, _) = try Desk.makeRoot()
    state.objects[0x5FFF01] = CertificateObject.content(stranger.der)
    #expect(try verdict(InsertedCard(VirtualCard(state))) == .wrong)
  }

  @Test func `a word about another slot is wrong`() throws {
    var state = try issued()
    state.keys[0x9A] = state.keys[0x9C]
    let card = VirtualCard(state)
    let inserted = InsertedCard(card)
    inserted.interjection = { command in
      command[1] == 0xF9 && command[2] == 0x9C ? card.answer([0, 0xF9, 0x9A] + command.dropFirst(3)) : nil
    }
    #expect(try verdict(inserted) == .wrong)
  }

  @Test func `a word that the key serves without a PIN is wrong`() throws {
    var state = try issued()
    state.keys[0x9C]?.pinPolicy = .never
    #expect(try verdict(InsertedCard(VirtualCard(state))) == .wrong)
  }

  /// Cards that always answer so are issued: `LawfulCardTests`.
  @Test func `one empty answer is not believed, and the key is attested`() throws {
    let inserted = InsertedCard(VirtualCard(CardState(.strict, serial: 42)))
    var questions = 0
    inserted.interjection = { command in
      guard command[1] == 0xF9 else { return nil }
      questions += 1
      return questions == 1 ? [0x90, 0x00] : nil
    }
    let (desk, journal) = (try Desk(), MemoryJournal())
    var job = IssueJob(desk.plan())
    _ = try job.prepare(on: TokenSession(inserted), desk.secrets(), journal: journal)
    #expect(questions == 2)
    #expect(journal.steps.contains { $0.name == "attested" } && !journal.steps.contains(.notAttested))
  }

  @Test func `an administration key that other software keeps behind the PIN is called by that name`() throws {
    var state = CardState(.strict, serial: 42)
    state.managementKey = [UInt8](repeating: 0x5A, count: 24)
    state.objects[0x5FFF00] = [0x80, 3, 0x81, 1, 2]
    let (card, desk) = (VirtualCard(state), try Desk())
    var job = IssueJob(desk.plan())
    let error = #expect(throws: TokenError.self) {
      try job.prepare(on: TokenSession(InsertedCard(card)), desk.secrets(), journal: MemoryJournal())
    }
    #expect(error?.explanation.code == "T79" && error?.change == Tokens.Change.nothing)
    #expect(card.state == state)
  }
}
