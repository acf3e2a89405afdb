// The type that layers are set from: cairo casts a glyph when it is wanted first, and never again in this process.
internal import CCairo
internal import CFreeType
internal import PDFFiles

/// Glyphs that cairo drew, face by face. Which of them were cast before makes no difference to what is set.
struct TypeCase {
  private var drawers: [ObjectIdentifier: Drawer] = [:]

  private struct Drawer {
    /// Kept as long as its type, or another face could come to be known by the same name.
    let face: InstalledFace
    var type: CastFace
  }

  var isEmpty: Bool { drawers.isEmpty }

  /// The type of a face from which something was cast.
  subscript(face: InstalledFace) -> CastFace? { drawers[ObjectIdentifier(face)]?.type }

  /// Casts what is missing of these texts, in one go.
  mutating func add(
    _ pieces: [ShapedText], from stock: FontStock, library: FT_Library
  ) throws(DocumentError) {
    var orders: [Order] = []
    for span in pieces.lazy.flatMap(\.spans) {
      let known = drawers[ObjectIdentifier(span.face)]?.type.sorts
      guard span.glyphs.contains(where: { known?[$0.id] == nil }) else { continue }
      let place = orders.firstIndex { $0.face === span.face } ?? orders.count
      if place == orders.count { orders.append(Order(span.face, isFirst: known == nil)) }
      orders[place].add(span, known: known ?? [:])
    }
    if !orders.isEmpty { try cast(orders, stock, library) }
  }

  private mutating func cast(_ orders: [Order], _ stock: FontStock, _ library: FT_Library) throws(DocumentError) {
    let inked = orders.filter { !$0.glyphs.isEmpty }
    for (order, type) in zip(inked, try Self.drawn(inked, stock, library)) {
      drawers[ObjectIdentifier(order.face), default: Drawer(face: order.face, type: type)].type.add(type.sorts)
    }
    for order in orders { drawers[ObjectIdentifier(order.face)]?.type.add(order.blanks) }
  }

  private static func drawn(
    _ orders: [Order], _ stock: FontStock, _ library: FT_Library
  ) throws(DocumentError) -> [CastFace] {
    guard !orders.isEmpty else { return [] }
    let file = PDFSurface()
    for order in orders {
      var font = stock.held(of: order.face, order.needed)
      if font == nil { font = try WorkingFont(order.face, order.needed, library: library) }
      guard let font else { throw .fontNotCut(order.face.file.family) }
      defer { font.release() }
      try order.draw(font, on: file)
    }
    let bytes = try file.finish()
    do throws(PDFFileError) { return try CastFace.faces(in: bytes, glyphs: orders.map(\.glyphs)) } catch {
      throw .archiving(error)
    }
  }
}

/// What is to be cast of one face.
private struct Order {
  let face: InstalledFace
  /// With ink, each once.
  private(set) var glyphs: [UInt32] = []
  private var ordered: Set<UInt32> = []
  private(set) var blanks: [UInt32: Sort] = [:]
  private(set) var needed = NeededGlyphs()

  /// - Parameter isFirst: whether nothing was cast of the face. The first order has ink, so that cairo tells of the face.
  init(_ face: InstalledFace, isFirst: Bool) {
    self.face = face
    let one: UInt32 = 0x4E00
    guard isFirst, let glyph = face.glyph(of: one) else { return }
    (glyphs, ordered) = ([glyph], [glyph])
    needed.characters = [one]
  }

  mutating func add(_ span: ShapedText.Span, known: [UInt32: Sort]) {
    var letter = 0
    var byte = 0
    for cluster in span.clusters {
      let text = span.text[byte..<byte + cluster.bytes]
      for glyph in span.glyphs[letter..<letter + cluster.glyphs].map(\.id) where known[glyph] == nil {
        add(glyph, of: text)
      }
      letter += cluster.glyphs
      byte += cluster.bytes
    }
    needed.formUnion(NeededGlyphs(characters: span.characters, strays: span.strays))
  }

  private mutating func add(_ glyph: UInt32, of text: ArraySlice<UInt8>) {
    guard blanks[glyph] == nil, ordered.insert(glyph).inserted else { return }
    if Self.isHan(text) || face.hasInk(glyph) {
      glyphs.append(glyph)
    } else {
      blanks[glyph] = .blank(width: face.advance(of: glyph))
    }
  }

  /// One ideograph of the basic block: asking the font for its outline takes as long as drawing it, and all have one.
  private static func isHan(_ text: ArraySlice<UInt8>) -> Bool {
    text.count == 3 && (0xE4...0xE9).contains(text[text.startIndex])
      && !(text[text.startIndex] == 0xE4 && text[text.startIndex + 1] < 0xB8)
  }

  /// A page with all glyphs. They are drawn without text, and one after another, so that cairo numbers them so.
  func draw(_ font: WorkingFont, on file: PDFSurface) throws(DocumentError) {
    var placed: [cairo_glyph_t] = []
    for (count, glyph) in glyphs.enumerated() {
      guard let index = font.glyph(glyph) else { throw .fontNotCut(face.file.family) }
      placed.append(cairo_glyph_t(index: index, x: Double(count), y: 1))
    }
    file.beginPage(width: Double(glyphs.count) + 1, height: 2)
    cairo_set_font_face(file.context, font.face)
    cairo_set_font_size(file.context, 1)
    cairo_show_glyphs(file.context, placed, Int32(placed.count))
    try file.endPage()
  }
}
