// What comes on the stick and is none of this counter's business, and what head office would not take.
import Bundles
import Counter
import Domain
import Files
import Foundation
import HeadOffice
import Testing

@Suite struct RefusedBundleTests {
  private let branch: HeadOfficeCounter

  init() throws { branch = try HeadOfficeCounter() }

  @Test func `a record that head office did not take is told with both its numbers`() throws {
    let answer = AcknowledgementPayload(
      bundle: "00", incarnation: "0", sequence: 1,
      outcomes: [
        .init(id: "application-1", revision: 1, digest: nil, outcome: .rejected, reason: "B31"),
        .init(id: "application-2", revision: 1, digest: nil, outcome: .applied),
      ], headOfficeTime: HeadOfficeCounter.now, nextExpectedSequence: 2, gaps: [])
    let lines = try branch.desk.importBundle(branch.bundle([BundleRecord(id: "a", answer)], 900))
    #expect(branch.codes(lines) == ["Q16"])
    let told = try #require(lines.compactMap(\.fault).first?.chinese.happened)
    #expect(told.contains("application-1") && told.contains("REJECTED") && told.contains("B31"))
  }

  @Test func `the nightly pass leaves this counter's own bundle on the stick and says so`() throws {
    let order = try branch.counter.order()
    try branch.counter.issue(order, on: branch.counter.card())
    _ = try branch.desk.handOver(order, items: ["USBKey", "密码卡 MK0001", "发票 00012345"])
    let bundle = try #require(try branch.desk.export(to: "\(branch.folder)/stick"))
    let inbox = "\(branch.folder)/inbox/bundles"
    try Files.makeFolder(inbox)
    let name = Files.name(of: bundle.path)
    try FileManager.default.copyItem(atPath: bundle.path, toPath: "\(inbox)/\(name)")
    var told: [String] = []
    try Day(desk: branch.desk, inbox: "\(branch.folder)/inbox", outbox: "\(branch.folder)/outbox") { event in
      if case .bundlePassedOver(let file, let explanation) = event { told.append("\(explanation.code) \(file)") }
    }.run()
    #expect(told == ["N27 \(name)"])
    #expect(Files.kind(of: "\(inbox)/\(name)") == .folder)
  }
}
