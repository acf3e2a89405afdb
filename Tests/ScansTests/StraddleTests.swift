import Domain
import Foundation
import PaperSimulator
import Pictures
import Scans
import Testing

@Suite struct StraddleTests {
  /// Page `page` of two that lay fanned out under one stamp.
  static func page(
    _ page: Int, copy: UInt64, kind: ScanModel.Kind, seed: UInt64, story: PaperCase = .good
  ) throws -> PageVerdict {
    let paper = try Bench.form.get()
    var simulation = Simulation(page: 1, boxes: paper.boxes, scan: .typical(kind, seed: seed), seed: seed)
    simulation.page = page
    simulation.pages = 2
    simulation.copySeed = copy
    simulation.story = story
    let result = simulation.run(on: try Bench.printedForm.get())
    let scan = try Bench.reader().read(StoredPicture.jpeg(result.picture, simulation.scan), name: "a.jpg")[0].get()
    var expected = paper.expected
    expected.optional = []
    return PageJudge(thresholds: try Bench.thresholds.get()).judge(scan, against: expected)
  }

  static func codes(_ first: PageVerdict, _ second: PageVerdict) throws -> [String] {
    let match = StraddleMatch(thresholds: try Bench.thresholds.get())
    let (one, other) = (try #require(first.straddle), try #require(second.straddle))
    return match.findings(one, other, whole: first.wholeSeal ?? second.wholeSeal).map(\.explanation.code)
  }

  static let one: [(ScanModel.Kind, UInt64)] = [(.scanner, 1), (.office, 2), (.office, 3), (.scanner, 4)]
  static let two: [(ScanModel.Kind, UInt64)] = [(.scanner, 5), (.office, 6), (.office, 7), (.scanner, 8)]

  @Test(arguments: one)
  func `the halves of one impression match`(kind: ScanModel.Kind, copy: UInt64) throws {
    let first = try Self.page(1, copy: copy, kind: kind, seed: 700 + copy)
    let second = try Self.page(2, copy: copy, kind: kind, seed: 720 + copy)
    #expect(try Self.codes(first, second).isEmpty)
  }

  @Test(arguments: two)
  func `halves of two copies do not`(kind: ScanModel.Kind, copy: UInt64) throws {
    let first = try Self.page(1, copy: copy, kind: kind, seed: 740 + copy)
    let second = try Self.page(2, copy: copy + 1000, kind: kind, seed: 760 + copy)
    let codes = try Self.codes(first, second)
    #expect(codes == ["C63"] || codes == ["C64"], "\(codes)")
  }

  @Test func `a page without its part is refused by that name`() throws {
    let verdict = try Self.page(1, copy: 9, kind: .office, seed: 790, story: .noStraddle)
    #expect(verdict.verdict == .refused)
    #expect(verdict.findings.map(\.explanation.code).contains("C62"), "\(verdict.findings.map(\.fault))")
  }

  private static let environment = ProcessInfo.processInfo.environment

  /// `LONG=1`; `PAIRS=n` for as many of each sort, `SEED=n` for others. The shares stand in docs/scans.md.
  @Test(.enabled(if: environment["LONG"].map { !$0.isEmpty } ?? false))
  func `of many pairs hardly one of a single impression is refused, and hardly one of two copies passes`() throws {
    let pairs = Self.environment["PAIRS"].flatMap(Int.init) ?? 60
    let start = Self.environment["SEED"].flatMap(UInt64.init) ?? 90_000
    var refused: [String] = []
    var passed = 0
    for number in 0..<UInt64(pairs) {
      let copy = start + number
      let kind: ScanModel.Kind = number.isMultiple(of: 2) ? .office : .scanner
      let first = try Self.page(1, copy: copy, kind: kind, seed: copy * 3)
      let same = try Self.codes(first, Self.page(2, copy: copy, kind: kind, seed: copy * 3 + 1))
      if same.contains("C63") || same.contains("C64") { refused.append("\(copy) \(same)") }
      let other = try Self.page(2, copy: copy + 1_000_000, kind: kind, seed: copy * 3 + 2)
      if try Self.codes(first, other).isEmpty { passed += 1 }
    }
    print(
      "straddle: \(pairs) pairs of each, \(refused.count) single impressions refused, \(passed) of two copies passed")
    #expect(refused.count * 100 <= pairs * 2, "\(refused)")
    #expect(passed * 100 <= pairs * 8, "\(passed)")
  }
}
