// Statements at the counter: every line in its queue, what is beyond doubt counts, and twice the same changes nothing.
import Counter
import Domain
import Files
import Foundation
import Processes
import Records
import Testing

@Suite(.serialized) struct StatementDeskTests {
  private static let headings = "交易日期,交易流水号,借方金额,贷方金额,对方户名,对方账号,附言\n"

  private func desk() throws -> CounterDesk {
    let counter = try CounterDesk()
    try counter.desk.signIn("zhao", pin: CounterDesk.pin)
    return counter
  }

  /// An order that waits for its money, of an organisation of that name.
  private func order(_ counter: CounterDesk, _ name: String, service: String = "bjca") throws -> Order {
    let desk = counter.desk
    let application = Application(
      number: "S-\(UUID().uuidString.prefix(8))", service: service, businessType: "new",
      values: [
        "organisation.name": name, "organisation.mergedLicence": "是", "organisation.platformID": "M-1",
        "organisation.audited": "是", "organisation.auditedOn": "2026-03-01",
      ])
    let clerk = Person(id: "wu", roles: [.clerk])
    let number = try desk.store.register(on: CounterDesk.now.day) { number in
      var change = Records.Change(lookups: [number: desk.lookups(of: application)])
      let made = Order(number, registering: application, by: "wu")
      guard let rules = try? desk.rules(for: application),
        let order = try? made.after(.acknowledged, by: clerk, under: rules),
        let body = try? JSONEncoder().encode(order)
      else { return change }
      change.orders = [
        OrderRow(
          number: number, application: application.number, service: service, businessType: "new", state: "待支付",
          version: 1, reference: number.text, updated: CounterDesk.now, body: Array(body))
      ]
      return change
    }
    return try desk.order(number.text)
  }

  private func statement(_ counter: CounterDesk, _ rows: [String]) throws -> String {
    let path = "\(counter.folder)/\(UUID().uuidString).csv"
    try Files.write(Array((Self.headings + rows.joined(separator: "\n") + "\n").utf8), to: path)
    return path
  }

  private func queues(_ counter: CounterDesk) throws -> [String: [ShownLine]] {
    var lines: [ShownLine] = []
    try counter.desk.statementLines(nil, all: true) { lines.append($0) }
    return Dictionary(grouping: lines, by: { $0.queue.rawValue })
  }

