// Orders that head office reviews: sent with their papers, decided about by a signed word for exactly one content.
import Bundles
import Counter
import Domain
import Files
import Foundation
import HeadOffice
import Services
import Testing
import Tokens
import WrittenSecrets

@Suite struct HeadOfficeReviewTests {
  private let branch: HeadOfficeCounter
  private let desk: Desk
  private let order: String

  /// Papers come before the review, and head office reviews.
  private static let changes: [(old: String, new: String)] = [
    ("  on-site:\n", "  on-site:\n    review: head-office\n"),
    ("      papers: [payment]\n", "      papers: []\n"),
    ("      submission: [acknowledgement]\n", "      submission: [acknowledgement, papers]\n"),
  ]

  /// An order that was handed in where the pack lets head office review.
  init() throws {
    branch = try HeadOfficeCounter()
    let forms = try branch.forms(changing: "zhongyuan/service.yaml") {
      Self.changes.reduce($0) { $0.replacing($1.old, with: $1.new) }
    }
    let text = try String(contentsOfFile: "\(branch.desk.forms)/zhongyuan/service.yaml", encoding: .utf8)
    for change in Self.changes { try #require(text.contains(change.old), "the pack has other words by now") }
    desk = try branch.desk(forms: forms)
    order = try branch.counter.order("zhongyuan", "new", leaving: ["approved"])
  }

  private func decide(_ rejected: [DecisionPayload.Item]? = nil) throws {
    try branch.office.decide(order, rejecting: rejected, by: "liu", at: HeadOfficeCounter.now)
  }

  @Test func `nobody at the counter reviews what head office reviews`() throws {
    #expect(throws: OutOfTurn.ofHeadOffice(.reviewedThere)) { try desk.approve(order) }
    #expect(try desk.order(order).review == .open)
  }

  @Test func `an approved application goes on by head office's word`() throws {
    #expect(try branch.up(from: desk)?.isAllSafe == true)
    let waiting = try branch.office.waitingReviews()
    #expect(waiting.map(\.application.number) == [order])
    #expect(waiting.first?.application.application["organisation.name"] == "永城市样例贸易有限公司")
    try decide()
    #expect(try branch.office.waitingReviews().isEmpty)
    let lines = try branch.down(to: desk)
    #expect(branch.codes(lines) == [])
    #expect(try lines.compactMap { try desk.decisionSlip(after: $0)?.slip } == ["approval-slip"])
    let after = try desk.order(order)
    #expect(after.review == .approved && after.actors[.review] == ["HQ/liu"])
    #expect(throws: OrderMistake.self) { try desk.writePaper("correction-notice", of: order, to: branch.folder) }
    #expect(try desk.writePaper("approval-slip", of: order, to: branch.folder).pages > 0)
    #expect(try desk.view(after).open == [.payment])
  }

  @Test func `the papers travel with it, and head office shows what was scanned`() throws {
    try branch.up(from: desk)
    let (review, files) = try branch.office.show(order, to: "\(branch.folder)/papers")
    #expect(files.count == review.application.papers.count && !files.isEmpty)
    #expect(Set(files).count == files.count)
    let picture = try Files.read("\(branch.folder)/papers/\(files[0])", limit: 1 << 20)
    #expect(picture == TokenCounter.picture)
  }

  @Test func `it is sent once, and once more when it is handed in again`() throws {
    try branch.up(from: desk)
    #expect(try branch.up(from: desk) == nil)
    #expect(try desk.order(order).headOffice.awaitedDecision != nil)
  }

  @Test func `what is sent back opens again and only that`() throws {
    try branch.up(from: desk)
    try decide([.init(slot: "application-form", reason: "印章不清")])
    let lines = try branch.down(to: desk)
    #expect(try lines.compactMap { try desk.decisionSlip(after: $0)?.slip } == ["correction-notice"])
    let after = try desk.order(order)
    #expect(after.review == .rejected([Rejection(slot: "application-form", reason: "印章不清")]))
    #expect(try desk.view(after).state == .rejected)
    #expect(try desk.view(after).missingPapers.map(\.paper.slot) == ["application-form"])
    #expect(throws: OrderMistake.self) { try desk.writePaper("approval-slip", of: order, to: branch.folder) }
    #expect(try desk.writePaper("correction-notice", of: order, to: branch.folder).pages > 0)
    let due = try desk.openCorrections().filter { $0.order.number.text == order }
    #expect(due.map(\.notice) == ["\(order)-1"] && due.map(\.until) == [.papers])
  }

  @Test func `a decision about another content than the present one is told and changes nothing`() throws {
    try branch.up(from: desk)
    try decide()
    let decision = try branch.write()
    _ = try desk.withdraw(order, reason: "改正联系人")
    #expect(try branch.codes(decision.flatMap { try desk.importBundle($0) }) == ["Q02"])
    #expect(try desk.order(order).review == .open)
  }

  @Test func `a decision about what was handed in before does not decide about what was handed in since`() throws {
    try branch.up(from: desk)
    try decide()
    let decision = try branch.write()
    _ = try desk.withdraw(order, reason: "改正联系人")
    _ = try branch.counter.finish(order, leaving: ["approved"])
    try branch.up(from: desk)
    #expect(try branch.codes(decision.flatMap { try desk.importBundle($0) }) == ["Q03"])
    let after = try desk.order(order)
    #expect(after.submitted && after.review == .open)
  }

  @Test func `taking the same decision twice changes nothing`() throws {
    try branch.up(from: desk)
    try decide()
    let bundle = try branch.write()
    #expect(try branch.codes(bundle.flatMap { try desk.importBundle($0) }) == [])
    let once = try desk.order(order)
    #expect(try branch.codes(bundle.flatMap { try desk.importBundle($0) }) == [])
    #expect(try desk.order(order) == once)
  }

  @Test func `a decision is made once; the same again is sent again`() throws {
    try branch.up(from: desk)
    try decide()
    _ = try branch.write()
    try decide()
    #expect(try branch.write().count == 1)
    #expect(throws: OfficeRefusal.decidedBefore(order)) { try decide([.init(slot: "application-form", reason: "—")]) }
    #expect(throws: OfficeRefusal.noApplication("T01")) {
      try branch.office.decide("T01", rejecting: nil, by: "liu", at: HeadOfficeCounter.now)
    }
  }

