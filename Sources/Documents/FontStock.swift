// The small fonts of a batch: what one document was drawn with draws the next one too, where it holds all its characters.
internal import CFreeType

/// Fonts cut before and kept. Which of them draws a document makes no difference to its bytes: cairo takes out of a font
/// only the glyphs that it draws. It saves cutting the font, and cairo reading each glyph's measures again.
struct FontStock {
  private var shelves: [ObjectIdentifier: Shelf] = [:]

  /// One face's font with the most characters so far, and what has been asked for since it was cut.
  private struct Shelf {
    /// Kept as long as its font, or another face could come to be known by the same name.
    let face: InstalledFace
    var font: WorkingFont
    var holds: NeededGlyphs
    var asked: NeededGlyphs
    var misses = 0
  }

  /// Cuts a face's first font, for everything that is known to come.
  private mutating func lay(_ face: InstalledFace, _ needed: NeededGlyphs, library: FT_Library) throws(DocumentError) {
    let font = try WorkingFont(face, needed, library: library)
    shelves[ObjectIdentifier(face)] = Shelf(face: face, font: font, holds: needed, asked: needed)
  }

  /// A font that has these glyphs already; nil where none has. The caller releases it.
  func held(of face: InstalledFace, _ needed: NeededGlyphs) -> WorkingFont? {
    guard let shelf = shelves[ObjectIdentifier(face)], shelf.holds.cover(needed) else { return nil }
    return shelf.font.retained()
  }

  /// A font with at least these glyphs; the caller releases it.
  mutating func font(
    of face: InstalledFace, _ needed: NeededGlyphs, library: FT_Library
  ) throws(DocumentError) -> WorkingFont {
    let place = ObjectIdentifier(face)
    if shelves[place] == nil { try lay(face, needed, library: library) }
    guard var shelf = shelves[place] else { throw .fontNotCut(face.file.family) }
    if shelf.holds.cover(needed) { return shelf.font.retained() }
    defer { shelves[place] = shelf }
    shelf.asked.formUnion(needed)
    shelf.misses += 1
    guard shelf.misses >= Self.patience else { return try WorkingFont(face, needed, library: library) }
    if shelf.asked.count > Self.most { shelf.asked = needed }
    let wider = try WorkingFont(face, shelf.asked, library: library)
    shelf.font.release()
    (shelf.font, shelf.holds, shelf.misses) = (wider, shelf.asked, 0)
    return wider.retained()
  }

  /// So many documents may bring characters that the font has not, before it is cut anew with all of them.
  private static let patience = 4
  /// Glyphs. Cairo reads a font's table of glyphs for every document, so that a font of everything would cost more
  /// than it saves.
  private static let most = 3000
}

extension NeededGlyphs {
  func cover(_ others: NeededGlyphs) -> Bool {
    others.characters.isSubset(of: characters) && others.strays.isSubset(of: strays)
  }

  mutating func formUnion(_ others: NeededGlyphs) {
    characters.formUnion(others.characters)
    strays.formUnion(others.strays)
  }

  var count: Int { characters.count + strays.count }
}