  @Test func `an import tells every line with its order, those that count already too`() throws {
    let counter = try desk()
    let exact = try order(counter, "甲公司")
    let path = try statement(
      counter, ["2026-05-29,1,,200.00,甲公司,,\(exact.number)", "2026-05-29,2,,17.00,无名氏,,不明"])
    let words = [
      "payment", "import", path, "--person", "zhao", "--pin-fd", "3", "--store", "\(counter.folder)/store",
      "--key-file",
      "\(counter.folder)/key", "--forms", "\(CounterDesk.root)/Forms",
    ]
    let told = try Program.run(
      "\(Program.folder)/certkiosk", words, environment: Program.environment,
      secrets: [String(decoding: CounterDesk.pin, as: UTF8.self)])
    let lines = told.outputText.split(separator: "\n")
    #expect(
      lines.contains { $0.contains("\(exact.number)") && $0.contains("已处理") }, "\(told.outputText) \(told.errorText)")
    #expect(lines.contains { $0.contains("17.00") })
  }

  @Test func `an application's number in the remark leads to its order, where payer and sum fit two`() throws {
    let counter = try desk()
    let first = try order(counter, "甲公司"), second = try order(counter, "甲公司")
    let path = try statement(
      counter,
      [
        "2026-05-29,1,,200.00,甲公司,,证书费 \(second.application.number.lowercased())。",
        "2026-05-29,2,,200.00,甲公司,,证书费 2026",
      ])
    _ = try counter.desk.importStatement(path)
    #expect(try counter.desk.order(second.number.text).confirmedFen == 20000)
    #expect(try counter.desk.order(first.number.text).confirmedFen == 20000, "the only one that is left for its payer")
  }

  @Test func `each line goes to its queue, and only exact and partial sums count`() throws {
    let counter = try desk()
    let desk = counter.desk
    let exact = try order(counter, "甲公司"), partial = try order(counter, "乙公司"), over = try order(counter, "丙公司")
    let byName = try order(counter, "丁（集团）公司")
    let path = try statement(
      counter,
      [
        "2026-05-29,1,,200.00,甲公司,,\(exact.number)", "2026-05-29,2,,50.00,乙公司,,\(partial.number) 首付",
        "2026-05-29,3,,260.00,丙公司,,\(over.number)", "2026-05-29,4,,200.00,甲公司,,\(exact.number) 又付",
        "2026-05-29,5,,200.00,丁(集团)公司,,证书", "2026-05-29,6,,17.00,无名氏,,不明", "2026-05-29,7,80.00,,供电公司,,电费",
        "2026-05-29,8,,-200.00,甲公司,,\(exact.number) 冲正",
      ])
    let summary = try desk.importStatement(path)
    #expect(summary.lines == 7 && summary.outgoing == 1 && summary.settled == 4)
    let found = try queues(counter).mapValues { $0.map(\.line.reference).sorted() }
    #expect(
      found == [
        "exact": ["1", "5"], "partial": ["2"], "over": ["3"], "duplicate": ["4"], "unknown": ["6"], "reversed": ["8"],
      ])
    #expect(try desk.order(exact.number.text).confirmedFen == 0)
    #expect(try desk.order(partial.number.text).confirmedFen == 5000)
    #expect(try desk.order(over.number.text).confirmedFen == 0)
    #expect(try desk.view(desk.order(byName.number.text)).state == .paid)
  }

  @Test func `a statement imported twice, or with more lines at its end, changes nothing twice`() throws {
    let counter = try desk()
    let order = try order(counter, "甲公司")
    let rows = ["2026-05-29,1,,120.00,甲公司,,\(order.number)"]
    _ = try counter.desk.importStatement(statement(counter, rows))
    let sequence = try counter.desk.history(of: counter.desk.order(order.number.text)).count
    let again = try counter.desk.importStatement(
      statement(counter, rows + ["2026-05-30,2,,80.00,甲公司,,\(order.number)"]))
    #expect(again.known == 1 && again.settled == 1)
    let after = try counter.desk.order(order.number.text)
    #expect(after.confirmedFen == 20000 && after.payments.count == 2)
    #expect(try counter.desk.history(of: after).count == sequence + 1)
    // The bank's number once more in other words is not new money.
    let altered = try statement(counter, ["2026-05-29,1,,120.00,甲公司,,另一附言 \(order.number)"])
    #expect(try counter.desk.importStatement(altered).queues == [.duplicate: 1])
    #expect(try counter.desk.order(order.number.text).confirmedFen == 20000)
  }

  @Test func `a recorded transfer is proven by its line, found by the number that was recorded`() throws {
    let counter = try desk()
    let desk = counter.desk
    let order = try order(counter, "甲公司")
    let fee = try #require(Money(fen: 20000))
    try desk.signIn("wu", pin: CounterDesk.pin)
    _ = try desk.recordPayment(order.number.text, kind: .transfer, amount: fee, payer: nil, reference: "7788")
    try desk.signIn("zhao", pin: CounterDesk.pin)
    #expect(throws: OutOfTurn.money(.evidence(.transfer))) { try desk.confirmPayment(order.number.text, entry: "1") }
    _ = try desk.importStatement(statement(counter, ["2026-05-29,7788,,200.00,某个人,,付款"]))
    let after = try desk.order(order.number.text)
    #expect(after.payments.count == 1 && after.payments[0].line != nil && after.confirmedFen == 20000)
    // Finance sees who paid by the bank's word, though nobody had typed it.
    #expect(after.payments[0].linePayer == "某个人" && after.payments[0].isOtherPayer)
  }

  @Test func `where only the applicant may pay, a stranger's line proves nothing and waits with its reason`() throws {
    let counter = try desk()
    let desk = counter.desk
    let order = try order(counter, "甲公司", service: "guocai")
    let fee = try desk.view(order).fee
    try desk.signIn("wu", pin: CounterDesk.pin)
    _ = try desk.recordPayment(order.number.text, kind: .transfer, amount: fee, payer: nil, reference: "7788")
    try desk.signIn("zhao", pin: CounterDesk.pin)
    _ = try desk.importStatement(statement(counter, ["2026-05-29,7788,,\(fee.yuan),某个人,,付款"]))
    let held = try #require(try queues(counter)["exact"]?.first)
    #expect(!held.isSettled && held.hold == "M02" && held.order == order.number)
    #expect(try desk.order(order.number.text).confirmedFen == 0)
    #expect(throws: OutOfTurn.money(.otherPayer)) {
      try desk.assign(line: held.id, to: order.number.text, reason: "经办人代付")
    }
    // The receipt's original was seen first: the line that names somebody else is told all the same.
    let second = try self.order(counter, "乙公司", service: "guocai")
    try desk.signIn("wu", pin: CounterDesk.pin)
    _ = try desk.recordPayment(second.number.text, kind: .bankReceipt, amount: fee, payer: nil, reference: "7799")
    try desk.signIn("zhao", pin: CounterDesk.pin)
    _ = try desk.confirmPayment(second.number.text, entry: "1")
    _ = try desk.importStatement(statement(counter, ["2026-05-29,7799,,\(fee.yuan),某个人,,付款"]))
    #expect(try desk.order(second.number.text).payments[0].line == nil)
    #expect(try queues(counter)["exact"]?.map(\.hold) == ["M02", "M02"])
    // The applicant's own is taken, however its brackets are written.
    let own = try self.order(counter, "丙（集团）公司", service: "guocai")
    _ = try desk.importStatement(
      statement(counter, ["2026-05-29,7800,,\(fee.yuan),丙(集团)公司,,\(own.number)"]))
    #expect(try desk.order(own.number.text).confirmedFen == fee.fen)
  }

  @Test func `a person assigns a line with a reason, and a line is assigned once`() throws {
    let counter = try desk()
    let desk = counter.desk
    let order = try order(counter, "甲公司")
    _ = try desk.importStatement(
      statement(counter, ["2026-05-29,1,,260.00,李四,,不明", "2026-05-29,2,,3.21,银行,,利息"]))
    let waiting = try #require(try queues(counter)["unknown"])
    let (money, interest) = (
      try #require(waiting.first { $0.line.reference == "1" }), try #require(waiting.first { $0.line.reference == "2" })
    )
    #expect(throws: OutOfTurn.money(.noReason)) { try desk.assign(line: money.id, to: order.number.text, reason: "") }
    let paid = try desk.assign(line: money.id, to: order.number.text, reason: "附言漏写")
    #expect(paid.confirmedFen == 26000 && paid.payments[0].isOtherPayer)
    #expect(try desk.view(paid).over.fen == 6000)
    #expect(throws: LedgerError.lineSettled(money.id)) {
      try desk.assign(line: money.id, to: order.number.text, reason: "再来")
    }
    try desk.dismiss(line: interest.id, reason: "存款利息")
    #expect(throws: LedgerError.lineSettled(interest.id)) { try desk.dismiss(line: interest.id, reason: "再来") }
    #expect(throws: LedgerError.noLine("zz")) { try desk.dismiss(line: "zz", reason: "无") }
  }

  @Test func `a reversal is assigned to an order only where a payment of its sum counts`() throws {
    let counter = try desk()
    let desk = counter.desk
    let order = try order(counter, "甲公司")
    _ = try desk.importStatement(
      statement(counter, ["2026-05-29,1,,200.00,甲公司,,\(order.number)", "2026-05-29,2,,-80.00,李四,,冲正"]))
    let line = try #require(try queues(counter).values.joined().first { $0.line.reference == "2" })
    #expect(throws: LedgerError.noReversed) {
      try desk.assign(line: line.id, to: order.number.text, reason: "银行冲正")
    }
    #expect(try desk.order(order.number.text).confirmedFen == 20000)
  }

  @Test func `who has no credit code has no invoice profile`() throws {
    let counter = try desk()
    let order = try order(counter, "甲公司")
    let refused = #expect(throws: LedgerError.self) {
      try counter.desk.keepProfile(
        of: order.number.text, ["invoice.title": "甲公司"], BuyerCleaning(isAgreed: true))
    }
    #expect(refused?.explanation.code == "M22")
  }

  @Test func `a line for an order that is not that far waits, and counts when it is matched again`() throws {
    let counter = try desk()
    let desk = counter.desk
    // This service reviews before it is paid.
    let order = try order(counter, "甲公司", service: "zhongyuan")
    _ = try desk.importStatement(statement(counter, ["2026-05-29,1,,300.00,甲公司,,\(order.number)"]))
    let held = try #require(try queues(counter)["exact"]?.first)
    #expect(!held.isSettled && held.hold == "D81" && held.order == order.number)
    #expect(try desk.matchLines().isEmpty)
    #expect(try desk.order(order.number.text).confirmedFen == 0)
  }

  @Test func `only finance imports and assigns`() throws {
    let counter = try CounterDesk()
    try counter.desk.store.enrol(
      "ying", name: "ying", roles: [.clerk], pin: CounterDesk.pin, at: CounterDesk.now, by: nil)
    try counter.desk.signIn("ying", pin: CounterDesk.pin)
    let path = try statement(counter, ["2026-05-29,1,,300.00,甲公司,,"])
    #expect(throws: OutOfTurn.role(.payment)) { try counter.desk.importStatement(path) }
    #expect(throws: OutOfTurn.role(.payment)) { try counter.desk.matchLines() }
  }

  @Test func `a report counts what came, what waits and what was taken back`() throws {
    let counter = try desk()
    let desk = counter.desk
    let one = try order(counter, "甲公司"), two = try order(counter, "乙公司")
    _ = try desk.importStatement(
      statement(
        counter,
        [
          "2026-05-29,1,,200.00,甲公司,,\(one.number)", "2026-05-29,2,,200.00,乙公司,,\(two.number)",
          "2026-05-29,3,,-200.00,乙公司,,\(two.number) 冲正",
        ]))
    try desk.signIn("wu", pin: CounterDesk.pin)
    _ = try desk.recordPayment(
      two.number.text, kind: .cash, amount: #require(Money(fen: 5000)), payer: nil, reference: nil)
    let day = CounterDesk.now.day
    let lines = try desk.paymentReport(from: day, until: day)
    let sums = Dictionary(uniqueKeysWithValues: lines.map { ($0.status.rawValue, [$0.count, $0.fen]) })
    #expect(sums == ["confirmed": [2, 40000], "reversed": [1, -20000], "waiting": [1, 5000]])
    #expect(try desk.paymentReport(from: day, until: day, service: "guocai").isEmpty)
    let later = day.advanced(byDays: 1)
    #expect(try desk.paymentReport(from: later, until: later).isEmpty)
    // What cannot be read is told, never left out of a sum.
    let damaged = NewEntry(
      at: CounterDesk.now, by: "wu", order: one.number, kind: "payment-confirmed", payload: Array("{}".utf8))
    try desk.store.commit(Change(entries: [damaged]))
    #expect(throws: CounterError.damagedRecord(one.number.text)) { try desk.paymentReport(from: day, until: day) }
  }

  @Test func `a report counts what was printed and handed over`() throws {
    let counter = try TokenCounter()
    let desk = counter.desk
    let (made, other) = (try counter.order(), try counter.order("guocai", "new"))
    try counter.issue(made, on: counter.card())
    _ = try desk.handOver(made, items: ["USBKey", "密码卡 MK0001", "发票 00012345"])
    for order in [made, made, other] { _ = try desk.writePaper("receipt", of: order, to: counter.folder) }
    let day = TokenCounter.now.day
    let all = try desk.reportCounters(from: day, until: day)
    #expect(all.printed == 3 && all.handedOver == 1)
    let own = try desk.reportCounters(from: day, until: day, service: "guocai")
    #expect(own.printed == 1 && own.handedOver == 0)
    #expect(try desk.reportCounters(from: day.advanced(byDays: 1), until: day.advanced(byDays: 1)).printed == 0)
  }
}
