// A font inside a PDF file: its outlines, and the text that each of its codes stands for.
internal import ArchivalProof
import PDFFiles

/// A composite font with Identity-H codes, as cairo writes them: the code is the glyph's number.
struct EmbeddedFont {
  /// PostScript name without the subset's tag.
  let name: String
  let face: TypeFace
  let texts: [Int: String]

  init(_ font: PDFObject, _ types: TypeLibrary) throws {
    let descendant = font["/DescendantFonts"].items.first
    let descriptor = descendant?["/FontDescriptor"]
    name = String(descriptor?["/FontName"].name.split(separator: "+").last ?? "")
    let content = ["/FontFile", "/FontFile2", "/FontFile3"].lazy.compactMap { descriptor?[$0].content }.first
    guard let content, let map = font["/ToUnicode"].content else { throw UnreadableFont(name: name) }
    face = try TypeFace(content, types)
    texts = ToUnicode(String(decoding: map, as: UTF8.self)).texts
  }
}
