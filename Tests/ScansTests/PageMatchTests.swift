import Domain
import Scans
import Testing

@Suite struct PageMatchTests {
  static let papers = OrderPapers(
    revision: 2, papers: [.init(document: "AF", edition: 3, pages: 2, digest: code().digest)])

  static func code(
    reference: String = "ZY20261121-0001", document: String = "AF", edition: Int = 3, revision: Int = 2, page: Int = 1,
    pages: Int = 2, copy: Int = 1, digest: UInt8 = 7, key: PageCode.Key? = TestPaper.siteKey
  ) -> PageCode {
    TestPaper.code(
      reference: reference, document: document, edition: edition, revision: revision, page: page, pages: pages,
      copy: copy, digest: digest, key: key)
  }

  static func knowledge(wanted: String? = nil) -> PageKnowledge {
    PageKnowledge(
      kiosk: "A01", wanted: wanted,
      vouching: { code in
        guard code.seal?.key == "K1" else { return .unknownKey }
        let key = PageCode.Key(kiosk: "", id: "K1", authenticate: TestPaper.siteKey.authenticate)
        return code.isVouched(by: key) ? .holds : .broken
      },
      papers: { $0 == "ZY20261121-0001" ? papers : nil })
  }

  static func otherKey(_ kiosk: String, _ id: String, honest: Bool) -> PageCode.Key {
    PageCode.Key(kiosk: kiosk, id: id) { honest ? TestPaper.siteKey.authenticate($0) : [1, 2, 3, 4, 5, 6, 7, 8, 9] }
  }

  @Test func `the right page has nothing to tell`() {
    #expect(PageMatch.findings(Self.code(), Self.knowledge()).isEmpty)
    #expect(PageMatch.findings(Self.code(page: 2), Self.knowledge(wanted: "ZY20261121-0001")).isEmpty)
  }

  @Test(arguments: [
    (code(key: nil), ScanFault.previewCode),
    (code(key: otherKey("A01", "K1", honest: false)), .forgedCode),
    (code(key: otherKey("A01", "X9", honest: true)), .unknownKey("X9")),
    (code(reference: "ZY20261121-0002"), .unknownOrder(printedBy: nil)),
    (code(revision: 1, digest: 1), .olderRevision(1, present: 2)),
    (code(edition: 2), .otherEdition(2, present: 3)),
    (code(digest: 8), .otherContent),
    (code(document: "XX"), .otherDocument),
    (code(page: 3, pages: 3), .otherDocument),
  ])
  func `each wrong paper is told by its own name`(code: PageCode, fault: ScanFault) {
    let findings = PageMatch.findings(code, Self.knowledge())
    #expect(findings.map(\.fault) == [fault])
    #expect(findings.map(\.weight) == [.refuse])
  }

  @Test func `a page of an order that another kiosk of the site has names that kiosk`() {
    let code = Self.code(reference: "ZY20261121-0002", key: Self.otherKey("A02", "K1", honest: true))
    let findings = PageMatch.findings(code, Self.knowledge())
    #expect(findings.map(\.fault) == [.unknownOrder(printedBy: "A02")])
    #expect(findings.first?.explanation.chinese.happened.contains("A02") == true)
  }

  @Test func `another order's page is told when one order is asked for`() {
    #expect(PageMatch.findings(Self.code(), Self.knowledge(wanted: "ZY1")).map(\.fault) == [.otherOrder])
  }

  @Test func `a code of this kiosk's order that another kiosk vouches for was made by hand`() {
    let code = Self.code(key: Self.otherKey("A02", "K1", honest: true))
    #expect(PageMatch.findings(code, Self.knowledge()).map(\.fault) == [.forgedCode])
  }

  @Test func `no code and a stranger's code differ`() {
    #expect(PageMatch.findings(nil, Self.knowledge()).map(\.fault) == [.noCode])
    #expect(PageMatch.findings(nil, sawForeignCode: true, Self.knowledge()).map(\.fault) == [.foreignCode])
  }

  @Test func `pages that came make a whole copy, or lack one`() {
    func faults(_ pages: [(copy: Int, page: Int)]) -> [ScanFault] {
      PageMatch.lacking(pages, pages: 2).map(\.fault)
    }
    #expect(faults([(1, 2), (1, 1)]).isEmpty)
    #expect(faults([(1, 1), (1, 2), (1, 1)]).isEmpty)
    #expect(faults([(1, 1), (2, 2)]) == [.copiesMixed])
    #expect(faults([(1, 1), (1, 2), (2, 1)]).isEmpty)
    #expect(faults([(1, 2)]) == [.pageMissing(1)])
    #expect(faults([]) == [.pageMissing(1), .pageMissing(2)])
  }

  @Test func `a stranger's code of our length is none of ours`() {
    let ours = Self.code().text
    #expect(PageCode(ours) != nil)
    // Longer in bytes than in characters: writing it again would not end well.
    #expect(PageCode("1ZY" + String(repeating: "\u{E9}", count: 16) + String(repeating: "0", count: 23)) == nil)
    #expect(PageCode(ours.lowercased()) == nil)
  }
}
