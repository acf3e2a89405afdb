// Sides that need no attention, pages that came before, and the two sides of an identity card.
import Domain
import PaperSimulator
import Pictures
import Processes
import Scans
import Testing

@Suite struct SidesTests {
  private static let empty = ScanFault.emptySide(0).explanation.code
  private static let again = ScanFault.sameAgain.explanation.code

  /// A sheet with nothing or something of ours on it, scanned.
  private static func scan(
    _ drawing: String, _ kind: ScanModel.Kind, seed: UInt64, quality: Int? = nil,
    change: (inout ScanModel) -> Void = { _ in }
  ) throws -> ScannedPage {
    let pdf = try TestPaper.write(TestPaper.pdf(drawing))
    var model = ScanModel.typical(kind, seed: seed)
    change(&model)
    let simulation = Simulation(page: 1, boxes: [], scan: model, seed: seed)
    let picture = simulation.run(on: try PrintedPage(pdf: pdf, page: 1)).picture
    return try Bench.reader().read(JPEG.encode(picture, quality: quality ?? model.quality), name: "side.jpg")[0].get()
  }

  @Test(arguments: [ScanModel.Kind.scanner, .office, .phone, .poorScanner])
  func `an empty side is told as one, stains and folds or not, and a written one never is`(kind: ScanModel.Kind) throws
  {
    let side = EmptySide(thresholds: try Bench.thresholds.get())
    for seed in 1...3 as ClosedRange<UInt64> {
      let blank = try Self.scan("", kind, seed: seed)
      #expect(side.finding(on: blank.picture)?.explanation.code == Self.empty, "\(kind) \(seed)")
      let lines = (0..<12).map { "BT /F 14 Tf 60 \(700 - $0 * 40) Td (Some words of a letter, line \($0)) Tj ET" }
      let written = try Self.scan(lines.joined(separator: "\n"), kind, seed: seed)
      #expect(side.finding(on: written.picture) == nil, "\(kind) \(seed)")
    }
  }

  @Test func `the same page without a code is known again, however packed and turned, and another is not`() throws {
    let words = (0..<14).map {
      "BT /F 16 Tf 60 \(760 - $0 * 48) Td (A letter of somebody, line \($0 * $0 * 7919)) Tj ET"
    }
    let other = (0..<7).map { "BT /F 30 Tf 120 \(640 - $0 * 80) Td (Quite another sheet \($0)) Tj ET" }
    var pages = CodelessPages(thresholds: try Bench.thresholds.get())
    let first = try Self.scan(words.joined(separator: "\n"), .office, seed: 4)
    #expect(pages.findings(on: first).isEmpty)
    #expect(pages.findings(on: try Self.scan(other.joined(separator: "\n"), .office, seed: 4)).isEmpty)
    let packed = try Self.scan(words.joined(separator: "\n"), .office, seed: 4, quality: 40)
    #expect(pages.findings(on: packed).map(\.explanation.code) == [Self.again])
    let turned = try Self.scan(words.joined(separator: "\n"), .office, seed: 4) { $0.quarterTurns = 1 }
    #expect(pages.findings(on: turned).map(\.explanation.code) == [Self.again])
  }

  @Test func `two numbers are shown masked, with the places where they differ`() {
    let near = ScanFault.numberDiffers(NumberDifference(read: "11010519491231003X", wanted: "11010519491231002X"))
    let words = near.explanation.chinese.happened + near.explanation.english.happened
    #expect(words.contains("第 17 位复印件为 3、订单为 2") && words.contains("110***********003X"), "\(words)")
    #expect(!words.contains("19491231"))
    let far = NumberDifference(read: "91350100M000100Y43", wanted: "91110108MA01ABCD8P")
    #expect(far.places.count > 3 && far.read.contains("*") && far.read.count == 18)
  }

  @Test func `without the program that reads numbers that is what is said`() throws {
    let page = try Self.scan("", .office, seed: 3)
    let judge = CopyJudge(thresholds: try Bench.thresholds.get(), reader: "no-such-program")
    let codes = judge.findings(page, number: DrawnCard.number, isSealed: false, isCard: true).map(\.explanation.code)
    #expect(codes.contains("C95") && !codes.contains("C68") && !codes.contains("C94"), "\(codes)")
    #expect(CopyJudge.trouble(reader: "no-such-program")?.code == "C95" && CopyJudge.trouble(reader: "/bin/sh") == nil)
  }

  @Test func `a copy without its seal, and one that is blurred, are a person's question`() throws {
    let judge = CopyJudge(thresholds: try Bench.thresholds.get())
    func codes(_ isSealed: Bool, _ change: (inout ScanModel) -> Void = { _ in }) throws -> [String] {
      let page = try Self.scan(Self.lower.emblem(), .office, seed: 14, change: change)
      let findings = judge.findings(page, number: nil, isSealed: isSealed)
      #expect(findings.allSatisfy { $0.weight == .ask }, "\(findings.map(\.fault))")
      return findings.map(\.explanation.code)
    }
    #expect(try codes(true).contains("C92"))
    #expect(try codes(false) { $0.blur = 0.8 }.contains("C91"))
  }

  // MARK: Identity cards

  private static let canRead = (try? Program.run("tesseract", ["--version"]))?.succeeded == true
  private static let lower = DrawnCard(top: 120)

