// Each line of a statement goes to its queue, and only what is beyond doubt counts by itself (N-07).
import Domain
import Testing

@Suite struct StatementVerdictTests {
  private static func line(
    _ fen: Int, way: PaymentEntry.Kind = .transfer, reference: String = "B1", reversal: Bool = false,
    original: String? = nil, remark: String? = nil
  ) -> StatementLine {
    StatementLine(
      way: way, day: nil, fen: fen, isReversal: reversal, reference: reference, original: original, remark: remark)
  }

  private func verdict(_ line: StatementLine, _ order: Order) throws -> StatementVerdict {
    try order.verdict(on: line, under: PaymentTests.rules())
  }

  @Test(arguments: [
    (30000, StatementQueue.exact, true), (10000, .partial, true), (30001, .over, false),
  ])
  func `new money is exact, partial or over`(fen: Int, queue: StatementQueue, counts: Bool) throws {
    let found = try verdict(Self.line(fen), PaymentTests.order())
    #expect(found.queue == queue)
    #expect((found.settlement == .settle) == counts)
  }

  @Test func `money for an order that is paid is a duplicate, or too much`() throws {
    let paid = try PaymentTests.order().after(
      .payment(.settled(PaymentTests.entry(.transfer, reference: "B1"), line: "L")), by: PaymentTests.finance,
      under: PaymentTests.rules())
    #expect(try verdict(Self.line(30000, reference: "B2"), paid) == StatementVerdict(.duplicate))
    #expect(try verdict(Self.line(200, reference: "B2"), paid) == StatementVerdict(.over))
    #expect(try verdict(Self.line(30000, reference: "B1"), paid) == StatementVerdict(.duplicate))
  }

  @Test func `a line proves what was recorded with its sum, and is not counted besides`() throws {
    let rules = try PaymentTests.rules()
    for kind in [PaymentEntry.Kind.transfer, .bankReceipt] {
      let recorded = try PaymentTests.order().after(
        .paymentRecorded(PaymentTests.entry(kind, reference: "回单-7")), by: PaymentTests.clerk, under: rules)
      #expect(try verdict(Self.line(30000), recorded) == StatementVerdict(.exact, .confirm(entry: "1")))
    }
    let seen = try PaymentTests.paid(PaymentTests.entry(.bankReceipt, reference: "回单-7"))
    #expect(try verdict(Self.line(30000), seen) == StatementVerdict(.exact, .reconcile(entry: "1")))
    let slip = try PaymentTests.paid(PaymentTests.entry(.posSlip, reference: "0042"))
    #expect(
      try verdict(Self.line(30000, way: .posSlip, reference: "0042"), slip)
        == StatementVerdict(.exact, .reconcile(entry: "1")))
    // A card machine's statement says another sum than the slip: a person looks.
    #expect(
      try verdict(Self.line(29000, way: .posSlip, reference: "0042"), slip) == StatementVerdict(.partial))
  }

  @Test func `money taken back names one entry, or waits`() throws {
    let rules = try PaymentTests.rules()
    func settled(_ id: String, _ reference: String, _ order: Order) throws -> Order {
      let entry = PaymentTests.entry(.transfer, 15000, id: id, reference: reference)
      return try order.after(.payment(.settled(entry, line: "L\(id)")), by: PaymentTests.finance, under: rules)
    }
    let one = try settled("1", "B1", PaymentTests.order())
    let two = try settled("2", "B2", one)
    let back = Self.line(15000, reference: "B9", reversal: true)
    #expect(try verdict(back, one) == StatementVerdict(.reversed, .reverse(entry: "1")))
    #expect(try verdict(back, two) == StatementVerdict(.reversed))
    let named = Self.line(15000, reference: "B9", reversal: true, original: "B2")
    #expect(try verdict(named, two) == StatementVerdict(.reversed, .reverse(entry: "2")))
  }

  @Test func `order numbers are found in what the payer wrote`() throws {
    let number = try PaymentTests.order().number
    let remarks = ["订单\(number)款", "CA费\(number.text.lowercased())", "Ｎｏ：\(number)，\(number)", "X\(number)9"]
    for remark in remarks {
      #expect(Self.line(1, remark: remark).orders.contains(number), "\(remark)")
    }
    let wrong = number.text.dropLast() + (number.text.last == "0" ? "1" : "0")
    #expect(Self.line(1, remark: String(wrong)).orders.isEmpty)
  }

  @Test func `a payer's account is kept masked`() {
    let line = StatementLine(
      way: .transfer, day: nil, fen: 1, isReversal: false, reference: "B", account: "6222021234567890128")
    #expect(line.account?.contains("62220212345") == false && line.account?.hasSuffix("0128") == true)
    #expect(
      StatementLine(way: .transfer, day: nil, fen: 1, isReversal: false, reference: "B", payer: "张三丰").shownPayer
        == "张**")
  }
}
