// Stock and till: every serial has one place, two people count, and what does not agree keeps the till open (N-06).
import Counter
import Domain
import Foundation
import Records
import Services
import Testing

@Suite(.serialized) struct CustodyDeskTests {
  private static let zhao = SecondPerson("zhao", pin: CounterDesk.pin)

  private func move(
    _ counter: CounterDesk, _ good: Good, _ serials: [String], _ move: CustodyMove, _ order: String? = nil
  )
    throws
  {
    try counter.desk.move(Desk.Pieces(good, serials, count: nil), move, order: order, reason: "演练")
  }

  @Test func `a handover takes what was issued to the order, and nothing that was not`() throws {
    let token = try TokenCounter()
    let order = try token.order("bjca", "new", ["invoice.kind": "定额发票"])
    _ = try token.issue(order, on: token.card())
    let name = try #require(token.desk.order(order).tokens.first)
    let serial = try #require(name.split(separator: ":").last.map(String.init))
    for (good, serials) in [
      (Good.token, [serial, "9A02"]), (.cipherCard, ["MK0001", "MK0002"]), (.invoice, ["00128101"]),
    ] {
      let amount = good == .invoice ? Money(fen: 10_000) : nil
      try token.desk.move(Desk.Pieces(good, serials, count: nil, amount: amount), .receive)
      try token.desk.move(Desk.Pieces(good, [serials[0]], count: nil), .issue, order: order)
    }
    #expect(throws: LedgerError.notIssued("MK0002")) { try token.desk.handOver(order, items: ["密码卡 MK0002"]) }
    // The ledger keeps such pieces and never saw these.
    for (good, item) in [(Good.cipherCard, "密码卡 MK0009"), (.invoice, "发票 00128199"), (.token, "USBKey 9A09")] {
      let serial = String(item.split(separator: " ")[1])
      #expect(throws: LedgerError.unknownPiece(good, serial)) { try token.desk.handOver(order, items: [item]) }
    }
    let other = try token.order()
    #expect(throws: LedgerError.othersPiece("MK0001")) { try token.desk.handOver(other, items: ["密码卡 MK0001"]) }
    #expect(try token.desk.handOver(order, items: []).handedOver)
    let given = try token.desk.history(of: token.desk.order(order)).compactMap { line -> [String]? in
      if case .handedOver(let items)? = line.event { items } else { nil }
    }
    #expect(given == [["USBKey \(name)", "密码卡 MK0001", "发票 00128101"]])
    #expect(
      try token.desk.custody() == [
        .token: [.stock: 1, .given: 1], .cipherCard: [.stock: 1, .given: 1], .invoice: [.given: 1],
      ])
  }

  @Test func `fixed-amount invoices come in with their amount, and nothing else does`() throws {
    let counter = try CounterDesk()
    #expect(throws: LedgerError.noAmount) { try move(counter, .invoice, ["00128101"], .receive) }
    let priced = try Desk.Pieces(.token, ["9A01"], count: nil, amount: Money(fen: 100))
    #expect(throws: LedgerError.noAmount) { try counter.desk.move(priced, .receive) }
    #expect(try counter.desk.custody().isEmpty)
  }

  @Test func `a serial is in one place, and goes only where it can`() throws {
    let counter = try CounterDesk()
    try move(counter, .token, ["9A01..9A03"], .receive)
    #expect(throws: LedgerError.wrongPlace(.token, serial: "9A03", .receive, .stock)) {
      try move(counter, .token, ["9A05", "9A03"], .receive)
    }
    // All or none: the piece beside it did not come in either.
    #expect(try counter.desk.pieces(.token, in: nil).map(\.serial) == ["9A01", "9A02", "9A03"])
    #expect(throws: LedgerError.wrongPlace(.token, serial: "9A01", .destroy, .stock)) {
      try counter.desk.move(
        Desk.Pieces(.token, ["9A01"], count: nil), .destroy, reason: "毁", second: Self.zhao)
    }
    try move(counter, .token, ["9A01"], .spoil)
    #expect(throws: LedgerError.otherPerson) { try move(counter, .token, ["9A01"], .destroy) }
    #expect(throws: LedgerError.otherPerson) {
      try counter.desk.move(
        Desk.Pieces(.token, ["9A01"], count: nil), .destroy, reason: "毁",
        second: SecondPerson("wu", pin: CounterDesk.pin))
    }
    try counter.desk.move(Desk.Pieces(.token, ["9A01"], count: nil), .destroy, reason: "毁", second: Self.zhao)
    #expect(try counter.desk.custody() == [.token: [.stock: 2, .destroyed: 1]])
    #expect(throws: OutOfTurn.money(.noReason)) {
      try counter.desk.move(Desk.Pieces(.token, ["9A02"], count: nil), .spoil)
    }
  }

  @Test func `labels are counted, and never fewer than none`() throws {
    let counter = try CounterDesk()
    #expect(throws: LedgerError.countedGood(.label)) { try Desk.Pieces(.label, ["L1"], count: nil) }
    #expect(throws: LedgerError.serialGood(.token)) { try Desk.Pieces(.token, [], count: 5) }
    try counter.desk.move(Desk.Pieces(.label, [], count: 100), .receive)
    try counter.desk.move(Desk.Pieces(.label, [], count: 30), .spoil, reason: "卡纸")
    #expect(throws: LedgerError.tooFew(.label, .stock, 71)) {
      try counter.desk.move(Desk.Pieces(.label, [], count: 71), .spoil, reason: "卡纸")
    }
    #expect(try counter.desk.custody() == [.label: [.stock: 70, .spoiled: 30]])
  }

  @Test func `a count tells which serials are missing and which are too many`() throws {
    let counter = try CounterDesk()
    try move(counter, .token, ["9A01..9A03"], .receive)
    let (missing, surplus) = try counter.desk.compare(Desk.Pieces(.token, ["9A01", "9A03", "9A07"], count: nil))
    #expect(missing == ["9A02"] && surplus == ["9A07"])
  }

  // MARK: The till

  private func cash(_ counter: CounterDesk, _ yuan: String) throws -> (number: String, entry: String) {
    let number = try counter.register("bjca-foreign")
    _ = try counter.desk.acknowledge(number)
    let amount = try #require(Money(yuan: yuan))
    let (_, entry) = try counter.desk.recordPayment(number, kind: .cash, amount: amount, payer: nil, reference: nil)
    return (number, entry)
  }

  @Test func `the till closes when cash and stock agree, by two people`() throws {
    let counter = try CounterDesk()
    let desk = counter.desk
    try move(counter, .token, ["9A01..9A03"], .receive)
    let opening = TillCount(cash: [10_000: 5], goods: [.token: 3])
    #expect(throws: LedgerError.otherPerson) { try desk.openTill(opening, second: nil) }
    #expect(throws: RecordsError.wrongPIN(triesLeft: 4)) {
      try desk.openTill(opening, second: SecondPerson("zhao", pin: Array("000001".utf8)))
    }
    #expect(throws: LedgerError.stockDiffers([StockDifference(good: .token, expected: 3, counted: nil)])) {
      try desk.openTill(TillCount(cash: [10_000: 5]), second: Self.zhao)
    }
    try desk.openTill(opening, second: Self.zhao)
    #expect(throws: LedgerError.tillOpen) { try desk.openTill(opening, second: Self.zhao) }
    let (number, entry) = try cash(counter, "100.00")
    let closing = TillCount(cash: [10_000: 6], goods: [.token: 3])
    #expect(throws: LedgerError.cashWaiting(1)) { try desk.closeTill(closing, second: Self.zhao) }
    try desk.signIn("li", pin: CounterDesk.pin)
    _ = try desk.confirmPayment(number, entry: entry)
    #expect(try desk.till().expected.yuan == "600.00")
    let short = TillCount(cash: [10_000: 5, 5000: 1], goods: [.token: 3])
    let (all, some) = (try #require(Money(yuan: "600.00")), try #require(Money(yuan: "550.00")))
    #expect(throws: LedgerError.cashDiffers(expected: all, counted: some)) {
      try desk.closeTill(short, second: Self.zhao)
    }
    #expect(throws: LedgerError.keptTooMuch) {
      try desk.closeTill(closing, second: Self.zhao, kept: Money(yuan: "600.01"))
    }
    #expect(try desk.till().isOpen)
    let lost = TillCount(cash: [10_000: 6], goods: [.token: 2])
    #expect(throws: LedgerError.stockDiffers([StockDifference(good: .token, expected: 3, counted: 2)])) {
      try desk.closeTill(lost, second: Self.zhao)
    }
    let facts = try desk.closeTill(closing, second: Self.zhao, kept: Money(yuan: "500.00"))
    #expect(facts["till.expected"] == "600.00" && facts["till.taken"] == "100.00")
    #expect(facts.lists["takings"]?.first { $0["way"] == "现金" }?["count"] == "1")
    #expect(facts.lists["stock"]?.first?["serials"] == "9A01 – 9A03")
    #expect(throws: LedgerError.tillClosed) { try desk.closeTill(closing, second: Self.zhao) }
    // What was left must be there the next morning, or both say why it is not.
    let morning = TillCount(cash: [10_000: 4], goods: [.token: 3])
    let (left, found) = (try #require(Money(yuan: "500.00")), try #require(Money(yuan: "400.00")))
    #expect(throws: LedgerError.openingDiffers(expected: left, counted: found)) {
      try desk.openTill(morning, second: Self.zhao)
    }
    try desk.openTill(morning, second: Self.zhao, difference: "少一百元，已报告")
    let kinds = try desk.store.journal(kinds: [
      "till-opened", "till-opened-agreed", "till-closed", "till-closed-agreed",
    ])
    #expect(kinds.map(\.person) == ["wu", "zhao", "li", "zhao", "li", "zhao"])
  }

  @Test func `a correction by two people is what makes a wrongly recorded sum agree`() throws {
    let counter = try CounterDesk()
    let desk = counter.desk
    try desk.openTill(TillCount(), second: Self.zhao)
    let (number, entry) = try cash(counter, "1000.00")
    try desk.signIn("li", pin: CounterDesk.pin)
    _ = try desk.confirmPayment(number, entry: entry)
    let counted = TillCount(cash: [10_000: 1])
    #expect(throws: LedgerError.self) { try desk.closeTill(counted, second: Self.zhao) }
    let right = try #require(Money(yuan: "100.00"))
    let (_, correction) = try desk.proposeCorrection(number, entry: entry, amount: right, reason: "多录一个零")
    try desk.signIn("zhao", pin: CounterDesk.pin)
    _ = try desk.confirmCorrection(number, correction)
    #expect(try desk.closeTill(counted, second: SecondPerson("li", pin: CounterDesk.pin))["till.expected"] == "100.00")
  }

  @Test func `sheets are filled with what was counted`() throws {
    let counter = try CounterDesk()
    try counter.desk.openTill(TillCount(), second: Self.zhao)
    let facts = try counter.desk.closeTill(TillCount(), second: Self.zhao)
    for sheet in ["till-count", "stock-count"] {
      let made = try counter.desk.writeSheet(sheet, service: "bjca", counted: facts, to: "\(counter.folder)/out")
      #expect(made.pages == 1)
    }
  }
}
