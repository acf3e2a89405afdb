// The store fails after each line of its journal in turn, under every token verb: the same command again ends the work.
import Counter
import Cryptography
import Domain
import Foundation
import Processes
import Records
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct StoreCutTests {
  private let counter: TokenCounter
  /// A card's first key is every card's first key: making it once is enough. Old tokens have keys of their own.
  private let arithmetic = CardArithmetic.remembering()
  private let oldArithmetic = CardArithmetic.remembering()

  init() throws { counter = try TokenCounter() }

  /// One piece of work at the desk, and what must be true once it is done.
  private struct Work {
    let run: () throws -> Void
    let check: (Comment) throws -> Void
  }

  // MARK: Cutting

  private func sqlite(_ statements: String) throws {
    let outcome = try Program.run("/usr/bin/sqlite3", ["\(counter.desk.store.folder)/store.sqlite", statements])
    try #require(outcome.succeeded, "\(outcome.errorText)")
  }

  private func lines() throws -> Int { try counter.desk.store.journalDigest().sequence }

  /// After so many lines more nothing is written any more, as when the plug was pulled.
  private func cut(after count: Int) throws {
    let isFull = "(SELECT max(sequence) FROM journal) >= \(try lines() + count)"
    try sqlite(
      ["journal", "settings"].map {
        "CREATE TRIGGER cut_\($0) BEFORE INSERT ON \($0) WHEN \(isFull) BEGIN SELECT RAISE(ABORT, 'cut'); END;"
      }.joined())
  }

  private func mend() throws { try sqlite("DROP TRIGGER cut_journal; DROP TRIGGER cut_settings;") }

  /// Plays the work with the store cut later each time, and then once more whole.
  /// - Parameter wanted: how many lines are written before a cut, of all that the work writes; nil: each number.
  private func play(_ wanted: ((Int) -> Range<Int>)? = nil, _ make: (UInt32) throws -> Work) throws {
    let whole = try make(100)
    let before = try lines()
    try whole.run()
    let all = try lines() - before
    try #require(all > 2)
    try whole.check("whole")
    for count in wanted?(all) ?? 0..<all {
      let work = try make(UInt32(101 + count))
      try cut(after: count)
      #expect(throws: (any Error).self, "cut after \(count) of \(all)") { try work.run() }
      try mend()
      try work.run()
      try work.check("cut after \(count) of \(all)")
    }
    try counter.desk.store.verifyJournal()
  }

  // MARK: What is played

  private func card(_ profile: CardProfile = .strict, serial: UInt32, isOld: Bool = false) -> VirtualCard {
    let card = counter.card(profile, serial: serial)
    card.arithmetic = isOld ? oldArithmetic : arithmetic
    return card
  }

  private func session(_ card: VirtualCard) throws -> TokenSession { try TokenSession(PluggedCard(card)) }

  private func issued(_ profile: CardProfile = .strict, serial: UInt32, _ service: String = "bjca") throws
    -> (card: VirtualCard, order: String)
  {
    let (card, order) = (card(profile, serial: serial, isOld: true), try counter.order(service))
    try counter.issue(order, on: card)
    return (card, order)
  }

  private func checkMade(_ order: String, _ card: VirtualCard, _ words: Comment) throws {
    let after = try counter.desk.order(order)
    let pin = card.state.pin
    #expect(after.provenTokens == 1 && after.makings.count == 1 && card.state.keysMade == 1, words)
    #expect(pin.triesLeft == pin.tries && card.state.puk.triesLeft == card.state.puk.tries, words)
    #expect(try session(card).certificate(in: .signature)?.serial == after.finished.first?.serial, words)
    #expect(counter.issuer.issued.keys.count { $0.hasPrefix(order) } == 1, words)
  }

  private func checkPIN(_ pin: String, _ card: VirtualCard, _ words: Comment) throws {
    #expect(card.state.pin.value.starts(with: Array(pin.utf8)), words)
    #expect(card.state.pin.triesLeft == card.state.pin.tries, words)
    #expect(try counter.desk.openJobs().isEmpty, words)
  }

  @Test func `an issue`() throws {
    try play { serial in
      let (card, order) = (card(serial: serial), try counter.order())
      return Work(
        run: { try counter.issue(order, on: card) }, check: { try checkMade(order, card, $0) })
    }
  }

  @Test func `an issue in place of a lost token asks for the revocation, whenever it was cut`() throws {
    var valid = try #require(try counter.desk.order(issued(serial: 1, "zhongyuan").order).finished.first?.serial)
    try play({ _ in 0..<4 }) { serial in
      let (card, lost) = (card(serial: serial), valid)
      let order = try counter.order("zhongyuan", "replace", ["certificate.lossReason": "丢失"])
      return Work(
        run: { try counter.issue(order, on: card) },
        check: { words in
          try checkMade(order, card, words)
          let after = try counter.desk.order(order)
          #expect(after.old.revocation?.reason == .lost && after.old.revocation?.serials == [lost], words)
          valid = try #require(after.finished.first?.serial)
        })
    }
  }

  @Test func `an upgrade asks for the revocation of what it replaced, whenever it was cut`() throws {
    // Its last lines: the proof, the order's, and what the proof settles. The others are those of an issue.
    try play({ all in all - 4..<all }) { serial in
      let (old, new) = (try issued(serial: serial + 500).card, card(serial: serial))
      let order = try counter.order("guocai", "upgrade")
      return Work(
        run: {
          _ = try counter.desk.upgrade(
            order, from: session(old), oldPIN: PIN("739154"), to: session(new), TokenCounter.pins(),
            issuer: counter.issuer)
        },
        check: { words in
          try checkMade(order, new, words)
          #expect(try counter.desk.order(order).old.revocation?.reason == .upgraded, words)
        })
    }
  }

  @Test func `a change of PIN`() throws {
    let token = try issued(serial: 1).card
    try play { _ in
      let card = VirtualCard(token.state)
      return Work(
        run: { try counter.desk.changePIN(on: session(card), from: PIN("739154"), to: PIN("805193")) },
        check: { try checkPIN("805193", card, $0) })
    }
  }

  @Test func `an unlocking`() throws {
    let token = try issued(serial: 1).card
    try play { _ in
      let (card, order) = (VirtualCard(token.state), try counter.order("guocai", "unlock"))
      return Work(
        run: { try counter.desk.unlock(order, on: session(card), new: PIN(new: "805193")) },
        check: { words in
          try checkPIN("805193", card, words)
          #expect(try counter.desk.order(order).provenTokens == 1, words)
        })
    }
  }

  @Test func `a reset`() throws {
    try play { serial in
      let (card, order) = try issued(serial: serial)
      _ = try counter.desk.giveUp(order, item: 1, reason: "坏")
      return Work(
        run: {
          try counter.desk.reset(
            on: session(card), confirming: "serial:\(serial)",
            second: SecondPerson("li", pin: TokenCounter.secondPIN),
            bids: BidAnswer(openings: [], isSigned: true), despiteValid: "坏")
        },
        check: { words throws in
          #expect(card.state.keys.isEmpty && card.state.objects[0x5FC10A] == nil, words)
          // The PUK that it had from here is out of use.
          #expect(try counter.desk.store.setting("token/serial:\(serial)") == [], words)
          #expect(try counter.desk.openJobs().isEmpty, words)
        })
    }
  }

  @Test func `a seal`() throws {
    let maker = try SealWorkTests.Maker()
    try play { serial in
      let (card, order) = try issued(.large, serial: serial, "guocai")
      let certificate = try session(card).certificate(in: .signature)
      let file = try maker.seal(for: [#require(certificate)])
      return Work(
        run: { _ = try counter.desk.placeSeal(order, file: file, on: session(card)) },
        check: { words throws in
          #expect(try counter.desk.order(order).sealWord == "bound", words)
          #expect(try session(card).facts(sealObjects: counter.desk.sealObjects()).seals.count == 1, words)
          #expect(try counter.desk.openJobs().isEmpty, words)
        })
    }
  }

  // MARK: What a cut leaves in doubt

  @Test func `the PUK ends a change of PIN in doubt, and the next change is one like any other`() throws {
    // A token from elsewhere that tells nothing, so that nobody here knows its PUK.
    let card = card(.lenient, serial: 1)
    func change(_ old: String, _ new: String) throws {
      try counter.desk.changePIN(on: session(card), from: PIN(old), to: PIN(new))
    }
    let before = try lines()
    let copy = VirtualCard(card.state)
    try counter.desk.changePIN(on: session(copy), from: PIN("123456"), to: PIN("805193"))
    // Its last two lines are the new PIN and the job's end.
    try cut(after: lines() - before - 2)
    #expect(throws: TokenError.self) { try change("123456", "805193") }
    try mend()
    let error = #expect(throws: TokenError.self) { try change("123456", "805193") }
    #expect(error?.problem == .pinUnclear)
    #expect(try counter.desk.openJobs().map(\.kind) == [.changePIN])
    try counter.desk.unlock(on: session(card), puk: #require(PUK("12345678")), new: PIN(new: "805193"))
    #expect(try counter.desk.openJobs().isEmpty)
    try change("805193", "739154")
    try checkPIN("739154", card, "changed")
  }

  @Test func `a change of PIN that was done and left open keeps no later one waiting`() throws {
    let (card, store) = (try issued(serial: 1).card, counter.desk.store)
    try counter.desk.changePIN(on: session(card), from: PIN("739154"), to: PIN("805193"))
    // As stores from before had it after a stop between a job's last step and its end.
    let name = try #require(try store.settings().first { $0.hasPrefix("token-job/") })
    let kept = Data(try #require(try store.setting(name)))
    var job = try #require(try JSONSerialization.jsonObject(with: kept) as? [String: Any])
    #expect(job.removeValue(forKey: "ended") != nil)
    try store.set(Setting(name, Array(JSONSerialization.data(withJSONObject: job)), secret: true))
    #expect(try counter.desk.openJobs().count == 1)
    try counter.desk.changePIN(on: session(card), from: PIN("805193"), to: PIN("739154"))
    try checkPIN("739154", card, "changed again")
  }
}
