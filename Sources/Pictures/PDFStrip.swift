// A page that a scanner wrote in strips, laid together again.

/// One of the pictures that make a page.
struct PDFStrip {
  let picture: Picture
  let place: PDFPlacement

  /// Points: half a pixel at 72 dpi.
  private static let halfPixel = 0.5

  /// The page that strips make from the top down; nil when they leave gaps, overlap, or are not alike.
  static func joined(_ strips: [PDFStrip]) -> Picture? {
    let sorted = strips.sorted { $0.place.bottom > $1.place.bottom }
    guard let first = sorted.first, sorted.allSatisfy({ $0.isBelow(first) }),
      zip(sorted, sorted.dropFirst()).allSatisfy({ $1.follows($0) })
    else { return nil }
    return Picture(
      width: first.picture.width, height: sorted.reduce(0) { $0 + $1.picture.height },
      channels: first.picture.channels, pixels: sorted.flatMap(\.picture.pixels), dpi: first.picture.dpi)
  }

  private func isBelow(_ first: PDFStrip) -> Bool {
    picture.width == first.picture.width && picture.channels == first.picture.channels
      && abs(place.left - first.place.left) <= Self.halfPixel && abs(place.width - first.place.width) <= Self.halfPixel
  }

  private func follows(_ upper: PDFStrip) -> Bool {
    abs(upper.place.bottom - place.bottom - place.height) <= Self.halfPixel
  }
}
