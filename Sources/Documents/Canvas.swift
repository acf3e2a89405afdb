// Draws items on cairo's pages: lengths become points of 1/72 inch, greys stay greys.
internal import CCairo
internal import Layout

/// The pen on one PDF surface. Everything is drawn in the order it is asked for.
struct Canvas {
  let context: OpaquePointer

  func line(from start: Point, to end: Point, _ stroke: Stroke) {
    path([start, end])
    self.stroke(stroke)
  }

  func polyline(_ points: [Point], _ stroke: Stroke) {
    path(points)
    self.stroke(stroke)
  }

  /// Filled to its edges; a stroke runs centred on them.
  func rectangle(_ rectangle: Rectangle, _ stroke: Stroke?, _ fill: Colour?) {
    cairo_rectangle(
      context, rectangle.x.points, rectangle.y.points, rectangle.width.points, rectangle.height.points)
    paint(stroke, fill)
  }

  func ellipse(_ rectangle: Rectangle, _ stroke: Stroke?, _ fill: Colour?) {
    guard rectangle.width > .zero && rectangle.height > .zero else { return }
    cairo_save(context)
    cairo_translate(
      context, rectangle.x.points + rectangle.width.points / 2, rectangle.y.points + rectangle.height.points / 2)
    cairo_scale(context, rectangle.width.points / 2, rectangle.height.points / 2)
    cairo_new_path(context)
    cairo_arc(context, 0, 0, 1, 0, 2 * .pi)
    cairo_close_path(context)
    cairo_restore(context)
    paint(stroke, fill)
  }

  /// A stencil of one bit for each module: no hairline between modules, and a tenth of the bytes that paths take.
  func code(_ matrix: CodeMatrix, in square: Rectangle) {
    guard let stencil = matrix.stencil() else { return }
    defer { cairo_surface_destroy(stencil) }
    use(.black)
    cairo_save(context)
    cairo_translate(context, square.x.points, square.y.points)
    cairo_scale(
      context, square.width.points / Double(matrix.width), square.height.points / Double(matrix.width))
    let pattern = cairo_pattern_create_for_surface(stencil)
    cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST)
    cairo_mask(context, pattern)
    cairo_pattern_destroy(pattern)
    cairo_restore(context)
  }

  /// The same as rectangles, whose edges lie where they must on any grid of dots; one path, so that no hairline shows.
  func modules(of matrix: CodeMatrix, in square: Rectangle) {
    let width = square.width.points / Double(matrix.width)
    let height = square.height.points / Double(matrix.width)
    for (row, columns) in matrix.runs {
      cairo_rectangle(
        context, square.x.points + Double(columns.lowerBound) * width, square.y.points + Double(row) * height,
        Double(columns.count) * width, height)
    }
    paint(nil, .black)
  }

  private func path(_ points: [Point]) {
    cairo_new_path(context)
    for point in points { cairo_line_to(context, point.x.points, point.y.points) }
  }

  private func paint(_ stroke: Stroke?, _ fill: Colour?) {
    if let fill {
      use(fill)
      cairo_fill_preserve(context)
    }
    if let stroke { self.stroke(stroke) }
    cairo_new_path(context)
  }

  private func stroke(_ stroke: Stroke) {
    use(stroke.colour)
    cairo_set_line_width(context, stroke.thickness.points)
    cairo_set_dash(context, stroke.dash.map(\.points), Int32(stroke.dash.count), 0)
    cairo_stroke(context)
  }

  func use(_ colour: Colour) {
    let grey = Double(colour.grey) / 255
    cairo_set_source_rgb(context, grey, grey, grey)
  }
}
