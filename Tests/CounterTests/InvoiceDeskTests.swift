// Invoices at the counter: the buyer is filled in and cleaned with somebody's consent, the request leaves, the number comes.
import Bundles
import Counter
import Domain
import Foundation
import Records
import Testing

@Suite(.serialized) struct InvoiceDeskTests {
  private static let special: [FieldID: String] = [
    "invoice.contact": "济南市汉峪金谷 0531-67880028", "invoice.bank": "平安银行　济南分行", "invoice.account": "12345678",
  ]

  /// A service where money comes before everything else.
  private func paidOrder(_ counter: CounterDesk) throws -> String {
    let number = try counter.register("bjca-foreign")
    _ = try counter.desk.acknowledge(number)
    try counter.pay(number)
    return number
  }

  private func asked(_ counter: CounterDesk, _ number: String, _ wish: Desk.InvoiceWish) throws -> Order {
    guard case .requested(let order, _) = try counter.desk.requestInvoice(number, wish) else {
      throw LedgerError.unclean([])
    }
    return order
  }

  @Test func `what the platform refuses is shown before and after, and taken only when a person agrees`() throws {
    let counter = try CounterDesk()
    let number = try paidOrder(counter)
    let values = ["invoice.email": "a@b.example", "invoice.title": "永城市 样例·贸易-有限公司"]
    let wish = Desk.InvoiceWish(kind: "电子发票", values: values)
    guard case .unclean(let findings) = try counter.desk.requestInvoice(number, wish) else {
      Issue.record("an unclean title was taken")
      return
    }
    #expect(findings.map(\.field) == ["invoice.title"])
    #expect(findings.first?.before == "永城市 样例·贸易-有限公司" && findings.first?.after == "永城市样例·贸易有限公司")
    #expect(try counter.desk.order(number).invoicing.invoices.isEmpty)
    var agreed = wish
    agreed.cleaning = BuyerCleaning(isAgreed: true)
    let order = try asked(counter, number, agreed)
    #expect(order.invoicing["1"]?.request.buyer["invoice.title"] == "永城市样例·贸易有限公司")
  }

  @Test func `a hyphen between digits of an address is asked about, never dropped by itself`() throws {
    let counter = try CounterDesk()
    let number = try paidOrder(counter)
    var wish = Desk.InvoiceWish(
      kind: "电子发票", values: ["invoice.email": "a@b.example", "invoice.contact": "某路3-2-501"],
      cleaning: BuyerCleaning(isAgreed: true))
    guard case .unclean(let findings) = try counter.desk.requestInvoice(number, wish) else {
      Issue.record("a doubtful hyphen was taken")
      return
    }
    #expect(findings.first?.doubtful == [4, 6])
    wish.cleaning.hyphens = .drop
    let order = try asked(counter, number, wish)
    #expect(order.invoicing["1"]?.request.buyer["invoice.contact"] == "某路32501")
  }

