// Where each cell of a table stands once spans are counted: a grid of columns and rows.

struct TableGrid {
  struct Place {
    let cell: Table.Cell
    let row: Int
    let column: Int
  }

  /// In reading order.
  let places: [Place]
  /// Which place covers each row and column.
  let owners: [[Int]]

  /// - Throws: `brokenTable` for spans that overlap, reach out of the table or leave a hole.
  init(_ table: Table, block: String) throws(LayoutFault) {
    var owners = table.rows.map { _ in [Int](repeating: -1, count: table.columns.count) }
    var places: [Place] = []
    for (row, content) in table.rows.enumerated() {
      var column = 0
      for cell in content.cells {
        while column < table.columns.count, owners[row][column] >= 0 { column += 1 }
        guard cell.across >= 1, cell.down >= 1, column + cell.across <= table.columns.count,
          row + cell.down <= table.rows.count
        else { throw .brokenTable(block: block, row: row + 1) }
        for down in row..<row + cell.down {
          for across in column..<column + cell.across {
            guard owners[down][across] < 0 else { throw .brokenTable(block: block, row: row + 1) }
            owners[down][across] = places.count
          }
        }
        places.append(Place(cell: cell, row: row, column: column))
        column += cell.across
      }
      guard owners[row].allSatisfy({ $0 >= 0 }) else { throw .brokenTable(block: block, row: row + 1) }
    }
    self.places = places
    self.owners = owners
  }
}

extension Width {
  /// The widths in `total`; what fixed ones leave is shared by weight, the last flexible one takes the rounding.
  static func resolve(
    _ widths: [Width], in total: Length, block: String
  ) throws(LayoutFault) -> [Length] {
    var left = total
    var weights = 0
    for width in widths {
      switch width {
      case .fixed(let length): left = left - length
      case .flexible(let weight): weights += max(1, weight)
      }
    }
    guard left >= .zero else { throw .tableTooWide(block: block, excess: -left) }
    var resolved: [Length] = []
    for width in widths {
      switch width {
      case .fixed(let length): resolved.append(length)
      case .flexible(let weight):
        let share = Length(micrometres: left.micrometres * max(1, weight) / weights)
        weights -= max(1, weight)
        left = left - share
        resolved.append(share)
      }
    }
    return resolved
  }
}

extension [Length] {
  /// Where each begins when they follow one another; one more than there are, the last being the end.
  var edges: [Length] { reduce(into: [.zero]) { $0.append(($0.last ?? .zero) + $1) } }
}
