// An issue from a blank token to a proven certificate, interrupted everywhere.
import Cryptography
import Foundation
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct IssueJobTests {
  static let pulls: [CardFault] = [.pullBefore, .pullAfter]

  /// A card and the lowest number of tries its PIN ever had.
  final class Watched {
    var lowestTries = Int.max
    private(set) lazy var card = VirtualCard(state) { [unowned self] in
      lowestTries = min(lowestTries, $0.pin.triesLeft)
    }
    let state: CardState

    init(_ profile: CardProfile) { state = CardState(profile, serial: 12_345_678) }
  }

  /// What must hold on a token after a finished issue, whatever happened on the way.
  func expectIssued(_ watched: Watched, _ journal: MemoryJournal, keysMade: ClosedRange<Int> = 1...1) throws {
    let state = watched.card.state
    let job = IssueJob(try Desk().plan(), steps: journal.steps)
    let request = try CertificateRequest(der: #require(job.request))
    let certificate = try Certificate(der: #require(job.certificate))
    let key = try PrivateKey(der: #require(state.keys[0x9C]).secret)
    #expect(job.isComplete)
    #expect(key.publicKey == request.publicKey)
    #expect(key.publicKey == certificate.publicKey)
    #expect(keysMade.contains(state.keysMade))
    let object: [UInt8] = try #require(state.objects[0x5FC10A])
    #expect(CertificateObject(object) == .certificate(certificate.der))
    #expect(state.pin.value == Array("730194".utf8) + [0xFF, 0xFF])
    #expect(state.pin.triesLeft == state.pin.tries)
    #expect(watched.lowestTries == state.pin.tries)
    #expect(state.puk.triesLeft == state.puk.tries)
    #expect(state.puk.value != Array("12345678".utf8))
    #expect(journal.steps.filter { if case .madeKey = $0 { true } else { false } }.count == 1)
    #expect(journal.steps.filter { if case .madeRequest = $0 { true } else { false } }.count == 1)
  }

  @Test(arguments: CardProfile.all)
  func `a blank token is issued in one run`(profile: CardProfile) throws {
    let (watched, journal, desk) = (Watched(profile), MemoryJournal(), try Desk())
    #expect(try desk.issue(on: watched.card, journal: journal) == 1)
    try expectIssued(watched, journal)
    let usual = (0..<24).map { UInt8($0 % 8 + 1) }
    #expect((watched.card.state.managementKey == usual) == !profile.hasVendorCommands)
  }

  @Test func `an RSA key of 2048 bits is issued through chained commands`() throws {
    let (watched, journal, desk) = (Watched(.strict), MemoryJournal(), try Desk())
    #expect(try desk.issue(on: watched.card, journal: journal, .rsa2048) == 1)
    try expectIssued(watched, journal)
  }

  @Test(arguments: CardProfile.all, pulls)
  func `a token pulled at any command is finished at its next insertion`(profile: CardProfile, pull: CardFault) throws {
    let desk = try Desk()
    for command in 0... {
      let (watched, journal) = (Watched(profile), MemoryJournal())
      watched.card.faults = CardFaults([command: pull])
      let runs = try desk.issue(on: watched.card, journal: journal)
      // A card that cannot show its key makes it again when its only announcement was lost with the answer.
      try expectIssued(watched, journal, keysMade: profile.hasMetadata ? 1...1 : 1...2)
      if watched.card.faults.commands <= command {
        #expect(runs == 1)
        break
      }
    }
  }

  @Test(arguments: CardProfile.all)
  func `a process killed before any journal line is finished by its next run`(profile: CardProfile) throws {
    let desk = try Desk()
    for line in 0... {
      let (watched, journal) = (Watched(profile), MemoryJournal())
      journal.cutBefore = line
      let runs = try desk.issue(on: watched.card, journal: journal)
      try expectIssued(watched, journal, keysMade: profile.hasMetadata ? 1...1 : 1...2)
      if runs == 1 { break }
    }
  }

  @Test(arguments: [0x6700, 0x6982, 0x6983, 0x6985, 0x6A80, 0x6A82, 0x6A84, 0x6A88, 0x6D00, 0x6F00] as [UInt16])
  func `a command refused anywhere leaves a job that ends well or is closed with the reason`(status: UInt16) throws {
    let desk = try Desk()
    for command in 0... {
      let (watched, journal) = (Watched(.strict), MemoryJournal())
      watched.card.faults = CardFaults([command: .status(status)])
      do { _ = try desk.issue(on: watched.card, journal: journal) } catch let error as TokenError {
        Issue.record(
          "not resumable: \(StatusWord(status)) at \(command): \(error.problem) \(watched.card.lastCommand ?? [])")
        continue
      }
      try expectIssued(watched, journal)
      if watched.card.faults.commands <= command { break }
    }
  }

  static let garbage: [[UInt8]] = [
    [], [0x90], [0x12, 0x34], [0x90, 0x00], [0x30, 0x82, 0xFF, 0xFF, 0x90, 0x00],
    [UInt8](repeating: 0x53, count: 300) + [0x90, 0x00], [0x7C, 0x04, 0x82, 0x02, 0x01, 0x02, 0x90, 0x00],
  ]

  @Test(arguments: garbage)
  func `a garbled answer anywhere costs no PIN try and never makes a second key`(answer: [UInt8]) throws {
    let desk = try Desk()
    for command in 0... {
      let (watched, journal) = (Watched(.strict), MemoryJournal())
      watched.card.faults = CardFaults([command: .garbled(answer)])
      do {
        _ = try desk.issue(on: watched.card, journal: journal)
        try expectIssued(watched, journal)
      } catch let error as TokenError {
        Issue.record("not resumable: \(answer) at \(command): \(error.problem)")
      }
      if watched.card.faults.commands <= command { break }
    }
  }

  @Test func `a job survives its own encoding`() throws {
    let (watched, journal, desk) = (Watched(.plain), MemoryJournal(), try Desk())
    _ = try desk.issue(on: watched.card, journal: journal)
    let job = IssueJob(desk.plan(), steps: journal.steps)
    #expect(try JSONDecoder().decode(IssueJob.self, from: JSONEncoder().encode(job)) == job)
  }

  @Test func `another token in the middle of an issue is refused and left alone`() throws {
    let (watched, journal, desk) = (Watched(.strict), MemoryJournal(), try Desk())
    var job = IssueJob(desk.plan())
    let request = try job.prepare(on: TokenSession(InsertedCard(watched.card)), desk.secrets(), journal: journal)
    let other = VirtualCard(CardState(.strict, serial: 87_654_321))
    let before = other.state
    let session = try TokenSession(InsertedCard(other))
    let error = #expect(throws: TokenError.self) {
      try job.finish(
        desk.certificate(for: request), on: session, pin: PIN("730194"), desk.keys, journal: journal)
    }
    #expect(error?.problem == .differentToken(expected: "serial:12345678", found: "serial:87654321"))
    #expect(error?.change == .nothing)
    #expect(other.state == before)
  }

  @Test func `a certificate for another key is refused before anything is written`() throws {
    let (first, second, desk) = (Watched(.strict), Watched(.strict), try Desk())
    var job = IssueJob(desk.plan())
    var other = IssueJob(desk.plan())
    let session = try TokenSession(InsertedCard(first.card))
    _ = try job.prepare(on: session, desk.secrets(), journal: MemoryJournal())
    let request = try other.prepare(
      on: TokenSession(InsertedCard(second.card)), desk.secrets(), journal: MemoryJournal())
    let before = first.card.state
    let error = #expect(throws: TokenError.self) {
      try job.finish(
        desk.certificate(for: request), on: session, pin: PIN("730194"), desk.keys, journal: MemoryJournal())
    }
    #expect(error?.problem == .keyOfAnother)
    #expect(first.card.state == before)
  }

  @Test func `a slot in use is refused and nothing is changed but the management key`() throws {
    let (watched, journal, desk) = (Watched(.strict), MemoryJournal(), try Desk())
    _ = try desk.issue(on: watched.card, journal: journal)
    let before = watched.card.state
    var job = IssueJob(desk.plan())
    let session = try TokenSession(InsertedCard(watched.card))
    let error = #expect(throws: TokenError.self) {
      try job.prepare(on: session, desk.secrets(), journal: MemoryJournal())
    }
    #expect(error?.problem == .slotTaken(.signature))
    #expect(error?.change == .nothing)
    #expect(watched.card.state == before)
  }

  @Test func `a wrong present PIN costs one try and can be given again`() throws {
    let (watched, journal, desk) = (Watched(.strict), MemoryJournal(), try Desk())
    var job = IssueJob(desk.plan())
    let wrong = try IssueSecrets(
      currentPIN: PIN("999111"), newPIN: PIN(new: "730194"), currentPUK: PUK("12345678"), newPUK: desk.puk,
      managementKeys: desk.keys)
    let error = #expect(throws: TokenError.self) {
      try job.prepare(on: TokenSession(InsertedCard(watched.card)), wrong, journal: journal)
    }
    #expect(error?.problem == .wrongPIN(triesLeft: 2))
    #expect(error?.statusWord?.description == "63C2")
    #expect(error?.change == .made)
    #expect(try desk.issue(on: watched.card, journal: journal) == 1)
  }

  @Test(arguments: zip([UInt8]([3, 4]), [UInt8]([0x03, 0x0A])))
  func `a card that knows no AES for its administration key gets a triple DES key of its own`(
    minor: UInt8, algorithm: UInt8
  ) throws {
    var profile = CardProfile.strict
    (profile.firmware, profile.managementAlgorithm) = ([5, minor, 3], 0x03)
    let (card, desk) = (VirtualCard(CardState(profile, serial: 9)), try Desk())
    let factory = card.state.managementKey
    #expect(try desk.issue(on: card, journal: MemoryJournal()) == 1)
    #expect(card.state.managementAlgorithm == algorithm)
    #expect(card.state.managementKey != factory)
  }

  @Test(arguments: [0x6A81, 0x6A86, 0x6D00, 0x6700] as [UInt16])
  func `in whatever words an old card refuses AES, its factory key does not stay`(word: UInt16) throws {
    var profile = CardProfile.strict
    (profile.firmware, profile.managementAlgorithm) = ([5, 3, 3], 0x03)
    let inserted = InsertedCard(VirtualCard(CardState(profile, serial: 9)))
    let factory = inserted.card.state.managementKey
    // SET MANAGEMENT KEY with an AES key in it (Yubico's instruction FF).
    inserted.interjection = { command in
      command[1] == 0xFF && (0x08...0x0C).contains(command[5]) ? [UInt8(word >> 8), UInt8(word & 0xFF)] : nil
    }
    let desk = try Desk()
    var job = IssueJob(desk.plan())
    _ = try job.prepare(on: TokenSession(inserted), desk.secrets(), journal: MemoryJournal())
    #expect(inserted.card.state.managementAlgorithm == 0x03 && inserted.card.state.managementKey != factory)
  }

  @Test func `nothing stays verified when a half ends`() throws {
    let (watched, journal, desk) = (Watched(.strict), MemoryJournal(), try Desk())
    let inserted = InsertedCard(watched.card)
    var job = IssueJob(desk.plan())
    _ = try job.prepare(on: TokenSession(inserted), desk.secrets(), journal: journal)
    _ = try inserted.exchange([0x00, 0xA4, 0x04, 0x00, 0x05, 0xA0, 0, 0, 3, 8, 0x00])
    #expect(try inserted.exchange([0x00, 0x20, 0x00, 0x80]) == [0x63, 0xC3])
  }
}
