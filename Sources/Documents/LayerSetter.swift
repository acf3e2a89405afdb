// Sets a layer from cast type: most are letters, lines, boxes and codes, and need no drawing of their own.
internal import CCairo
internal import Layout
internal import PDFFiles

struct LayerSetter {
  let type: TypeCase
  private var pieces: IndexingIterator<[ShapedText]>
  private var layer: SetLayer

  /// - Parameter pieces: the layer's text in drawing order, all of it cast.
  init(_ type: TypeCase, _ pieces: [ShapedText], as layer: ArchivalDocument.Layer) {
    self.type = type
    self.layer = SetLayer(
      as: layer, producer: "cairo \(String(cString: cairo_version_string())) (https://cairographics.org)")
    self.pieces = pieces.makeIterator()
  }

  mutating func set(_ page: LayerPlan.Page, marksBelow: Int) throws(DocumentError) {
    layer.beginPage(height: page.size.height.points, marksBelow: marksBelow)
    for segment in page.segments {
      if let type = segment.type { layer.beginMark(type) }
      for item in segment.items { try set(item) }
      if segment.type != nil { layer.endMark() }
    }
    layer.endPage()
  }

  func finish() -> DrawnLayer { layer.layer() }

  private mutating func set(_ item: Item) throws(DocumentError) {
    switch item {
    case .text(let run):
      let line = try line(run)
      do throws(PDFFileError) { try layer.set(line) } catch { throw .archiving(error) }
    case .line(let start, let end, let thickness, let colour, let dash):
      stroke([start, end], Stroke(thickness: thickness, colour: colour, dash: dash))
    case .polyline(let points, let stroke): self.stroke(points, stroke)
    case .code(let square, let text, let correction):
      let matrix = try CodeMatrix(text, correction)
      layer.code(
        rows: matrix.rows, modules: matrix.width, x: square.x.points, y: square.y.points, side: square.width.points)
    case .rectangle(let box, let stroke, let fill):
      layer.rectangle(
        x: box.x.points, y: box.y.points, width: box.width.points, height: box.height.points, Self.paint(stroke, fill))
    case .ellipse(let box, let stroke, let fill):
      guard box.width > .zero && box.height > .zero else { return }
      layer.ellipse(
        x: box.x.points, y: box.y.points, width: box.width.points, height: box.height.points, Self.paint(stroke, fill))
    case .picture, .group, .filling: throw .drawing("an item that cannot be set")
    }
  }

  private mutating func stroke(_ points: [Point], _ stroke: Stroke) {
    guard stroke.thickness > .zero else { return }
    layer.stroke(
      points.map { ($0.x.points, $0.y.points) }, width: stroke.thickness.points, grey: stroke.colour.grey,
      dash: stroke.dash.map(\.points))
  }

  private static func paint(_ stroke: Stroke?, _ fill: Colour?) -> SetLayer.Paint {
    // A line of no width is none; PDF would draw the thinnest that a device can (ISO 32000-1, 8.4.3.2).
    let visible = stroke.flatMap { $0.thickness > .zero ? $0 : nil }
    return SetLayer.Paint(
      fill: fill?.grey, line: visible.map { ($0.thickness.points, $0.colour.grey, $0.dash.map(\.points)) })
  }

  private mutating func line(_ run: TextRun) throws(DocumentError) -> SetLayer.Line {
    var line = SetLayer.Line(
      x: run.origin.x.points, y: run.origin.y.points, size: run.style.size.points, grey: run.style.colour.grey)
    for piece in run.pieces {
      guard let shaped = pieces.next() else { break }
      var pen = Self.thousandths(piece.offset, of: run.style.size)
      for span in shaped.spans { line.spans.append(try set(span, &pen)) }
    }
    return line
  }

  private func set(_ span: ShapedText.Span, _ pen: inout Int) throws(DocumentError) -> SetLayer.Span {
    guard let face = type[span.face] else { throw .fontNotCut(span.face.file.family) }
    var letters: [SetLayer.Span.Letter] = []
    letters.reserveCapacity(span.glyphs.count)
    for glyph in span.glyphs {
      letters.append(SetLayer.Span.Letter(glyph: glyph.id, place: pen + glyph.xOffset))
      pen += glyph.advance
    }
    return SetLayer.Span(
      face: face, letters: letters, clusters: span.clusters.map { ($0.bytes, $0.glyphs) }, text: span.text)
  }

  private static func thousandths(_ length: Length, of em: Length) -> Int {
    let doubled = 2000 * length.micrometres
    return (doubled + (doubled < 0 ? -em.micrometres : em.micrometres)) / (2 * em.micrometres)
  }
}

extension LayerPlan {
  /// Whether it can be set and need not be drawn; follows from the layer alone.
  func canBeSet(_ pieces: [ShapedText]) -> Bool {
    pages.allSatisfy { $0.segments.allSatisfy { $0.items.allSatisfy(\.canBeSet) } }
      && pieces.allSatisfy(\.canBeSet)
  }
}

extension ShapedText {
  var canBeSet: Bool { spans.allSatisfy(\.canBeSet) }
}

extension Item {
  fileprivate var canBeSet: Bool {
    switch self {
    case .text(let run): run.style.size > .zero
    case .line, .polyline, .rectangle, .ellipse, .code: true
    case .picture, .group, .filling: false
    }
  }
}

extension ShapedText.Span {
  /// Letters that stand on their baseline.
  fileprivate var canBeSet: Bool { face.canBeCast && glyphs.allSatisfy { $0.yOffset == 0 } }
}
