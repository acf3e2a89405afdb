// Sets tables: rows grow with their cells, rules are drawn once, cells are read row by row.

extension Typesetter {
  func set(_ table: Table, width: Length, block: String) throws(LayoutFault) -> Fragment {
    let grid = try TableGrid(table, block: block)
    let columns = try Width.resolve(table.columns, in: width, block: block).edges
    var contents: [Fragment] = []
    for place in grid.places { contents.append(try content(of: place, columns: columns, block: block)) }
    let rows = heights(of: table, grid, contents).edges
    var fragment = Fragment(
      width: columns.last ?? .zero, height: rows.last ?? .zero, tag: .table)
    for row in table.rows.indices {
      let fragments = grid.places.indices.filter { grid.places[$0].row == row }
      var line = Fragment(width: fragment.size.width, height: .zero, tag: .row)
      for index in fragments {
        add(
          contents[index], of: grid.places[index], scope: table.scope(ofRow: row), columns: columns, rows: rows,
          to: &line)
      }
      fragment.add(line, x: .zero, y: .zero)
    }
    var whole = Fragment(width: fragment.size.width, height: fragment.size.height)
    whole.items = shades(grid, columns: columns, rows: rows)
    whole.add(fragment, x: .zero, y: .zero)
    var rules = Fragment(width: fragment.size.width, height: fragment.size.height)
    rules.items = RuleDrawer(rules: table.rules, owners: grid.owners, columns: columns, rows: rows).items()
    whole.add(rules, x: .zero, y: .zero)
    return whole
  }

  private func content(
    of place: TableGrid.Place, columns: [Length], block: String
  ) throws(LayoutFault) -> Fragment {
    let cell = place.cell
    let width = columns[place.column + cell.across] - columns[place.column] - cell.padding.horizontal * 2
    guard width > .zero else { throw .tableTooWide(block: block, excess: -width) }
    return try stack(cell.blocks, width: width, block: block)
  }

  private func heights(of table: Table, _ grid: TableGrid, _ contents: [Fragment]) -> [Length] {
    var heights = table.rows.map { tightened($0.minimumHeight) }
    for rowSpan in 1...max(1, table.rows.count) {
      for (place, content) in zip(grid.places, contents) where place.cell.down == rowSpan {
        let last = place.row + rowSpan - 1
        let needed = content.size.height + tightened(place.cell.padding.vertical) * 2
        let there = heights[place.row...last].reduce(.zero, +)
        if needed > there { heights[last] = heights[last] + (needed - there) }
      }
    }
    return heights
  }

  private func add(
    _ content: Fragment, of place: TableGrid.Place, scope: HeaderScope, columns: [Length], rows: [Length],
    to line: inout Fragment
  ) {
    let cell = place.cell
    let frame = Self.frame(of: place, columns: columns, rows: rows)
    let room = frame.height - tightened(cell.padding.vertical) * 2 - content.size.height
    let shift: Length =
      switch cell.vertical {
      case .top: .zero
      case .middle: room / 2
      case .bottom: room
      }
    let span = CellSpan(across: cell.across, down: cell.down)
    var holder = Fragment(
      width: frame.width, height: frame.height, tag: cell.isHeader ? .headerCell(span, of: scope) : .cell(span))
    if let blank = cell.blank {
      holder.boxes.append(
        NamedBox(
          blank, .blank, Rectangle(x: .zero, y: .zero, width: frame.width, height: frame.height).inset(by: .mm(0.5))))
    }
    holder.add(content, x: cell.padding.horizontal, y: tightened(cell.padding.vertical) + shift)
    line.add(holder, x: frame.x, y: frame.y)
  }

  private static func frame(of place: TableGrid.Place, columns: [Length], rows: [Length]) -> Rectangle {
    let x = columns[place.column]
    let y = rows[place.row]
    return Rectangle(
      x: x, y: y, width: columns[place.column + place.cell.across] - x, height: rows[place.row + place.cell.down] - y)
  }

  private func shades(_ grid: TableGrid, columns: [Length], rows: [Length]) -> [Item] {
    grid.places.compactMap { place in
      place.cell.shade.map {
        .rectangle(Self.frame(of: place, columns: columns, rows: rows), stroke: nil, fill: $0)
      }
    }
  }
}

extension Table {
  /// Labels beside values speak of their row; a row of labels alone, or one that is repeated on each page, of what is below.
  fileprivate func scope(ofRow row: Int) -> HeaderScope {
    row < header ?? 0 || rows[row].cells.allSatisfy(\.isHeader) ? .column : .row
  }
}

/// Draws a table's rules, each stretch of line once and as long as no span interrupts it.
struct RuleDrawer {
  let rules: Table.Rules
  let owners: [[Int]]
  let columns: [Length]
  let rows: [Length]

  func items() -> [Item] {
    guard let right = columns.last, let bottom = rows.last, right > .zero, bottom > .zero else { return [] }
    var items: [Item] = []
    if rules.inner > .zero { items = across() + down() }
    if rules.outer > .zero {
      let frame = Rectangle(x: .zero, y: .zero, width: right, height: bottom)
      items.append(.rectangle(frame, stroke: Stroke(thickness: rules.outer, colour: rules.colour), fill: nil))
    }
    return items
  }

  private func across() -> [Item] {
    owners.indices.dropFirst().flatMap { row in
      stretches(columns.count - 1) { owners[row][$0] != owners[row - 1][$0] }.map { range in
        line(
          from: Point(x: columns[range.lowerBound], y: rows[row]), to: Point(x: columns[range.upperBound], y: rows[row])
        )
      }
    }
  }

  private func down() -> [Item] {
    (1..<max(1, columns.count - 1)).flatMap { column in
      stretches(rows.count - 1) { owners[$0][column] != owners[$0][column - 1] }.map { range in
        line(
          from: Point(x: columns[column], y: rows[range.lowerBound]),
          to: Point(x: columns[column], y: rows[range.upperBound]))
      }
    }
  }

  private func line(from: Point, to: Point) -> Item {
    .line(from: from, to: to, thickness: rules.inner, colour: rules.colour, dash: [])
  }

  private func stretches(_ count: Int, _ isDrawn: (Int) -> Bool) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for index in 0..<count where isDrawn(index) {
      if let last = ranges.last, last.upperBound == index {
        ranges[ranges.count - 1] = last.lowerBound..<index + 1
      } else {
        ranges.append(index..<index + 1)
      }
    }
    return ranges
  }
}
