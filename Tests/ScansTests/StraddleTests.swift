import Domain
import Foundation
import Layout
import PaperSimulator
import Pictures
import Scans
import Testing

@Suite struct StraddleTests {
  /// Page `page` of two that lay fanned out under one stamp.
  /// - Parameter beside: where the page's whole seal lies from the middle of the one across the edges, in millimetres.
  static func page(
    _ page: Int, copy: UInt64, kind: ScanModel.Kind, seed: UInt64, story: PaperCase = .good, beside: Spot? = nil
  ) throws -> PageVerdict {
    let paper = try Bench.form.get()
    var simulation = Simulation(page: 1, boxes: paper.boxes, scan: .typical(kind, seed: seed), seed: seed)
    simulation.page = page
    simulation.pages = 2
    simulation.copySeed = copy
    simulation.story = story
    if let beside { try put(beside, &simulation) }
    let result = simulation.run(on: try Bench.printedForm.get())
    let scan = try Bench.reader().read(StoredPicture.jpeg(result.picture, simulation.scan), name: "a.jpg")[0].get()
    var expected = paper.expected
    expected.optional = []
    return PageJudge(thresholds: try Bench.thresholds.get()).judge(scan, against: expected)
  }

  /// Moves the place of the page's own stamp until it is pressed there; how far beside its place follows from the seed.
  private static func put(_ wanted: Spot, _ simulation: inout Simulation) throws {
    var trial = simulation
    trial.scan = ScanModel(dpi: 20)
    let seals = try trial.run(on: Bench.printedForm.get()).truth.seals
    let own = try #require(seals.first { $0.box.hasPrefix("seal.") }).stamp.centre
    let across = try #require(seals.first { $0.box == "straddle" }).stamp.centre
    let box = try #require(simulation.boxes.firstIndex { $0.name.hasPrefix("seal.") })
    simulation.boxes[box].x += across.x + wanted.x - own.x
    simulation.boxes[box].y += across.y + wanted.y - own.y
  }

  static func codes(_ first: PageVerdict, _ second: PageVerdict) throws -> [String] {
    let match = StraddleMatch(thresholds: try Bench.thresholds.get())
    let (one, other) = (try #require(first.straddle), try #require(second.straddle))
    return match.findings(one, other, whole: first.wholeSeal ?? second.wholeSeal).map(\.explanation.code)
  }

  static let one: [(ScanModel.Kind, UInt64)] = [(.scanner, 1), (.office, 2), (.office, 3), (.scanner, 4)]
  static let two: [(ScanModel.Kind, UInt64)] = [(.scanner, 5), (.office, 6), (.office, 7), (.scanner, 8)]

  /// Neither a seal of its own nor a pen: such a page has no colour at all, as a grey scan has none.
  @Test(arguments: [ScanModel.Kind.scanner, .office])
  func `a page that wants nothing but the seal across the edges is refused without it`(kind: ScanModel.Kind) throws {
    var expected = try Bench.form.get().expected
    (expected.optional, expected.blanks) = ([], [:])
    expected.boxes.removeAll { $0.name.hasPrefix("seal.") || $0.name.hasPrefix("signature") }
    let simulation = Simulation(page: 1, boxes: [], scan: .typical(kind, seed: 21), seed: 21)
    let result = simulation.run(on: try Bench.printedForm.get())
    let scan = try Bench.reader().read(StoredPicture.jpeg(result.picture, simulation.scan), name: "a.jpg")[0].get()
    let verdict = PageJudge(thresholds: try Bench.thresholds.get()).judge(scan, against: expected)
    #expect(verdict.verdict == .refused && verdict.findings.map(\.explanation.code) == ["C62"])
    #expect(verdict.straddle == nil)
  }

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

  /// On the lower page the circle's left half is not there, so that other ink may lie in it.
  @Test(arguments: [Spot(-32, 3), Spot(-26, -4)], [11, 12] as [UInt64])
  func `a whole seal beside the part is none of it`(place: Spot, copy: UInt64) throws {
    let first = try Self.page(1, copy: copy, kind: .scanner, seed: 800 + copy)
    let second = try Self.page(2, copy: copy, kind: .office, seed: 820 + copy, beside: place)
    #expect(try Self.codes(first, second).isEmpty)
  }

  /// Beside the part of the upper page, also where the part's own middle could lie, and across the lower one's where the
  /// upper page's edge lay.
  @Test(arguments: [(1, Spot(-41, 2)), (1, Spot(-38, -6)), (1, Spot(-33, -27)), (2, Spot(-19, 4))])
  func `a whole seal that touches the part leaves it to be found`(touched: Int, place: Spot) throws {
    let first = try Self.page(1, copy: 13, kind: .scanner, seed: 840, beside: touched == 1 ? place : nil)
    let second = try Self.page(2, copy: 13, kind: .office, seed: 841, beside: touched == 2 ? place : nil)
    for page in [first, second] { #expect(!page.findings.map(\.explanation.code).contains("C62")) }
    #expect(try Self.codes(first, second).isEmpty)
    let other = try Self.page(2, copy: 1013, kind: .office, seed: 842)
    #expect(try !Self.codes(first, other).isEmpty)
  }

  @Test func `a page without its part is refused by that name`() throws {
    let verdict = try Self.page(1, copy: 9, kind: .office, seed: 790, story: .noStraddle)
    #expect(verdict.verdict == .refused)
    let none = try #require(verdict.findings.first { $0.explanation.code == "C62" }, "\(verdict.findings.map(\.fault))")
    #expect(none.measured != nil && none.unit == "mm²" && none.limit != nil)
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
