// The end of an order's data at the counter: when, what goes, what stays, and what is never touched.
import Bundles
import Counter
import Domain
import Files
import Foundation
import Records
import Testing

@Suite struct RetentionTests {
  private let branch: HeadOfficeCounter
  private let desk: Desk
  private let order: OrderNumber
  private static let picture = Array("a scan of this order alone".utf8)

  /// An order that head office has acknowledged.
  init() throws {
    branch = try HeadOfficeCounter()
    desk = branch.desk
    let number = try branch.counter.order()
    try branch.counter.issue(number, on: branch.counter.card())
    _ = try desk.handOver(number, items: ["USBKey", "密码卡 MK0001", "发票 00012345"])
    order = try #require(OrderNumber(number))
    _ = try desk.store.putObject(Self.picture, order: order)
    try branch.up()
    try branch.down()
  }

  private func late(_ days: Int64) throws -> Desk {
    try branch.desk(at: HeadOfficeCounter.now.advanced(bySeconds: days * 86_400))
  }

  private var attachments: Int {
    get throws { try Folder.files(below: "\(desk.store.folder)/objects").count }
  }

  @Test func `an acknowledged order is destroyed when its days are over, and not a day before`() throws {
    #expect(try desk.order(order.text).sync != .notExported)
    let code = Lookup(kind: "credit-code", value: "91350100M000100Y43")
    #expect(try desk.store.orders(for: code).count == 1 && attachments > 0)
    #expect(try late(89).retire().isEmpty)
    #expect(try late(90).retire(trial: true).map(\.order) == [order])
    #expect(try desk.order(order.text).number == order)
    #expect(try late(90).retire().map(\.order) == [order])
    #expect(throws: RecordsError.shredded(order)) { try desk.order(order.text) }
    #expect(try desk.store.orders(for: code).isEmpty && attachments == 0)
    #expect(try desk.orders(OrderFilter()).isEmpty)
    let row = try #require(try desk.store.order(order))
    #expect(row.state == "已销毁" && row.open.isEmpty && row.body.isEmpty)
    #expect(try Files.names(in: "\(desk.store.folder)/outbox").isEmpty)
    #expect(try desk.store.journal(of: order).allSatisfy { $0.payload.isEmpty })
    #expect(try desk.store.verifyJournal() > 10)
    #expect(try late(90).retire().isEmpty)
  }

  @Test func `what head office has not acknowledged is never touched`() throws {
    let other = try branch.counter.order()
    let voided = try branch.counter.order()
    _ = try desk.order(other)
    let row = try #require(try OrderNumber(voided).flatMap { try desk.store.order($0) })
    #expect(try late(3000).retire().map(\.order) == [order])
    #expect(try desk.order(other).papers.count > 0 && desk.order(voided).number == row.number)
    let object = try #require(try desk.order(other).papers.first.flatMap { ObjectID($0.object) })
    #expect(try desk.store.object(object) == TokenCounter.picture)
  }

  @Test func `what the row says in clear does not count, what is sealed does`() throws {
    var row = try #require(try desk.store.order(order))
    row = try Self.row(row, in: ["exported": ["bundle": "B"]])
    #expect(row.state == "已确认")
    try desk.store.commit(Change(orders: [row]))
    #expect(try late(3000).retire().isEmpty)
  }

  /// A row whose order is in another state of sync.
  private static func row(_ row: OrderRow, in sync: [String: Any]) throws -> OrderRow {
    var row = row
    var json = try #require(try JSONSerialization.jsonObject(with: Data(row.body)) as? [String: Any])
    json["sync"] = sync
    (row.body, row.state) = (Array(try JSONSerialization.data(withJSONObject: json)), "已确认")
    row.version += 1
    return row
  }

  /// A paid order that head office has confirmed, and its desk so many days later.
  private func paid(_ counter: CounterDesk, invoice: Bool) throws -> String {
    let number = try counter.register("bjca-foreign")
    _ = try counter.desk.acknowledge(number)
    try counter.pay(number)
    if invoice {
      let wish = Desk.InvoiceWish(kind: "电子发票", values: ["invoice.email": "a@b.example"])
      guard case .requested = try counter.desk.requestInvoice(number, wish) else { throw LedgerError.unclean([]) }
    }
    let row = try #require(try OrderNumber(number).flatMap { try counter.desk.store.order($0) })
    try counter.desk.store.commit(Change(orders: [Self.row(row, in: ["confirmed": ["bundle": "B"]])]))
    return number
  }

  private func later(_ counter: CounterDesk) -> Desk {
    Desk(
      store: counter.desk.store, packs: counter.desk.packs, forms: counter.desk.forms,
      clock: Clock(now: { CounterDesk.now.advanced(bySeconds: 90 * 86_400) }))
  }

  @Test func `an invoice that is awaited holds an order back`() throws {
    let counter = try CounterDesk()
    let number = try paid(counter, invoice: true)
    #expect(try later(counter).retire().isEmpty && later(counter).order(number).number.text == number)
  }

  @Test func `other days are an administrator's`() throws {
    #expect(throws: CounterError.notAdministrator) { try late(1).retire(.days(0)) }
    let later = try late(1)
    try later.signIn("guan", pin: TokenCounter.secondPIN)
    #expect(try later.retire(.before(HeadOfficeCounter.now.day), trial: true).isEmpty)
    #expect(try later.retire(.before(HeadOfficeCounter.now.day.advanced(byDays: 1)), trial: true).count == 1)
    #expect(try later.retire(.days(2)).isEmpty)
    #expect(try later.retire(.days(1)).count == 1)
  }

