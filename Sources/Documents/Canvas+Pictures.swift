// Draws pictures of grey dots: one dot stays one dot, and a file holds eight bits of grey for each.
internal import CCairo
internal import Layout

extension Canvas {
  /// Cairo sees that every dot is grey and writes it in one channel. Without smoothing nothing in the file asks a
  /// reader to guess dots in between, which archives forbid (ISO 19005-2, 6.2.8).
  func picture(_ picture: GreyPicture, in place: Rectangle) throws(DocumentError) {
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(picture.width), Int32(picture.height))
    else { throw .drawing("picture") }
    defer { cairo_surface_destroy(surface) }
    guard let bytes = cairo_image_surface_get_data(surface) else { throw .drawing("picture") }
    fill(UnsafeMutableRawPointer(bytes), stride: Int(cairo_image_surface_get_stride(surface)), picture)
    cairo_surface_mark_dirty(surface)
    cairo_save(context)
    cairo_translate(context, place.x.points, place.y.points)
    cairo_scale(context, place.width.points / Double(picture.width), place.height.points / Double(picture.height))
    cairo_set_source_surface(context, surface, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
    cairo_paint(context)
    cairo_restore(context)
  }

  private func fill(_ bytes: UnsafeMutableRawPointer, stride: Int, _ picture: GreyPicture) {
    for row in 0..<picture.height {
      for column in 0..<picture.width {
        let grey = UInt32(picture.dots[row * picture.width + column])
        bytes.storeBytes(of: grey << 16 | grey << 8 | grey, toByteOffset: row * stride + column * 4, as: UInt32.self)
      }
    }
  }
}
