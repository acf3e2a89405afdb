// The scale check page printed at a known size, scanned, and measured again.
import Counter
import Domain
import Files
import Foundation
import PaperSimulator
import Pictures
import Processes
import Services
import Testing

@Suite(.serialized) struct ScaleMeasuringTests {
  private static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
  nonisolated(unsafe) private static let maker = Result {
    try DocumentMaker(packs: Packs.load(from: "\(root)/Forms"), forms: "\(root)/Forms")
  }
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("scale-\(UUID().uuidString)").path

  /// What a scanner makes of the check page.
  private func scan(_ change: (inout ScanModel) -> Void) throws -> String {
    try Files.makeFolder(folder)
    let pdf = "\(folder)/page.pdf"
    let page = ScalePage.document(printer: "Counter", day: "2026-03-09", resolution: "600 dpi")
    try Files.write(Self.maker.get().pdf(of: page), to: pdf)
    var simulation = Simulation(page: 1, boxes: [], scan: .typical(.scanner, seed: 7), seed: 7)
    change(&simulation.scan)
    let picture = simulation.run(on: try PrintedPage(pdf: pdf, page: 1)).picture
    let stored = Picture(
      width: picture.width, height: picture.height, channels: picture.channels, pixels: picture.pixels,
      dpi: simulation.scan.claimedDPI)
    try Files.write(StoredPicture.jpeg(stored, simulation.scan), to: "\(folder)/scan.jpg")
    return "\(folder)/scan.jpg"
  }

  private func measuring() throws -> ScaleMeasuring {
    try ScaleMeasuring(forms: "\(Self.root)/Forms", worker: "\(Program.folder)/certkiosk")
  }

  @Test(arguments: [(1.0, 0), (1.0, 1), (0.97, 2), (1.02, 3), (0.94, 0)])
  func `what was printed at another size is measured to a tenth of a millimetre`(scale: Double, turns: Int) throws {
    defer { try? Files.removeTree(folder) }
    let file = try scan {
      $0.printScale = scale
      $0.quarterTurns = turns
    }
    let found = try measuring().measure(file)
    #expect(abs(found.across - 100 * scale) < 0.1, "\(found.across)")
    #expect(abs(found.along - 100 * scale) < 0.1, "\(found.along)")
    #expect((found.fault == nil) == (scale == 1))
    if scale != 1 { #expect(found.fault?.explanation.code == "J37") }
  }

  @Test func `a scan that does not say how large its dots are is not measured`() throws {
    defer { try? Files.removeTree(folder) }
    let file = try scan { $0.claimedDPI = 72 }
    #expect(throws: ScaleFault.noResolution(72)) { try measuring().measure(file) }
  }

  @Test func `another page is not taken for the check page`() throws {
    defer { try? Files.removeTree(folder) }
    try Files.makeFolder(folder)
    let white = Picture(
      width: 2480, height: 3508, channels: .grey, pixels: [UInt8](repeating: 250, count: 2480 * 3508), dpi: 300)
    try Files.write(JPEG.encode(white, quality: 80), to: "\(folder)/white.jpg")
    #expect(throws: ScaleFault.noScalePage) { try measuring().measure("\(folder)/white.jpg") }
  }

  @Test func `the two ways differing is told apart from scaling`() {
    #expect(PrintedScale(across: 100, along: 101.4, dpi: 300).fault?.explanation.code == "J38")
    #expect(PrintedScale(across: 99.2, along: 99.3, dpi: 300).fault == nil)
  }
}
