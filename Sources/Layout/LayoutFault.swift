// Why a document cannot be laid out. Nothing is ever clipped or spilled instead.

public enum LayoutFault: Error, Hashable, Sendable {
  /// A value that does not fit its place at the smallest size and with the most lines allowed there.
  case tooLong(field: String, characters: Int, lines: Int)
  /// Words of the form itself that do not fit their place.
  case wordsTooLong(String)
  case missingGlyph(grapheme: String, field: String?)
  /// Content that goes beyond the last page; `longest` is the field that takes most lines.
  case overflow(block: String, pages: Int, longest: String?)
  case tooFewPages(expected: Int, found: Int)
  case tableTooWide(block: String, excess: Length)
  /// Spans that overlap or reach out of their table.
  case brokenTable(block: String, row: Int)
}
