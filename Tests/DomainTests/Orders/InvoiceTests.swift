// A payment is invoiced once, to a buyer that is complete, and never where the applicant has declined for good.
import Domain
import Testing

@Suite struct InvoiceTests {
  private static let clerk = PaymentTests.clerk
  private static let buyer: [FieldID: String] = [
    "invoice.title": "国采（湖北）技术有限公司", "invoice.taxNumber": "91350100M000100Y43",
  ]

  private static func terms(later: Bool = false, category: String? = nil) -> InvoiceTerms {
    InvoiceTerms(
      kinds: ["普票", "专票", "定额发票", "无需发票"], usual: "普票", later: later, category: category,
      required: ["普票": ["invoice.mobile"]])
  }

  private static func request(
    _ kind: String = "纸质发票", payments: [String] = ["1"], fen: Int = 30000, id: String = "1",
    category: String? = nil, buyer: [FieldID: String] = buyer
  ) -> Event {
    .invoice(
      .requested(
        InvoiceRequest(id: id, kind: kind, category: category, payments: payments, fen: fen, buyer: buyer)))
  }

  private func refusal(_ event: Event, _ order: Order, _ terms: InvoiceTerms?) -> MoneyRefusal? {
    do {
      _ = try order.after(event, by: Self.clerk, under: PaymentTests.rules(invoice: terms))
      return nil
    } catch OutOfTurn.money(let refusal) { return refusal } catch { return nil }
  }

  @Test func `a payment is invoiced at most once, for its sum`() throws {
    let rules = try PaymentTests.rules()
    let order = try PaymentTests.paid()
    #expect(refusal(Self.request(fen: 29999), order, nil) == .invoiceSum(try #require(Money(fen: 30000))))
    #expect(refusal(Self.request(payments: ["2"]), order, nil) == .notInvoiceable("2"))
    #expect(refusal(Self.request(payments: ["1", "1"], fen: 60000), order, nil) != nil)
    #expect(refusal(Self.request(payments: [], fen: 0), order, nil) == .nothingToInvoice)
    let asked = try order.after(Self.request(), by: Self.clerk, under: rules)
    #expect(refusal(Self.request(id: "2"), asked, nil) == .notInvoiceable("1"))
    let refused = try asked.after(
      .invoice(.refused(id: "1", reason: "税号有误")), by: Self.clerk, under: rules)
    #expect(try refused.after(Self.request(id: "2"), by: Self.clerk, under: rules).uninvoicedPayments.isEmpty)
  }

  @Test func `where a certificate must be held, nothing is invoiced before it is proven`() throws {
    let terms = InvoiceTerms(kinds: ["普票"], usual: "普票", later: true, category: nil, needsCertificate: true)
    let order = try PaymentTests.paid()
    #expect(refusal(Self.request("普票"), order, terms) == .noCertificate)
    let known = Event.entitlement(.certificateKnown(.headOffice(list: 1), serial: "0a"))
    let proven = try order.after(known, by: Self.clerk, under: PaymentTests.rules(invoice: terms))
    #expect(refusal(Self.request("普票"), proven, terms) == nil)
  }

  @Test func `what waits for confirmation is not invoiced`() throws {
    let order = try PaymentTests.order().after(
      .paymentRecorded(PaymentTests.entry(.posSlip)), by: Self.clerk, under: PaymentTests.rules())
    #expect(refusal(Self.request(), order, nil) == .notInvoiceable("1"))
  }

  @Test func `an invoiced payment is not corrected`() throws {
    let rules = try PaymentTests.rules()
    let order = try PaymentTests.paid().after(Self.request(), by: Self.clerk, under: rules)
    let correction = Correction(id: "1", entry: "1", fen: 1, reason: "误")
    #expect(refusal(.payment(.correctionProposed(correction)), order, nil) == .invoiced("1"))
  }

  @Test func `a kind that the service does not have, or another category, is refused`() throws {
    let order = try PaymentTests.paid()
    #expect(refusal(Self.request("电子发票"), order, Self.terms()) == .invoiceKind("电子发票", ["普票", "专票", "定额发票"]))
    #expect(refusal(Self.request("无需发票"), order, Self.terms()) != nil)
    let fixed = Self.request("定额发票", buyer: [:])
    #expect(refusal(fixed, order, Self.terms(category: "新制费")) == .category("新制费"))
    #expect(refusal(fixed, order, Self.terms()) == nil)
  }

  @Test func `a special invoice has all of the buyer's data first`() throws {
    let order = try PaymentTests.paid()
    let missing = ["invoice.account", "invoice.bank", "invoice.contact"]
    #expect(refusal(Self.request("专票"), order, Self.terms()) == .buyerIncomplete("专票", missing))
    let whole = Self.buyer.merging(
      ["invoice.contact": "武汉市", "invoice.bank": "平安银行", "invoice.account": "12345678"]) { $1 }
    #expect(refusal(Self.request("专票", buyer: whole), order, Self.terms()) == nil)
    #expect(refusal(Self.request("普票"), order, Self.terms()) == .buyerIncomplete("普票", ["invoice.mobile"]))
  }

