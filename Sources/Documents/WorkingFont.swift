// The small font that documents are drawn with: cut from an installed one, so that cairo loses no glyph of it.
internal import CCairo
internal import CFreeType
internal import CHarfBuzz

/// Characters, and glyphs that no character leads to, that a document needs of one face.
struct NeededGlyphs {
  var characters: Set<UInt32> = []
  var strays: Set<UInt32> = []
}

/// A font with only a few documents' characters, its outlines spelled out and unhinted. Cairo 1.16 and 1.18 misread
/// subroutines of Noto's CFF outlines after a hintmask and leave such glyphs blank; here are no subroutines.
struct WorkingFont {
  /// Holds one reference; cairo's cache may hold others.
  let face: OpaquePointer
  private let renumbered: OpaquePointer

  init(_ installed: InstalledFace, _ needed: NeededGlyphs, library: FT_Library) throws(DocumentError) {
    guard let input = hb_subset_input_create_or_fail() else { throw .fontNotCut(installed.file.family) }
    defer { hb_subset_input_destroy(input) }
    Self.ask(input, for: needed)
    guard let plan = hb_subset_plan_create_or_fail(installed.face, input) else {
      throw .fontNotCut(installed.file.family)
    }
    defer { hb_subset_plan_destroy(plan) }
    guard let cut = hb_subset_plan_execute_or_fail(plan) else { throw .fontNotCut(installed.file.family) }
    defer { hb_face_destroy(cut) }
    guard let blob = hb_face_reference_blob(cut), let face = Self.open(blob, library) else {
      throw .fontNotCut(installed.file.family)
    }
    self.face = face
    renumbered = hb_map_reference(hb_subset_plan_old_to_new_glyph_mapping(plan))
  }

  /// The number that a glyph of the installed face has here; nil when it was not asked for.
  func glyph(_ id: UInt32) -> UInt? {
    let glyph = hb_map_get(renumbered, id)
    return glyph == hb_codepoint_t.max ? nil : UInt(glyph)
  }

  /// The same font with an owner more.
  func retained() -> WorkingFont {
    hb_map_reference(renumbered)
    cairo_font_face_reference(face)
    return self
  }

  func release() {
    hb_map_destroy(renumbered)
    cairo_font_face_destroy(face)
  }

  private static func ask(_ input: OpaquePointer, for needed: NeededGlyphs) {
    let characters = hb_subset_input_unicode_set(input)
    for scalar in needed.characters { hb_set_add(characters, scalar) }
    let glyphs = hb_subset_input_glyph_set(input)
    for glyph in needed.strays { hb_set_add(glyphs, glyph) }
    // Without a cmap cairo takes each glyph's text from the clusters, which are right; a cmap has look-alikes.
    let dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG)
    for table in ["GSUB", "GPOS", "GDEF", "cmap", "vmtx", "vhea", "VORG", "BASE"] {
      hb_set_add(dropped, hb_tag_from_string(table, 4))
    }
    hb_subset_input_set_flags(
      input, HB_SUBSET_FLAGS_DESUBROUTINIZE.rawValue | HB_SUBSET_FLAGS_NO_HINTING.rawValue)
  }

  /// Takes the blob over; it lives as long as cairo keeps the face.
  private static func open(_ blob: OpaquePointer, _ library: FT_Library) -> OpaquePointer? {
    var length: UInt32 = 0
    var opened: FT_Face?
    let bytes = hb_blob_get_data(blob, &length)
    let failed = bytes?.withMemoryRebound(to: FT_Byte.self, capacity: Int(length)) {
      FT_New_Memory_Face(library, $0, FT_Long(length), 0, &opened)
    }
    guard failed == 0, let opened, let face = cairo_ft_font_face_create_for_ft_face(opened, Int32(FT_LOAD_NO_HINTING))
    else {
      hb_blob_destroy(blob)
      return nil
    }
    let kept = Unmanaged.passRetained(KeptFont(opened, blob)).toOpaque()
    cairo_font_face_set_user_data(face, keptKey, kept) { Unmanaged<KeptFont>.fromOpaque($0!).release() }
    return face
  }
}

/// What cairo reads glyphs from for as long as it likes.
private final class KeptFont {
  private let face: FT_Face
  private let blob: OpaquePointer

  init(_ face: FT_Face, _ blob: OpaquePointer) {
    self.face = face
    self.blob = blob
  }

  deinit {
    FT_Done_Face(face)
    hb_blob_destroy(blob)
  }
}

/// Only its address is used.
nonisolated(unsafe) private let keptKey = UnsafeMutablePointer<cairo_user_data_key_t>.allocate(capacity: 1)
