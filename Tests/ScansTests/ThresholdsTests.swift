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
    ("\"version\": \"2026-2\",", "\"version\": \"2026-2\", \"extra\": 1,", "extra"),
    ("\"cell\": 2", "\"cell\": \"two\"", "signature.cell"),
    ("\"cell\": 2", "\"cell\": 2, \"cells\": 3", "signature.cells"),
  ])
  func `a missing, wrong or unknown figure is named`(old: String, new: String, name: String) throws {
    let changed = try Self.text().replacingOccurrences(of: old, with: new)
    #expect(throws: ScanError.thresholds(reason: name)) { try Thresholds(json: Array(changed.utf8)) }
  }
}
