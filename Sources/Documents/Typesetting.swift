// The first pass over a layer: all its text shaped and its small fonts cut, before anything is drawn.
internal import CFreeType
internal import Layout

/// A layer's text, shaped in drawing order, and the fonts that draw it.
struct Typesetting {
  /// One for each piece of each run, in drawing order.
  private(set) var pieces: [ShapedText] = []
  private(set) var fonts: [ObjectIdentifier: WorkingFont] = [:]

  /// - Throws: `missingGlyph` for the first character that no font draws.
  init(_ plan: LayerPlan, fonts book: FontBook, library: FT_Library) throws(DocumentError) {
    do throws(MissingGlyph) {
      for segment in plan.pages.lazy.flatMap(\.segments) { try shape(segment.items, book) }
    } catch {
      throw .missingGlyph(error.grapheme)
    }
    try cutFonts(library)
  }

  func release() {
    for font in fonts.values { font.release() }
  }

  private mutating func shape(_ items: [Item], _ book: FontBook) throws(MissingGlyph) {
    for item in items {
      guard case .text(let run) = item else { continue }
      for piece in run.pieces { pieces.append(try book.shape(piece.text, in: run.style)) }
    }
  }

  private mutating func cutFonts(_ library: FT_Library) throws(DocumentError) {
    var needed: [(face: InstalledFace, glyphs: NeededGlyphs)] = []
    var places: [ObjectIdentifier: Int] = [:]
    for span in pieces.lazy.flatMap(\.spans) {
      let place = places[ObjectIdentifier(span.face)] ?? needed.count
      if place == needed.count {
        needed.append((span.face, NeededGlyphs()))
        places[ObjectIdentifier(span.face)] = place
      }
      needed[place].glyphs.characters.formUnion(span.characters)
      needed[place].glyphs.strays.formUnion(span.strays)
    }
    do throws(DocumentError) {
      for (face, glyphs) in needed {
        fonts[ObjectIdentifier(face)] = try WorkingFont(face, glyphs, library: library)
      }
    } catch {
      release()
      throw error
    }
  }
}
