// Makes archival PDF files of laid-out documents: the same document gives the same bytes, on any day.
internal import CFreeType
public import Layout
internal import PDFFiles
internal import Synchronization

/// Draws laid-out documents as PDF. Cairo 1.16 can deadlock when two threads draw text, even on separate surfaces;
/// all renderers of a process therefore take turns. Parallel work means processes.
public final class PDFRenderer: Sendable {
  private let fonts: FontBook
  private let isArchival: Bool

  public convenience init(fonts: FontBook) { self.init(fonts: fonts, isArchival: true) }

  /// - Parameter isArchival: the bench leaves out what only an archive asks for.
  package init(fonts: FontBook, isArchival: Bool) { (self.fonts, self.isArchival) = (fonts, isArchival) }

  /// A constant: bytes must depend on the content only, and the page itself carries its date.
  static let created = "2000-01-01T00:00:00Z"

  /// The document's bytes. They depend on the document and the installed libraries and fonts only.
  /// - Throws: `missingGlyph` before anything is drawn; `drawing` when cairo refuses.
  public func render(_ document: LaidOutDocument) throws(DocumentError) -> [UInt8] {
    let layering = Layering(document)
    let look = FrameLook(document, layering, isArchival: isArchival)
    let result = desk.withLock { desk in
      Result { () throws(DocumentError) in
        (
          frame: try desk.frame(look, fonts),
          filling: try desk.filling(layering.filling, marksBelow: look.pages.map(\.formMarks), fonts)
        )
      }
    }
    let (frame, filling) = try result.get()
    return frame.file(filledWith: filling)
  }
}

extension PDFRenderer {
  /// Casts the type of several documents together, where none was cast before: one applicant's papers then take one
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

/// Where layers are made: set from type that was cast once, or drawn through cairo where they hold more than can be set.
/// The form's layer is kept: most applicants' documents share it.
struct DrawingDesk: @unchecked Sendable {
  private var library: FT_Library?
  private var stock = FontStock()
  private var type = TypeCase()
  private var forms: [LayerPlan: DrawnLayer] = [:]
  private var frames: [FrameLook: ArchivalFrame] = [:]
  /// Forms whose cells grow with their values have many shapes; starting over is cheaper than keeping order.
  private static let most = 64

  mutating func frame(_ look: FrameLook, _ fonts: FontBook) throws(DocumentError) -> ArchivalFrame {
    if let known = frames[look] { return known }
    let frame = ArchivalFrame(
      description: ArchivalDescription(
        title: look.title, subject: look.subject, creator: "certkiosk", created: PDFRenderer.created),
      pages: look.pages, form: try formLayer(look.form, fonts), structure: look.structure, bookmarks: look.bookmarks,
      isArchival: look.isArchival)
    if frames.count >= Self.most { frames.removeAll() }
    frames[look] = frame
    return frame
  }

  private mutating func formLayer(_ plan: LayerPlan, _ fonts: FontBook) throws(DocumentError) -> DrawnLayer {
    if let known = forms[plan] { return known }
    let pieces = try plan.shaped(fonts)
    let drawn =
      plan.canBeSet(pieces)
      ? try set(plan, pieces, as: .form, marksBelow: plan.pages.map { _ in 0 }) : try layer(plan, pieces, as: .form)
    if forms.count >= Self.most { forms.removeAll() }
    forms[plan] = drawn
    return drawn
  }

  mutating func filling(
    _ plan: LayerPlan, marksBelow: [Int], _ fonts: FontBook
  ) throws(DocumentError) -> DrawnLayer {
    let pieces = try plan.shaped(fonts)
    guard plan.canBeSet(pieces) else { return try layer(plan, pieces, as: .filling(marksBelow: marksBelow)) }
    return try set(plan, pieces, as: .filling, marksBelow: marksBelow)
  }

  private mutating func set(
    _ plan: LayerPlan, _ pieces: [ShapedText], as layer: ArchivalDocument.Layer, marksBelow: [Int]
  ) throws(DocumentError) -> DrawnLayer {
    try type.add(pieces, from: stock, library: opened())
    var setter = LayerSetter(type, pieces, as: layer)
    for (page, marks) in zip(plan.pages, marksBelow) { try setter.set(page, marksBelow: marks) }
    return setter.finish()
  }

  private mutating func layer(
    _ plan: LayerPlan, _ pieces: [ShapedText], as purpose: DrawnLayer.Purpose
  ) throws(DocumentError) -> DrawnLayer {
    let typesetting = try Typesetting(pieces, stock: &stock, library: opened())
    defer { typesetting.release() }
    let surface = LayerSurface(typesetting)
    for page in plan.pages { try surface.draw(page) }
    return try surface.finish(as: purpose)
  }

  mutating func prepare(_ documents: [LaidOutDocument], _ fonts: FontBook) throws(DocumentError) {
    guard type.isEmpty else { return }
    let items = documents.lazy.flatMap(\.pages).flatMap(\.items).flatMap(\.single)
    try type.add(fonts.shape(items).filter(\.canBeSet), from: stock, library: opened())
  }

  /// The text and small fonts of a page that is drawn in one go.
  mutating func typesetting(of page: LaidOutPage, _ fonts: FontBook) throws(DocumentError) -> Typesetting {
    try Typesetting(fonts.shape(page.items.flatMap(\.single)), stock: &stock, library: opened())
  }

  private mutating func opened() throws(DocumentError) -> FT_Library {
    if library == nil { FT_Init_FreeType(&library) }
    guard let library else { throw .drawing("FreeType") }
    return library
  }
}

/// Everything that a file's frame follows from.
struct FrameLook: Hashable {
  let title: String
  let subject: String
  let pages: [ArchivalDocument.Page]
  let structure: [StructureElement]
  let bookmarks: [Bookmark]
  let form: LayerPlan
  let isArchival: Bool

  init(_ document: LaidOutDocument, _ layering: Layering, isArchival: Bool) {
    self.isArchival = isArchival
    (title, subject) = (document.title, document.subject)
    pages = zip(layering.form.pages, layering.filling.pages).map { form, filling in
      ArchivalDocument.Page(
        width: form.size.width.points, height: form.size.height.points, formMarks: form.marks,
        fillingMarks: filling.marks)
    }
    (structure, bookmarks, form) = (layering.structure, layering.bookmarks, layering.form)
  }

  /// A little of it tells most frames apart; hashing all of it would take longer than comparing it once.
  func hash(into hasher: inout Hasher) {
    hasher.combine(title)
    hasher.combine(pages)
    hasher.combine(form.pages.map(\.segments.count))
  }
}
