// What stands around the content of slips and labels: issuer, title, number, one code, the service's telephone numbers.

struct SlipFurnitureSetter<Measure: TextMeasure> {
  let furniture: Furniture
  let paper: PaperKind
  let typesetter: Typesetter<Measure>

  func set(page: Int, pages: Int) throws(LayoutFault) -> Fragment {
    var fragment = Fragment(width: paper.size.width, height: paper.size.height)
    if case .label = paper {
      try addLabelHead(to: &fragment)
    } else {
      addCode(page: page, pages: pages, to: &fragment)
      try addHead(page: page, to: &fragment)
      try addFoot(page: page, pages: pages, to: &fragment)
    }
    return fragment
  }

  /// Larger than a page's code, because it holds a whole signature; as large as it must be for a telephone's camera.
  static var code: Rectangle { Rectangle(x: .mm(160), y: .mm(11), width: .mm(30), height: .mm(30)) }

  private func addCode(page: Int, pages: Int, to fragment: inout Fragment) {
    guard let text = furniture.code(page, pages) else { return }
    let code = Item.filling(.code(Self.code, text: text, correction: .medium))
    fragment.items.append(.group(.figure(alternative: "签名码"), [code]))
    fragment.boxes.append(NamedBox("slip-code", .text, Self.code))
  }

  private func addHead(page: Int, to fragment: inout Fragment) throws(LayoutFault) {
    try add(furniture.issuer, .song, 11, x: 20, y: 14, width: 135, .left, to: &fragment)
    let title = Paragraph(
      [.text(furniture.title, nil)], style: TextStyle(.hei, bold: true, size: .pt(page == 1 ? 21 : 15)),
      alignment: .left, leading: 130, fit: Paragraph.Fit(minimum: .pt(12), lines: 1),
      tag: .heading(level: 1, bookmark: page == 1 ? furniture.title : nil))
    fragment.add(try typesetter.set(title, width: .mm(135)), x: .mm(20), y: .mm(page == 1 ? 20.5 : 22))
    if !furniture.reference.isEmpty {
      let line = try typesetter.reference(furniture.reference, size: .pt(10.5), width: .mm(135))
      fragment.add(line, x: .mm(20), y: .mm(34.5))
    }
    rule(y: 43, to: &fragment)
    try addWatermark(y: 7.5, to: &fragment)
  }

  /// Two to a line, so that none is broken.
  private var contacts: [String] {
    stride(from: 0, to: furniture.contacts.count, by: 2).map {
      furniture.contacts[$0..<min($0 + 2, furniture.contacts.count)].joined(separator: "　　")
    }
  }

  /// Notes and telephone numbers above the lower edge; the content ends higher than the most of them reach.
  private func addFoot(page: Int, pages: Int, to fragment: inout Fragment) throws(LayoutFault) {
    let lines = (furniture.notes + contacts).map { words in
      Paragraph(
        [.text(words, nil)], style: TextStyle(.song, size: .pt(9.5)), alignment: .left, leading: 145,
        fit: Paragraph.Fit(minimum: .pt(8), lines: 2))
    }
    let foot = try typesetter.stack(lines.map { .paragraph($0) }, width: .mm(148), block: "notes")
    let top = Length.mm(288) - foot.size.height
    rule(y: (top - .mm(1.5)).millimetres, to: &fragment)
    fragment.add(foot, x: .mm(20), y: top)
    let count = pages == 1 ? "" : "第 \(page) 页　共 \(pages) 页"
    try add(count, .song, 10.5, x: 168, y: top.millimetres + 0.6, width: 22, .right, to: &fragment)
  }

  private func addLabelHead(to fragment: inout Fragment) throws(LayoutFault) {
    let style = TextStyle(.hei, bold: true, size: .pt(15))
    let title = Paragraph(
      [.text(furniture.title, nil)], style: style, alignment: .centre, leading: 120,
      fit: Paragraph.Fit(minimum: .pt(10), lines: 1), tag: .heading(level: 1, bookmark: furniture.title))
    let width = paper.content.width
    fragment.add(try typesetter.set(title, width: width), x: paper.content.x, y: .mm(7))
    guard let watermark = furniture.markedLine else { return }
    let words = Paragraph(
      [.text(watermark, nil)], style: TextStyle(.hei, size: .pt(9), colour: Colour(grey: 110)), alignment: .right)
    fragment.add(try typesetter.set(words, width: width), x: paper.content.x, y: .mm(2))
  }

  private func addWatermark(y: Double, to fragment: inout Fragment) throws(LayoutFault) {
    guard let marked = furniture.markedLine else { return }
    let style = TextStyle(.hei, bold: true, size: .pt(12), colour: Colour(grey: 110))
    let words = Paragraph(
      [.text("◆ \(marked) ◆", nil)], style: style, alignment: .left, leading: 120)
    fragment.add(try typesetter.set(words, width: .mm(135)), x: .mm(20), y: .mm(y))
  }

  private func rule(y: Double, to fragment: inout Fragment) {
    fragment.items.append(
      .line(
        from: Point(x: .mm(20), y: .mm(y)), to: Point(x: .mm(190), y: .mm(y)), thickness: .mm(0.25), colour: .black,
        dash: []))
  }

  private func add(
    _ text: String, _ typeface: TextStyle.Typeface, _ points: Double, x: Double, y: Double, width: Double,
    _ alignment: Paragraph.Alignment, to fragment: inout Fragment
  ) throws(LayoutFault) {
    guard !text.isEmpty else { return }
    let paragraph = Paragraph(
      [.text(text, nil)], style: TextStyle(typeface, size: .pt(points)), alignment: alignment, leading: 120,
      fit: Paragraph.Fit(minimum: .pt(7), lines: 1))
    fragment.add(try typesetter.set(paragraph, width: .mm(width)), x: .mm(x), y: .mm(y))
  }
}
