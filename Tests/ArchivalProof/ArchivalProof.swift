// Proves that a file is what an archive and a screen reader expect, by readers that are not the product's own.
import Foundation
internal import Processes

/// What is wrong with a file as PDF/A-2b with tags, found over qpdf's objects. PDFBox's preflight, which knows A-1b
/// only, sees the rest: `Preflight`.
package struct ArchivalProof {
  package let complaints: [String]
  /// What a reader speaks aloud: one line for each marked content, in the structure's order.
  package let lines: [String]
  package let bookmarks: [String]
  package let pages: Int

  /// - Parameter path: a file on disk.
  package init(_ path: String) throws {
    let file = try ReadFile(path)
    let pages = Self.pages(below: file.root["/Pages"])
    let structure = StructureCheck(file, pages: pages)
    let outline = OutlineCheck(file, pages: pages)
    complaints =
      Self.syntax(path) + IdentityCheck(file).complaints + ContentsCheck(file, pages: pages).complaints
      + structure.complaints + outline.complaints
    lines = structure.lines
    bookmarks = outline.titles
    self.pages = pages.count
  }

  private static func pages(below node: Entry, depth: Int = 0) -> [Entry] {
    guard node["/Type"].name == "/Pages", depth < 16 else { return [node] }
    return node["/Kids"].items.flatMap { pages(below: $0, depth: depth + 1) }
  }

  /// What qpdf's own check has to say.
  private static func syntax(_ path: String) -> [String] {
    guard let outcome = try? Program.run("/usr/bin/qpdf", ["--check", path]) else { return ["qpdf did not start"] }
    let clean = outcome.succeeded && outcome.outputText.contains("No syntax or stream encoding errors found")
    return clean && outcome.errors.isEmpty ? [] : ["qpdf: \(outcome.outputText)\(outcome.errorText)"]
  }
}
