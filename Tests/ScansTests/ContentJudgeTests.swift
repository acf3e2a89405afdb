import Domain
import Layout
import PaperSimulator
import Pictures
import Scans
import Testing

@Suite struct ContentJudgeTests {
  /// The story and the codes of which one must be named.
  static let stories: [(PaperCase, Set<String>)] = [
    (.changed, ["C80", "C81", "C82", "C83"]), (.covered, ["C80", "C82", "C83"]), (.whitened, ["C80", "C82"]),
    (.added, ["C83"]), (.noDate, ["C60"]), (.staffWritten, ["C61"]),
  ]

  @Test(arguments: stories.indices, [ScanModel.Kind.scanner, .office])
  func `what was done to printed words is found in its box`(index: Int, kind: ScanModel.Kind) throws {
    let (story, codes) = Self.stories[index]
    let (truth, verdict) = try Bench.judgeForm(story, kind, seed: UInt64(500 + index))
    #expect(verdict.verdict != .accepted)
    let named = verdict.findings.filter { codes.contains($0.explanation.code) }
    #expect(!named.isEmpty, "\(verdict.findings.map(\.fault))")
    guard let alteration = truth.alterations.first else { return }
    #expect(named.contains { $0.box == alteration.box }, "\(named.map(\.box)) for \(alteration)")
    let comparison = try #require(verdict.comparisons.first { $0.box == alteration.box })
    #expect(comparison.printed != comparison.seen && PictureFormat(sniffing: comparison.seen) == .png)
  }

  @Test(arguments: 640...645 as ClosedRange<UInt64>)
  func `a character added on a phone's picture is seen`(seed: UInt64) throws {
    let (truth, verdict) = try Bench.judgeForm(.added, .phone, seed: seed)
    let box = try #require(truth.alterations.first).box
    let added = verdict.findings.first { $0.explanation.code == "C83" && $0.box == box }
    #expect(added?.weight == .refuse, "\(verdict.findings.map(\.fault))")
  }

  /// Marks and codes stand at the edges and say nothing of a bulge in the middle.
  @Test(arguments: [1.2, 1.6, 2.0], [650, 651] as [UInt64])
  func `print of a bent page lies where the bend takes it`(curl: Double, seed: UInt64) throws {
    let (_, verdict) = try Bench.judgeForm(.good, .phone, seed: seed) { $0.scan.curl = curl }
    let codes = Set(verdict.findings.map(\.explanation.code))
    #expect(codes.isDisjoint(with: ["C82", "C83", "C84"]), "\(verdict.findings.map(\.fault))")
  }

  @Test func `on a soft scan print that looks altered is a person's question`() throws {
    let (truth, verdict) = try Bench.judgeForm(.covered, .office, seed: 660) { $0.scan.blur = 0.14 }
    #expect(verdict.findings.contains { $0.explanation.code == "C35" }, "\(verdict.findings.map(\.fault))")
    let box = try #require(truth.alterations.first).box
    let found = verdict.findings.filter { $0.box == box }
    #expect(!found.isEmpty && found.allSatisfy { $0.weight == .ask }, "\(verdict.findings.map(\.fault))")
  }

  @Test(arguments: [ScanModel.Kind.scanner, .office, .phone], [601, 602])
  func `print that nobody touched is never called altered`(kind: ScanModel.Kind, seed: UInt64) throws {
    let (_, verdict) = try Bench.judgeForm(.good, kind, seed: seed)
    #expect(verdict.verdict == .accepted, "\(verdict.findings.map(\.fault))")
    #expect(verdict.comparisons.isEmpty)
  }

