// A font as FreeType reads it, without scaling and hinting: outlines in the designer's own units.
internal import CFreeType
internal import CHarfBuzz

/// FreeType's library, for one thread.
final class TypeLibrary {
  fileprivate let library: FT_Library

  init() throws {
    var library: FT_Library?
    FT_Init_FreeType(&library)
    guard let library else { throw UnreadableFont(name: "FreeType") }
    self.library = library
  }

  deinit { FT_Done_FreeType(library) }
}

struct UnreadableFont: Error {
  var name: String
}

/// An open face.
final class TypeFace {
  /// Points in font units with what kind each is, and where contours end.
  struct Outline: Hashable {
    var points: [[Int]]
    var kinds: [UInt8]
    var ends: [Int16]

    var isEmpty: Bool { points.isEmpty }
  }

  private let types: TypeLibrary
  private let bytes: UnsafeMutableBufferPointer<UInt8>?
  private let face: FT_Face
  /// For shaping; only of installed fonts.
  private let font: OpaquePointer?

  /// A font embedded in a file.
  init(_ content: [UInt8], _ types: TypeLibrary) throws {
    let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(content.count, 1))
    _ = bytes.initialize(from: content)
    var face: FT_Face?
    FT_New_Memory_Face(types.library, bytes.baseAddress, content.count, 0, &face)
    guard let face else {
      bytes.deallocate()
      throw UnreadableFont(name: "embedded")
    }
    (self.types, self.bytes, self.face, self.font) = (types, bytes, face, nil)
  }

  /// One face of an installed file.
  init(_ path: String, index: Int, _ types: TypeLibrary) throws {
    var face: FT_Face?
    FT_New_Face(types.library, path, index, &face)
    guard let face else { throw UnreadableFont(name: path) }
    let file = hb_blob_create_from_file(path), shape = hb_face_create(file, UInt32(index))
    defer {
      hb_face_destroy(shape)
      hb_blob_destroy(file)
    }
    (self.types, self.bytes, self.face, self.font) = (types, nil, face, hb_font_create(shape))
  }

  deinit {
    hb_font_destroy(font)
    FT_Done_Face(face)
    bytes?.deallocate()
  }

  var glyphCount: Int { face.pointee.num_glyphs }
  var faceCount: Int { face.pointee.num_faces }
  var postScriptName: String { FT_Get_Postscript_Name(face).map { String(cString: $0) } ?? "" }

  /// The glyph that the font keeps for a text of one character, with or without a variation selector.
  func glyph(of text: String) -> Int? {
    let scalars = text.unicodeScalars.map { FT_ULong($0.value) }
    let glyph =
      switch scalars.count {
      case 1: FT_Get_Char_Index(face, scalars[0])
      case 2: FT_Face_GetCharVariantIndex(face, scalars[0], scalars[1])
      default: FT_UInt(0)
      }
    return glyph == 0 ? nil : Int(glyph)
  }

  /// The one glyph that simplified Chinese text is drawn with; nil when there are several or none.
  func shapedGlyph(of text: String) -> Int? {
    let buffer = hb_buffer_create()
    defer { hb_buffer_destroy(buffer) }
    hb_buffer_add_utf8(buffer, text, Int32(text.utf8.count), 0, -1)
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR)
    hb_buffer_set_script(buffer, HB_SCRIPT_HAN)
    hb_buffer_set_language(buffer, hb_language_from_string("zh-Hans", -1))
    hb_shape(font, buffer, nil, 0)
    var count: UInt32 = 0
    let glyphs = hb_buffer_get_glyph_infos(buffer, &count)
    return count == 1 ? glyphs.map { Int($0.pointee.codepoint) } : nil
  }

  func outline(of glyph: Int) -> Outline? {
    guard FT_Load_Glyph(face, FT_UInt(glyph), FT_Int32(FT_LOAD_NO_SCALE)) == 0 else { return nil }
    let outline = face.pointee.glyph.pointee.outline
    let points = UnsafeBufferPointer(start: outline.points, count: Int(outline.n_points))
    let kinds = UnsafeBufferPointer(start: outline.tags, count: Int(outline.n_points))
    return Outline(
      points: points.map { [$0.x, $0.y] }, kinds: kinds.map { UInt8(bitPattern: $0) & 3 },
      ends: Array(UnsafeBufferPointer(start: outline.contours, count: Int(outline.n_contours))))
  }
}
