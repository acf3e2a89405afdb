// Reads choices, columns, and the places for signatures, seals, rulers and drawings.

internal import Domain
internal import Layout

extension FormReader {
  /// Check boxes in a grid. `of: business-type` without options offers what the service offers.
  func choices(_ node: YAMLNode) -> BlockMaker? {
    let keys = keys(node, ["of", "options", "columns", "size", "row-height"])
    guard let name = name(keys["of"]) else {
      if keys["of"] == nil { missing("of", at: node) }
      return nil
    }
    let options = keys["options"].map { self.options($0) }
    if options == nil, name != .known(.businessType) { missing("options", at: node) }
    let count = whole(keys["columns"], 1...12) ?? 4
    let height = length(keys["row-height"]) ?? .mm(7)
    var look = body
    look.size = points(keys["size"]) ?? body.size
    look.alignment = .left
    look.leading = 130
    look.minimum = .pt(9)
    let set = look
    return { filling in
      let offered = options ?? filling.context.businessTypes.map { ($0.id, $0.title) }
      let cells = offered.map { value, label in
        let condition = FormCondition.equals(name, value)
        let inlines: [Inline] = [
          .checkBox(name: condition.text, ticked: filling.holds(condition)), .text(label, nil),
        ]
        return Table.Cell(
          [.paragraph(set.paragraph(inlines))], padding: Table.Padding(horizontal: .mm(0.5), vertical: .zero))
      }
      return [.table(Self.grid(cells, columns: count, height: height))]
    }
  }

  private func options(_ node: YAMLNode) -> [(String, String)] {
    reader.entries(node).compactMap { entry in text(entry.value).map { (entry.key, $0) } }
  }

  private static func grid(_ cells: [Table.Cell], columns: Int, height: Length) -> Table {
    var rows: [Table.Row] = []
    var rest = cells[...]
    while !rest.isEmpty {
      var row = Array(rest.prefix(columns))
      rest = rest.dropFirst(columns)
      while row.count < columns { row.append(Table.Cell([])) }
      rows.append(Table.Row(minimumHeight: height, cells: row))
    }
    return Table(
      columns: [Width](repeating: .flexible(1), count: columns), rows: rows,
      rules: Table.Rules(outer: .zero, inner: .zero))
  }

  // MARK: Side by side

  func columns(_ node: YAMLNode, width: Length) -> BlockMaker? {
    let keys = keys(node, ["of", "gap", "vertical"])
    guard let list = keys["of"] else {
      missing("of", at: node)
      return nil
    }
    let gap = length(keys["gap"]) ?? .mm(6)
    let vertical: VerticalAlignment = word(keys["vertical"]) ?? .top
    var columns: [(width: Width, make: BlockMaker)] = []
    each(list) { item in
      let keys = self.keys(item, ["width", "content"])
      let own = keys["width"].map { self.width($0) } ?? .flexible(1)
      var inner = width
      if case .fixed(let length) = own { inner = length }
      columns.append((own, content(keys["content"], width: inner)))
    }
    let gaps = gap * max(0, columns.count - 1)
    check(columns.map(\.width) + [.fixed(gaps)], fit: width, at: list)
    let templates = columns
    return { filling in
      let columns = templates.map { Columns.Column($0.width, $0.make(filling)) }
      return [.columns(Columns(columns, gap: gap, vertical: vertical))]
    }
  }

  // MARK: Signatures and seals

  func signature(_ node: YAMLNode) -> BlockMaker? {
    let keys = keys(node, ["name", "label", "width", "height"] + ["size"])
    var look = look(keys.filter { $0.key == "size" }, on: body)
    look.alignment = .left
    look.leading = 120
    let name = text(keys["name"]) ?? "signature"
    let width = length(keys["width"])
    let height = length(keys["height"]) ?? .mm(12)
    let set = look
    guard let template = template(keys["label"]) else {
      if keys["label"] == nil { missing("label", at: node) }
      return nil
    }
    return { filling in
      let label = set.paragraph(template.inlines(filling, style: set.style))
      return [.signature(SignatureBox(name: name, label: label, width: width, height: height))]
    }
  }

  func seal(_ node: YAMLNode) -> BlockMaker? {
    let keys = keys(node, ["class", "caption", "name", "margin", "size"])
    guard let seal = seal(keys["class"]) else {
      if keys["class"] == nil { missing("class", at: node) }
      return nil
    }
    let name = text(keys["name"]) ?? "seal.\(seal.id)"
    let caption = template(keys["caption"]) ?? TextTemplate(parts: [.words(seal.title, bold: false)])
    let margin = length(keys["margin"]) ?? .mm(2)
    let look = captionLook(points(keys["size"]) ?? .pt(9), grey: 125)
    return { filling in
      let words = look.paragraph(caption.inlines(filling, style: look.style))
      return [
        .seal(SealBox(name: name, sealClass: seal.id, shape: seal.outline, caption: words, margin: margin))
      ]
    }
  }

  func capture(_ node: YAMLNode, width: Length) -> BlockMaker? {
    let keys = keys(node, ["class", "caption", "name", "width", "height"])
    guard let seal = seal(keys["class"]) else {
      if keys["class"] == nil { missing("class", at: node) }
      return nil
    }
    let name = text(keys["name"]) ?? "capture.\(seal.id)"
    let caption = template(keys["caption"]) ?? TextTemplate(parts: [.words(seal.title, bold: false)])
    let size = Size(width: length(keys["width"]) ?? .mm(76), height: length(keys["height"]) ?? .mm(72))
    let look = captionLook(.pt(11), grey: 0)
    return { filling in
      let words = look.paragraph(caption.inlines(filling, style: look.style))
      return [
        .capture(CaptureBox(name: name, sealClass: seal.id, shape: seal.outline, size: size, caption: words))
      ]
    }
  }

  private func captionLook(_ size: Length, grey: UInt8) -> TextLook {
    var look = body
    look.size = size
    look.colour = Colour(grey: grey)
    look.alignment = .centre
    look.leading = 140
    return look
  }

  func scaleBar(_ node: YAMLNode) -> BlockMaker? {
    guard let direction: ScaleBar.Direction = word(node) else { return nil }
    let bar = ScaleBar(
      name: "scale-bar.\(direction.rawValue)", direction: direction, style: TextStyle(.hei, size: .pt(8)))
    return { _ in [.scaleBar(bar)] }
  }
}

extension SealClass {
  /// Its outline in true size.
  var outline: SealShape {
    switch shape {
    case .round(let diameter): .circle(diameter: .mm(diameter))
    case .oval(let width, let height): .ellipse(Size(width: .mm(width), height: .mm(height)))
    case .square(let side): .rectangle(Size(width: .mm(side), height: .mm(side)))
    }
  }
}
