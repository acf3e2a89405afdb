// The oval seal of a foreign-invested company where a form asks for the round one: taken like it, and nothing else is.
import Domain
import PaperSimulator
import Pictures
import Scans
import Testing

@Suite struct OvalSealTests {
  private static func judge(
    _ stamp: SealStamp, _ story: PaperCase = .good, pages: Int = 1, optional: Set<String>? = nil, seed: UInt64
  ) throws -> PageVerdict {
    let paper = try Bench.form.get()
    var simulation = Simulation(page: 1, boxes: paper.boxes, scan: .typical(.office, seed: seed), seed: seed)
    simulation.stamp = stamp
    simulation.story = story
    simulation.pages = pages
    let result = simulation.run(on: try Bench.printedForm.get())
    let page = try Bench.reader().read(StoredPicture.jpeg(result.picture, simulation.scan), name: "a.jpg")[0].get()
    var expected = paper.expected
    if let optional { expected.optional = optional }
    expected.sealClasses["official"]?.others = [ExpectedSeal("official-oval", .oval, width: 38...45, height: 25...30)]
    return PageJudge(thresholds: try Bench.thresholds.get()).judge(page, against: expected)
  }

  private static func codes(_ verdict: PageVerdict) -> [String] {
    verdict.findings.filter { $0.weight != .note }.map(\.explanation.code)
  }

  @Test(arguments: [(45.0, 30.0, 41), (40, 30, 42), (42, 28, 43)])
  func `an oval seal is taken in the place of the round one`(width: Double, height: Double, seed: UInt64) throws {
    let verdict = try Self.judge(SealStamp(.oval, width: width, height: height, centre: Spot(0, 0)), seed: seed)
    #expect(verdict.verdict == .accepted, "\(verdict.findings.map(\.fault))")
  }

  @Test func `an oval seal of unusual size, and other seals, are what they were`() throws {
    let large = try Self.judge(SealStamp(.oval, width: 54, height: 36, centre: Spot(0, 0)), seed: 44)
    #expect(large.verdict == .ask && Self.codes(large) == ["C56"], "\(large.findings.map(\.fault))")
    let round = SealStamp(.round, width: 42, centre: Spot(0, 0))
    #expect(try Self.judge(round, seed: 45).verdict == .accepted)
    #expect(try Self.codes(Self.judge(round, .squareSeal, seed: 46)) == ["C57"])
    #expect(try Self.codes(Self.judge(round, .noSeal, seed: 47)).contains("C50"))
    #expect(try Self.codes(Self.judge(round, .doubleSeal, seed: 48)) == ["C53"])
    #expect(try Self.codes(Self.judge(round, .halfSeal, seed: 49)) == ["C51"])
  }

  /// Strokes have a box around them, and lie along its oval for a part of the way; a stamp's edge lies on it.
  @Test func `red writing where an oval seal may stand is hardly ever taken for a part of one`() throws {
    let round = SealStamp(.round, width: 42, centre: Spot(0, 0))
    let verdicts = try (61...66).map { try Self.judge(round, .redScrawl, seed: $0) }
    let told = verdicts.count { $0.verdict == .refused && Self.codes($0).contains("C59") }
    #expect(told >= 5, "\(verdicts.map { $0.findings.map(\.fault) })")
  }

  @Test func `its part across the edges is left to a person, and its absence is not`() throws {
    let oval = SealStamp(.oval, width: 45, height: 30, centre: Spot(0, 0))
    let there = try Self.judge(oval, pages: 2, optional: [], seed: 51)
    #expect(there.verdict == .ask && Self.codes(there) == ["C65"], "\(there.findings.map(\.fault))")
    let missing = try Self.judge(oval, .noStraddle, pages: 2, optional: [], seed: 52)
    #expect(Self.codes(missing) == ["C62"], "\(missing.findings.map(\.fault))")
  }
}
