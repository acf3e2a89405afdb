// A planted disagreement on every edge is found at its character; agreement is silent.
import Domain
import Testing

@Suite struct IdentityGraphTests {
  private static let code = "91350100M000100Y43"
  private static let values: [FieldID: String] = [
    "organisation.name": "永城市样例（集团）有限公司", "organisation.creditCode": code, "organisation.code": "M000100Y4",
    "invoice.taxNumber": code, "invoice.title": "永城市样例(集团)有限公司", "bank.name": "永城市样例（集团）有限公司",
    "legal.name": "张三丰", "legal.idKind": "居民身份证", "legal.idNumber": "11010519491231002X", "agent.name": "李四",
    "agent.idKind": "居民身份证", "agent.idNumber": "34052419800101001X", "certificate.oldSerial": "001a2b",
  ]
  private static let seen: [(IdentityNode, String)] = [
    (.licenceCode, code), (.licenceName, "永城市样例（集团）有限公司"), (.licenceLegal, "张三丰"), (.certificateCode, code),
    (.certificateOrganisationCode, "M000100Y-4"), (.certificateName, "永城市样例（集团）有限公司"), (.certificateSerial, "1A2B"),
    (.payer, "永城市样例（集团）有限公司"), (.legalCard, "11010519491231002x"), (.agentCard, "34052419800101001X"),
  ]

  private static func graph(
    _ changes: [FieldID: String] = [:], without gone: IdentityNode? = nil, _ more: [(IdentityNode, String)] = []
  ) -> IdentityGraph {
    var graph = IdentityGraph(values: values.merging(changes) { _, new in new })
    for (node, text) in seen where node != gone { graph.add(node, text, from: "原件") }
    for (node, text) in more { graph.add(node, text, from: "原件") }
    return graph
  }

  @Test func `what agrees is silent, however brackets, blanks, hyphens and zeros are written`() {
    #expect(Self.graph().disagreements == [])
  }

  struct Planted: Sendable, CustomTestStringConvertible {
    let edge: IdentityEdge
    var changes: [FieldID: String] = [:]
    var gone: IdentityNode?
    var more: [(IdentityNode, String)] = []
    let words: String
    var testDescription: String { edge.rawValue }
  }

  static let planted = [
    Planted(edge: .organisationCode, changes: ["organisation.code": "M000100Y8"], words: "第 9 位 8≠4，即信用代码第 17 位"),
    Planted(edge: .taxNumber, changes: ["invoice.taxNumber": "91350100M008100Y43"], words: "第 12 位 8≠0"),
    Planted(
      edge: .licenceCode, gone: .licenceCode, more: [(.licenceCode, "91350100M300100Y43")],
      words: "第 10 位 0≠3"),
    Planted(
      edge: .certificateCode, gone: .certificateCode, more: [(.certificateCode, "91350108M000100Y43")],
      words: "第 8 位 0≠8"),
    Planted(
      edge: .certificateOrganisationCode, gone: .certificateOrganisationCode,
      more: [(.certificateOrganisationCode, "M000010Y4")], words: "第 5、6 位前后颠倒"),
    Planted(
      edge: .licenceName, gone: .licenceName, more: [(.licenceName, "永城市样列（集团）有限公司")], words: "第 5 字 例≠列"),
    Planted(
      edge: .certificateName, gone: .certificateName, more: [(.certificateName, "永城市样例有限公司")],
      words: "长度不同：13 字≠9 字，从第 6 字起不同（(≠有）"),
    Planted(edge: .invoiceTitle, changes: ["invoice.title": "永城市样例（集体）有限公司"], words: "第 8 字 体≠团"),
    Planted(edge: .accountName, changes: ["bank.name": "永成市样例（集团）有限公司"], words: "第 2 字 成≠城"),
    Planted(edge: .payer, gone: .payer, more: [(.payer, "李四")], words: "长度不同：2 字≠13 字，从第 1 字起不同（李≠永）"),
    Planted(
      edge: .legalCard, gone: .legalCard, more: [(.legalCard, "11010519491231003X")], words: "第 17 位 2≠3"),
    Planted(edge: .licenceLegal, gone: .licenceLegal, more: [(.licenceLegal, "张三封")], words: "第 3 字 丰≠封"),
    Planted(
      edge: .agentCard, gone: .agentCard, more: [(.agentCard, "34052419800101007X")], words: "第 17 位 1≠7（1 与 7 容易看错）"),
    Planted(edge: .samePerson, changes: ["agent.name": "张三丰"], words: "第 1 位 3≠1，另有"),
    Planted(
      edge: .sameNumber, changes: ["agent.idNumber": "11010519491231002X"], gone: .agentCard,
      words: "长度不同：2 字≠3 字，从第 1 字起不同（李≠张）"),
    Planted(edge: .serial, changes: ["certificate.oldSerial": "1A2C"], words: "第 4 位 C≠B"),
  ]