  @Test func `a rejection names papers that were handed in and says why`() throws {
    try branch.up(from: desk)
    #expect(throws: OfficeRefusal.nothingSentBack) { try decide([]) }
    #expect(throws: OfficeRefusal.nothingSentBack) { try decide([.init(slot: "application-form", reason: "")]) }
    let refusal = #expect(throws: OfficeRefusal.self) { try decide([.init(slot: "licence", reason: "过期")]) }
    guard case .unknownPaper("licence", let known)? = refusal else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    #expect(known.contains("application-form"))
    #expect(try branch.office.waitingReviews().count == 1)
  }

  @Test func `where no papers are handed in, the application's data are sent back`() throws {
    let renewal = try branch.counter.order("zhongyuan", "renew", channel: "网上申办", leaving: ["approved"])
    try branch.up()
    func sendBack(_ slot: String) throws {
      let item = DecisionPayload.Item(slot: slot, reason: "单位电话有误")
      try branch.office.decide(renewal, rejecting: [item], by: "liu", at: HeadOfficeCounter.now)
    }
    #expect(throws: OfficeRefusal.unknownPaper("application-form", known: ["application"])) {
      try sendBack("application-form")
    }
    try sendBack("application")
    _ = try branch.down()
    let after = try branch.desk.order(renewal)
    #expect(after.review == .rejected([Rejection(slot: "application", reason: "单位电话有误")]))
    #expect(try branch.desk.view(after).missingPapers.isEmpty && branch.desk.view(after).open == [.submission])
    let due = try branch.desk.openCorrections().filter { $0.order.number.text == renewal }
    #expect(due.map(\.until) == [.submission])
  }

  @Test func `an order that takes no papers has slips and no forms`() throws {
    let renewal = try branch.counter.order("zhongyuan", "renew", channel: "网上申办", leaving: ["approved"])
    let desk = branch.desk
    let forms = ["application-form", "authorization-letter"]
    #expect(Set(try desk.papers(of: desk.order(renewal)).map(\.id)).isDisjoint(with: forms))
    #expect(throws: OrderMistake.self) { try desk.writePaper(forms[0], of: renewal, to: branch.folder) }
    for slip in ["checklist", "acceptance-receipt"] {
      #expect(try desk.writePaper(slip, of: renewal, to: branch.folder).pages == 1)
    }
  }

  @Test func `where papers come after the review, the application's data can be sent back too`() throws {
    let (desk, usual) = (branch.desk, try branch.counter.order("zhongyuan", "new", leaving: ["approved"]))
    let refusal = #expect(throws: EntitlementError.self) {
      try desk.reject(usual, [Rejection(slot: "licence", reason: "过期")])
    }
    guard case .noSuchPaper("licence", let known)? = refusal else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    #expect(known.count > 1 && known.last == "申请信息（application）")
    let back = try desk.reject(usual, [Rejection(slot: "申请信息", reason: "单位电话有误")])
    #expect(back.review == .rejected([Rejection(slot: "application", reason: "单位电话有误")]))
  }

  @Test func `what head office sent back is approved by no rule when nobody has changed it since`() throws {
    let (counter, desk) = (branch.counter, branch.desk)
    counter.issuer.daysOfYear = 40
    let card = counter.card()
    let first = try counter.order("zhongyuan", "new")
    try counter.issue(first, on: card)
    _ = try desk.handOver(first, items: [])
    func present(_ order: String, _ pin: PIN? = nil) throws {
      _ = try desk.present(order, on: TokenSession(PluggedCard(card)), pin: pin)
    }
    let renewal = try counter.order(
      "zhongyuan", "renew", channel: "网上申办", leaving: ["token-shown", "submitted"])
    try present(renewal)
    #expect(try desk.submit(counter.finish(renewal, leaving: ["submitted"])).review == .open)
    try branch.up()
    let item = DecisionPayload.Item(slot: "application", reason: "单位电话有误")
    try branch.office.decide(renewal, rejecting: [item], by: "liu", at: HeadOfficeCounter.now)
    _ = try branch.down()
    try #require(try desk.view(desk.order(renewal)).state == .rejected)
    try present(renewal, PIN("739154"))
    let again = try desk.submit(renewal)
    #expect(again.areTokensProven && again.submitted && again.review == .open)
  }

  @Test func `review at the counter stays the rule`() throws {
    let usual = try branch.counter.order("zhongyuan", "new", leaving: ["approved"])
    #expect(try branch.desk.approve(usual).review == .approved)
    #expect(try branch.up() == nil)
  }
}
