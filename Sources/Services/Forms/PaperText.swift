// What a reader of the paper reads: its texts in order, without regard to how their lines are broken.

internal import Layout

/// A paragraph, heading or cell of a page.
struct PaperText: Hashable {
  let page: Int
  let text: String

  /// Spaces at line ends come and go with the lines; they are no change.
  var essence: String { text.filter { !$0.isWhitespace } }
}

extension LaidOutDocument {
  var texts: [PaperText] {
    pages.enumerated().flatMap { index, page in
      page.items.flatMap(\.texts).map { PaperText(page: index + 1, text: $0) }
    }
  }
}

extension Item {
  /// The texts of the groups in it, each group's own lines as one.
  fileprivate var texts: [String] {
    guard case .group(_, let items) = self else { return words.isEmpty ? [] : [words] }
    let own = items.map(\.words).joined()
    let inner = items.flatMap { item -> [String] in
      guard case .group = item else { return [] }
      return item.texts
    }
    return own.isEmpty ? inner : [own] + inner
  }

  private var words: String {
    guard case .text(let run) = self else { return "" }
    return run.pieces.map(\.text).joined()
  }
}
