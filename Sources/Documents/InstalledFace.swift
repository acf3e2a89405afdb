// A font as it is installed: mapped into memory once, asked which characters it draws and how wide they are.
internal import CHarfBuzz
internal import Synchronization

/// One face of an installed font file. HarfBuzz never changes a face after it was made immutable, so that threads
/// may share it.
final class InstalledFace: @unchecked Sendable {
  let file: FontFile
  /// Which face of the file this is, from 0.
  let index: Int
  let unitsPerEm: Int
  let face: OpaquePointer
  let font: OpaquePointer
  /// Whether its glyphs can be cast: outlines of the CFF kind, a thousand units to the em as in PDF files.
  let canBeCast: Bool
  private let characters = Mutex<[UInt32: UInt32]?>(nil)

  init(_ file: FontFile) throws(DocumentError) {
    guard let blob = hb_blob_create_from_file_or_fail(file.path) else { throw .fontUnreadable(file.path) }
    defer { hb_blob_destroy(blob) }
    guard let index = Self.index(of: file.family, in: blob) else { throw .fontUnreadable(file.path) }
    face = hb_face_create(blob, UInt32(index))
    hb_face_make_immutable(face)
    font = hb_font_create(face)
    hb_font_make_immutable(font)
    self.file = file
    self.index = index
    unitsPerEm = Int(hb_face_get_upem(face))
    let outlines = hb_face_reference_table(face, 0x4346_4620)  // CFF
    defer { hb_blob_destroy(outlines) }
    canBeCast = unitsPerEm == 1000 && hb_blob_get_length(outlines) > 0
  }

  deinit {
    hb_font_destroy(font)
    hb_face_destroy(face)
  }

  /// The glyph of a character by itself, or nil when the face does not draw it.
  func glyph(of scalar: UInt32) -> UInt32? {
    var glyph: hb_codepoint_t = 0
    return hb_font_get_nominal_glyph(font, scalar, &glyph) != 0 && glyph != 0 ? glyph : nil
  }

  /// The glyph that the face keeps for exactly this variation sequence (Unicode 23.4).
  func glyph(of scalar: UInt32, variation selector: UInt32) -> UInt32? {
    var glyph: hb_codepoint_t = 0
    return hb_font_get_variation_glyph(font, scalar, selector, &glyph) != 0 && glyph != 0 ? glyph : nil
  }

  /// True where HarfBuzz cannot tell, so that nothing is left out by mistake.
  func hasInk(_ glyph: UInt32) -> Bool {
    var extents = hb_glyph_extents_t()
    return hb_font_get_glyph_extents(font, glyph, &extents) == 0 || extents.width != 0 || extents.height != 0
  }

  /// In font units.
  func advance(of glyph: UInt32) -> Int { Int(hb_font_get_glyph_h_advance(font, glyph)) }

  /// A character that leads to this glyph by itself, or nil when only substitution does.
  func character(for glyph: UInt32) -> UInt32? {
    characters.withLock { known in
      if known == nil { known = charactersByGlyph() }
      return known?[glyph]
    }
  }

  private func charactersByGlyph() -> [UInt32: UInt32] {
    let covered = hb_set_create()
    defer { hb_set_destroy(covered) }
    hb_face_collect_unicodes(face, covered)
    var found: [UInt32: UInt32] = [:]
    var scalar = hb_codepoint_t.max
    while hb_set_next(covered, &scalar) != 0 {
      if let glyph = glyph(of: scalar), found[glyph] == nil { found[glyph] = scalar }
    }
    return found
  }

  /// How far the em box reaches above and below the baseline, in font units (OS/2, sTypoAscender and -Descender).
  var emBox: (ascent: Int, descent: Int) {
    let table = hb_face_reference_table(face, 0x4F53_2F32)  // OS/2
    defer { hb_blob_destroy(table) }
    var length: UInt32 = 0
    guard let bytes = hb_blob_get_data(table, &length), length >= 72 else {
      return (unitsPerEm * 88 / 100, unitsPerEm * 12 / 100)
    }
    func number(at offset: Int) -> Int {
      Int(
        Int16(
          truncatingIfNeeded: Int(UInt8(bitPattern: bytes[offset])) << 8 | Int(UInt8(bitPattern: bytes[offset + 1]))))
    }
    return (number(at: 68), -number(at: 70))
  }

  private static func index(of family: String, in blob: OpaquePointer) -> Int? {
    (0..<Int(hb_face_count(blob))).first { index in
      let face = hb_face_create(blob, UInt32(index))
      defer { hb_face_destroy(face) }
      return name(of: face) == family
    }
  }

  private static func name(of face: OpaquePointer?) -> String {
    var room = UInt32(128)
    var bytes = [CChar](repeating: 0, count: Int(room))
    hb_ot_name_get_utf8(face, UInt32(HB_OT_NAME_ID_FONT_FAMILY), nil, &room, &bytes)
    return String(decoding: bytes.prefix(Int(room)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