  @Test(arguments: planted)
  func `a planted disagreement is explained at the character`(planted: Planted) throws {
    let found = Self.graph(planted.changes, without: planted.gone, planted.more).disagreements
    #expect(found.map(\.edge) == [planted.edge])
    let explanation = try #require(found.first).explanation
    if planted.edge == .sameNumber { #expect(explanation.code == "A16") }
    #expect(explanation.chinese.happened.contains(planted.words), "\(explanation.chinese.happened)")
    #expect(explanation.chinese.happened.contains(planted.edge.rule))
    #expect(!explanation.chinese.remedy.isEmpty)
  }

  @Test func `a disagreement is planted on every edge`() {
    #expect(Set(Self.planted.map(\.edge)) == Set(IdentityEdge.allCases))
  }

  @Test func `no whole number of a person stands in a message`() {
    for planted in Self.planted {
      for found in Self.graph(planted.changes, without: planted.gone, planted.more).disagreements {
        let words = found.explanation.chinese.happened + found.explanation.english.happened
        #expect(!words.contains("11010519491231002X") && !words.contains("34052419800101001X"))
      }
    }
  }

  @Test func `another's tax number needs a reason and is then taken`() {
    let other = ["invoice.taxNumber": "91110108MA01C8JT1Q"]
    #expect(Self.graph(other).disagreements.map(\.edge) == [.taxNumber])
    #expect(Self.graph(other.merging(["invoice.taxNumberReason": "总公司代付"]) { one, _ in one }).disagreements == [])
    #expect(
      Self.graph(["invoice.taxNumber": "350100000000001"]).disagreements == [], "an older number of fifteen digits")
  }

  @Test(arguments: [
    ("CN=CFCA@永城市样例有限公司@N91350100M000100Y43@1, OU=Organizational-1, O=CFCA OCA1, C=CN", "永城市样例有限公司"),
    ("CN=041@永城市样例有限公司@Z91350100M000100Y43@00000012,OU=Enterprises,O=CFCA TEST,C=CN", "永城市样例有限公司"),
    ("C=CN,ST=河南省,O=永城市样例有限公司,OU=91350100M000100Y43,CN=李四", "永城市样例有限公司"),
    ("/C=CN/O=永城市样例有限公司/OU=91350100M000100Y43/CN=永城市样例有限公司", "永城市样例有限公司"),
    ("CN=永城市样例\\, 分公司,OU=税号:91350100M000100Y43,C=CN", "永城市样例, 分公司"),
  ])
  func `each issuer's way of naming is understood`(text: String, name: String) {
    let subject = CertificateSubject(text: text)
    #expect(subject.name == name)
    #expect(subject.creditCode == Self.code)
  }

  @Test func `a number in an extension is found, a code inside an organisation code is none`() {
    let subject = CertificateSubject(text: "CN=永城市样例有限公司,C=CN", identifiers: ["M000100Y-4"])
    #expect(subject.creditCode == nil && subject.organisationCode == "M000100Y4")
    #expect(CertificateSubject(text: "CN=x,O=12345678901234567X").creditCode == nil)
  }
}
