// What would keep any paper from being made is told at intake, by labels, before there is an order.
import Counter
import Domain
import Files
import Foundation
import Processes
import Records
import Services
import Testing

@Suite struct EveryPaperTests {
  private static let sample = "\(FormDesk.root)/Samples/bjca-change/applicants.txt"

  /// Forms with two slips that have hardly any room.
  private func narrow() throws -> FormDesk {
    let desk = try FormDesk()
    for (paper, field) in [("checklist", "organisation.name"), ("acceptance-receipt", "agent.mobile")] {
      try desk.edit(
        "common/papers/\(paper).yaml", "\ncontent:\n",
        to: "\ncontent:\n  - table: {columns: [9, 9], rows: [[甲, {field: \(field), lines: 1}]]}\n")
    }
    return desk
  }

  @Test func `every value that a later paper has no room for is told by its label`() throws {
    let desk = try narrow()
    let words = ["check", "--forms", desk.forms, Self.sample]
    let found = FormDesk.lines(try desk.run(words + ["--json"])).filter { $0["code"] as? String == "L01" }
    #expect(Set(found.compactMap { $0["field"] as? String }) == ["organisation.name", "agent.mobile"])
    #expect(Set(found.compactMap { $0["rule"] as? String }).count == 2, "the papers are named")
    let message = try #require(found.first { $0["field"] as? String == "organisation.name" }?["message"] as? String)
    #expect(message.contains("“单位名称”") && !message.contains("organisation.name"))
    let application = try #require(found.first?["application"] as? String)
    let text = try desk.run(words)
    #expect(text.ending == .exited(1) && text.errorText.contains("申请 \(application)  错误 L01"))
  }

  @Test func `such an application becomes no order, and all of its faults are told`() throws {
    let forms = try narrow()
    let store = try SettingUp.store(
      at: "\(forms.folder)/store", kind: .rehearsal, kiosk: "T01", key: .file("\(forms.folder)/key"), siteKey: nil)
    let desk = Desk(
      store: store, packs: try Packs.load(from: forms.forms), forms: forms.forms, clock: Clock(now: { CounterDesk.now })
    )
    var codes: [String] = []
    var orders = 0
    try desk.takeIn(Self.sample, with: desk.intake()) { taken in
      switch taken {
      case .order: orders += 1
      case .finding(let finding): codes.append(finding.explanation.code)
      }
    }
    #expect(orders == 0 && codes.count { $0 == "L01" } == 4, "two of each of the two applications: \(codes)")
  }
}