  @Test func `an organisation's profile fills in its next invoice, after the order's own values`() throws {
    let counter = try CounterDesk()
    let number = try paidOrder(counter)
    let desk = counter.desk
    #expect(try desk.keepProfile(of: number, Self.special, BuyerCleaning()).count == 2)
    #expect(try desk.profile(of: desk.order(number)).isEmpty)
    #expect(try desk.keepProfile(of: number, Self.special, BuyerCleaning(isAgreed: true)).isEmpty)
    #expect(
      try desk.profile(of: desk.order(number)) == [
        "invoice.contact": "济南市汉峪金谷053167880028", "invoice.bank": "平安银行济南分行", "invoice.account": "12345678",
      ])
    let wish = Desk.InvoiceWish(kind: "电子发票", values: ["invoice.email": "a@b.example"])
    let order = try asked(counter, number, wish)
    let buyer = try #require(order.invoicing["1"]?.request.buyer)
    #expect(buyer["invoice.bank"] == "平安银行济南分行")
    // What nobody said follows from the application.
    #expect(buyer["invoice.title"] == order.application.values["organisation.name"])
    #expect(buyer["invoice.taxNumber"] == order.application.values["organisation.creditCode"])
    #expect(buyer["invoice.mobile"] == order.application.values["agent.mobile"])
  }

  private func answer(_ counter: CounterDesk, _ payload: InvoicePayload) throws -> Desk.Imported {
    try counter.desk.take(
      payload, as: BundleRecord(id: "r", payload), by: Person(id: "certkiosk", roles: []))
  }

  @Test func `a request leaves as a record until its number comes back, which is taken once`() throws {
    let counter = try CounterDesk()
    let number = try paidOrder(counter)
    let order = try asked(
      counter, number, .init(kind: "电子发票", values: ["invoice.email": "a@b.example"]))
    let records = try counter.desk.invoiceRecords(of: order)
    let sent = try #require(records.first).decoded(as: InvoiceRequestPayload.self)
    #expect(sent.id == "\(number)-I1" && sent.amountFen == order.confirmedFen && sent.payments.count == 1)
    #expect(sent.buyer["invoice.email"] == "a@b.example")
    // What was chosen for the delivery since goes before the application's own address.
    _ = try counter.desk.choose(.posted, recipient: "李四", phone: "13900000000", address: "新址1号", for: number)
    let moved = try #require(try counter.desk.invoiceRecords(of: counter.desk.order(number)).first)
      .decoded(as: InvoiceRequestPayload.self)
    #expect(moved.delivery["delivery.address"] == "新址1号" && moved.delivery["delivery.recipient"] == "李四")
    let wrong = InvoicePayload(request: sent.id, outcome: .issued, number: "2641", amountFen: 1)
    #expect(try answer(counter, wrong).fault?.code == "M15")
    let file = InvoicePayload.File(format: "pdf", bytes: Array("%PDF-1.7".utf8))
    let issued = InvoicePayload(
      request: sent.id, outcome: .issued, number: "2641", issued: CivilDate("2026-06-01"),
      amountFen: sent.amountFen, file: file)
    #expect(try answer(counter, issued).changed)
    let again = try answer(counter, issued)
    #expect(!again.changed && again.fault == nil)
    #expect(try counter.desk.order(number).invoicing["1"]?.number == "2641")
    #expect(try counter.desk.invoiceRecords(of: counter.desk.order(number)).isEmpty)
    let stranger = InvoicePayload(request: "\(number)-I9", outcome: .issued, number: "1")
    #expect(try answer(counter, stranger).fault?.code == "M20")
    let first = try counter.desk.fetchInvoice(number, "1", to: "\(counter.folder)/out")
    let second = try counter.desk.fetchInvoice(number, "1", to: "\(counter.folder)/out")
    #expect(first.count == 2 && second.allSatisfy { $0.contains(".copy-1.") })
    let text = try String(contentsOfFile: second[0], encoding: .utf8)
    #expect(text.contains("发票号码：2641") && text.contains("再次取得，第 1 次"))
  }

  @Test func `fixed-amount invoices are given from stock, and add up to what was asked for`() throws {
    let counter = try CounterDesk()
    let desk = counter.desk
    let number = try paidOrder(counter)
    let other = try counter.register("bjca-change")
    let fee = try desk.view(desk.order(number)).fee.fen
    func receive(_ serial: String, _ fen: Int, for order: String) throws {
      try desk.move(Desk.Pieces(.invoice, [serial], count: nil, amount: Money(fen: fen)), .receive)
      try desk.move(Desk.Pieces(.invoice, [serial], count: nil), .issue, order: order)
    }
    for (serial, fen) in [("01", fee - 5000), ("02", 5000), ("03", 5000)] { try receive(serial, fen, for: number) }
    try receive("04", 5000, for: other)
    #expect(throws: OutOfTurn.money(.noInvoice("1"))) { try desk.giveInvoices(number, "1", serials: ["01"]) }
    _ = try asked(counter, number, .init(kind: "定额发票"))
    let due = try #require(Money(fen: fee)), short = try #require(Money(fen: fee - 5000))
    #expect(throws: LedgerError.amountsDiffer(expected: due, given: short)) {
      try desk.giveInvoices(number, "1", serials: ["01"])
    }
    #expect(throws: LedgerError.badSerials("01 02 02")) {
      try desk.giveInvoices(number, "1", serials: ["01", "02", "02"])
    }
    #expect(throws: LedgerError.othersPiece("04")) { try desk.giveInvoices(number, "1", serials: ["01", "04"]) }
    #expect(throws: LedgerError.notIssued("05")) { try desk.giveInvoices(number, "1", serials: ["01", "05"]) }
    // From before the ledger kept amounts.
    var more = Change()
    more.ledgers.pieces = [
      PieceRow(
        .invoice, serial: "06", place: .issued, order: try desk.order(number).number, updated: CounterDesk.now)
    ]
    try desk.store.commit(more)
    #expect(throws: LedgerError.amountUnknown("06")) { try desk.giveInvoices(number, "1", serials: ["01", "06"]) }
    #expect(try desk.order(number).invoicing["1"]?.number == nil)
    let given = try desk.giveInvoices(number, "1", serials: ["01", "02"])
    #expect(given.invoicing["1"]?.state == .given(serials: ["01", "02"]))
    #expect(throws: OutOfTurn.self) { try desk.giveInvoices(number, "1", serials: ["01", "02"]) }
  }

  @Test func `the list of what is handed over follows what became of the invoice`() throws {
    let counter = try CounterDesk()
    func titles(_ number: String) throws -> [String] {
      try counter.desk.rules(for: counter.desk.order(number)).delivery.items.map(\.title)
    }
    let declined = try paidOrder(counter)
    #expect(try titles(declined) == ["USBKey", "密码卡"], "the application asks for an electronic one")
    let asked = try self.asked(counter, declined, .init(kind: "定额发票"))
    #expect(try titles(asked.number.text) == ["USBKey", "密码卡", "发票"])
    let other = try TokenCounter()
    let usual = try other.order("bjca", "new", tokens: 3)
    let items = try other.desk.rules(for: other.desk.order(usual)).delivery.items
    #expect(items.map(\.title) == ["USBKey", "密码卡", "发票"] && items.map(\.count) == [3, 3, 1])
    _ = try other.desk.declineInvoice(usual)
    #expect(try other.desk.rules(for: other.desk.order(usual)).delivery.items.map(\.title) == ["USBKey", "密码卡"])
  }

  @Test func `an invoice is posted by its number, once it is written and only on paper`() throws {
    let counter = try CounterDesk()
    let desk = counter.desk
    let number = try counter.register("guocai-new")
    _ = try desk.waive(number, .registration, reason: "平台已审核", second: SecondPerson("li", pin: CounterDesk.pin))
    _ = try desk.acknowledge(number)
    try counter.pay(number)
    func ship(_ waybill: String, _ items: [String] = []) throws -> Order {
      try desk.ship(number, courier: "邮政EMS", waybill: waybill, items: items, invoiceOnly: true)
    }
    let refusal = OutOfTurn.delivery(.noInvoice)
    #expect(throws: refusal) { try ship("1234567890123") }
    _ = try asked(counter, number, .init(cleaning: BuyerCleaning(isAgreed: true, hyphens: .keep)))
    #expect(throws: refusal, "it was asked for and is not written") { try ship("1234567890123") }
    _ = try answer(
      counter,
      InvoicePayload(request: "\(number)-I1", outcome: .issued, number: "2641", issued: CivilDate("2026-06-01")))
    #expect(throws: refusal) { try ship("1234567890123", ["发票 9999"]) }
    #expect(try ship("1234567890123").delivery.shipments.map(\.items) == [["发票 2641"]])
    #expect(throws: refusal, "it has left") { try ship("1234567890124") }
  }

  @Test func `a refusal lets the payments be asked for again`() throws {
    let counter = try CounterDesk()
    let number = try paidOrder(counter)
    let wish = Desk.InvoiceWish(kind: "电子发票", values: ["invoice.email": "a@b.example"])
    _ = try asked(counter, number, wish)
    #expect(throws: OutOfTurn.self) { try asked(counter, number, wish) }
    let refused = InvoicePayload(request: "\(number)-I1", outcome: .refused, reason: "税号有误")
    #expect(try answer(counter, refused).changed)
    #expect(try asked(counter, number, wish).invoicing.invoices.count == 2)
  }
}
