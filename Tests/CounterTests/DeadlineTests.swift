// What is due, and a clock that was set back, as the counter's people meet them.
import Bundles
import Counter
import Domain
import Files
import Foundation
import Records
import Services
import Testing

@Suite final class DeadlineTests {
  private let folder: String
  private let store: Store
  private let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
  private static let start = Instant(
    CivilDate(year: 2026, month: 2, day: 13) ?? CivilDate(daysSince1970: 0), minute: 600)

  init() throws {
    folder = NSTemporaryDirectory() + "due-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    store = try SettingUp.store(
      at: "\(folder)/store", kind: .rehearsal, kiosk: "T01", key: .file("\(folder)/key"), siteKey: nil)
  }

  deinit { try? Files.removeTree(folder) }

  private func desk(_ now: Instant) throws -> Desk {
    Desk(
      store: store, packs: try Packs.load(from: "\(root)/Forms"), forms: "\(root)/Forms", clock: Clock(now: { now }))
  }

  /// What the service asks of an invoice's buyer when somebody applies for what costs something.
  private static let invoice = [
    "invoice.kind": "普票", "invoice.title": "永城市样例贸易有限公司", "invoice.taxNumber": "91350100M000100Y43",
    "invoice.contact": "济南市样例路1号", "invoice.bank": "虚构银行济南分行", "invoice.account": "152970000021",
    "invoice.mobile": "13900000000",
  ]

  private func registered(_ desk: Desk, lock: String? = nil, number: String = "Y-1") throws -> [Desk.TakenIn] {
    var values: [String: String] = [
      "application": number, "service": "阳光采购", "business": "密码重置", "organisation.name": "永城市样例贸易有限公司",
      "organisation.creditCode": "91350100M000100Y43", "organisation.address": "永城市样例路1号",
      "organisation.phone": "0370-8000000", "legal.name": "张三丰", "legal.idKind": "居民身份证",
      "legal.idNumber": "11010519491231002X", "agent.name": "李四", "agent.idKind": "居民身份证",
      "agent.idNumber": "34052419800101001X", "agent.mobile": "13900000000",
    ]
    if let lock {
      values.merge(["certificate.lock": lock, "business": "新办", "certificate.quantity": "1"]) { $1 }
      values.merge(Self.invoice) { $1 }
    }
    let file = "\(folder)/\(number).json"
    try JSONSerialization.data(withJSONObject: values).write(to: URL(fileURLWithPath: file))
    var taken: [Desk.TakenIn] = []
    try desk.takeIn(file, with: desk.intake()) { taken.append($0) }
    return taken
  }

  private func order(_ taken: [Desk.TakenIn]) throws -> Order {
    for taken in taken { if case .order(let order, _) = taken { return order } }
    throw CounterError.noOrder("\(taken)")
  }

  private func bringPapers(of order: Order, to desk: Desk) throws {
    for paper in try desk.rules(for: order).papers {
      for page in 1...max(paper.pages, 1) {
        let number = paper.pages == 0 ? nil : page
        let accepted = Paper(slot: paper.slot, page: number, copy: 1, object: "o\(page)", thresholds: "1")
        try desk.record(.paperAccepted(accepted), on: order.number, by: Person(id: "x", roles: []))
      }
    }
  }

  @Test func `two working days over the Spring Festival end on the day after it`() throws {
    let desk = try desk(Self.start)
    let order = try order(registered(desk))
    #expect(try desk.dueOrders().isEmpty, "nothing counts before the papers are here")
    try bringPapers(of: order, to: desk)
    let due = try #require(try desk.dueOrders().first)
    #expect(due.deadline.text == "2026年2月24日 17:30" && !due.isOverdue)
    let later = try self.desk(due.deadline.due.advanced(bySeconds: 60))
    #expect(try later.dueOrders().map(\.isOverdue) == [true])
  }

  @Test func `what is finished and only waits to be picked up is not overdue`() throws {
    let desk = try desk(Self.start)
    let order = try order(registered(desk))
    try bringPapers(of: order, to: desk)
    try desk.meetNeeds(of: order.number)
    let clerk = Person(id: "x", roles: [.clerk])
    try desk.record(.acknowledged, on: order.number, by: clerk)
    try desk.record(.submitted, on: order.number, by: clerk)
    try desk.record(.approved, on: order.number, by: Person(id: "y", roles: [.reviewer]))
    let maker = Person(id: "z", roles: [.maker])
    let identified = Event.presence(.identified(.agent, document: "居民身份证", number: true))
    _ = try? desk.record(identified, on: order.number, by: clerk)
    let march = try self.desk(Self.start.advanced(bySeconds: 86_400 * 30))
    #expect(try march.dueOrders().map(\.isOverdue) == [true])
    for event in [Event.productionStarted(token: "T"), .pinRenewed(token: "T", serial: "01")] {
      try desk.record(event, on: order.number, by: maker)
    }
    #expect(try march.dueOrders().isEmpty)
  }

  @Test func `three days that are promised for the review end with the review`() throws {
    let counter = try TokenCounter()
    let account = ["bank.name": "永城市样例贸易有限公司", "bank.branch": "工行", "bank.account": "1702020109200012345"]
    let number = try counter.order("szca", "new", account, leaving: ["submitted"])
    let desk = counter.desk
    #expect(try desk.dueOrders().isEmpty, "fee and papers are here, but nothing was handed in")
    let submitted = try desk.submit(number)
    let due = try #require(try desk.dueOrders().first)
    #expect(due.until == .review && due.order.number == submitted.number)
    // 2026-05-29 is a Friday.
    #expect(due.deadline.text == "2026年6月3日 17:30")
    try desk.record(.approved, on: submitted.number, by: Person(id: "y", roles: [.reviewer]))
    #expect(try desk.dueOrders().isEmpty, "how long the making takes was not promised")
  }

  @Test func `a clock set back is noticed, and gives nobody time`() throws {
    let desk = try desk(Self.start)
    let order = try order(registered(desk))
    try bringPapers(of: order, to: desk)
    try desk.meetNeeds(of: order.number)
    let march = try self.desk(Self.start.advanced(bySeconds: 86_400 * 30))
    try march.record(.acknowledged, on: order.number, by: Person(id: "x", roles: [.clerk]))
    let back = try self.desk(Self.start.advanced(bySeconds: 60))
    #expect(try back.time().doubt == .behind(Self.start.advanced(bySeconds: 86_400 * 30)))
    #expect(try back.dueOrders().map(\.isOverdue) == [true])
    #expect(try desk.time().notice?.contains("时间说明") == true)
  }

  @Test func `head office's answer shows a clock that is behind or was ahead`() throws {
    let desk = try desk(Self.start)
    try desk.learnTime(Self.start.advanced(bySeconds: 7200))
    #expect(try desk.time().doubt == .behind(Self.start.advanced(bySeconds: 7200)))
    let later = try self.desk(Self.start.advanced(bySeconds: 86_400))
    #expect(try later.time().doubt == nil)
    let sent = BundleRow(.up, sequence: 1, digest: [1, 2], path: "B", instant: later.clock.now(), records: [])
    try store.commit(Change(bundles: [sent]))
    try later.learnTime(
      from: AcknowledgementPayload(
        bundle: "0102", incarnation: "0", sequence: 1, outcomes: [],
        headOfficeTime: later.clock.now().advanced(bySeconds: -7200), nextExpectedSequence: 2, gaps: []))
    #expect(try later.time().doubt == .ahead(7_200_000))
  }

  @Test func `what was sent back is followed up by the notice's number and day`() throws {
    let desk = try desk(Self.start)
    let order = try order(registered(desk))
    try bringPapers(of: order, to: desk)
    try desk.meetNeeds(of: order.number)
    try desk.record(.acknowledged, on: order.number, by: Person(id: "x", roles: [.clerk]))
    try desk.record(.submitted, on: order.number, by: Person(id: "x", roles: [.clerk]))
    #expect(try desk.openCorrections().isEmpty)
    try desk.record(
      .rejected([Rejection(slot: "short-form", reason: "印章不清")]), on: order.number,
      by: Person(id: "y", roles: [.reviewer]))
    let open = try #require(try desk.openCorrections().first)
    #expect(open.notice == "\(order.number.text)-1" && open.corrections.map(\.slot) == ["short-form"])
    #expect(open.deadline.due.advanced(bySeconds: -1).day == CivilDate(year: 2026, month: 2, day: 28))
  }

  @Test func `an organisation has one main token at a service`() throws {
    let desk = try desk(Self.start)
    _ = try order(registered(desk, lock: "主锁", number: "Y-1"))
    let second = try registered(desk, lock: "主锁", number: "Y-2")
    let codes = second.compactMap { taken in
      if case .finding(let finding) = taken { finding.explanation.code } else { nil }
    }
    #expect(codes == ["A20"])
    let other = try order(registered(desk, lock: "副锁", number: "Y-3"))
    #expect(try !desk.rules(for: other).papers.contains { $0.slot == "seal-template" })
  }
}
