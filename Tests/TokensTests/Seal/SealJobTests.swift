// Seals on tokens: whole where they fit, bound where they do not, and finished after any cut.
import Cryptography
import Domain
import Foundation
import Testing
import Tokens
import VirtualCard

@Suite struct SealJobTests {
  static func seal() throws -> ElectronicSeal { try readSeal.get() }

  /// Read once: the fault table asks for it thousands of times.
  private static let readSeal = Result {
    let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
    let file = URL(fileURLWithPath: "\(folder)/Fixtures/Cryptography/UserV4.esl")
    return try ElectronicSeal(der: Array(try Data(contentsOf: file)))
  }

  /// An issued token whose objects may be this large.
  func issued(_ largest: Int, _ desk: Desk) throws -> (card: VirtualCard, plan: SealPlan) {
    var profile = CardProfile.strict
    profile.largestObject = largest
    let (card, journal) = (VirtualCard(CardState(profile, serial: 5)), MemoryJournal())
    _ = try desk.issue(on: card, journal: journal)
    let der = try #require(IssueJob(desk.plan(), steps: journal.steps).certificate)
    let objects = SealObjects(candidates: [DataObject(rawValue: 0x5F0001), DataObject(rawValue: 0x5FC122)])
    return (card, SealPlan(try Self.seal(), for: try Certificate(der: der), objects: objects))
  }

  @Test func `a token with room holds the seal whole and gives it back`() throws {
    let desk = try Desk()
    let (card, plan) = try issued(20_000, desk)
    var job = SealJob()
    let session = try TokenSession(InsertedCard(card))
    let outcome = try job.run(plan, on: session, desk.keys, journal: MemoryJournal())
    #expect(outcome == .whole(DataObject(rawValue: 0x5FC122)))
    #expect(card.state.objects[0x5FC122] == plan.seal.der)
    let facts = try session.facts(sealObjects: plan.objects)
    #expect(facts.seal == .whole(plan.seal, in: DataObject(rawValue: 0x5FC122)))
  }

  @Test func `what another program keeps in an object stays there`() throws {
    let desk = try Desk()
    let (issued, plan) = try issued(20_000, desk)
    var state = issued.state
    state.objects[0x5FC122] = [0x53, 0x01, 0x02]
    let card = VirtualCard(state)
    var job = SealJob()
    let outcome = try job.run(plan, on: TokenSession(InsertedCard(card)), desk.keys, journal: MemoryJournal())
    #expect(outcome == .notHeld)
    #expect(card.state.objects == state.objects)
  }

  @Test func `a seal too long for any command is not sent, and what is there stays`() throws {
    let desk = try Desk()
    let (card, plan) = try issued(3_052, desk)
    let before = card.state.objects
    var job = SealJob()
    let full = SealPlan(
      plan.seal, for: plan.certificate, objects: SealObjects(candidates: [DataObject(rawValue: 0x5F0001)]))
    #expect(try job.run(full, on: TokenSession(InsertedCard(card)), desk.keys, journal: MemoryJournal()) == .notHeld)
    #expect(card.state.objects == before)
  }

  @Test func `a token without room holds what binds the seal to it`() throws {
    let desk = try Desk()
    let (card, plan) = try issued(3_052, desk)
    var job = SealJob()
    let session = try TokenSession(InsertedCard(card))
    let outcome = try job.run(plan, on: session, desk.keys, journal: MemoryJournal())
    #expect(outcome == .binding(DataObject(rawValue: 0x5FC122)))
    let binding = SealBinding(plan.seal, for: plan.certificate)
    #expect(try session.facts(sealObjects: plan.objects).seal == .binding(binding, in: DataObject(rawValue: 0x5FC122)))
    #expect(binding.digest.hex == plan.seal.digest)
  }

  @Test func `a token that knows none of the objects keeps nothing of the seal`() throws {
    let desk = try Desk()
    let (card, plan) = try issued(3_052, desk)
    let objects = SealObjects(candidates: [DataObject(rawValue: 0x5F0001)])
    let before = card.state
    var job = SealJob()
    let outcome = try job.run(
      SealPlan(plan.seal, for: plan.certificate, objects: objects), on: TokenSession(InsertedCard(card)), desk.keys,
      journal: MemoryJournal())
    #expect(outcome == .notHeld)
    #expect(card.state == before)
  }

  @Test(arguments: [CardFault.pullBefore, .pullAfter], [3_052, 20_000])
  func `a seal cut off at any command is finished at the next insertion`(pull: CardFault, largest: Int) throws {
    let desk = try Desk()
    let (issued, plan) = try issued(largest, desk)
    for command in 0... {
      let (card, journal) = (VirtualCard(issued.state), MemoryJournal())
      card.faults = CardFaults([command: pull])
      let first = Self.outcome(of: plan, on: card, desk, journal)
      if case .failure(let error) = first { #expect(error.problem == .removed) }
      let outcome = try first.flatMapError { _ in Self.outcome(of: plan, on: card, desk, journal) }.get()
      let object = DataObject(rawValue: 0x5FC122)
      #expect(outcome == (largest > 17_000 ? .whole(object) : .binding(object)))
      if card.faults.commands <= command { break }
    }
  }

  private static func outcome(
    of plan: SealPlan, on card: VirtualCard, _ desk: Desk, _ journal: MemoryJournal
  ) -> Result<SealJob.Outcome, TokenError> {
    var job = SealJob(steps: journal.steps)
    return Result { () throws(TokenError) in
      try job.run(plan, on: TokenSession(InsertedCard(card)), desk.keys, journal: journal)
    }
  }

  @Test func `a seal for a certificate that the token does not hold is refused`() throws {
    let desk = try Desk()
    let (card, plan) = try issued(20_000, desk)
    let stranger = SealPlan(plan.seal, for: desk.authority.certificate, objects: plan.objects)
    let before = card.state
    var job = SealJob()
    let error = #expect(throws: TokenError.self) {
      try job.run(stranger, on: TokenSession(InsertedCard(card)), desk.keys, journal: MemoryJournal())
    }
    #expect(error?.problem == .keyOfAnother)
    #expect(card.state == before)
  }
}
