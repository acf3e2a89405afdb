// Where the tests' page, reader and thresholds come from.
import Domain
import Files
import Foundation
import Pictures
import PaperSimulator
import Scans

enum Bench {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  static let thresholds = Result {
    try Thresholds(json: Files.read("\(root)/Forms/common/scan-thresholds.json", limit: 100_000))
  }

  /// The program beside the tests' own bundle: it decodes as it would at the counter.
  static var worker: String {
    let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
    return "\(folder)/certkiosk"
  }

  static func reader() throws -> ScanReader {
    ScanReader(worker: worker, reading: try thresholds.get().reading)
  }

  static let form = Result { try TestPaper(.form, code: TestPaper.code()) }
  /// What nobody touched, as the judge has it.
  static let printedFinely = Result { try PrintedPage(pdf: form.get().pdf, page: 1, dpi: 400).grey }
  static let printedForm = Result { try PrintedPage(pdf: form.get().pdf, page: 1) }

  /// Simulates a form, sends it through file and child, and judges it.
  static func judgeForm(
    _ story: PaperCase, _ kind: ScanModel.Kind, seed: UInt64, change: (inout Simulation) -> Void = { _ in }
  ) throws -> (truth: Simulation.Truth, verdict: PageVerdict) {
    let paper = try form.get()
    var simulation = Simulation(page: 1, boxes: paper.boxes, scan: .typical(kind, seed: seed), seed: seed)
    simulation.story = story
    change(&simulation)
    let result = simulation.run(on: try printedForm.get())
    let jpeg = try StoredPicture.jpeg(result.picture, simulation.scan)
    var expected = paper.expected
    expected.printed = try printedFinely.get()
    if let folder = ProcessInfo.processInfo.environment["KEEP_SCANS"] {
      try Files.write(jpeg, to: "\(folder)/\(story.rawValue)-\(kind.rawValue)-\(seed).jpg")
    }
    let page = try reader().read(jpeg, name: "scan.jpg")[0].get()
    return (result.truth, PageJudge(thresholds: try thresholds.get()).judge(page, against: expected))
  }
}
