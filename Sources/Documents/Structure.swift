// The reading structure of a document: PDF's names for its parts, and its bookmarks.
internal import CCairo
internal import Layout

extension Tag {
  /// The standard structure type (ISO 32000-1, 14.8.4).
  var structureType: String {
    switch self {
    case .heading(let level, _): "H\(min(max(level, 1), 6))"
    case .paragraph: "P"
    case .table: "Table"
    case .row: "TR"
    case .headerCell: "TH"
    case .cell: "TD"
    case .figure: "Figure"
    }
  }
}

/// Bookmarks under construction: each hangs below the nearest one before it of a higher level.
struct Outline {
  private var open: [(level: Int, id: Int32)] = []

  /// Calls `make` with the parent of a new bookmark; it returns the new one's number.
  mutating func add(level: Int, make: (Int32) -> Int32) {
    while let last = open.last, last.level >= level { open.removeLast() }
    open.append((level, make(open.last?.id ?? Int32(CAIRO_PDF_OUTLINE_ROOT))))
  }
}

extension [Item] {
  /// The first text in reading order.
  var firstText: TextRun? {
    for item in self {
      switch item {
      case .text(let run): return run
      case .group(_, let inner): if let found = inner.firstText { return found }
      case .line, .rectangle, .ellipse, .polyline, .code: continue
      }
    }
    return nil
  }
}
