// One PDF file in the making: pages, structure and bookmarks in the order in which they are read.
internal import CCairo
internal import Layout
internal import PDFFiles

/// A PDF file that cairo writes into memory.
final class PDFSurface {
  private let surface: OpaquePointer
  private let canvas: Canvas
  private let collected = Collected()
  private let fonts: [ObjectIdentifier: WorkingFont]
  private var pieces: IndexingIterator<[ShapedText]>
  private var outline = Outline()
  private var pageNumber = 0
  /// What the file says about itself. The date is a constant: bytes must depend on the content only, and the page
  /// itself carries its date.
  private(set) var description: ArchivalDescription

  init(_ document: LaidOutDocument, _ typesetting: Typesetting) throws(DocumentError) {
    let sink = Unmanaged.passUnretained(collected).toOpaque()
    surface = cairo_pdf_surface_create_for_stream(
      { sink, bytes, count in
        Unmanaged<Collected>.fromOpaque(sink!).takeUnretainedValue().append(bytes, Int(count))
        return CAIRO_STATUS_SUCCESS
      }, sink, Size.a4.width.points, Size.a4.height.points)
    canvas = Canvas(context: cairo_create(surface))
    fonts = typesetting.fonts
    pieces = typesetting.pieces.makeIterator()
    description = ArchivalDescription(
      title: document.title, subject: document.subject, creator: "certkiosk", created: "2000-01-01T00:00:00Z")
    describe()
  }

  deinit {
    cairo_destroy(canvas.context)
    cairo_surface_destroy(surface)
  }

  func draw(_ page: LaidOutPage) throws(DocumentError) {
    pageNumber += 1
    cairo_pdf_surface_set_size(surface, page.size.width.points, page.size.height.points)
    for item in page.items { try draw(item) }
    cairo_show_page(canvas.context)
    try check(cairo_status(canvas.context))
  }

  /// The file as cairo wrote it.
  func finish() throws(DocumentError) -> [UInt8] {
    cairo_surface_finish(surface)
    try check(cairo_status(canvas.context))
    try check(cairo_surface_status(surface))
    return collected.bytes
  }

  private func draw(_ item: Item) throws(DocumentError) {
    switch item {
    case .text(let run): try draw(run)
    case .line(let start, let end, let thickness, let colour, let dash):
      canvas.line(from: start, to: end, Stroke(thickness: thickness, colour: colour, dash: dash))
    case .rectangle(let rectangle, let stroke, let fill): canvas.rectangle(rectangle, stroke, fill)
    case .ellipse(let rectangle, let stroke, let fill): canvas.ellipse(rectangle, stroke, fill)
    case .polyline(let points, let stroke): canvas.polyline(points, stroke)
    case .code(let square, let text, let correction): canvas.code(try CodeMatrix(text, correction), in: square)
    case .group(let tag, let items): try draw(items, as: tag)
    }
  }

  private func draw(_ run: TextRun) throws(DocumentError) {
    for piece in run.pieces {
      guard let shaped = pieces.next() else { return }
      try canvas.text(shaped, of: run, offset: piece.offset, fonts)
    }
  }

  private func draw(_ items: [Item], as tag: Tag) throws(DocumentError) {
    switch tag {
    case .heading(let level, let bookmark?): addBookmark(bookmark, level: level, at: items)
    case .figure(let alternative): description.alternatives.append(alternative)
    default: break
    }
    cairo_tag_begin(canvas.context, tag.structureType, nil)
    for item in items { try draw(item) }
    cairo_tag_end(canvas.context, tag.structureType)
  }

  private func addBookmark(_ text: String, level: Int, at items: [Item]) {
    let top = items.firstText.map { $0.origin.y - $0.style.size } ?? .zero
    let place = "page=\(pageNumber) pos=[0 \(top.points)]"
    outline.add(level: level) { parent in
      cairo_pdf_surface_add_outline(surface, parent, text, place, CAIRO_PDF_OUTLINE_FLAG_OPEN)
    }
  }

  /// Without a date cairo writes today's.
  private func describe() {
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, description.created)
    let options = cairo_font_options_create()
    defer { cairo_font_options_destroy(options) }
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_set_font_options(canvas.context, options)
  }

  private func check(_ status: cairo_status_t) throws(DocumentError) {
    guard status == CAIRO_STATUS_SUCCESS else { throw .drawing(String(cString: cairo_status_to_string(status))) }
  }
}

/// What cairo has written so far.
private final class Collected {
  var bytes: [UInt8] = []

  func append(_ start: UnsafePointer<UInt8>?, _ count: Int) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
  }
}
