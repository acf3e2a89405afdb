// Sets everything that is not a paragraph or a table: stacks, columns, places for seals and signatures, rulers.

extension Typesetter {
  func set(_ block: Block, width: Length, block name: String) throws(LayoutFault) -> Fragment {
    switch block {
    case .paragraph(let paragraph): try set(paragraph, width: width)
    case .table(let table): try set(table, width: width, block: name)
    case .columns(let columns): try set(columns, width: width, block: name)
    case .space(let height): Fragment(width: width, height: tightened(height))
    case .fill, .pageBreak: Fragment(width: width, height: .zero)
    case .rule(let stroke): rule(stroke, width: width)
    case .signature(let box): try set(box, width: width, block: name)
    case .seal(let box): try set(box, width: width)
    case .capture(let box): try set(box, width: width, block: name)
    case .scaleBar(let bar): try set(bar, width: width)
    case .drawing(let drawing): set(drawing, width: width)
    case .picture(let picture): try set(picture, width: width, block: name)
    case .cut(let cut): try set(cut, width: width, block: name)
    }
  }

  /// Blocks one below the other.
  func stack(_ blocks: [Block], width: Length, block name: String) throws(LayoutFault) -> Fragment {
    var fragment = Fragment(width: width, height: .zero)
    for block in blocks {
      let child = try set(block, width: width, block: name)
      fragment.add(child, x: .zero, y: fragment.size.height)
      fragment.size.height = fragment.size.height + child.size.height
    }
    return fragment
  }

  private func set(_ columns: Columns, width: Length, block name: String) throws(LayoutFault) -> Fragment {
    let gaps = columns.gap * max(0, columns.columns.count - 1)
    let widths = try Width.resolve(columns.columns.map(\.width), in: width - gaps, block: name)
    var contents: [Fragment] = []
    for (column, width) in zip(columns.columns, widths) {
      contents.append(try stack(column.blocks, width: width, block: name))
    }
    var fragment = Fragment(width: width, height: contents.map(\.size.height).max() ?? .zero)
    var x = Length.zero
    for (content, width) in zip(contents, widths) {
      let room = fragment.size.height - content.size.height
      let y: Length =
        switch columns.vertical {
        case .top: .zero
        case .middle: room / 2
        case .bottom: room
        }
      fragment.add(content, x: x, y: y)
      x = x + width + columns.gap
    }
    return fragment
  }

  private func rule(_ stroke: Stroke, width: Length) -> Fragment {
    var fragment = Fragment(width: width, height: stroke.thickness)
    let y = stroke.thickness / 2
    fragment.items.append(
      .line(
        from: Point(x: .zero, y: y), to: Point(x: width, y: y), thickness: stroke.thickness, colour: stroke.colour,
        dash: stroke.dash))
    return fragment
  }

  private func set(_ box: SignatureBox, width: Length, block name: String) throws(LayoutFault) -> Fragment {
    let natural = try naturalWidth(of: box.label)
    let signing = box.width ?? width - natural - .mm(1)
    guard signing > .zero, natural + .mm(1) + signing <= width else {
      throw .tableTooWide(block: name, excess: natural + .mm(1) + signing - width)
    }
    let label = try set(box.label, width: natural)
    var fragment = Fragment(width: width, height: box.height)
    let place = Rectangle(x: natural + .mm(1), y: .zero, width: signing, height: box.height)
    fragment.add(label, x: .zero, y: box.height - label.size.height)
    fragment.items.append(
      .line(
        from: Point(x: place.x, y: place.maxY), to: Point(x: place.maxX, y: place.maxY), thickness: .mm(0.15),
        colour: .black, dash: []))
    fragment.boxes.append(NamedBox(box.name, .signature, place))
    return fragment
  }

  /// How wide a paragraph is on one line.
  private func naturalWidth(of paragraph: Paragraph) throws(LayoutFault) -> Length {
    let broad = try set(paragraph, width: .mm(1000))
    let ends = broad.items.map { item -> Length in
      guard case .text(let run) = item.drawn, let last = run.pieces.last else { return .zero }
      let advances = (try? measure.advances(of: last.text, in: run.style)) ?? []
      return run.origin.x + last.offset + advances.reduce(.zero, +)
    }
    return (ends.max() ?? .zero) + Length(micrometres: 1)
  }

  private func set(_ drawing: Drawing, width: Length) -> Fragment {
    var fragment = Fragment(width: width, height: drawing.size.height)
    var picture = Fragment(
      width: drawing.size.width, height: drawing.size.height, tag: .figure(alternative: drawing.alternative))
    picture.items = drawing.items
    fragment.add(picture, x: drawing.alignment.shift(of: drawing.size.width, in: width), y: .zero)
    return fragment
  }
}
