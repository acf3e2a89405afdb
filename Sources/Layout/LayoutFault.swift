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

extension LayoutFault {
  /// The field that the fault blames, if one.
  public var field: String? {
    switch self {
    case .tooLong(let field, _, _): field
    case .missingGlyph(_, let field): field
    case .overflow(_, _, let longest): longest
    case .wordsTooLong, .tooFewPages, .tableTooWide, .brokenTable: nil
    }
  }

  /// The same fault with its field called otherwise, such as by its label.
  public func calling(_ name: (String) -> String) -> LayoutFault {
    switch self {
    case .tooLong(let field, let characters, let lines):
      .tooLong(field: name(field), characters: characters, lines: lines)
    case .missingGlyph(let grapheme, let field): .missingGlyph(grapheme: grapheme, field: field.map(name))
    case .overflow(let block, let pages, let longest):
      .overflow(block: block, pages: pages, longest: longest.map(name))
    case .wordsTooLong, .tooFewPages, .tableTooWide, .brokenTable: self
    }
  }
}
