// Money counts by evidence only; what was recorded wrongly is corrected by two people, and nothing is ever paid back.
import Domain
import Testing

@Suite struct PaymentTests {
  static let clerk = Person(id: "clerk", roles: [.clerk])
  static let finance = Person(id: "finance", roles: [.finance])
  static let second = Person(id: "second", roles: [.clerk, .finance])

  static func rules(
    _ ways: [PaymentEntry.Kind] = PaymentEntry.Kind.allCases, otherPayer: Bool = true, fee: Int = 30000,
    invoice: InvoiceTerms? = nil
  ) throws -> OrderRules {
    OrderRules(
      flow: Flow(
        requirements: [
          .acknowledgement: [], .payment: [.acknowledgement], .submission: [.payment],
          .production: [.submission, .payment], .handover: [.production],
        ]),
      papers: [], fee: try #require(Money(fen: fee)),
      payment: PaymentTerms(ways: ways, otherPayer: otherPayer), invoice: invoice)
  }

  static func order(_ values: [FieldID: String] = [:]) throws -> Order {
    let number = OrderNumber(kiosk: "A01", incarnation: 1, day: try #require(CivilDate("2026-03-09")), serial: 7)
    let application = Application(
      number: "A-1", service: "s", businessType: "new",
      values: ["organisation.name": "国采（湖北）技术有限公司"].merging(values) { $1 })
    return try Order(number, registering: application, by: "clerk").after(
      .acknowledged, by: clerk, under: rules())
  }

  static func entry(
    _ kind: PaymentEntry.Kind, _ fen: Int = 30000, id: String = "1", payer: String? = nil, reference: String? = "77"
  ) -> PaymentEntry { PaymentEntry(id: id, kind: kind, fen: fen, payer: payer, reference: reference) }

  /// An order with a payment that a second person has confirmed.
  static func paid(_ entry: PaymentEntry = entry(.posSlip)) throws -> Order {
    try order().after(.paymentRecorded(entry), by: clerk, under: rules()).after(
      .paymentConfirmed(entry: entry.id), by: finance, under: rules())
  }

  private func refusal(_ take: () throws -> Order) -> MoneyRefusal? {
    do {
      _ = try take()
      return nil
    } catch OutOfTurn.money(let refusal) { return refusal } catch { return nil }
  }

  @Test(arguments: PaymentEntry.Kind.allCases)
  func `a payment counts by the evidence of its kind, and a transfer by none`(kind: PaymentEntry.Kind) throws {
    let order = try Self.order().after(.paymentRecorded(Self.entry(kind)), by: Self.clerk, under: Self.rules())
    #expect(try order.state(under: Self.rules()) == .paymentRecorded)
    let confirmed = try? order.after(.paymentConfirmed(entry: "1"), by: Self.finance, under: Self.rules())
    #expect((confirmed != nil) == (kind != .transfer))
    let proven = try order.after(
      .paymentConfirmed(entry: "1", evidence: .statementLine("L")), by: Self.finance, under: Self.rules())
    #expect(try proven.state(under: Self.rules()) == .awaitingSubmission)
    #expect(proven.payments[0].line == "L")
  }

  @Test func `a transfer counts by the original of its bank receipt when a second person has seen it`() throws {
    let order = try Self.order().after(.paymentRecorded(Self.entry(.transfer)), by: Self.clerk, under: Self.rules())
    let event = Event.paymentConfirmed(entry: "1", evidence: .original)
    #expect(try order.after(event, by: Self.finance, under: Self.rules()).confirmedFen == 30000)
    let clerkToo = Person(id: "clerk", roles: [.finance])
    #expect(throws: OutOfTurn.ownPayment) { try order.after(event, by: clerkToo, under: Self.rules()) }
    #expect(throws: OutOfTurn.role(.payment)) { try order.after(event, by: Self.clerk, under: Self.rules()) }
  }

  @Test func `an order that nobody registered has its clerk all the same, who counts none of its cash`() throws {
    let (first, rules) = (try Self.order(), try Self.rules())
    let unattended = try Order(first.number, registering: first.application, by: "certkiosk").after(
      .acknowledged, by: Self.second, under: rules)
    let recorded = try unattended.after(.paymentRecorded(Self.entry(.cash)), by: Self.clerk, under: rules)
    #expect(throws: OutOfTurn.ownPayment) {
      try recorded.after(.paymentConfirmed(entry: "1"), by: Self.second, under: rules)
    }
    let paid = try recorded.after(.paymentConfirmed(entry: "1"), by: Self.finance, under: rules)
    #expect(paid.confirmedFen == 30000)
  }

