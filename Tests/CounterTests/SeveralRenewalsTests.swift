// An order for several tokens of one organisation: each is shown, renewed in place or given a new PIN, and none is left over.
import Counter
import Domain
import Foundation
import Services
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct SeveralRenewalsTests {
  private let counter: TokenCounter

  init() throws { counter = try TokenCounter() }

  private func session(_ card: VirtualCard) throws -> TokenSession { try TokenSession(PluggedCard(card)) }

  /// Tokens that were issued here and are about to expire.
  private func tokens(_ count: Int) throws -> [VirtualCard] {
    counter.issuer.daysOfYear = 40
    defer { counter.issuer.daysOfYear = 365 }
    return try (1...count).map { number in
      let card = counter.card(serial: UInt32(number))
      try counter.issue(counter.order(), on: card)
      return card
    }
  }

  @Test func `two tokens of one order are renewed, each by its own certificate`() throws {
    let cards = try tokens(3)
    let order = try counter.draft("zhongyuan", "renew", tokens: 2)
    let first = try counter.desk.present(order, on: session(cards[0]))
    #expect(first.needs(under: try counter.desk.rules(for: first)).contains { $0.need == .token })
    let both = try counter.desk.present(order, on: session(cards[1]))
    #expect(both.old.readings.map(\.token) == ["serial:1", "serial:2"])
    #expect(both.application.values["certificate.oldSerial"] == first.old.reading?.serial.uppercased())
    #expect(throws: OutOfTurn.self) { try counter.desk.present(order, on: session(cards[2])) }
    _ = try counter.finish(order)
    #expect(throws: CounterError.self) { try counter.issue(order, on: cards[2], counter.renewing()) }
    try counter.issue(order, on: cards[1], counter.renewing())
    try counter.issue(order, on: cards[0], counter.renewing())
    let done = try counter.desk.order(order)
    #expect(done.provenTokens == 2)
    #expect(Set(done.replacedSerials) == Set(both.old.readings.map(\.serial)))
    let standing = try counter.desk.certificates(of: "91350100M000100Y43")
    #expect(standing.filter { $0.standing == .replaced }.count == 2)
  }

  @Test func `the same token shown twice is one token`() throws {
    let cards = try tokens(1)
    let order = try counter.draft("zhongyuan", "renew", tokens: 2)
    _ = try counter.desk.present(order, on: session(cards[0]))
    let again = try counter.desk.present(order, on: session(cards[0]), pin: PIN("739154"))
    #expect(again.old.readings.count == 1 && again.old.reading?.isProven == true)
    #expect(!again.areTokensProven)
  }

  @Test func `two locked tokens of one order get their new PINs, and keep their certificates`() throws {
    let cards = try tokens(2)
    let order = try counter.draft("guocai", "unlock", tokens: 2)
    for card in cards { _ = try counter.desk.present(order, on: session(card)) }
    _ = try counter.finish(order)
    for card in cards { try counter.desk.unlock(order, on: session(card), new: PIN(new: "660318")) }
    let done = try counter.desk.order(order)
    #expect(done.provenTokens == 2 && done.replacedSerials.isEmpty)
  }
}
