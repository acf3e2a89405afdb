// Type that cairo cast: each glyph's outline as cairo embeds it, drawn once and then set in as many documents as want it.
internal import Compression

/// One glyph, ready to be put into a font.
public struct Sort: Sendable, Hashable {
  /// Its outline in the form of CFF fonts, with its width where that is not the usual one.
  let charString: [UInt8]
  /// In thousandths of an em.
  public let width: Int

  /// - Parameter outline: operands and operators behind the width, to the end (Adobe Technical Note 5177).
  package init(outline: ArraySlice<UInt8>, width: Int) {
    charString = (width == Self.usualWidth ? [] : CompactFontWriter.short(width)) + outline
    self.width = width
  }

  /// A glyph without ink.
  public static func blank(width: Int) -> Sort { Sort(outline: [14], width: width) }

  /// That of a Han character.
  static let usualWidth = 1000
}

/// The glyphs of one face, and what files say about the face.
public struct CastFace: Sendable {
  /// As PostScript calls it: `NotoSerifCJKsc-Regular`.
  let name: String
  /// The entries of its descriptor but for its name and its file.
  let description: [UInt8]
  let box: [Int]
  /// By the number that the drawing side knows them by.
  public internal(set) var sorts: [UInt32: Sort] = [:]

  /// - Parameter glyphs: what the face's page shows, in that order.
  /// - Throws: `unreadable` where the page does not show exactly these glyphs of one font with outlines of this kind.
  private init(_ page: Notation.Value, of file: DrawnFile, glyphs: [UInt32]) throws(PDFFileError) {
    let fonts = file.entry("/Font", of: file.entry("/Resources", of: page)).flatMap(file.notation.dictionary) ?? []
    guard fonts.count == 1,
      let font = file.entry("/DescendantFonts", of: file.resolved(fonts[0].value)).flatMap(file.notation.items)?.first,
      let descriptor = file.entry("/FontDescriptor", of: file.resolved(font)),
      let entries = file.notation.dictionary(descriptor),
      let program = file.entry("/FontFile3", of: descriptor).flatMap(file.stream).flatMap(Deflate.unpacked)
    else { throw .unreadable("FontFile3") }
    let compact = try CompactFont(program)
    guard compact.glyphs.count == glyphs.count + 1 else { throw .unreadable("CharStrings") }
    let fullName = entries.first { $0.name == "/FontName" }.map { file.notation.text($0.value) } ?? ""
    name = String(fullName.dropFirst("/QWERTY+".count))
    description = entries.filter { $0.name != "/FontName" && $0.name != "/FontFile3" }
      .flatMap { Array("\($0.name) ".utf8) + file.notation.bytes[$0.value] + Array(" ".utf8) }
    box = compact.box
    for (glyph, sort) in zip(glyphs, compact.glyphs.dropFirst()) { sorts[glyph] = sort }
  }

  /// The faces of a drawn file, one for each of its pages.
  /// - Parameter glyphs: what each page shows, in that order.
  /// - Throws: `unreadable`.
  public static func faces(in drawn: [UInt8], glyphs: [[UInt32]]) throws(PDFFileError) -> [CastFace] {
    let file = try DrawnFile(drawn)
    let pages = file.entry("/Kids", of: file.entry("/Pages", of: file["/Root"])).flatMap(file.notation.items) ?? []
    guard pages.count == glyphs.count else { throw .unreadable("/Kids") }
    var faces: [CastFace] = []
    for (page, glyphs) in zip(pages, glyphs) {
      faces.append(try CastFace(file.resolved(page), of: file, glyphs: glyphs))
    }
    return faces
  }

  /// Adds glyphs, cast later or blank.
  public mutating func add(_ sorts: [UInt32: Sort]) { self.sorts.merge(sorts) { own, _ in own } }
}
