// Cuts a table that may run over several pages between its rows, and repeats its header on each of them.

extension Typesetter {
  /// The table's pieces: the first as high as `first` allows, each further one at most `others` high.
  /// A first piece without rows is left out, so that no header stands alone at the foot of a page.
  /// - Throws: `overflow` when one row is higher than a page.
  func pieces(
    of table: Table, width: Length, first: Length, others: Length, block: String
  ) throws(LayoutFault) -> [Fragment] {
    let header = min(table.header ?? 0, table.rows.count)
    let cuts = try TableGrid(table, block: block).cuts.filter { $0 > header } + [table.rows.count]
    var pieces: [Fragment] = []
    var start = header
    var room = first
    while start < table.rows.count {
      let ends = cuts.filter { $0 > start }
      if let (end, piece) = try longest(table, header, from: start, to: ends, width, room, block) {
        pieces.append(piece)
        start = end
      } else if pieces.isEmpty, room < others {
        room = others
        continue
      } else {
        throw .overflow(block: block, pages: pieces.count + 1, longest: nil)
      }
      room = others
    }
    return pieces.isEmpty ? [try set(table, width: width, block: block)] : pieces
  }

  /// The most rows that fit, found by halving.
  private func longest(
    _ table: Table, _ header: Int, from start: Int, to ends: [Int], _ width: Length, _ room: Length, _ block: String
  ) throws(LayoutFault) -> (end: Int, piece: Fragment)? {
    var found: (Int, Fragment)?
    var low = 0
    var high = ends.count
    while low < high {
      let middle = found == nil && low == 0 && high == ends.count ? ends.count - 1 : (low + high) / 2
      var part = table
      part.rows = Array(table.rows[..<header] + table.rows[start..<ends[middle]])
      let piece = try set(part, width: width, block: block)
      if piece.size.height <= room {
        found = (ends[middle], piece)
        low = middle + 1
      } else {
        high = middle
      }
    }
    return found
  }
}

extension TableGrid {
  /// The rows before which a table may be cut: those that no cell from above reaches into.
  var cuts: [Int] {
    owners.indices.dropFirst().filter { row in
      zip(owners[row], owners[row - 1]).allSatisfy { $0 != $1 }
    }
  }
}
