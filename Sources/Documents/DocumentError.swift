// Why a document cannot be made. Nothing is ever printed half: each of these comes before the first byte is kept.
public import PDFFiles

/// A document that cannot be made; nothing was written.
public enum DocumentError: Error, Hashable, Sendable {
  /// A font that every document needs is not installed.
  case fontsMissing(packages: [String])
  /// A font file is there but is not the font it should be.
  case fontUnreadable(String)
  /// HarfBuzz or FreeType refused to make a small font of this family.
  case fontNotCut(String)
  /// No installed font draws this character.
  case missingGlyph(String)
  /// Cairo refused; its own words.
  case drawing(String)
  /// More than a QR code of this correction can hold. `count` characters were asked for.
  case codeTooLong(count: Int)
  /// The finished file could not be made archival.
  case archiving(PDFFileError)
}
