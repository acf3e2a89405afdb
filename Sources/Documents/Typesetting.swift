// The first pass over a layer: all its text shaped and its small fonts at hand, before anything is drawn.
internal import CFreeType
internal import Layout

/// A layer's text, shaped in drawing order, and the fonts that draw it.
struct Typesetting {
  /// One for each piece of each run, in drawing order.
  let pieces: [ShapedText]
  private(set) var fonts: [ObjectIdentifier: WorkingFont] = [:]

  init(_ pieces: [ShapedText], stock: inout FontStock, library: FT_Library) throws(DocumentError) {
    self.pieces = pieces
    try takeFonts(from: &stock, library)
  }

  func release() {
    for font in fonts.values { font.release() }
  }

  private mutating func takeFonts(from stock: inout FontStock, _ library: FT_Library) throws(DocumentError) {
    do throws(DocumentError) {
      for (face, glyphs) in pieces.needed {
        fonts[ObjectIdentifier(face)] = try stock.font(of: face, glyphs, library: library)
      }
    } catch {
      release()
      throw error
    }
  }
}

extension FontBook {
  /// The text of items that are neither groups nor fillings, in drawing order.
  /// - Throws: `missingGlyph` for the first character that no font draws.
  func shape(_ items: some Sequence<Item>) throws(DocumentError) -> [ShapedText] {
    var pieces: [ShapedText] = []
    do throws(MissingGlyph) {
      for item in items {
        guard case .text(let run) = item else { continue }
        for piece in run.pieces { pieces.append(try shape(piece.text, in: run.style)) }
      }
    } catch {
      throw .missingGlyph(error.grapheme)
    }
    return pieces
  }
}

extension LayerPlan {
  func shaped(_ fonts: FontBook) throws(DocumentError) -> [ShapedText] {
    try fonts.shape(pages.lazy.flatMap(\.segments).flatMap(\.items))
  }
}

extension [ShapedText] {
  /// What it takes to draw them, face by face in the order of their first use.
  var needed: [(face: InstalledFace, glyphs: NeededGlyphs)] {
    var needed: [(face: InstalledFace, glyphs: NeededGlyphs)] = []
    var places: [ObjectIdentifier: Int] = [:]
    for span in lazy.flatMap(\.spans) {
      let place = places[ObjectIdentifier(span.face)] ?? needed.count
      if place == needed.count {
        needed.append((span.face, NeededGlyphs()))
        places[ObjectIdentifier(span.face)] = place
      }
      needed[place].glyphs.characters.formUnion(span.characters)
      needed[place].glyphs.strays.formUnion(span.strays)
    }
    return needed
  }
}
