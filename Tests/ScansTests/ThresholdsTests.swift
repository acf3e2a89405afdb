import Files
import Foundation
import Scans
import Testing

@Suite struct ThresholdsTests {
  static func text() throws -> String {
    String(decoding: try Files.read("\(Bench.root)/Forms/common/scan-thresholds.json", limit: 100_000), as: UTF8.self)
  }

  @Test func `the house's own figures are complete`() throws {
    #expect(!(try Thresholds(json: Array(Self.text().utf8)).version.isEmpty))
  }

  @Test(arguments: [
    ("\"fullCoverage\"", "\"fulCoverage\"", "seal.fullCoverage"),
    ("\"version\": \"2026-6\",", "\"version\": \"2026-6\", \"extra\": 1,", "extra"),
    ("\"cell\": 2", "\"cell\": \"two\"", "signature.cell"),
    ("\"cell\": 2", "\"cell\": 2, \"cells\": 3", "signature.cells"),
  ])
  func `a missing, wrong or unknown figure is named`(old: String, new: String, name: String) throws {
    let changed = try Self.text().replacingOccurrences(of: old, with: new)
    #expect(throws: ScanError.thresholds(reason: name)) { try Thresholds(json: Array(changed.utf8)) }
  }

  /// Whoever moves a limit must find it in the file, where it has a version.
  @Test func `no limit stands in the code`() throws {
    let folder = "\(Bench.root)/Sources/Scans"
    for file in try Files.names(in: folder) where file.hasSuffix(".swift") && !file.hasPrefix("Rectifier") {
      let text = String(decoding: try Files.read("\(folder)/\(file)", limit: 1 << 20), as: UTF8.self)
      for line in text.split(separator: "\n") where !line.contains("//") {
        if line.contains(#/[<>]=? -?[0-9]+\.[0-9]*[1-9]/#) { Issue.record("\(file): \(line)") }
      }
    }
  }
}
