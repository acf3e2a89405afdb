// Draws shaped text together with the text it stands for, so that readers get back the letters themselves.
internal import CCairo
internal import Layout

extension Canvas {
  /// Draws one piece of a run, each span in its own small font.
  func text(_ shaped: ShapedText, of run: TextRun, offset: Length, _ fonts: [ObjectIdentifier: WorkingFont])
    throws(DocumentError)
  {
    use(run.style.colour)
    cairo_set_font_size(context, run.style.size.points)
    var x = run.origin.x.points + offset.points
    for span in shaped.spans {
      guard let font = fonts[ObjectIdentifier(span.face)] else { throw .fontNotCut(span.face.file.family) }
      cairo_set_font_face(context, font.face)
      let scale = run.style.size.points / Double(span.face.unitsPerEm)
      let glyphs = try place(span, font, x: x, y: run.origin.y.points, scale: scale)
      show(span, glyphs)
      x += Double(span.glyphs.reduce(0) { $0 + $1.advance }) * scale
    }
  }

  private func place(
    _ span: ShapedText.Span, _ font: WorkingFont, x: Double, y: Double, scale: Double
  ) throws(DocumentError) -> [cairo_glyph_t] {
    var pen = 0
    var placed: [cairo_glyph_t] = []
    placed.reserveCapacity(span.glyphs.count)
    for glyph in span.glyphs {
      guard let index = font.glyph(glyph.id) else { throw .fontNotCut(span.face.file.family) }
      placed.append(
        cairo_glyph_t(
          index: index, x: x + Double(pen + glyph.xOffset) * scale, y: y - Double(glyph.yOffset) * scale))
      pen += glyph.advance
    }
    return placed
  }

  private func show(_ span: ShapedText.Span, _ glyphs: [cairo_glyph_t]) {
    let clusters = span.clusters.map {
      cairo_text_cluster_t(num_bytes: Int32($0.bytes), num_glyphs: Int32($0.glyphs))
    }
    span.text.withUnsafeBytes { text in
      cairo_show_text_glyphs(
        context, text.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(text.count), glyphs, Int32(glyphs.count),
        clusters, Int32(clusters.count), CAIRO_TEXT_CLUSTER_FLAG_NONE_)
    }
  }
}

/// C's `0` for “clusters run forward”.
private let CAIRO_TEXT_CLUSTER_FLAG_NONE_ = cairo_text_cluster_flags_t(rawValue: 0)
