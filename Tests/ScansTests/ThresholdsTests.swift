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
    ("\"version\": \"2026-12\",", "\"version\": \"2026-12\", \"extra\": 1,", "extra"),
    ("\"cell\": 2", "\"cell\": \"two\"", "signature.cell"),
    ("\"cell\": 2", "\"cell\": 2, \"cells\": 3", "signature.cells"),
  ])
  func `a missing, wrong or unknown figure is named`(old: String, new: String, name: String) throws {
    let changed = try Self.text().replacingOccurrences(of: old, with: new)
    #expect(throws: ScanError.thresholds(reason: name)) { try Thresholds(json: Array(changed.utf8)) }
  }

  /// What is compared with whole numbers and decides nothing: a figure's decimals, and shifts.
  private static let noLimits = ["hundredths % 100", "1 <<", ">> "]

  /// Halves round, and an inch is what it is.
  private static let noFigures = ["0.5", "25.4"]

  /// Each version's file by its SHA-256: whoever changes a limit gives the file a new version, and adds it here.
  private static let known = [
    "2026-6": "88d60a33a00de6e3d00c16c5816926ea8f3285fc5d13d2d901c7950fceef4785",
    "2026-7": "890f07130d3ddcf71fb7c3919fde9c84b7305ed4daed26b4772d2d0a2e079828",
    "2026-8": "a8093e2e1aadf554f5b7b21728e53907048b607a8301ff948f7631933b72edaa",
    "2026-9": "2cc475b3d33d3c0c5a67fe6ea1dbf88e64c58432c43acd78c364acff3de29d25",
    "2026-10": "84c05b9c7217f6d281f085ec46979f67abd77dfb4132600c1c53697b4f017ca8",
    "2026-11": "37c00f44c738d865413d65c4be322c4a04d8b6022fa95c8a80c8619bcaa994ce",
    "2026-12": "5cafa0d5c86fca03e5b9d5ea186e3b84a4c6a79c3ee9656e008e5dcfa0248c11",
  ]

  @Test func `a version of the limits is one file for good`() throws {
    let text = Array(try Self.text().utf8)
    let version = try Thresholds(json: text).version
    let digest = Digest.sha256(text).hex
    #expect(Self.known[version] == digest, "\(version): \(digest)")
  }

  /// Each line of the judging code without its comment, with its file's name; words have their figures, too.
  private static func lines() throws -> [(file: String, text: Substring)] {
    let folder = "\(Bench.root)/Sources/Scans"
    return try Files.names(in: folder).filter { $0.hasSuffix(".swift") }.flatMap { file in
      let text = String(decoding: try Files.read("\(folder)/\(file)", limit: 1 << 20), as: UTF8.self)
      return text.split(separator: "\n").map {
        (file, $0.prefix(upTo: $0.firstRange(of: "//")?.lowerBound ?? $0.endIndex))
      }
    }
  }

  /// Whoever moves a limit must find it in the file, where it has a version.
  @Test func `no limit stands in the code`() throws {
    for (file, line) in try Self.lines() {
      let isLimit = line.contains(#/[<>]=? -?[0-9]+\.[0-9]*[1-9]/#) || line.contains(#/ [<>]=? -?[1-9][0-9]+\b/#)
      if isLimit, !Self.noLimits.contains(where: { line.contains($0) }) { Issue.record("\(file): \(line)") }
    }
  }

  /// What is left in the code is how finely something is looked at, and has a name that says so.
  @Test func `a fraction in the code has a name`() throws {
    for (file, line) in try Self.lines() where !file.hasPrefix("ScanFault+") && !file.hasPrefix("ScanError+") {
      let figures = line.matches(of: #/[^$\w.]([0-9]+\.[0-9]*[1-9])/#).map { String($0.1) }
      let isNamed = line.contains("static let") || figures.allSatisfy(Self.noFigures.contains)
      if !isNamed { Issue.record("\(file): \(line)") }
    }
  }
}
