// Draws one layer of a document through cairo, as a PDF file of its own that is then taken apart.
internal import CCairo
internal import Layout
internal import PDFFiles

/// A PDF file that cairo writes into memory.
final class LayerSurface {
  private let surface: OpaquePointer
  private let canvas: Canvas
  private let collected = Collected()
  private let fonts: [ObjectIdentifier: WorkingFont]
  private var pieces: IndexingIterator<[ShapedText]>

  init(_ typesetting: Typesetting) {
    let sink = Unmanaged.passUnretained(collected).toOpaque()
    surface = cairo_pdf_surface_create_for_stream(
      { sink, bytes, count in
        Unmanaged<Collected>.fromOpaque(sink!).takeUnretainedValue().append(bytes, Int(count))
        return CAIRO_STATUS_SUCCESS
      }, sink, Size.a4.width.points, Size.a4.height.points)
    canvas = Canvas(context: cairo_create(surface))
    fonts = typesetting.fonts
    pieces = typesetting.pieces.makeIterator()
    prepare()
  }

  deinit {
    cairo_destroy(canvas.context)
    cairo_surface_destroy(surface)
  }

  func draw(_ page: LayerPlan.Page) throws(DocumentError) {
    cairo_pdf_surface_set_size(surface, page.size.width.points, page.size.height.points)
    for segment in page.segments {
      if let type = segment.type { cairo_tag_begin(canvas.context, type, nil) }
      for item in segment.items { try draw(item) }
      if let type = segment.type { cairo_tag_end(canvas.context, type) }
    }
    cairo_show_page(canvas.context)
    try check(cairo_status(canvas.context))
  }

  /// The layer as cairo wrote it.
  func finish(isShared: Bool) throws(DocumentError) -> DrawnLayer {
    cairo_surface_finish(surface)
    try check(cairo_status(canvas.context))
    try check(cairo_surface_status(surface))
    do throws(PDFFileError) { return try DrawnLayer(collected.bytes, isShared: isShared) } catch {
      throw .archiving(error)
    }
  }

  private func draw(_ item: Item) throws(DocumentError) {
    switch item {
    case .text(let run): try draw(run)
    case .line(let start, let end, let thickness, let colour, let dash):
      canvas.line(from: start, to: end, Stroke(thickness: thickness, colour: colour, dash: dash))
    case .rectangle(let rectangle, let stroke, let fill): canvas.rectangle(rectangle, stroke, fill)
    case .ellipse(let rectangle, let stroke, let fill): canvas.ellipse(rectangle, stroke, fill)
    case .polyline(let points, let stroke): canvas.polyline(points, stroke)
    case .picture(let place, let picture): try canvas.picture(picture, in: place)
    case .code(let square, let text, let correction): canvas.code(try CodeMatrix(text, correction), in: square)
    case .group(_, let items): for item in items { try draw(item) }
    case .filling(let item): try draw(item)
    }
  }

  private func draw(_ run: TextRun) throws(DocumentError) {
    for piece in run.pieces {
      guard let shaped = pieces.next() else { return }
      try canvas.text(shaped, of: run, offset: piece.offset, fonts)
    }
  }

  /// With PDF 1.4 cairo would write no ActualText; without a date it would write today's.
  private func prepare() {
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, PDFRenderer.created)
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
