import Domain
import Files
import Foundation
import PaperSimulator
import Pictures
import Scans
import Testing

@Suite struct CaptureJudgeTests {
  static func judge(
    _ shape: SealStamp.Shape, width: Double, height: Double? = nil, kind: ScanModel.Kind = .scanner, seed: UInt64,
    change: (inout Simulation) -> Void = { _ in }
  ) throws -> (truth: Simulation.Truth, verdict: PageVerdict) {
    let paper = try TestPaper(.capture(shape), code: TestPaper.code(document: "ST"))
    var simulation = Simulation(page: 1, boxes: paper.boxes, scan: .typical(kind, seed: seed), seed: seed)
    simulation.stamp = SealStamp(shape, width: width, height: height, centre: Spot(0, 0))
    change(&simulation)
    let result = simulation.run(on: try PrintedPage(pdf: paper.pdf, page: 1))
    let jpeg = try JPEG.encode(result.picture, quality: simulation.scan.quality)
    let page = try Bench.reader().read(jpeg, name: "sheet.jpg")[0].get()
    let verdict = PageJudge(thresholds: try Bench.thresholds.get()).judge(page, against: paper.expected)
    if let folder = ProcessInfo.processInfo.environment["KEEP_SCANS"] {
      try Files.write(jpeg, to: "\(folder)/sheet-\(shape)-\(kind)-\(seed).jpg")
      for seal in verdict.seals { try Files.write(seal.png, to: "\(folder)/\(seal.name)-\(seed).png") }
    }
    return (result.truth, verdict)
  }

  @Test(arguments: [(38.0, 1), (40, 2), (42, 3), (44.5, 4), (42, 5)])
  func `a round seal's diameter is told to a fifth of a millimetre`(diameter: Double, seed: UInt64) throws {
    let (_, verdict) = try Self.judge(.round, width: diameter, seed: seed)
    let seal = try #require(verdict.seals.first)
    let measured = try #require(seal.diameter)
    #expect(abs(measured - diameter) <= 0.2, "\(measured)")
    #expect(verdict.verdict == .accepted)
  }

  @Test(arguments: [1, 2])
  func `square and oval seals keep their sides`(seed: UInt64) throws {
    let square = try #require(try Self.judge(.square, width: 20, seed: seed).verdict.seals.first)
    #expect(abs(square.width - 20) <= 0.3 && abs(square.height - 20) <= 0.3, "\(square.width) \(square.height)")
    let oval = try #require(try Self.judge(.oval, width: 45, height: 30, seed: seed).verdict.seals.first)
    #expect(abs(oval.width - 45) <= 0.3 && abs(oval.height - 30) <= 0.3, "\(oval.width) \(oval.height)")
  }

  @Test func `the seal's picture is transparent paper with red ink, trimmed to its edge`() throws {
    let (_, verdict) = try Self.judge(.round, width: 42, seed: 9)
    let seal = try #require(verdict.seals.first)
    let limits = PictureLimits(bytes: 5_000_000, pages: 1, pixels: 5_000_000, side: 5000)
    let picture = try PNG.decodeWithAlpha(seal.png, limits: limits)
    // Whole millimetres around the seal and its margin, so that whoever draws the picture at its told size draws a true seal.
    #expect(seal.pictureWidth >= 43 && seal.pictureWidth <= 44 && seal.pictureHeight >= 43 && seal.pictureHeight <= 44)
    #expect(abs(Double(picture.width) / 300 * 25.4 - Double(seal.pictureWidth)) < 0.09)
    #expect(abs(Double(picture.height) / 300 * 25.4 - Double(seal.pictureHeight)) < 0.09)
    #expect(abs((picture.dpi ?? 0) - 300) < 0.1)
    let alpha = (0..<(picture.width * picture.height)).map { picture.pixels[$0 * 4 + 3] }
    let corner = alpha[0]
    #expect(corner == 0)
    let inked = Double(alpha.count { $0 > 128 }) / Double(alpha.count)
    #expect(inked > 0.1 && inked < 0.5, "\(inked)")
    #expect(picture.pixels[0] > picture.pixels[1] &+ 60)
  }

  typealias Change = @Sendable (inout Simulation) -> Void

  /// The story, what scans it, and the code of the reason.
  static let refusals: [(UInt64, ScanModel.Kind, String, Change)] = [
    (21, .scanner, "C70", { $0.story = .noSeal }),
    (22, .scanner, "C73", { $0.story = .halfSeal }),
    (23, .scanner, "C76", { $0.story = .doubleSeal }),
    (24, .scanner, "C37", { $0.scan.isGrey = true }),
    (25, .office, "C71", { _ in }),
    (26, .phone, "C72", { $0.scan.dpi = 320 }),
    (30, .scanner, "C54", { $0.story = .blueSeal }),
    (29, .scanner, "C57", { $0.story = .squareSeal }),
    (34, .scanner, "C74", { $0.story = .crossedSeal }),
    (35, .scanner, "C75", { $0.story = .sealAtFrame }),
    (36, .scanner, "C76", { $0.story = .stained }),
  ]

