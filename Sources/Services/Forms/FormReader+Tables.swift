// Reads tables: column widths, rows, and cells that hold labels, values, choices or open places.

internal import Domain
internal import Layout

/// A row as the definition gives it.
private struct RowTemplate: Sendable {
  var repetition: Repetition?
  let condition: FormCondition?
  let height: Length?
  let cells: [CellTemplate]
}

private struct CellTemplate: Sendable {
  var across = 1
  var down = 1
  var vertical = VerticalAlignment.middle
  var padding = Table.Padding()
  var isHeader = false
  var shade: Colour?
  /// A name when the whole cell is left open: always, or where its field has no value.
  var blank: @Sendable (Filling) -> String? = { _ in nil }
  var make: BlockMaker = { _ in [] }
}

extension FormReader {
  func table(_ node: YAMLNode, width: Length) -> BlockMaker? {
    let keys = keys(node, ["columns", "rows", "row-height", "outer", "inner", "size", "header"])
    guard let columnNode = keys["columns"], let rowNode = keys["rows"] else {
      missing(keys["columns"] == nil ? "columns" : "rows", at: node)
      return nil
    }
    let columns = reader.list(columnNode).map { self.width($0) }
    check(columns, fit: width, at: columnNode)
    let height = length(keys["row-height"]) ?? .mm(8.5)
    var rules = Table.Rules()
    rules.outer = length(keys["outer"]) ?? rules.outer
    rules.inner = length(keys["inner"]) ?? rules.inner
    var base = body
    base.size = points(keys["size"]) ?? body.size
    var rows: [RowTemplate] = []
    var grid = SpanCount(columns: columns.count)
    each(rowNode) { item in
      let row = row(item, base: base)
      let cells = grid.add(row.cells.map { ($0.across, $0.down) })
      if cells != columns.count { tell(.cellCount(expected: columns.count, found: cells), at: item) }
      rows.append(row)
    }
    if columns.isEmpty { tell(.nothingIn("columns"), at: columnNode) }
    if rows.isEmpty { tell(.nothingIn("rows"), at: rowNode) }
    let (templates, drawn) = (rows, rules)
    let header = whole(keys["header"], 0...5)
    return { filling in
      let rows = templates.flatMap { $0.rows(filling, height: height) }
      return [.table(Table(columns: columns, rows: rows, rules: drawn, header: header))]
    }
  }

  /// `24`, `flex` or `flex 2`.
  func width(_ node: YAMLNode) -> Width {
    let words = (text(node) ?? "").split(separator: " ")
    if words.first == "flex" {
      guard words.count > 1 else { return .flexible(1) }
      if words.count == 2, let weight = Int(words[1]), (1...100).contains(weight) { return .flexible(weight) }
      tell(.notAWidth(words.joined(separator: " ")), at: node)
      return .flexible(1)
    }
    return length(node).map { .fixed($0) } ?? .flexible(1)
  }

  func check(_ columns: [Width], fit width: Length, at node: YAMLNode) {
    let fixed = columns.reduce(Length.zero) { sum, column in
      if case .fixed(let length) = column { sum + length } else { sum }
    }
    if fixed > width { tell(.tableTooWide(excess: "\((fixed - width).millimetres)"), at: node) }
  }

  // MARK: Rows and cells

  private func row(_ node: YAMLNode, base: TextLook) -> RowTemplate {
    if node.items != nil { return RowTemplate(condition: nil, height: nil, cells: cells(node, base)) }
    let keys = keys(node, ["cells", "height", "when"] + Self.repetitionKeys)
    if keys["cells"] == nil { missing("cells", at: node) }
    let (repetition, parts) = repeated(keys) {
      (condition(keys["when"]), keys["cells"].map { cells($0, base) } ?? [])
    }
    return RowTemplate(
      repetition: repetition, condition: parts.0, height: length(keys["height"]), cells: parts.1)
  }

  private func cells(_ node: YAMLNode, _ base: TextLook) -> [CellTemplate] {
    var cells: [CellTemplate] = []
    each(node) { cells.append(self.cell($0, base)) }
    return cells
  }

  private static var cellKinds: [String] { ["label", "field", "text", "choices", "content", "blank"] }

