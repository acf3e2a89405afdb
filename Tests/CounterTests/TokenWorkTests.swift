// Tokens at the counter: several for one order, renewals, replacements, PINs, resets and seals, each resumable.
import Bundles
import Counter
import Bundles
import Cryptography
import Domain
import Foundation
import Records
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct TokenWorkTests {
  @Test func `an order for three tokens goes on when one of them fails, and gets another in its place`() throws {
    let counter = try TokenCounter()
    let order = try counter.order(tokens: 3)
    let cards = (1...4).map { counter.card(serial: UInt32($0)) }
    try counter.issue(order, on: cards[0])
    cards[1].faults = CardFaults([15: .pullBefore])
    #expect(throws: TokenError.self) { try counter.issue(order, on: cards[1]) }
    try counter.issue(order, on: cards[2])
    #expect(try counter.desk.order(order).finished.map(\.item) == [1, 3])
    #expect(try counter.desk.openMakings().map(\.making.item) == [2])
    let stranger = counter.card(serial: 99)
    #expect(throws: CounterError.wrongToken(expected: "serial:2", found: "serial:99")) {
      try counter.issue(order, on: stranger)
    }
    #expect(stranger.state == CardState(.strict, serial: 99))
    _ = try counter.desk.giveUp(order, item: 2, reason: "T41")
    try counter.issue(order, on: cards[3])
    let (after, needed) = try counter.desk.receipt(of: order)
    #expect(after.provenTokens == needed)
    #expect(after.tokens == ["serial:1", "serial:3", "serial:4"])
    #expect(after.payments.count == 1)
    #expect(Set(counter.issuer.issued.keys) == [1, 3, 4].map { "\(order)-\($0)" }.reduce(into: []) { $0.insert($1) })
  }

  @Test func `a pulled token of an order is finished when it is back, whichever was inserted in between`() throws {
    let counter = try TokenCounter()
    let order = try counter.order(tokens: 2)
    let (first, second) = (counter.card(serial: 1), counter.card(.plain, serial: 2))
    second.faults = CardFaults([20: .pullAfter])
    #expect(throws: TokenError.self) { try counter.issue(order, on: second) }
    try counter.issue(order, on: first)
    try counter.issue(order, on: second)
    #expect(try counter.desk.order(order).provenTokens == 2)
    #expect(try counter.desk.openMakings().isEmpty)
    #expect(second.state.keysMade <= 2)
  }

  @Test func `a failure's status word stands in the journal and not in the message`() throws {
    let counter = try TokenCounter()
    let order = try counter.order()
    let card = counter.card()
    card.faults = CardFaults([12: .status(0x6F00)])
    let error = #expect(throws: TokenError.self) { try counter.issue(order, on: card) }
    #expect(error?.explanation.chinese.happened.contains("6F00") == false)
    let steps = try counter.desk.history(of: counter.desk.order(order)).compactMap { line -> String? in
      if case .tokenStep(let text, _)? = line.event { text } else { nil }
    }
    #expect(steps.contains { $0.contains("failed") && $0.contains("6F00") })
  }

  @Test func `a certificate pair comes onto the token whole and its key leaves the store`() throws {
    let counter = try TokenCounter()
    counter.issuer.pairs = true
    let order = try counter.order()
    let card = counter.card()
    try counter.issue(order, on: card)
    let facts = try TokenSession(PluggedCard(card)).facts()
    let answer = try #require(counter.issuer.issued["\(order)-1"])
    #expect(facts[.signature]?.certificate?.der == answer.certificate.bytes)
    #expect(facts[.keyManagement]?.certificate?.der == answer.encryption?.certificate.bytes)
    #expect(try counter.desk.store.setting("encryption-key/\(order)-1") == [])
  }

  /// Read, held against its certificate, and refused before the store or the token has anything of it.
  @Test func `an encryption key in an SM2 envelope is refused with what to do, and one of another key by that name`()
    throws
  {
    for isOwn in [true, false] {
      let counter = try TokenCounter()
      let key = try PrivateKey.generate(.sm2)
      counter.issuer.enveloped = (key, isOwn ? key.publicKey : try PrivateKey.generate(.sm2).publicKey)
      let order = try counter.order()
      let card = counter.card()
      let error = #expect(throws: TokenError.self) { try counter.issue(order, on: card) }
      #expect(error?.explanation.code == (isOwn ? "T68" : "T38"))
      #expect(error?.change == .nothing)
      #expect(card.state.objects[0x5FC10A] == nil && card.state.objects[0x5FC10B] == nil)
      #expect(card.state.keys[0x9D] == nil)
      #expect(try counter.desk.store.setting("encryption-key/\(order)-1") == nil)
    }
  }

  /// GM/T 0092: the authority's own answer goes through, with the same judgement of a pair that comes inside.
  @Test func `an authority's whole answer is taken apart, and a pair in it is held to the same rules`() throws {
    let plain = try TokenCounter()
    plain.issuer.answersInOne = true
    let card = plain.card()
    try plain.issue(plain.order(), on: card)
    #expect(try TokenSession(PluggedCard(card)).facts()[.signature]?.certificate != nil)
    for isOwn in [true, false] {
      let counter = try TokenCounter()
      let key = try PrivateKey.generate(.sm2)
      counter.issuer.answersInOne = true
      counter.issuer.enveloped = (key, isOwn ? key.publicKey : try PrivateKey.generate(.sm2).publicKey)
      let order = try counter.order()
      let error = #expect(throws: TokenError.self) { try counter.issue(order, on: counter.card()) }
      #expect(error?.explanation.code == (isOwn ? "T68" : "T38"))
    }
  }

  /// A token of an organisation, as an earlier order left it.
  func issued(_ counter: TokenCounter, _ profile: CardProfile = .strict) throws -> VirtualCard {
    let card = counter.card(profile)
    try counter.issue(counter.order(), on: card)
    return card
  }

  @Test func `an order that renews keeps the token's PIN and names the certificate it replaces`() throws {
    let counter = try TokenCounter()
    let card = try issued(counter)
    let before = card.state
    let order = try counter.order("szca", "renew-expired")
    #expect(try counter.desk.renews(order))
    try counter.issue(order, on: card, counter.renewing())
    #expect(card.state.pin == before.pin)
    #expect(try counter.desk.order(order).provenTokens == 1)
  }

  @Test func `a renewed token with a seal is not handed over before somebody settles the seal`() throws {
    let counter = try TokenCounter()
    var state = try issued(counter, .large).state
    // Half a seal is a seal too.
    state.objects[0x5FFF10] = [0x30, 0x03, 0x02, 0x01]
    let order = try counter.order("szca", "renew-expired")
    try counter.issue(order, on: VirtualCard(state), counter.renewing())
    #expect(try counter.desk.order(order).seal == .due)
    #expect(throws: OutOfTurn.sealDue) { try counter.desk.handOver(order, items: ["USBKey"]) }
    _ = try counter.desk.noSeal(order, reason: "单位已停用电子印章")
    #expect(try counter.desk.handOver(order, items: ["USBKey"]).handedOver)
  }

  @Test func `where seal and certificate are one product the new token waits for its seal, a second lock does not`()
    throws
  {
    let counter = try TokenCounter()
    for (values, seal) in [
      ([:], SealLine.due), (["certificate.lock": "副锁"], nil), (["certificate.seal": "否"], nil),
    ] as [([FieldID: String], SealLine?)] {
      let order = try counter.order("guocai", "new", values)
      try counter.issue(order, on: VirtualCard(CardState(.strict, serial: UInt32.random(in: 10...90_000))))
      #expect(try counter.desk.order(order).seal == seal, "\(values)")
    }
  }

  @Test func `a replacement waits for the seal that was bound to the lost certificate`() throws {
    let counter = try TokenCounter()
    let earlier = try counter.order()
    try counter.issue(earlier, on: counter.card())
    let lost: [FieldID: String] = ["certificate.lossReason": "丢失"]
    let before = try counter.order("yangguang", "replace", lost)
    try counter.issue(before, on: counter.card(serial: 2))
    #expect(try counter.desk.order(before).seal == nil)
    let serial = try #require(try counter.desk.order(earlier).makings.first?.serial)
    try counter.desk.record(
      .sealBound(id: "S1", held: "file", certificate: serial), on: counter.desk.order(earlier).number,
      by: TokenCounter.everybody)
    let after = try counter.order("yangguang", "replace", lost)
    try counter.issue(after, on: counter.card(serial: 3))
    #expect(try counter.desk.order(after).seal == .due)
  }

  @Test func `another organisation's token is not renewed`() throws {
    let counter = try TokenCounter()
    let card = try issued(counter)
    let before = card.state
    let order = try counter.order("szca", "renew-expired", ["organisation.name": "别家公司"])
    #expect(throws: CounterError.othersToken(order)) { try counter.issue(order, on: card, counter.renewing()) }
    #expect(card.state == before)
  }

  @Test func `the sealed PUK unlocks a token without anybody seeing it`() throws {
    let counter = try TokenCounter()
    let card = try issued(counter)
    for _ in 1...3 {
      #expect(throws: TokenError.self) {
        try counter.desk.changePIN(
          on: TokenSession(PluggedCard(card)), from: PIN("999111"), to: PIN("805193"), lastTryAllowed: true)
      }
    }
    #expect(card.state.pin.triesLeft == 0)
    let order = try counter.order("guocai", "unlock")
    try counter.desk.unlock(order, on: TokenSession(PluggedCard(card)), new: PIN(new: "805193"))
    #expect(card.state.pin.value == Array("805193".utf8) + [0xFF, 0xFF])
    #expect(card.state.pin.triesLeft == 3)
    #expect(try counter.desk.order(order).provenTokens == 1)
    #expect(try counter.desk.openJobs().isEmpty)
    let stranger = counter.card(serial: 77)
    #expect(throws: CounterError.noPUK("serial:77")) {
      try counter.desk.unlock(order, on: TokenSession(PluggedCard(stranger)), new: PIN(new: "805193"))
    }
  }

  @Test func `a change of PIN that was cut off stands on the desk until it is settled`() throws {
    let counter = try TokenCounter()
    let card = try issued(counter, .lenient)
    let session = try TokenSession(PluggedCard(card))
    // The identity read once more, the scope with its check, the tries: the change itself comes last.
    for cut in 0..<100 where try counter.desk.openJobs().isEmpty {
      let copy = VirtualCard(card.state)
      copy.faults = CardFaults([cut: .pullAfter])
      let plugged = try? TokenSession(PluggedCard(copy))
      guard let plugged else { continue }
      #expect(throws: TokenError.self) {
        try counter.desk.changePIN(on: plugged, from: PIN("739154"), to: PIN("805193"))
      }
    }
    let job = try #require(counter.desk.openJobs().first)
    #expect(job.kind == .changePIN)
    #expect(job.token == "serial:1")
    #expect(job.lastFailure?.code == "T10")
    try counter.desk.changePIN(on: session, from: PIN("739154"), to: PIN("805193"))
    #expect(try counter.desk.openJobs().isEmpty)
    #expect(card.state.pin.value.starts(with: Array("805193".utf8)))
    #expect(card.state.pin.triesLeft == 3)
  }

  @Test func `a reset takes two people and the token's name`() throws {
    let counter = try TokenCounter()
    let card = try issued(counter)
    let before = card.state
    func reset(_ named: String, by second: String) throws {
      try counter.desk.reset(
        on: TokenSession(PluggedCard(card)), confirming: named,
        second: SecondPerson(second, pin: TokenCounter.secondPIN),
        bids: BidAnswer(openings: [], isSigned: true), despiteValid: "坏")
    }
    #expect(throws: CounterError.wrongToken(expected: "serial:9", found: "serial:1")) {
      try reset("serial:9", by: "li")
    }
    // Its order still waits for it.
    let order = try #require(try counter.desk.going().first).number.text
    #expect(throws: CounterError.tokenOfOrder(order: order, item: 1)) { try reset("serial:1", by: "li") }
    #expect(card.state == before)
    _ = try counter.desk.giveUp(order, item: 1, reason: "坏")
    #expect(throws: CounterError.secondPerson) { try reset("serial:1", by: "wu") }
    #expect(card.state == before)
    try reset("serial:1", by: "li")
    #expect(card.state.keys.isEmpty && card.state.objects[0x5FC10A] == nil)
    #expect(try counter.desk.openJobs().isEmpty)
  }

  @Test func `an upgrade reads the old token, proves it and issues onto the new one`() throws {
    let counter = try TokenCounter()
    let (old, new) = (try issued(counter), counter.card(serial: 2))
    let order = try counter.order("guocai", "upgrade")
    // A card that is offered is looked at, not dropped.
    let (other, blank) = (try counter.order("guocai", "upgrade"), counter.card(serial: 3))
    #expect(throws: DownlinkError.noCardNeeded(other)) {
      try counter.desk.upgrade(
        other, from: TokenSession(PluggedCard(old)), oldPIN: PIN("739154"), to: TokenSession(PluggedCard(blank)),
        TokenCounter.pins(), issuer: counter.issuer, card: CipherCard(serial: "MK1", password: [1]))
    }
    let (read, progress) = try counter.desk.upgrade(
      order, from: TokenSession(PluggedCard(old)), oldPIN: PIN("739154"), to: TokenSession(PluggedCard(new)),
      TokenCounter.pins(), issuer: counter.issuer)
    #expect(read?.name == "serial:1")
    #expect(read?.daysCarried == 365)
    guard case .proven(let token, _) = progress else { throw CounterError.notCertified(order) }
    #expect(token == "serial:2")
    #expect(throws: CounterError.oldToken("serial:1")) {
      try counter.desk.upgrade(
        order, from: TokenSession(PluggedCard(old)), oldPIN: PIN("739154"), to: TokenSession(PluggedCard(old)),
        TokenCounter.pins(), issuer: counter.issuer)
    }
  }

  @Test func `a seal that is not for the token's certificate is refused before anything is written`() throws {
    let counter = try TokenCounter()
    let card = try issued(counter)
    let before = card.state
    let folder = #filePath.split(separator: "/").dropLast(2).reduce("") { "\($0)/\($1)" }
    let file = URL(fileURLWithPath: "\(folder)/Fixtures/Cryptography/UserV4.esl")
    let error = #expect(throws: CryptographyError.self) {
      try counter.desk.placeSeal(
        counter.order(), file: Array(Data(contentsOf: file)), on: TokenSession(PluggedCard(card)))
    }
    // Its validity ended in 2022, which is judged before its signers.
    #expect(error?.explanation.code == "K23")
    #expect(card.state == before)
  }
}