  @Test func `cash is not counted by the order's clerk, nor by whoever recorded it`() throws {
    let recorded = try Self.order().after(.paymentRecorded(Self.entry(.cash)), by: Self.second, under: Self.rules())
    for person in [Self.second, Person(id: "clerk", roles: [.finance])] {
      #expect(throws: OutOfTurn.ownPayment) {
        try recorded.after(.paymentConfirmed(entry: "1"), by: person, under: Self.rules())
      }
    }
    let event = Event.paymentConfirmed(entry: "1", evidence: .original)
    #expect(refusal { try recorded.after(event, by: Self.finance, under: Self.rules()) } == .evidence(.cash))
  }

  @Test func `only the service's ways are taken, and a slip has its number`() throws {
    let rules = try Self.rules([.qrSlip])
    let order = try Self.order()
    #expect(
      refusal { try order.after(.paymentRecorded(Self.entry(.cash)), by: Self.clerk, under: rules) }
        == .way(.cash, permitted: [.qrSlip]))
    let bare = Self.entry(.qrSlip, reference: " ")
    #expect(
      refusal { try order.after(.paymentRecorded(bare), by: Self.clerk, under: rules) } == .noReference(.qrSlip))
    let reviewer = Person(id: "r", roles: [.reviewer])
    #expect(
      refusal { try order.after(.paymentRecorded(Self.entry(.qrSlip)), by: reviewer, under: rules) } == .role)
  }

  @Test func `another payer is flagged where the service takes one and refused where it does not`() throws {
    let other = Self.entry(.qrSlip, payer: "王小明")
    let flagged = try Self.order().after(.paymentRecorded(other), by: Self.clerk, under: Self.rules())
    #expect(flagged.payments[0].isOtherPayer)
    let strict = try Self.rules(otherPayer: false)
    #expect(refusal { try Self.order().after(.paymentRecorded(other), by: Self.clerk, under: strict) } == .otherPayer)
    // The bank writes half-width brackets and spaces.
    let same = Self.entry(.qrSlip, payer: "国采(湖北) 技术有限公司")
    #expect(try !Self.order().after(.paymentRecorded(same), by: Self.clerk, under: strict).payments[0].isOtherPayer)
  }

  @Test func `a line's payer goes before what was typed, and a stranger's proves nothing`() throws {
    let strict = try Self.rules(otherPayer: false)
    let order = try Self.order().after(.paymentRecorded(Self.entry(.transfer)), by: Self.clerk, under: strict)
    func proven(by payer: String?, _ rules: OrderRules) throws -> Order {
      let evidence = Evidence.statementLine("L", payer: payer)
      return try order.after(.paymentConfirmed(entry: "1", evidence: evidence), by: Self.finance, under: rules)
    }
    #expect(refusal { try proven(by: "王小明", strict) } == .otherPayer)
    let taken = try proven(by: "王小明", Self.rules()).payments[0]
    #expect(taken.isOtherPayer && taken.knownPayer == "王小明")
    let own = try proven(by: "国采(湖北)技术有限公司", strict).payments[0]
    #expect(!own.isOtherPayer && own.countedFen == 30000)
    let seen = try order.after(
      .paymentConfirmed(entry: "1", evidence: .original), by: Self.finance, under: strict)
    let line = Event.payment(.reconciled(entry: "1", line: "L", payer: "王小明"))
    #expect(refusal { try seen.after(line, by: Self.finance, under: strict) } == .otherPayer)
    #expect(try seen.after(line, by: Self.finance, under: Self.rules()).payments[0].isOtherPayer)
  }

  @Test func `whoever confirmed one of several instalments does not submit the order`() throws {
    let usual = try Self.rules()
    let flow = Flow(requirements: usual.flow.requirements, separations: [[.submission, .payment]])
    let rules = OrderRules(flow: flow, papers: [], fee: usual.fee, payment: usual.payment)
    let both = Person(id: "both", roles: [.clerk, .finance])
    var order = try Self.order()
    for (id, person) in [("1", both), ("2", Self.finance)] {
      order = try order.after(
        .paymentRecorded(Self.entry(.posSlip, 15000, id: id, reference: id)), by: Self.clerk, under: rules)
      order = try order.after(.paymentConfirmed(entry: id), by: person, under: rules)
    }
    #expect(throws: OutOfTurn.samePerson(.submission, .payment)) { try order.after(.submitted, by: both, under: rules) }
    #expect(try order.after(.submitted, by: Self.clerk, under: rules).submitted)
  }

  @Test func `instalments make the order paid at balance nought, and what is above it is told`() throws {
    let rules = try Self.rules()
    var order = try Self.paid(Self.entry(.posSlip, 10000))
    #expect(order.balance(under: rules).due.fen == 20000)
    #expect(order.state(under: rules) == .awaitingPayment)
    let rest = Self.entry(.qrSlip, 25000, id: "2", reference: "78")
    order = try order.after(.paymentRecorded(rest), by: Self.clerk, under: rules)
    order = try order.after(.paymentConfirmed(entry: "2"), by: Self.finance, under: rules)
    #expect(order.balance(under: rules).due == .zero && order.balance(under: rules).over.fen == 5000)
    #expect(order.state(under: rules) == .awaitingSubmission)
  }

  // MARK: Corrections

  private func proposing(_ fen: Int, _ order: Order, by person: Person = clerk) throws -> Order {
    let correction = Correction(id: "1", entry: "1", fen: fen, reason: "多录一个零")
    return try order.after(.payment(.correctionProposed(correction)), by: person, under: Self.rules())
  }

  @Test func `a correction counts when a second person agrees, and the entry stays as it was`() throws {
    let order = try proposing(10000, Self.paid())
    #expect(order.confirmedFen == 30000)
    let agreed = try order.after(.payment(.correctionConfirmed(id: "1")), by: Self.finance, under: Self.rules())
    #expect(agreed.confirmedFen == 10000 && agreed.payments[0].fen == 30000)
    #expect(try agreed.state(under: Self.rules()) == .awaitingPayment)
    #expect(throws: OutOfTurn.self) {
      try agreed.after(.payment(.correctionConfirmed(id: "1")), by: Self.finance, under: Self.rules())
    }
    let declined = try order.after(
      .payment(.correctionDeclined(id: "1", reason: "凭据无误")), by: Self.finance, under: Self.rules())
    #expect(declined.confirmedFen == 30000)
  }

  @Test func `nobody corrects alone, without a reason, or above a statement`() throws {
    let rules = try Self.rules()
    let own = try proposing(10000, Self.paid(), by: Self.second)
    #expect(
      refusal { try own.after(.payment(.correctionConfirmed(id: "1")), by: Self.second, under: rules) } == .twoPeople)
    #expect(throws: OutOfTurn.role(.payment)) {
      try proposing(10000, Self.paid()).after(.payment(.correctionConfirmed(id: "1")), by: Self.clerk, under: rules)
    }
    let mute = Correction(id: "1", entry: "1", fen: 1, reason: " ")
    #expect(
      refusal { try Self.paid().after(.payment(.correctionProposed(mute)), by: Self.clerk, under: rules) } == .noReason)
    let settled = try Self.order().after(
      .payment(.settled(Self.entry(.transfer), line: "L")), by: Self.finance, under: rules)
    #expect(refusal { try proposing(30001, settled) } == .aboveStatement)
    // More money than was confirmed is a payment, and the order's clerk does not vouch for it.
    let more = try proposing(40000, Self.paid(), by: Self.second)
    let clerkToo = Person(id: "clerk", roles: [.finance])
    #expect(throws: OutOfTurn.ownPayment) {
      try more.after(.payment(.correctionConfirmed(id: "1")), by: clerkToo, under: rules)
    }
  }

  @Test func `an order whose money the bank took back is not handed over`() throws {
    let rules = try Self.rules()
    var order = try Self.order().after(
      .payment(.settled(Self.entry(.transfer), line: "L")), by: Self.finance, under: rules)
    order = try order.after(.submitted, by: Self.clerk, under: rules)
    let maker = Person(id: "maker", roles: [.maker])
    for event in OrderTests.making(1, "T") { order = try order.after(event, by: maker, under: rules) }
    let reversed = try order.after(.payment(.reversed(entry: "1", line: "M")), by: Self.finance, under: rules)
    let handover = Event.handedOver(items: ["T"])
    let due = try #require(Money(fen: 30000))
    #expect(refusal { try reversed.after(handover, by: Self.clerk, under: rules) } == .unpaid(due))
    #expect(try order.after(handover, by: Self.clerk, under: rules).handedOver)
  }

  @Test func `a statement's line counts once`() throws {
    let rules = try Self.rules()
    let event = Event.payment(.settled(Self.entry(.transfer, 10000, id: "1"), line: "L"))
    let again = Event.payment(.settled(Self.entry(.transfer, 10000, id: "2"), line: "L"))
    let order = try Self.order().after(event, by: Self.finance, under: rules)
    #expect(throws: OutOfTurn.self) { try order.after(again, by: Self.finance, under: rules) }
  }
}