  @Test(arguments: [ScanModel.Kind.scanner, .office], 620...623 as ClosedRange<UInt64>)
  func `a box to be ticked that only shines through is not the box any more`(kind: ScanModel.Kind, seed: UInt64) throws
  {
    let paper = try TestPaper(.ticked, code: TestPaper.code())
    let boxes = paper.boxes.filter { !$0.name.hasPrefix("field.") || $0.name == "field.tick" }
    var simulation = Simulation(page: 1, boxes: boxes, scan: .typical(kind, seed: seed), seed: seed)
    var expected = paper.expected
    expected.printed = try PrintedPage(pdf: paper.pdf, page: 1, dpi: 400).grey
    for (story, codes) in [(PaperCase.good, []), (.whitened, ["C80"])] {
      simulation.story = story
      let result = try simulation.run(on: PrintedPage(pdf: paper.pdf, page: 1))
      let page = try Bench.reader().read(StoredPicture.jpeg(result.picture, simulation.scan), name: "a.jpg")[0].get()
      let verdict = PageJudge(thresholds: try Bench.thresholds.get()).judge(page, against: expected)
      #expect(verdict.findings.map(\.explanation.code) == codes, "\(verdict.findings.map(\.fault))")
    }
  }

  /// The judge is not told that the words are a value: to it they are a sentence of a letter.
  private static func sentence(_ story: PaperCase, _ kind: ScanModel.Kind, seed: UInt64) throws -> PageVerdict {
    let paper = try Bench.form.get()
    let words = "field.5"
    let boxes = paper.boxes.filter { !$0.name.hasPrefix("field.") || $0.name == words }
    var simulation = Simulation(page: 1, boxes: boxes, scan: .typical(kind, seed: seed), seed: seed)
    simulation.story = story
    var expected = paper.expected
    expected.boxes.removeAll { $0.name == words }
    expected.printed = try Bench.printedFinely.get()
    let result = try simulation.run(on: Bench.printedForm.get())
    let page = try Bench.reader().read(StoredPicture.jpeg(result.picture, simulation.scan), name: "a.jpg")[0].get()
    return PageJudge(thresholds: try Bench.thresholds.get()).judge(page, against: expected)
  }

  /// Not all: some characters are hardly unlike others.
  @Test func `of characters changed in a sentence at least half are asked about, and an unchanged one is not`() throws {
    let verdicts = try (680...687).map { try Self.sentence(.changed, .scanner, seed: $0) }
    let told = verdicts.count { $0.findings.contains { $0.explanation.code == "C86" && $0.weight == .ask } }
    #expect(told >= 4, "\(told): \(verdicts.map { $0.findings.map(\.fault) })")
    #expect(try Self.sentence(.good, .scanner, seed: 688).verdict == .accepted)
  }

  @Test(arguments: [PaperCase.covered, .whitened], [ScanModel.Kind.scanner, .office])
  func `words that are nobody's value are looked at too`(story: PaperCase, kind: ScanModel.Kind) throws {
    for seed in 670...673 as ClosedRange<UInt64> {
      let verdict = try Self.sentence(story, kind, seed: seed)
      let found = verdict.findings.first { ["C85", "C86"].contains($0.explanation.code) }
      #expect(found?.weight == .ask, "\(story) \(seed) \(verdict.findings.map(\.fault))")
      #expect(found.flatMap { verdict.places[$0.box ?? ""] }?.count == 4)
    }
  }

  static let measured: [PaperCase] = [
    .noSeal, .halfSeal, .faintSeal, .blueSeal, .photocopied, .smallSeal, .squareSeal, .sealElsewhere, .redScrawl,
    .noSignature, .noDate, .staffWritten, .changed, .whitened, .added, .shrunken,
  ]

  @Test(arguments: measured)
  func `every finding says its figure, its unit and its limit, on whose wrong side the figure lies`(story: PaperCase)
    throws
  {
    let (_, verdict) = try Bench.judgeForm(story, .office, seed: 610)
    #expect(verdict.verdict != .accepted)
    for finding in verdict.findings {
      let what =
        "\(finding.explanation.code) \(String(describing: finding.measured)) \(String(describing: finding.limit))"
      #expect(finding.measured != nil && finding.unit != nil && finding.limit != nil, "\(what)")
      #expect(finding.measured != finding.limit, "\(what)")
      guard ["C50", "C59"].contains(finding.explanation.code), let red = finding.measured, let limit = finding.limit
      else { continue }
      #expect((red >= limit) == (finding.explanation.code == "C59"), "\(what)")
    }
  }
}
