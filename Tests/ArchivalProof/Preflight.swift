// PDFBox's preflight over a folder of files, in one run of Java.
import Foundation
internal import Processes

/// Apache PDFBox's check for PDF/A-1b. A-2b allows four things that it forbids; whatever else it finds is wrong.
package enum Preflight {
  /// What A-2b allows: part 2 in the metadata, fonts without CIDSet (6.2.11.4.2), transparency groups (6.2.10),
  /// cross-reference streams (6.1.4).
  private static let allowed = [
    "7.11.2 Error on MetaData, part must be 1", "The CIDSet entry is missing for the Composite Subset",
    "2.2.1 Invalid graphics transparency, Group has a transparency S entry or the S entry is null",
    "1.4 Trailer Syntax error, /XRef cross reference streams are not allowed",
  ]

  /// Complaints by file name, beyond those that A-2b allows, about every PDF file of a folder.
  package static func complaints(in folder: String) throws -> [String: [String]] {
    let classes = [
      "preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io", "javax.activation", "jaxb-api",
    ].map { "/usr/share/java/\($0).jar" }.joined(separator: ":")
    let outcome = try Program.run(
      "/usr/bin/env",
      [
        "java", "-XX:TieredStopAtLevel=1", "-cp", classes, "org.apache.pdfbox.preflight.Validator_A1b", "xml", "group",
        folder,
      ])
    let report = "\(folder).preflight.xml"
    defer { try? FileManager.default.removeItem(atPath: report) }
    guard let text = try? String(contentsOfFile: report, encoding: .utf8) else {
      throw UnreadableFile(description: "preflight gave no report: \(outcome.errorText)")
    }
    return read(text)
  }

  private static func read(_ report: String) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for part in report.components(separatedBy: "<preflight ").dropFirst() {
      let name = part.firstMatch(of: /name="([^"]*)"/).map { String($0.1) } ?? "?"
      let errors = part.matches(of: /(?s)<error[^>]*>.*?<code>([^<]*)<\/code>\s*<details>([^<]*)<\/details>/)
        .map { "\($0.1) \($0.2)" }
      let all = part.firstMatch(of: /<errors count="([0-9]+)"/).flatMap { Int($0.1) } ?? 0
      found[name] = errors.filter { error in !allowed.contains { error.contains($0) } }
      if errors.count != all { found[name]?.append("\(all) errors, \(errors.count) understood") }
    }
    return found
  }
}