  private static func codes(
    _ drawing: String, _ kind: ScanModel.Kind, seed: UInt64, change: (inout ScanModel) -> Void = { _ in }
  ) throws -> [String] {
    let judge = CopyJudge(thresholds: try Bench.thresholds.get())
    let page = try scan(drawing, kind, seed: seed, change: change)
    return judge.findings(page, number: DrawnCard.number, isSealed: false, isCard: true).map(\.explanation.code)
      .sorted()
  }

  @Test(.enabled(if: canRead), arguments: [ScanModel.Kind.scanner, .office, .phone], ["B", "C", "F"])
  func `both sides of an identity card are seen, whatever scanned it`(kind: ScanModel.Kind, face: String) throws {
    let page = DrawnCard(face: face).portrait() + DrawnCard(top: 120, face: face).emblem()
    for seed in 1...2 as ClosedRange<UInt64> { #expect(try Self.codes(page, kind, seed: seed).isEmpty, "\(seed)") }
  }

  @Test(.enabled(if: canRead), arguments: [ScanModel.Kind.scanner, .office, .phone])
  func `the side that is missing is told`(kind: ScanModel.Kind) throws {
    #expect(try Self.codes(DrawnCard().portrait(), kind, seed: 3) == ["C69"])
    #expect(try Self.codes(Self.lower.emblem(), kind, seed: 4) == ["C68"])
    #expect(try Self.codes(DrawnCard().portrait("11010519491231002"), kind, seed: 5) == ["C68", "C69"])
  }

  // MARK: Cut out of their page

  /// A card alone, 85.6 × 54 mm at 300 dpi, with fewer pixels when it is shrunk.
  private static func alone(_ drawing: String, seed: UInt64, dpi: Double?, every: Int = 1) throws -> ScannedPage {
    let pdf = try TestPaper.write(TestPaper.pdf(drawing))
    var model = ScanModel.typical(.scanner, seed: seed)
    model.skew = 0
    let whole = Simulation(page: 1, boxes: [], scan: model, seed: seed).run(on: try PrintedPage(pdf: pdf, page: 1))
      .picture
    let (left, top) = (Int(60 / 25.4 * 300), Int(40 / 25.4 * 300))
    let card = Picture(width: 1011 / every, height: 638 / every, channels: .colour, dpi: dpi) { pixels in
      for place in 0..<pixels.count {
        let (y, x) = (place / 3).quotientAndRemainder(dividingBy: 1011 / every)
        pixels[place] = whole.pixels[((top + y * every) * whole.width + left + x * every) * 3 + place % 3]
      }
    }
    return try Bench.reader().read(JPEG.encode(card, quality: 90), name: "card.jpg")[0].get()
  }

  private static func codes(_ page: ScannedPage, isCard: Bool, isRead: Bool = true) throws -> [String] {
    let judge = CopyJudge(thresholds: try Bench.thresholds.get())
    return judge.findings(page, number: isRead ? DrawnCard.number : nil, isSealed: false, isCard: isCard)
      .map(\.explanation.code)
  }

  @Test(.enabled(if: canRead), arguments: [nil, 300]) func `a card alone on its picture is taken and read`(dpi: Double?)
    throws
  {
    #expect(try Self.codes(Self.alone(DrawnCard().portrait(), seed: 11, dpi: dpi), isCard: true) == ["C69"])
    #expect(try Self.codes(Self.alone(DrawnCard().emblem(), seed: 12, dpi: dpi), isCard: true) == ["C68"])
  }

  @Test func `few pixels are taken of a card or where the scanner says how dense they are, and of nothing else`() throws
  {
    func codes(_ dpi: Double?, every: Int = 1, isCard: Bool) throws -> [String] {
      let page = try Self.alone(DrawnCard().portrait(), seed: 13, dpi: dpi, every: every)
      return try Self.codes(page, isCard: isCard, isRead: false)
    }
    #expect(try codes(nil, isCard: true).isEmpty)
    #expect(try codes(300, isCard: false).isEmpty)
    #expect(try codes(nil, isCard: false) == ["C90"])
    #expect(try codes(72, isCard: false) == ["C90"])
    #expect(try codes(nil, every: 2, isCard: true).contains("C90"))
  }

  @Test(.enabled(if: canRead)) func `cards laid askew, upside down and on their sides are seen as well`() throws {
    let both = DrawnCard().portrait() + Self.lower.emblem("2015.06.01-", "长期")
    for skew in [-4, -2, 2, 4] {
      #expect(try Self.codes(both, .office, seed: 6) { $0.skew = Double(skew) }.isEmpty, "\(skew)")
    }
    for turns in 1...3 {
      #expect(try Self.codes(both, .office, seed: 7) { $0.quarterTurns = turns }.isEmpty, "\(turns)")
    }
    let over = DrawnCard().portrait() + DrawnCard(top: 120, isUpsideDown: true).emblem()
    #expect(try Self.codes(over, .scanner, seed: 8).isEmpty)
  }

  @Test(.enabled(if: canRead)) func `somebody else's card is told, and its other side with it`() throws {
    let other = "110105194912310054"
    #expect(try Self.codes(DrawnCard().portrait(other), .scanner, seed: 9) == ["C69", "C93"])
    #expect(try Self.codes(DrawnCard().portrait(other) + Self.lower.emblem(), .office, seed: 10) == ["C93"])
  }
}
