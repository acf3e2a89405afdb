// Proves that every glyph of a PDF is really drawn: its outline is the one the installed font has for its text.
internal import PDFFiles

/// Compares the outlines embedded in PDF files with those of the fonts as Debian installed them, through FreeType and
/// never through the small fonts that the renderer draws with. One thread at a time.
package final class InkProof {
  /// A glyph that is not on the page as it should be.
  package struct Loss: Hashable, CustomStringConvertible {
    package var font: String
    package var code: Int
    package var text: String
    package var reason: String

    package var description: String { "\(font) \(code) “\(text)”: \(reason)" }
  }

  package struct Report {
    /// Glyphs compared, over all fonts of the file.
    package var compared = 0
    package var losses: [Loss] = []
    /// What the compared glyphs stand for.
    package var texts: Set<String> = []
    /// The file's fonts by their PostScript names, without the subset's tag.
    package var fonts: Set<String> = []
  }

  private let types: TypeLibrary
  private let installed: InstalledFonts

  package init() throws {
    types = try TypeLibrary()
    installed = InstalledFonts(types)
  }

  /// Looks at every glyph of every embedded font of the file.
  package func report(on pdf: [UInt8]) throws -> Report {
    let file = try PDFFile(pdf)
    var report = Report()
    for font in file.objects where font["/Type"].isName("/Font") {
      switch font["/Subtype"].name {
      case "/Type0": try examine(EmbeddedFont(font, types), &report)
      case "/CIDFontType0", "/CIDFontType2": continue
      case let kind: report.losses.append(Loss(font: kind, code: 0, text: "", reason: "a kind that cannot be examined"))
      }
    }
    return report
  }

  private func examine(_ font: EmbeddedFont, _ report: inout Report) throws {
    report.fonts.insert(font.name)
    for code in 1..<max(font.face.glyphCount, 1) {
      report.compared += 1
      let text = font.texts[code] ?? ""
      report.texts.insert(text)
      guard let reason = try fault(of: code, text, in: font) else { continue }
      report.losses.append(Loss(font: font.name, code: code, text: text, reason: reason))
    }
  }

  private func fault(of code: Int, _ text: String, in font: EmbeddedFont) throws -> String? {
    if text.isEmpty { return "no text" }
    guard let original = try installed.face(named: font.name) else { return "font not installed" }
    guard let drawn = font.face.outline(of: code) else { return "unreadable" }
    if drawn.isEmpty != text.allSatisfy(\.isWhitespace) { return "ink where there should be none, or none" }
    // Some characters are drawn with another glyph than their own, a long dash of two with one: shaping leads there.
    let wanted = [original.glyph(of: text), original.shapedGlyph(of: text)].compactMap { $0 }
    if wanted.isEmpty { return "not in the installed font" }
    return wanted.contains { original.outline(of: $0) == drawn } ? nil : "another outline than the installed font's"
  }
}