  @Test func `a seal of unusual size is cut out, and a person decides about it`() throws {
    let verdict = try Self.judge(.round, width: 58, seed: 27).verdict
    #expect(verdict.verdict == .ask && verdict.findings.map(\.explanation.code) == ["C56"])
    #expect(abs((verdict.findings.first?.measured ?? 0) - 58) < 0.2)
    #expect(abs((verdict.seals.first?.width ?? 0) - 58) < 0.2)
  }

  @Test(arguments: [SealStamp.Shape.round, .oval, .square], [41, 42] as [UInt64])
  func `a seal with hardly any ink is a person's question, not a pale electronic seal`(
    shape: SealStamp.Shape, seed: UInt64
  ) throws {
    let width = shape == .round ? 42.0 : shape == .oval ? 45 : 20
    let height: Double? = shape == .oval ? 30 : nil
    let verdict = try Self.judge(shape, width: width, height: height, seed: seed) { $0.story = .faintSeal }.verdict
    #expect(verdict.verdict != .accepted, "\(verdict.findings.map(\.fault))")
    guard shape == .round else { return }
    let faint = try #require(
      verdict.findings.first { $0.explanation.code == "C52" }, "\(verdict.findings.map(\.fault))")
    #expect(faint.box == "capture.official" && (faint.measured ?? 1) < (faint.limit ?? 0))
  }

  @Test func `a sheet printed at another scale is a person's question, or refused when our own scanner saw it`() throws
  {
    let paper = try TestPaper(.capture(.round), code: TestPaper.code(document: "ST"))
    let judge = PageJudge(thresholds: try Bench.thresholds.get())
    for (scale, limit) in [(0.97, 0.99), (1.03, 1.01)] {
      var simulation = Simulation(page: 1, boxes: paper.boxes, scan: .typical(.scanner, seed: 28), seed: 28)
      simulation.scan.printScale = scale
      let result = simulation.run(on: try PrintedPage(pdf: paper.pdf, page: 1))
      let bytes = try JPEG.encode(result.picture, quality: 90)
      for (isOwn, weight) in [(false, Weight.ask), (true, .refuse)] {
        let upload = Upload(name: "sheet.jpg", bytes: bytes, isOwnScan: isOwn)
        let verdict = judge.judge(try Bench.reader().page(0, of: upload).get(), against: paper.expected)
        let found = try #require(verdict.findings.first { $0.explanation.code == "C36" }, "\(scale)")
        #expect(found.weight == weight && found.limit == limit)
      }
    }
  }

  @Test func `a sheet whose file tells no resolution is left to a person, whatever it was printed at`() throws {
    for scale in [1, 0.97] {
      let verdict = try Self.judge(.round, width: 42, seed: 28) {
        $0.scan.printScale = scale
        $0.scan.claimedDPI = nil
      }.verdict
      #expect(verdict.verdict == .ask && verdict.findings.map(\.explanation.code) == ["C38"], "\(scale)")
      #expect(verdict.seals.count == 1)
    }
  }

  @Test func `an oval seal is cut out where the box takes one beside the round`() throws {
    let paper = try TestPaper(.capture(.round), code: TestPaper.code(document: "ST"))
    var expected = paper.expected
    let oval = ExpectedSeal("official-oval", .oval, width: 38...45, height: 25...30)
    expected.sealClasses["official"]?.others = [oval]
    func judged(_ stamp: SealStamp, _ story: PaperCase = .good) throws -> PageVerdict {
      var simulation = Simulation(page: 1, boxes: paper.boxes, scan: .typical(.scanner, seed: 33), seed: 33)
      simulation.stamp = stamp
      simulation.story = story
      let result = simulation.run(on: try PrintedPage(pdf: paper.pdf, page: 1))
      let jpeg = try JPEG.encode(result.picture, quality: simulation.scan.quality)
      let page = try Bench.reader().read(jpeg, name: "sheet.jpg")[0].get()
      return PageJudge(thresholds: try Bench.thresholds.get()).judge(page, against: expected)
    }
    let taken = try judged(SealStamp(.oval, width: 45, height: 30, centre: Spot(0, 0)))
    let seal = try #require(taken.seals.first, "\(taken.findings.map(\.fault))")
    #expect(taken.verdict == .accepted && seal.sealClass == "official-oval" && seal.diameter == nil)
    #expect(abs(seal.width - 45) <= 0.3 && abs(seal.height - 30) <= 0.3, "\(seal.width) \(seal.height)")
    #expect(seal.pictureWidth >= 46 && seal.pictureHeight >= 31)
    #expect(try judged(SealStamp(.round, width: 42, centre: Spot(0, 0))).seals.first?.sealClass == "official")
    #expect(
      try judged(SealStamp(.round, width: 42, centre: Spot(0, 0)), .squareSeal).findings.map(\.explanation.code) == [
        "C57"
      ])
    #expect(try judged(SealStamp(.round, width: 42, centre: Spot(0, 0)), .doubleSeal).verdict == .refused)
  }

  @Test(arguments: refusals.indices)
  func `what cannot become a seal picture is refused for its true reason`(index: Int) throws {
    let (seed, kind, code, change) = Self.refusals[index]
    let verdict = try Self.judge(.round, width: 42, kind: kind, seed: seed, change: change).verdict
    #expect(verdict.verdict == .refused)
    #expect(verdict.seals.isEmpty)
    #expect(verdict.findings.map(\.explanation.code).contains(code), "\(verdict.findings.map(\.fault))")
  }
}
