// The applicant's own token at the desk: read, compared letter for letter, measured, and what follows from it.
import Counter
import Cryptography
import Domain
import Foundation
import Processes
import Services
import Records
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct PresentingTests {
  private let counter: TokenCounter

  init() throws { counter = try TokenCounter() }

  private func session(_ card: VirtualCard) throws -> TokenSession { try TokenSession(PluggedCard(card)) }

  /// A token that was issued here and whose certificate lasts so many days from now.
  private func token(days: Int64, serial: UInt32 = 1, _ more: [FieldID: String] = [:]) throws -> VirtualCard {
    counter.issuer.daysOfYear = days
    defer { counter.issuer.daysOfYear = 365 }
    let card = counter.card(serial: serial)
    try counter.issue(counter.order(tokens: 1, more), on: card)
    return card
  }

  @Test func `what was read stands in the application, and a signature proves whose it is`() throws {
    let card = try token(days: 40)
    let order = try counter.draft("zhongyuan", "renew")
    let read = try counter.desk.present(order, on: session(card), pin: PIN("739154"))
    let reading = try #require(read.old.reading)
    #expect(reading.isProven && reading.token == "serial:1" && reading.number == "91350100M000100Y43")
    #expect(read.application.values["certificate.oldSerial"] == reading.serial.uppercased())
    #expect(card.state.pin.triesLeft == 3)
    let names = try counter.desk.history(of: read).map(\.entry.kind)
    #expect(names.last == "token-shown")
    #expect(throws: TokenError.self) { try counter.desk.present(order, on: session(card), pin: PIN("111222")) }
    #expect(try counter.desk.order(order).old.reading == reading)
  }

  @Test(arguments: [
    (["organisation.name": "永城市样例贸易有限公司二部"], "E31"), (["organisation.creditCode": "91410105MA9XAMP15X"], "E32"),
    (["certificate.oldSerial": "00 12 ab"], "E33"),
  ])
  func `another owner's token is told by what differs`(values: [FieldID: String], code: String) throws {
    let card = try token(days: 40)
    let order = try counter.draft("zhongyuan", "renew", values)
    let error = #expect(throws: EntitlementError.self) { try counter.desk.present(order, on: session(card)) }
    #expect(error?.explanation.code == code)
    #expect(try counter.desk.order(order).old.reading == nil)
  }

  @Test func `a change of information may change the name or the number, not both`() throws {
    let card = try token(days: 40)
    let renamed = try counter.draft("bjca", "change", ["organisation.name": "永城市新名贸易有限公司"])
    #expect(try counter.desk.present(renamed, on: session(card)).old.reading?.holder == "永城市样例贸易有限公司")
    let stranger = try counter.draft(
      "bjca", "change", ["organisation.name": "别家公司", "organisation.creditCode": "91410105MA9XAMP15X"])
    #expect(throws: EntitlementError.otherHolder("永城市样例贸易有限公司")) {
      try counter.desk.present(stranger, on: session(card))
    }
  }

  @Test func `a certificate is renewed in its window, an expired one by its own type`() throws {
    let day = TokenCounter.now.day
    let fresh = try token(days: 300)
    let order = try counter.draft("zhongyuan", "renew")
    #expect(throws: Obstacle.tooEarly(opens: day.advanced(byDays: 300 - 90))) {
      try counter.desk.present(order, on: session(fresh))
    }
    let expiredOnly = try counter.draft("szca", "renew-expired")
    #expect(throws: Obstacle.stillValid(day.advanced(byDays: 300), instead: nil)) {
      try counter.desk.present(expiredOnly, on: session(fresh))
    }
    #expect(throws: Obstacle.noCertificate) {
      try counter.desk.present(order, on: session(counter.card(serial: 9)))
    }
    #expect(throws: EntitlementError.noOldCertificate("新制")) {
      try counter.desk.present(counter.draft("zhongyuan", "new"), on: session(fresh))
    }
  }

  // MARK: Upgrades

  @Test func `an upgrade's time is measured, discounted and printed, and its year is carried into the new token`()
    throws
  {
    // A year and two hundred and fifty days.
    let old = try token(days: 365 + 250)
    let order = try counter.order("guocai", "upgrade", leaving: ["token-shown", "upgrade-measured"])
    #expect(throws: OutOfTurn.needed(.measuring, before: .acknowledgement)) { try counter.desk.acknowledge(order) }
    let measured = try counter.desk.present(order, on: session(old))
    let upgrade = try #require(measured.old.upgrade)
    #expect(upgrade.months == 20 && upgrade.carriedYears == 1 && upgrade.discountMonths == 8)
    #expect(upgrade.discount.yuan == "186.66")
    #expect(try counter.desk.view(measured).fee.yuan == "113.34")
    let text = try paper("upgrade-trace", of: order)
    for line in ["20 个月（1 年 8 个月）", "280.00 × 8 ÷ 12", "186.66", "113.34", "serial:1", "壹佰壹拾叁元叁角肆分"] {
      #expect(text.contains(line), "\(line)")
    }
  }

  private func paper(_ kind: String, of order: String) throws -> String {
    let folder = NSTemporaryDirectory() + "trace-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let written = try counter.desk.writePaper(kind, of: order, to: folder)
    return try Program.run("/usr/bin/pdftotext", ["-layout", written.path, "-"]).outputText
  }

  /// An upgrade that carries a year, ready for its token.
  private func carrying(serial: UInt32 = 77) throws -> String {
    let order = try counter.order("guocai", "upgrade", leaving: ["token-shown", "upgrade-measured"])
    _ = try counter.desk.present(order, on: session(token(days: 400, serial: serial)))
    return try counter.finish(order)
  }

  @Test func `a certificate without the carried year is not written, one with it settles the old token`() throws {
    let order = try carrying()
    counter.issuer.daysOfYear = 180
    let card = counter.card(serial: 2)
    #expect(throws: EntitlementError.withoutCarriedYear(order)) { try counter.issue(order, on: card) }
    #expect(card.state.objects[0x5FC10A] == nil)
    let again = try carrying(serial: 78)
    try counter.issue(again, on: counter.card(serial: 3))
    let after = try counter.desk.order(again)
    #expect(after.old.carriedInto == after.finished.first?.serial)
    #expect(after.old.revocation?.reason == .upgraded)
    #expect(after.old.revocation?.serials == [try #require(after.old.reading?.serial)])
  }

  @Test(arguments: [["certificate.quantity": "2"], ["delivery.urgency": "加急6小时"]])
  func `an upgrade stands alone in its order`(values: [FieldID: String]) throws {
    let old = try token(days: 100)
    let order = try counter.draft("guocai", "upgrade", values)
    let error = #expect(throws: Obstacle.self) { try counter.desk.present(order, on: session(old)) }
    #expect(error?.explanation.code == "E43")
  }
}
