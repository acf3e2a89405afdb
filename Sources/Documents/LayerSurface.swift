// Draws one layer of a document through cairo, as a PDF file of its own that is then taken apart.
internal import CCairo
internal import Layout
internal import PDFFiles

final class LayerSurface {
  private let file = PDFSurface()
  private let canvas: Canvas
  private let fonts: [ObjectIdentifier: WorkingFont]
  private var pieces: IndexingIterator<[ShapedText]>

  init(_ typesetting: Typesetting) {
    canvas = Canvas(context: file.context)
    fonts = typesetting.fonts
    pieces = typesetting.pieces.makeIterator()
  }

  func draw(_ page: LayerPlan.Page) throws(DocumentError) {
    file.beginPage(width: page.size.width.points, height: page.size.height.points)
    for segment in page.segments {
      if let type = segment.type { cairo_tag_begin(canvas.context, type, nil) }
      for item in segment.items { try draw(item) }
      if let type = segment.type { cairo_tag_end(canvas.context, type) }
    }
    try file.endPage()
  }

  /// The layer as cairo wrote it.
  func finish(as purpose: DrawnLayer.Purpose) throws(DocumentError) -> DrawnLayer {
    let bytes = try file.finish()
    do throws(PDFFileError) { return try DrawnLayer(bytes, as: purpose) } catch { throw .archiving(error) }
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
}
