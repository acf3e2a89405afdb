// A PDF file that cairo writes into memory.
internal import CCairo

final class PDFSurface {
  let context: OpaquePointer
  private let surface: OpaquePointer
  private let collected = Collected()

  init() {
    let sink = Unmanaged.passUnretained(collected).toOpaque()
    surface = cairo_pdf_surface_create_for_stream(
      { sink, bytes, count in
        Unmanaged<Collected>.fromOpaque(sink!).takeUnretainedValue().append(bytes, Int(count))
        return CAIRO_STATUS_SUCCESS
      }, sink, 1, 1)
    context = cairo_create(surface)
    prepare()
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  /// In points.
  func beginPage(width: Double, height: Double) { cairo_pdf_surface_set_size(surface, width, height) }

  func endPage() throws(DocumentError) {
    cairo_show_page(context)
    try check(cairo_status(context))
  }

  /// The file as cairo wrote it.
  func finish() throws(DocumentError) -> [UInt8] {
    cairo_surface_finish(surface)
    try check(cairo_status(context))
    try check(cairo_surface_status(surface))
    return collected.bytes
  }

  /// With PDF 1.4 cairo would write no ActualText; without a date it would write today's.
  private func prepare() {
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, PDFRenderer.created)
    let options = cairo_font_options_create()
    defer { cairo_font_options_destroy(options) }
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_set_font_options(context, options)
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