  @Test func `another organisation's tax number needs a reason`() throws {
    let rules = try PaymentTests.rules()
    let entry = PaymentTests.entry(.posSlip)
    let order = try PaymentTests.order(["organisation.creditCode": "91410100MA44YXQ08L"])
      .after(.paymentRecorded(entry), by: Self.clerk, under: rules)
      .after(.paymentConfirmed(entry: "1"), by: PaymentTests.finance, under: rules)
    let buyer = Self.buyer.merging(["invoice.mobile": "18769628833"]) { $1 }
    #expect(refusal(Self.request("普票", buyer: buyer), order, Self.terms()) == .taxNumber)
    let reasoned = buyer.merging(["invoice.taxNumberReason": "分公司开票"]) { $1 }
    #expect(refusal(Self.request("普票", buyer: reasoned), order, Self.terms()) == nil)
  }

  @Test func `an invoice that was declined for good is never written`() throws {
    let terms = Self.terms()
    let order = try PaymentTests.paid().after(
      .invoice(.declined), by: Self.clerk, under: PaymentTests.rules(invoice: terms))
    #expect(refusal(Self.request("定额发票", buyer: [:]), order, terms) == .declined)
    #expect(refusal(Self.request("定额发票", buyer: [:]), order, Self.terms(later: true)) == nil)
  }

  @Test func `where declining is for good, it is said in so many words before the money counts`() throws {
    let strict = try PaymentTests.rules(invoice: Self.terms())
    let entry = PaymentTests.entry(.posSlip)
    let order = try PaymentTests.order(["invoice.kind": "无需发票"]).after(
      .paymentRecorded(entry), by: Self.clerk, under: strict)
    #expect(throws: OutOfTurn.money(.declineUnsaid)) {
      try order.after(.paymentConfirmed(entry: "1"), by: PaymentTests.finance, under: strict)
    }
    let said = try order.after(.invoice(.declined), by: Self.clerk, under: strict)
    #expect(
      try said.after(.paymentConfirmed(entry: "1"), by: PaymentTests.finance, under: strict).confirmedFen == 30000)
  }

  @Test func `where an invoice is usual and never written later, nothing leaves before it was asked for or declined`()
    throws
  {
    let rules = try PaymentTests.rules(invoice: Self.terms())
    var order = try PaymentTests.paid().after(.submitted, by: Self.clerk, under: rules)
    for event in OrderTests.making(1, "T") {
      order = try order.after(event, by: Person(id: "maker", roles: [.maker]), under: rules)
    }
    let handover = Event.handedOver(items: ["T"])
    #expect(order.needs(under: rules).map(\.need) == [.invoice])
    #expect(throws: OutOfTurn.needed(.invoice, before: .handover)) {
      try order.after(handover, by: Self.clerk, under: rules)
    }
    let asked = try order.after(Self.request("定额发票", buyer: [:]), by: Self.clerk, under: rules)
    #expect(try asked.after(handover, by: Self.clerk, under: rules).handedOver)
    let declined = try order.after(.invoice(.declined), by: Self.clerk, under: rules)
    #expect(try declined.after(handover, by: Self.clerk, under: rules).handedOver)
    let refused = try asked.after(.invoice(.refused(id: "1", reason: "税号有误")), by: Self.clerk, under: rules)
    #expect(refused.needs(under: rules).map(\.need) == [.invoice])
    let later = try PaymentTests.rules(invoice: Self.terms(later: true))
    #expect(try order.after(handover, by: Self.clerk, under: later).handedOver)
  }

  @Test func `fixed-amount invoices are given for a request of their kind only`() throws {
    let rules = try PaymentTests.rules()
    let given = Event.invoice(.given(id: "1", serials: ["01"]))
    let other = try PaymentTests.paid().after(Self.request("普票"), by: Self.clerk, under: rules)
    #expect(throws: OutOfTurn.self) { try other.after(given, by: Self.clerk, under: rules) }
    let fixed = try PaymentTests.paid().after(Self.request("定额发票", buyer: [:]), by: Self.clerk, under: rules)
    #expect(try fixed.after(given, by: Self.clerk, under: rules).invoicing["1"]?.number == "01")
  }

  @Test func `a number comes back once, and later copies are counted`() throws {
    let rules = try PaymentTests.rules()
    let day = try #require(CivilDate("2026-03-10"))
    let issued = Event.invoice(.issued(id: "1", number: "2641", day: day, object: nil, format: nil))
    var order = try PaymentTests.paid()
    #expect(throws: OutOfTurn.money(.noInvoice("1"))) { try order.after(issued, by: Self.clerk, under: rules) }
    order = try order.after(Self.request(), by: Self.clerk, under: rules)
    #expect(throws: OutOfTurn.money(.noInvoice("1"))) {
      try order.after(.invoice(.copied(id: "1")), by: Self.clerk, under: rules)
    }
    order = try order.after(issued, by: Self.clerk, under: rules)
    #expect(throws: OutOfTurn.self) { try order.after(issued, by: Self.clerk, under: rules) }
    order = try order.after(.invoice(.copied(id: "1")), by: Self.clerk, under: rules)
    #expect(order.invoicing["1"]?.copies == 1 && order.invoicing["1"]?.number == "2641")
  }
}
