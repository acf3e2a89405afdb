import Cryptography
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

  /// What is compared with whole numbers and decides nothing: sizes at which to look twice, bits, a number's length.
  private static let noLimits = [
    ">= 3000 ? coarse", "< 2400", ">= 3200 ? halved", "letters.count >= 18", "half < 4000", "hundredths % 100", "1 <<",
    ">> ",
  ]

  /// Each version's file by its SHA-256: whoever changes a limit gives the file a new version, and adds it here.
  private static let known = ["2026-6": "88d60a33a00de6e3d00c16c5816926ea8f3285fc5d13d2d901c7950fceef4785"]

  @Test func `a version of the limits is one file for good`() throws {
    let text = Array(try Self.text().utf8)
    let version = try Thresholds(json: text).version
    let digest = Digest.sha256(text).hex
    #expect(Self.known[version] == digest, "\(version): \(digest)")
  }

  /// Whoever moves a limit must find it in the file, where it has a version.
  @Test func `no limit stands in the code`() throws {
    let folder = "\(Bench.root)/Sources/Scans"
    for file in try Files.names(in: folder) where file.hasSuffix(".swift") && !file.hasPrefix("Rectifier") {
      let text = String(decoding: try Files.read("\(folder)/\(file)", limit: 1 << 20), as: UTF8.self)
      for line in text.split(separator: "\n") where !line.contains("//") {
        let isLimit = line.contains(#/[<>]=? -?[0-9]+\.[0-9]*[1-9]/#) || line.contains(#/ [<>]=? -?[1-9][0-9]+\b/#)
        if isLimit, !Self.noLimits.contains(where: { line.contains($0) }) { Issue.record("\(file): \(line)") }
      }
    }
  }
}
