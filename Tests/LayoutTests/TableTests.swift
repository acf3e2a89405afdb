// Tables: widths, growing rows, spans and their rules, and the ways in which a table can be wrong.

import Layout
import Testing

struct TableTests {
  private func cell(_ name: String, _ text: String = "字", across: Int = 1, down: Int = 1) -> Table.Cell {
    let value = Paragraph([.value(Inline.Value(name, text))], style: .plain)
    return Table.Cell(across: across, down: down, [.paragraph(value)], blank: "cell.\(name)")
  }

  private func boxes(_ table: Table) throws -> [String: Rectangle] {
    let page = try layOut([.table(table)])[0]
    return Dictionary(
      uniqueKeysWithValues: page.boxes.filter { $0.name.hasPrefix("cell.") }.map {
        (String($0.name.dropFirst(5)), $0.rectangle)
      })
  }

  private func row(_ cells: Table.Cell...) -> Table.Row { Table.Row(minimumHeight: .mm(10), cells: cells) }

  @Test func `flexible columns share what fixed ones leave`() throws {
    let boxes = try boxes(
      Table(columns: [.fixed(.mm(20)), .flexible(2), .flexible(1)], rows: [row(cell("a"), cell("b"), cell("c"))]))
    #expect(boxes["a"]?.width == .mm(19))
    #expect(boxes["b"]?.width == .mm(99))
    #expect(boxes["c"]?.maxX == .mm(189.5))
  }

  @Test func `a row grows with its fullest cell`() throws {
    let long = String(repeating: "字", count: 60)
    let boxes = try boxes(
      Table(columns: [.flexible(1), .flexible(1)], rows: [row(cell("a"), cell("b", long)), row(cell("c"), cell("d"))]))
    #expect(boxes["a"]?.height == boxes["b"]?.height)
    #expect(try #require(boxes["a"]).height > .mm(19))
    #expect(boxes["c"]?.height == .mm(9))
  }

  @Test func `a cell over two rows and one over two columns take their places`() throws {
    let boxes = try boxes(
      Table(
        columns: [.fixed(.mm(30)), .fixed(.mm(30)), .fixed(.mm(30))],
        rows: [row(cell("tall", down: 2), cell("wide", across: 2)), row(cell("b"), cell("c"))]))
    #expect(boxes["tall"]?.height == .mm(19))
    #expect(boxes["wide"]?.width == .mm(59))
    #expect(boxes["b"]?.x == .mm(50.5))
  }

  @Test func `a cell without words is read as a cell, and one that stretches says how far`() throws {
    let table = Table(
      columns: [.fixed(.mm(30)), .fixed(.mm(30)), .fixed(.mm(30))],
      rows: [row(cell("tall", down: 2), cell("wide", across: 2)), row(Table.Cell([]), cell("c"))])
    let spans = try layOut([.table(table)])[0].items.flatMap(\.spans)
    #expect(spans == [CellSpan(down: 2), CellSpan(across: 2), CellSpan(), CellSpan()])
  }

  @Test func `a label speaks of its row, and a row of labels of what is below`() throws {
    let label = Table.Cell([], isHeader: true)
    let columns = [Width](repeating: .fixed(.mm(30)), count: 2)
    let rows = [row(label, label), row(label, cell("a"))]
    let plain = Table(columns: columns, rows: rows)
    #expect(try layOut([.table(plain)])[0].items.flatMap(\.scopes) == [.column, .column, .row])
    let repeated = Table(columns: columns, rows: [rows[1], rows[1]], header: 1)
    #expect(try layOut([.table(repeated)])[0].items.flatMap(\.scopes) == [.column, .row])
  }

  @Test func `rules do not run through spans`() throws {
    let table = Table(
      columns: [.fixed(.mm(30)), .fixed(.mm(30))], rows: [row(cell("tall", down: 2), cell("a")), row(cell("b"))])
    let across = try layOut([.table(table)])[0].items.compactMap { item -> Length? in
      guard case .line(let from, let to, _, _, _) = item, from.y == to.y else { return nil }
      return from.x
    }
    #expect(across == [.mm(50)])
  }

  @Test func `a table wider than the page is refused by how much`() {
    #expect(throws: LayoutFault.tableTooWide(block: "block 1", excess: .mm(10))) {
      try layOut([.table(Table(columns: [.fixed(.mm(180))], rows: [row(cell("a"))]))])
    }
  }

  @Test(arguments: [1, 3])
  func `a row with too few or too many cells is refused by its number`(count: Int) {
    let cells = (0..<count).map { cell("c\($0)") }
    #expect(throws: LayoutFault.brokenTable(block: "block 1", row: 1)) {
      try layOut([
        .table(
          Table(
            columns: [.flexible(1), .flexible(1)], rows: [Table.Row(minimumHeight: .mm(8), cells: cells)]))
      ])
    }
  }
}

extension Item {
  /// Of every cell in it, in reading order.
  fileprivate var spans: [CellSpan] {
    guard case .group(let tag, let items) = self else { return [] }
    if case .cell(let span) = tag { return [span] }
    return items.flatMap(\.spans)
  }

  /// Of every header cell in it, in reading order.
  fileprivate var scopes: [HeaderScope] {
    guard case .group(let tag, let items) = self else { return [] }
    if case .headerCell(_, let scope) = tag { return [scope] }
    return items.flatMap(\.scopes)
  }
}
