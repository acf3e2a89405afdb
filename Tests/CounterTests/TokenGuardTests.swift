// What the counter refuses before a token is touched: orders that do not ask for it, and tokens of somebody else.
import Counter
import Cryptography
import Domain
import Foundation
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct TokenGuardTests {
  private let counter: TokenCounter
  private let card: VirtualCard

  /// A token that an order has been finished on.
  init() throws {
    counter = try TokenCounter()
    card = counter.card()
    try counter.issue(counter.order(), on: card)
  }

  private func session() throws -> TokenSession { try TokenSession(PluggedCard(card)) }

  @Test func `an order for a certificate is not done by setting the PIN anew`() throws {
    let before = card.state
    let order = try counter.order("szca", "renew-expired")
    #expect(throws: CounterError.notOnlyPIN(order)) {
      try counter.desk.unlock(order, on: session(), new: PIN(new: "805193"))
    }
    #expect(card.state == before)
    #expect(try counter.desk.order(order).makings.isEmpty)
  }

  @Test func `a PIN that was set for an order is not said to be set again`() throws {
    let order = try counter.order("guocai", "unlock")
    try counter.desk.unlock(order, on: session(), new: PIN(new: "805193"))
    let before = card.state
    #expect(throws: CounterError.unlockedBefore(order)) {
      try counter.desk.unlock(order, on: session(), new: PIN(new: "226071"))
    }
    #expect(card.state == before)
  }

  @Test func `another organisation's old token does not begin an upgrade`() throws {
    let order = try counter.order("guocai", "upgrade", ["organisation.name": "别家公司"])
    let new = counter.card(serial: 2)
    #expect(throws: CounterError.othersToken(order)) {
      try counter.desk.upgrade(
        order, from: session(), oldPIN: PIN("739154"), to: TokenSession(PluggedCard(new)), TokenCounter.pins(),
        issuer: counter.issuer)
    }
    #expect(new.state == CardState(.strict, serial: 2))
    #expect(try counter.desk.order(order).makings.isEmpty)
  }

  @Test func `a serial number that was typed in part is another certificate's`() throws {
    let serial = try #require(try session().facts()[.signature]?.certificate?.serial)
    let part = String(serial.suffix(4))
    let order = try counter.order("guocai", "unlock", ["certificate.oldSerial": part])
    let wanted = String(part.drop { $0 == "0" })
    #expect(throws: CounterError.wrongToken(expected: wanted, found: serial)) {
      try counter.desk.unlock(order, on: session(), new: PIN(new: "805193"))
    }
    let whole = try counter.order("guocai", "unlock", ["certificate.oldSerial": serial.uppercased()])
    try counter.desk.unlock(whole, on: session(), new: PIN(new: "805193"))
  }

  @Test func `an order whose only token was given up may be voided`() throws {
    let order = try counter.order()
    let failing = counter.card(serial: 5)
    failing.faults = CardFaults([15: .pullBefore])
    #expect(throws: TokenError.self) { try counter.issue(order, on: failing) }
    let wu = TokenCounter.everybody
    let rules = try counter.desk.rules(for: counter.desk.order(order))
    #expect(throws: OutOfTurn.self) {
      try counter.desk.order(order).after(.voided(reason: "—", second: "li"), by: wu, under: rules)
    }
    let after = try counter.desk.giveUp(order, item: 1, reason: "T41")
    #expect(try after.after(.voided(reason: "—", second: "li"), by: wu, under: rules).voided)
  }
}
