// One page drawn as dots for a printer, a strip of rows at a time: a whole page of 600 dpi would take 139 MB.
internal import CCairo
internal import CFreeType
public import Layout
internal import Synchronization

/// A page ready to be drawn as rows of grey dots, at a scale that nobody changes afterwards.
public final class RasterPage {
  /// How a page is turned for printers that turn the back of a sheet.
  public enum Turn: Sendable {
    case none
    /// By 180°.
    case around
    /// Mirrored from head to foot.
    case flipped
  }

  public let width: Int
  public let height: Int
  private let dots: (x: Double, y: Double)
  private let turn: Turn
  private let marks: [RasterMark]
  private let typesetting: Typesetting

  /// Everything that can keep the page from being drawn is found here, before a printer hears of it.
  /// - Parameters:
  ///   - dotsPerInch: across and along the page.
  ///   - Throws: `missingGlyph`, `codeTooLong`.
  public init(
    _ page: LaidOutPage, fonts: FontBook, dotsPerInch: (x: Int, y: Int), turn: Turn = .none
  ) throws(DocumentError) {
    width = page.size.width.micrometres * dotsPerInch.x / 25_400
    height = page.size.height.micrometres * dotsPerInch.y / 25_400
    dots = (Double(dotsPerInch.x) / 72, Double(dotsPerInch.y) / 72)
    self.turn = turn
    let typesetting = try desk.withLock { desk in
      Result { () throws(DocumentError) in try desk.typesetting(of: page, fonts) }
    }.get()
    do throws(DocumentError) {
      marks = try RasterMark.all(of: page, typesetting.pieces)
    } catch {
      desk.withLock { _ in typesetting.release() }
      throw error
    }
    self.typesetting = typesetting
  }

  deinit { desk.withLock { [typesetting] _ in typesetting.release() } }

  /// Rows of the page from the top, `width` bytes each: 0 is black, 255 white.
  public func draw(rows: Range<Int>) throws(DocumentError) -> [UInt8] {
    try desk.withLock { _ in Result { () throws(DocumentError) in try drawn(rows) } }.get()
  }

  private func drawn(_ rows: Range<Int>) throws(DocumentError) -> [UInt8] {
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(rows.count)) else {
      throw .drawing("cairo")
    }
    defer { cairo_surface_destroy(surface) }
    let canvas = Canvas(context: cairo_create(surface))
    defer { cairo_destroy(canvas.context) }
    prepare(canvas, rows)
    let part = reach(of: rows)
    for mark in marks where mark.reach.overlaps(part) { try mark.draw(on: canvas, typesetting.fonts) }
    cairo_surface_flush(surface)
    let status = cairo_status(canvas.context)
    guard status == CAIRO_STATUS_SUCCESS else { throw .drawing(String(cString: cairo_status_to_string(status))) }
    return greys(of: surface, rows.count)
  }

  private func prepare(_ canvas: Canvas, _ rows: Range<Int>) {
    canvas.use(.white)
    cairo_paint(canvas.context)
    // Dots that are black or white: a grey edge would be screened by the printer and look frayed.
    let sharp = dots.x * 72 >= Self.fineEnough
    let smoothing = sharp ? CAIRO_ANTIALIAS_NONE : CAIRO_ANTIALIAS_GRAY
    cairo_set_antialias(canvas.context, smoothing)
    let options = cairo_font_options_create()
    defer { cairo_font_options_destroy(options) }
    cairo_font_options_set_antialias(options, smoothing)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_set_font_options(canvas.context, options)
    cairo_translate(canvas.context, 0, -Double(rows.lowerBound))
    turnPage(canvas)
    cairo_scale(canvas.context, dots.x, dots.y)
  }

  /// Dots per inch from which on no eye sees their steps.
  private static let fineEnough = 600.0

  private func turnPage(_ canvas: Canvas) {
    switch turn {
    case .none: break
    case .around:
      cairo_translate(canvas.context, Double(width), Double(height))
      cairo_scale(canvas.context, -1, -1)
    case .flipped:
      cairo_translate(canvas.context, 0, Double(height))
      cairo_scale(canvas.context, 1, -1)
    }
  }

  /// The stretch of the page, in points from its top, that these rows show.
  private func reach(of rows: Range<Int>) -> ClosedRange<Double> {
    let shown = turn == .none ? rows : (height - rows.upperBound)..<(height - rows.lowerBound)
    return Double(shown.lowerBound) / dots.y...Double(shown.upperBound) / dots.y
  }

  /// Pages carry only greys, so that each of a pixel's bytes says it.
  private func greys(of surface: OpaquePointer, _ rows: Int) -> [UInt8] {
    let stride = Int(cairo_image_surface_get_stride(surface)) / 4
    guard let bytes = cairo_image_surface_get_data(surface) else { return [] }
    let pixels = UnsafeRawPointer(bytes).assumingMemoryBound(to: UInt32.self)
    return [UInt8](unsafeUninitializedCapacity: rows * width) { greys, count in
      for row in 0..<rows {
        let (target, source) = (row &* width, row &* stride)
        for column in 0..<width { greys[target &+ column] = UInt8(truncatingIfNeeded: pixels[source &+ column]) }
      }
      count = rows * width
    }
  }
}
