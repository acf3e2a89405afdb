import Domain
import PaperSimulator
import Scans
import Testing

@Suite struct PageJudgeTests {
  /// What each story must come to, and the code that names its reason.
  static let verdicts: [PaperCase: (Verdict, String?)] = [
    .good: (.accepted, nil), .noSeal: (.refused, "C50"), .halfSeal: (.ask, "C51"), .doubleSeal: (.ask, nil),
    .faintSeal: (.ask, "C52"), .blueSeal: (.refused, "C54"), .photocopied: (.refused, "C55"),
    .smallSeal: (.ask, "C56"), .squareSeal: (.refused, "C57"), .sealElsewhere: (.refused, "C58"),
    .redScrawl: (.refused, "C59"), .noSignature: (.refused, "C40"),
  ]

  @Test(arguments: PaperCase.allCases.filter { verdicts[$0] != nil }, [ScanModel.Kind.office, .phone])
  func `a page's story is told as it was`(story: PaperCase, kind: ScanModel.Kind) throws {
    let expected = try #require(Self.verdicts[story])
    let (_, verdict) = try Bench.judgeForm(story, kind, seed: kind == .office ? 201 : 203)
    #expect(verdict.verdict == expected.0, "\(verdict.findings.map(\.fault))")
    guard let code = expected.1 else { return }
    #expect(verdict.findings.map(\.explanation.code).contains(code), "\(verdict.findings.map(\.fault))")
  }

  @Test(arguments: [ScanModel.Kind.office, .scanner], [211, 212])
  func `a square seal is told by its shape beside the seal across the edges too`(
    kind: ScanModel.Kind, seed: UInt64
  ) throws {
    let (_, verdict) = try Bench.judgeForm(.squareSeal, kind, seed: seed) { $0.pages = 2 }
    #expect(verdict.findings.map(\.explanation.code) == ["C57"], "\(verdict.findings.map(\.fault))")
  }

  /// A bend makes ovals of circles, and no pen's strokes of them.
  @Test func `half a seal on a bent page is a person's question`() throws {
    let (_, verdict) = try Bench.judgeForm(.halfSeal, .phone, seed: 227) { $0.scan.curl = 1.2 }
    let codes = verdict.findings.map(\.explanation.code)
    #expect(codes.contains("C51") && !codes.contains("C59"), "\(verdict.findings.map(\.fault))")
  }

  /// A phone's file tells no size, and marks shrink with the print; the sheet on its desk does not.
  @Test(arguments: [ScanModel.Kind.phone, .chat], [0.97, 1.03])
  func `a print at another scale is told beside the paper's edges`(kind: ScanModel.Kind, scale: Double) throws {
    let (_, verdict) = try Bench.judgeForm(.good, kind, seed: 231) { $0.scan.printScale = scale }
    let told = try #require(
      verdict.findings.first { $0.explanation.code == "C36" }, "\(verdict.findings.map(\.fault))")
    #expect(told.weight == .ask && abs((told.measured ?? 0) - scale) < 0.005, "\(told)")
    #expect(told.limit == (scale < 1 ? 0.98 : 1.02))
  }

  @Test(arguments: [301, 302, 303])
  func `a good page from a 300 dpi scanner is accepted`(seed: UInt64) throws {
    let (_, verdict) = try Bench.judgeForm(.good, .scanner, seed: seed)
    #expect(verdict.verdict == .accepted, "\(verdict.findings.map(\.fault))")
  }

  @Test func `a chat program's small picture is never refused for a seal that is there`() throws {
    let (_, verdict) = try Bench.judgeForm(.good, .chat, seed: 1)
    #expect(verdict.verdict != .refused, "\(verdict.findings.map(\.fault))")
  }

  @Test func `what cannot be judged is not judged, and says what to do`() throws {
    func codes(_ change: (inout Simulation) -> Void) throws -> [String] {
      let verdict = try Bench.judgeForm(.noSeal, .office, seed: 7, change: change).verdict
      #expect(verdict.verdict == .refused)
      return verdict.findings.map(\.explanation.code)
    }
    #expect(try codes { $0.scan.dpi = 100 }.contains("C32"))
    #expect(try codes { $0.scan.dpi = 150 }.contains("C33"))
    #expect(try codes { $0.scan.blur = 0.3 } == ["C34"])
    #expect(try codes { $0.scan.printScale = 0.97 }.contains("C36"))
    #expect(try codes { $0.scan.isGrey = true } == ["C37"])
    #expect(try codes { $0.scan.curl = 4 } == ["C31"])
  }

  @Test func `a page of other paper is not looked at further`() throws {
    let page = try Bench.reader().read(try ScanReaderTests.scan.get(), name: "a.jpg")[0].get()
    let judge = PageJudge(thresholds: try Bench.thresholds.get())
    let verdict = judge.judge(
      page, against: try Bench.form.get().expected, identity: [ScanFinding(.refuse, .olderRevision(1, present: 2))])
    #expect(verdict.findings.count == 1 && verdict.verdict == .refused)
  }
}
