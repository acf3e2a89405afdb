// What head office's tables entitle to: a certificate that only its list knows, an unbinding by the code it sent.
import Counter
import Domain
import Records
import Testing
import Tokens
import VirtualCard

@Suite struct EntitledByHeadOfficeTests {
  private let branch: HeadOfficeCounter
  private static let creditCode = "91350100M000100Y43"
  private static let person: [FieldID: String] = [
    "agent.email": "agent@example.com", "agent.mobile": "13900000001", "legal.name": "贾样本",
  ]

  init() throws { branch = try HeadOfficeCounter() }

  @Test func `a certificate of another counter is known by the list`() throws {
    let order = try branch.counter.draft("guocai", "unlock")
    #expect(throws: EntitlementError.notKnown) { try branch.desk.findCertificate(for: order) }
    try branch.add(
      "certificate-list",
      "creditCode,serial,notAfter,revoked\n\(Self.creditCode),00ab12,2027-12-31,\n\(Self.creditCode),0c,2027-01-31,true\n"
    )
    try branch.down()
    let known = try branch.desk.certificates(of: Self.creditCode)
    #expect(known.map(\.serial) == ["ab12", "c"] && known.map(\.standing) == [.valid, .revoked])
    let found = try branch.desk.findCertificate(for: order)
    #expect(found.entitlement.evidence == .headOffice(list: 1))
  }

  @Test func `the code that was sent to the organisation ends an unbinding, once`() throws {
    let earlier = try branch.counter.order(tokens: 1, Self.person)
    try branch.counter.issue(earlier, on: branch.counter.card(serial: 1))
    _ = try branch.desk.handOver(earlier, items: ["USBKey", "密码卡 MK0001", "发票 00012345"])
    try branch.add("release-codes", "id,creditCode,code\nR1,\(Self.creditCode),554433\n")
    try branch.down()
    let order = try branch.counter.draft("guocai", "unlock")
    let code = Array("554433".utf8)
    // Before the facts agree nothing is tried.
    #expect(throws: OutOfTurn.self) { try branch.desk.release(order, by: .code(code)) }
    #expect(try branch.desk.store.triesSpent(of: SecretName(kind: "release-codes", name: "R1")) == 0)
    _ = try branch.desk.compareFacts(
      order, [("email", "agent@example.com"), ("phone", "13900000001"), ("法定代表人", "贾样本")])
    #expect(throws: DownlinkError.wrongRelease(triesLeft: 4)) {
      try branch.desk.release(order, by: .code(Array("554432".utf8)))
    }
    let done = try branch.desk.release(order, by: .code(code))
    #expect(done.entitlement.unbinding.isDone && done.entitlement.unbinding.channel == .code(id: "R1"))
    let another = try branch.counter.draft("guocai", "unlock")
    #expect(throws: EntitlementError.noReleaseCode) { try branch.desk.release(another, by: .code(code)) }
  }
}