  @Test func `a run that was killed after the key was destroyed is finished by the next`() throws {
    let row = try #require(try desk.store.order(order))
    let remains = Array("{\"order\":\"\(order)\",\"acknowledged\":0,\"money\":[]}".utf8)
    try desk.store.shred(
      Shredding(order, version: row.version, remains: remains), at: HeadOfficeCounter.now, by: "certkiosk")
    #expect(try attachments > 0)
    #expect(try late(90).retire().isEmpty)
    #expect(try attachments == 0)
  }

  @Test func `an order that went on since it was looked at is left alone`() throws {
    let row = try #require(try desk.store.order(order))
    #expect(throws: RecordsError.stale(order)) {
      try desk.store.shred(
        Shredding(order, version: row.version - 1, remains: []), at: HeadOfficeCounter.now, by: nil)
    }
    #expect(try desk.order(order.text).number == order)
  }

  @Test func `head office's answers and its applications may come once more`() throws {
    let application = try desk.order(order.text).application
    let stick = try Files.names(in: "\(branch.folder)/stick").filter { $0.contains("BUNDLE-HQ") }
    _ = try late(90).retire()
    for name in stick {
      #expect(try desk.importBundle("\(branch.folder)/stick/\(name)").allSatisfy { $0.fault == nil && !$0.changed })
    }
    #expect(try branch.up() == nil)
    let file = try branch.source("[{\"application\": \"\(application.number)\", \"service\": \"bjca\"}]", "again.json")
    try desk.takeIn(file, with: desk.intake()) { taken in
      if case .order = taken { Issue.record("the number of a destroyed order was taken again") }
    }
  }

  @Test func `a statement's line stays without whoever paid, and the organisation's profile goes`() throws {
    struct Kept: Codable { let line: StatementLine }
    let line = StatementLine(
      way: .transfer, day: HeadOfficeCounter.now.day, fen: 20_000, isReversal: false, reference: "R1",
      payer: "永城市样例贸易有限公司", remark: "张三 13900000000")
    let body = Array(try JSONEncoder().encode(Kept(line: line)))
    var change = Change()
    change.ledgers.lines = [
      StatementRow(
        id: "x", queue: .exact, isSettled: true, order: order, reference: "R1", instant: HeadOfficeCounter.now,
        line: body)
    ]
    change.ledgers.profiles = [ProfileRow(creditCode: "91350100M000100Y43", body: [1])]
    try desk.store.commit(change)
    _ = try late(90).retire()
    let kept = try #require(try desk.store.statementLine("x"))
    let text = String(decoding: kept.line, as: UTF8.self)
    #expect(!text.contains("永城") && !text.contains("张三") && text.contains("20000"))
    #expect(try desk.store.profile(creditCode: "91350100M000100Y43") == nil)
  }

  @Test func `uploads and documents in clear go with the last order that needs them`() throws {
    _ = try branch.counter.order()
    let (inbox, outbox) = ("\(branch.folder)/inbox", "\(branch.folder)/outbox")
    let application = try desk.order(order.text).application.number
    for folder in ["\(inbox)/done/scans", "\(inbox)/done/applications", "\(inbox)/done/bundles/BUNDLE-HQ-T01-000001"] {
      try Files.makeFolder(folder)
    }
    for folder in [application, "another"] { try Files.makeFolder("\(outbox)/documents/\(folder)") }
    try Files.write(Self.picture, to: "\(inbox)/done/scans/张三.jpg")
    // The other order, which nobody has acknowledged, has this picture.
    try Files.write(TokenCounter.picture, to: "\(inbox)/done/scans/shared.jpg")
    try Files.write([], to: "\(outbox)/documents/\(application)/application-form.pdf")
    // Files have the machine's time.
    let days = (Int64(Date().timeIntervalSince1970) * 1000 - HeadOfficeCounter.now.milliseconds) / 86_400_000
    #expect(try late(max(90, days + 80)).clear(inbox: inbox, outbox: outbox).isEmpty)
    let later = try late(max(90, days + 100))
    _ = try later.retire()
    #expect(try later.clear(inbox: inbox, outbox: outbox, trial: true).count == 3)
    #expect(try later.clear(inbox: inbox, outbox: outbox).count == 3)
    #expect(try Files.names(in: "\(inbox)/done/scans") == ["shared.jpg"])
    #expect(try Files.names(in: "\(inbox)/done/bundles").isEmpty)
    #expect(try Files.names(in: "\(outbox)/documents") == ["another"])
    #expect(try desk.store.journal(kinds: ["store.cleared"]).count == 1)
  }

  @Test func `the books keep the sums of what was destroyed`() throws {
    let counter = try CounterDesk()
    let number = try paid(counter, invoice: false)
    let today = CounterDesk.now.day
    let before = try counter.desk.paymentReport(from: today, until: today)
    let later = later(counter)
    #expect(try later.retire().map(\.order.text) == [number])
    let after = try later.paymentReport(from: today, until: today)
    #expect(after == before && after.map(\.fen).reduce(0, +) > 0)
    #expect(try later.paymentReport(from: today.advanced(byDays: 1), until: today.advanced(byDays: 90)).isEmpty)
  }
}

/// The files of a folder and of all folders below it.
enum Folder {
  static func files(below path: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path).filter { Files.kind(of: "\(path)/\($0)") == .file }
  }
}