  private func cell(_ node: YAMLNode, _ base: TextLook) -> CellTemplate {
    if node.text != nil { return label(node, [:], base) }
    let options = ["across", "down", "vertical", "padding", "shade"]
    let keys = keys(node, Self.cellKinds + options + TextLook.keys)
    let kind = Self.cellKinds.first { keys[$0] != nil }
    guard let kind, let value = keys[kind] else {
      tell(.notACell, at: node)
      return CellTemplate()
    }
    var cell = cell(kind, value, keys, base)
    cell.across = whole(keys["across"], 1...40) ?? 1
    cell.down = whole(keys["down"], 1...40) ?? 1
    cell.vertical = word(keys["vertical"]) ?? cell.vertical
    cell.shade = whole(keys["shade"], 0...255).map { Colour(grey: UInt8($0)) }
    if let padding = length(keys["padding"]) { cell.padding = Table.Padding(horizontal: padding, vertical: padding) }
    return cell
  }

  private func cell(_ kind: String, _ value: YAMLNode, _ keys: [String: YAMLNode], _ base: TextLook) -> CellTemplate {
    switch kind {
    case "label": return label(value, keys, base)
    case "field": return field(value, keys, base)
    case "blank":
      let name = text(value) ?? "blank"
      return CellTemplate(blank: { _ in name })
    case "choices": return CellTemplate(make: choices(value) ?? { _ in [] })
    case "content": return CellTemplate(make: content(value, width: .mm(300)))
    default:
      var look = base
      look.alignment = .left
      look.leading = 140
      return CellTemplate(make: paragraph(value, look: self.look(keys, on: look)) ?? { _ in [] })
    }
  }

  /// Labels are set in Hei in the middle of their cells.
  private func label(_ node: YAMLNode, _ keys: [String: YAMLNode], _ base: TextLook) -> CellTemplate {
    var look = base
    look.typeface = .hei
    look.alignment = .centre
    look.leading = 130
    look.minimum = .pt(9)
    look.lines = 3
    var cell = CellTemplate()
    cell.isHeader = true
    cell.padding.horizontal = .mm(0.8)
    cell.make = paragraph(node, look: self.look(keys, on: look)) ?? { _ in [] }
    return cell
  }

  /// A value that may shrink and wrap; without a value the cell stays open for handwriting.
  private func field(_ node: YAMLNode, _ keys: [String: YAMLNode], _ base: TextLook) -> CellTemplate {
    var look = base
    look.size = base.size + .pt(0.5)
    look.alignment = .left
    look.leading = 130
    look.minimum = .pt(9)
    look.lines = 2
    look = self.look(keys, on: look)
    look.name = nil
    guard let (name, filter) = value(node) else { return CellTemplate() }
    let set = look
    return CellTemplate(
      blank: { filling in filling.shown(name) == nil ? name.text : nil },
      make: { filling in
        guard let shown = filling.shown(name, filter) else { return [] }
        return [.paragraph(set.paragraph([.value(Inline.Value(name.text, shown))]))]
      })
  }
}

extension RowTemplate {
  /// A row left for a pen is never lower than this.
  private static let penHeight = Length.mm(10.5)

  fileprivate func rows(_ filling: Filling, height: Length) -> [Table.Row] {
    let wanted = self.height ?? height
    return repetition.fillings(filling).compactMap { filling in
      guard filling.holds(condition) else { return nil }
      return Table.Row(
        minimumHeight: filling.context.blank ? max(wanted, Self.penHeight) : wanted,
        cells: cells.map { $0.cell(filling) })
    }
  }
}

extension CellTemplate {
  fileprivate func cell(_ filling: Filling) -> Table.Cell {
    Table.Cell(
      across: across, down: down, make(filling), vertical: vertical, padding: padding, isHeader: isHeader,
      shade: shade, blank: blank(filling))
  }
}

/// Counts how many columns each row's cells take, with those that reach down from above.
private struct SpanCount {
  let columns: Int
  private var reaching: [Int]

  init(columns: Int) {
    self.columns = columns
    reaching = [Int](repeating: 0, count: columns)
  }

  mutating func add(_ cells: [(across: Int, down: Int)]) -> Int {
    var taken = reaching.count { $0 > 0 }
    var column = 0
    var next = reaching.map { max(0, $0 - 1) }
    for cell in cells {
      while column < columns, reaching[column] > 0 { column += 1 }
      for place in min(column, columns)..<min(columns, column + cell.across) { next[place] = cell.down - 1 }
      column += cell.across
      taken += cell.across
    }
    reaching = next
    return taken
  }
}
