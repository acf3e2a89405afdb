// Makes archival PDF files of laid-out documents: the same document gives the same bytes, on any day.
internal import CFreeType
public import Layout
internal import PDFFiles
internal import Synchronization

/// Draws laid-out documents as PDF. Cairo 1.16 can deadlock when two threads draw text, even on separate surfaces;
/// all renderers of a process therefore take turns. Parallel work means processes.
public final class PDFRenderer: Sendable {
  private let fonts: FontBook

  public init(fonts: FontBook) { self.fonts = fonts }

  /// A constant: bytes must depend on the content only, and the page itself carries its date.
  static let created = "2000-01-01T00:00:00Z"

  /// The document's bytes. They depend on the document and the installed libraries and fonts only.
  /// - Throws: `missingGlyph` before anything is drawn; `drawing` when cairo refuses.
  public func render(_ document: LaidOutDocument) throws(DocumentError) -> [UInt8] {
    let layering = Layering(document)
    let result = desk.withLock { desk in
      Result { () throws(DocumentError) in
        (
          form: try desk.formLayer(layering.form, fonts),
          filling: try desk.layer(layering.filling, fonts, isShared: false)
        )
      }
    }
    let (form, filling) = try result.get()
    let pages = zip(layering.form.pages, layering.filling.pages).map { form, filling in
      ArchivalDocument.Page(
        width: form.size.width.points, height: form.size.height.points, formMarks: form.marks,
        fillingMarks: filling.marks)
    }
    return ArchivalPDF.file(
      of: ArchivalDocument(
        description: ArchivalDescription(
          title: document.title, subject: document.subject, creator: "certkiosk", created: Self.created),
        pages: pages, form: form, filling: filling, structure: layering.structure, bookmarks: layering.bookmarks))
  }
}

extension PDFRenderer {
  /// Cuts the fonts of several documents together, where none were cut before: one applicant's papers then take one
  /// font of each face, and not one for each of their layers.
  /// - Throws: `missingGlyph`, `fontNotCut`.
  public func prepare(_ documents: [LaidOutDocument]) throws(DocumentError) {
    try desk.withLock { desk in
      Result { () throws(DocumentError) in try desk.prepare(documents, fonts) }
    }.get()
  }
}

/// The turn to draw, with FreeType's library, which wants one thread as well.
let desk = Mutex(DrawingDesk())

/// Where layers are drawn. The form's layer is drawn once and kept: most applicants' documents share it.
struct DrawingDesk: @unchecked Sendable {
  private var library: FT_Library?
  private var stock = FontStock()
  private var forms: [LayerPlan: DrawnLayer] = [:]

  mutating func formLayer(_ plan: LayerPlan, _ fonts: FontBook) throws(DocumentError) -> DrawnLayer {
    if let known = forms[plan] { return known }
    let drawn = try layer(plan, fonts, isShared: true)
    // Forms whose cells grow with their values have many shapes; starting over is cheaper than keeping order.
    if forms.count >= 64 { forms.removeAll() }
    forms[plan] = drawn
    return drawn
  }

  mutating func layer(_ plan: LayerPlan, _ fonts: FontBook, isShared: Bool) throws(DocumentError) -> DrawnLayer {
    let typesetting = try Typesetting(plan, fonts: fonts, stock: &stock, library: opened())
    defer { typesetting.release() }
    let surface = LayerSurface(typesetting)
    for page in plan.pages { try surface.draw(page) }
    return try surface.finish(isShared: isShared)
  }

  mutating func prepare(_ documents: [LaidOutDocument], _ fonts: FontBook) throws(DocumentError) {
    guard stock.isEmpty else { return }
    var pieces: [ShapedText] = []
    do throws(MissingGlyph) {
      for page in documents.lazy.flatMap(\.pages) {
        for case .text(let run) in page.items.lazy.flatMap(\.single) {
          for piece in run.pieces { pieces.append(try fonts.shape(piece.text, in: run.style)) }
        }
      }
    } catch {
      throw .missingGlyph(error.grapheme)
    }
    for (face, glyphs) in pieces.needed { try stock.lay(face, glyphs, library: opened()) }
  }

  /// The text and small fonts of a page that is drawn in one go.
  mutating func typesetting(of page: LaidOutPage, _ fonts: FontBook) throws(DocumentError) -> Typesetting {
    let segment = Segment(type: nil, items: page.items.flatMap(\.single))
    let plan = LayerPlan(pages: [LayerPlan.Page(size: page.size, segments: [segment])])
    return try Typesetting(plan, fonts: fonts, stock: &stock, library: opened())
  }

  private mutating func opened() throws(DocumentError) -> FT_Library {
    if library == nil { FT_Init_FreeType(&library) }
    guard let library else { throw .drawing("FreeType") }
    return library
  }
}
