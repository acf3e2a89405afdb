// One thing on a raster page, with how far down the page it reaches, so that strips draw only what they show.
internal import CCairo
internal import Layout

struct RasterMark {
  enum Shape {
    case text(TextRun, [ShapedText])
    case code(CodeMatrix, Rectangle)
    case picture(Rectangle, GreyPicture)
    case line(Point, Point, Stroke)
    case polyline([Point], Stroke)
    case rectangle(Rectangle, Stroke?, Colour?)
    case ellipse(Rectangle, Stroke?, Colour?)
  }

  let shape: Shape
  /// In points from the page's top; never less than the ink.
  let reach: ClosedRange<Double>

  /// Everything drawn, in drawing order.
  static func all(of page: LaidOutPage, _ shaped: [ShapedText]) throws(DocumentError) -> [RasterMark] {
    var pieces = shaped.makeIterator()
    var marks: [RasterMark] = []
    for item in page.items.flatMap(\.single) {
      if let shape = try Shape(item, &pieces) { marks.append(RasterMark(shape)) }
    }
    return marks
  }

  private init(_ shape: Shape) {
    self.shape = shape
    reach = shape.reach
  }

  func draw(on canvas: Canvas, _ fonts: [ObjectIdentifier: WorkingFont]) throws(DocumentError) {
    switch shape {
    case .text(let run, let pieces):
      for (piece, shaped) in zip(run.pieces, pieces) {
        try canvas.text(shaped, of: run, offset: piece.offset, fonts)
      }
    case .code(let matrix, let square): canvas.modules(of: matrix, in: square)
    case .picture(let place, let picture): try canvas.picture(picture, in: place)
    case .line(let start, let end, let stroke): canvas.line(from: start, to: end, stroke)
    case .polyline(let points, let stroke): canvas.polyline(points, stroke)
    case .rectangle(let rectangle, let stroke, let fill): canvas.rectangle(rectangle, stroke, fill)
    case .ellipse(let rectangle, let stroke, let fill): canvas.ellipse(rectangle, stroke, fill)
    }
  }
}

extension Item {
  /// The drawn items of an item in their order: groups and layers say nothing to a printer.
  var single: [Item] {
    switch self {
    case .group(_, let inner): inner.flatMap(\.single)
    case .filling(let item): [item]
    default: [self]
    }
  }
}

extension RasterMark.Shape {
  /// Nil for what `Item.single` has taken apart.
  fileprivate init?(_ item: Item, _ pieces: inout IndexingIterator<[ShapedText]>) throws(DocumentError) {
    switch item {
    case .text(let run): self = .text(run, run.pieces.compactMap { _ in pieces.next() })
    case .code(let square, let text, let correction): self = .code(try CodeMatrix(text, correction), square)
    case .line(let start, let end, let thickness, let colour, let dash):
      self = .line(start, end, Stroke(thickness: thickness, colour: colour, dash: dash))
    case .polyline(let points, let stroke): self = .polyline(points, stroke)
    case .rectangle(let rectangle, let stroke, let fill): self = .rectangle(rectangle, stroke, fill)
    case .ellipse(let rectangle, let stroke, let fill): self = .ellipse(rectangle, stroke, fill)
    case .picture(let place, let picture): self = .picture(place, picture)
    case .group, .filling: return nil
    }
  }

  /// A line's join may stand out beyond its thickness, and rare characters reach beyond their em.
  fileprivate var reach: ClosedRange<Double> {
    switch self {
    case .text(let run, _): around([run.origin.y], run.style.size.points * 2)
    case .code(_, let place), .picture(let place, _): around([place.y, place.maxY], 1)
    case .line(let start, let end, let stroke): around([start.y, end.y], stroke.thickness.points * 10)
    case .polyline(let points, let stroke): around(points.map(\.y), stroke.thickness.points * 10)
    case .rectangle(let place, let stroke, _), .ellipse(let place, let stroke, _):
      around([place.y, place.maxY], (stroke?.thickness.points ?? 0) * 10 + 1)
    }
  }

  private func around(_ heights: [Length], _ distance: Double) -> ClosedRange<Double> {
    let points = heights.map(\.points)
    return (points.min() ?? 0) - distance...(points.max() ?? 0) + distance
  }
}
