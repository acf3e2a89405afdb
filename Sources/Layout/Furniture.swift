// What every page carries around its content: code and second code, registration marks, number, order, watermark.

/// The words and codes around the content; nil or empty ones are left out.
public struct Furniture: Sendable {
  /// Who issues the form, above the title.
  public var issuer: String
  public var title: String
  /// `订单编号：…`; a line to write on where nothing is known yet.
  public var reference: [Inline]
  /// `留存联`, `客户联`
  public var copyLabel: String?
  /// What makes the page no valid paper: 草稿, 仅供预览, 演练. It stands large under the whole page as well.
  public var watermark: String?
  /// What else sets the page apart, such as 重印 2: one line at the head and one at the foot, and nothing else changes.
  public var mark: String?
  /// What the foot of the page asks for or tells.
  public var notes: [String]
  /// Words beside the place at the right edge for a seal across all pages (骑缝章); nil for no such place.
  public var straddle: String?
  /// Telephone numbers at the foot of a slip.
  public var contacts: [String]
  /// The text of a page's code: page and number of pages in; nil for a page without code.
  public var code: @Sendable (_ page: Int, _ pages: Int) -> String?

  public init(
    issuer: String, title: String, reference: [Inline], copyLabel: String?, watermark: String?, mark: String? = nil,
    notes: [String], straddle: String? = nil, contacts: [String] = [],
    code: @escaping @Sendable (_ page: Int, _ pages: Int) -> String?
  ) {
    self.issuer = issuer
    self.title = title
    self.reference = reference
    self.copyLabel = copyLabel
    self.watermark = watermark
    self.mark = mark
    self.notes = notes
    self.straddle = straddle
    self.contacts = contacts
    self.code = code
  }

  /// What stands in one line at the head and, on forms, at the foot: watermark and mark.
  var markedLine: String? {
    let marks = [watermark, mark].compactMap { $0 }
    return marks.isEmpty ? nil : marks.joined(separator: "　")
  }

  /// What is not set off looks like this, in its own size.
  public static let plain = TextStyle(.song, size: .pt(10))

  /// Content stands here; all furniture stays outside.
  static let content = Rectangle(x: .mm(20), y: .mm(43), width: .mm(170), height: .mm(217))
  static let pageCode = Rectangle(x: .mm(164), y: .mm(12), width: .mm(26), height: .mm(26))
  static let secondPageCode = Rectangle(x: .mm(20), y: .mm(265), width: .mm(20), height: .mm(20))
}

struct FurnitureSetter<Measure: TextMeasure> {
  let furniture: Furniture
  let typesetter: Typesetter<Measure>

  func set(page: Int, pages: Int) throws(LayoutFault) -> Fragment {
    var fragment = Fragment(width: Size.a4.width, height: Size.a4.height)
    addMarks(to: &fragment)
    try addHead(page: page, to: &fragment)
    addCodes(page: page, pages: pages, to: &fragment)
    try addFoot(page: page, pages: pages, to: &fragment)
    try addStraddle(to: &fragment)
    return fragment
  }

  // MARK: Marks and codes

  /// Squares and a disc of 5 mm, 10 mm from the edges: printers leave nothing out there and scanners find them.
  private func addMarks(to fragment: inout Fragment) {
    let side = Length.mm(5)
    let left = Length.mm(10)
    let right = Size.a4.width - left - side
    let top = Length.mm(10)
    let bottom = Size.a4.height - top - side
    let middle = (Size.a4.height - side) / 2
    let squares: [(String, NamedBox.Kind, Length, Length)] = [
      ("mark.nw", .squareMark, left, top), ("mark.ne", .squareMark, right, top),
      ("mark.sw", .squareMark, left, bottom), ("mark.w", .edgeMark, left, middle),
      ("mark.e", .edgeMark, right, middle),
    ]
    for (name, kind, x, y) in squares {
      let square = Rectangle(x: x, y: y, width: side, height: side)
      fragment.items.append(.rectangle(square, stroke: nil, fill: .black))
      fragment.boxes.append(NamedBox(name, kind, square))
    }
    let disc = Rectangle(x: right, y: bottom, width: side, height: side)
    fragment.items.append(.ellipse(disc, stroke: nil, fill: .black))
    fragment.boxes.append(NamedBox("mark.se", .discMark, disc))
  }

  private func addCodes(page: Int, pages: Int, to fragment: inout Fragment) {
    guard let text = furniture.code(page, pages) else { return }
    let codes: [(String, NamedBox.Kind, Rectangle, Item.Correction)] = [
      ("page-code", .pageCode, Furniture.pageCode, .quartile),
      ("page-code-2", .secondPageCode, Furniture.secondPageCode, .medium),
    ]
    for (name, kind, square, correction) in codes {
      fragment.add(code(text, correction, square.size), x: square.x, y: square.y)
      fragment.boxes.append(NamedBox(name, kind, square))
    }
  }

  private func code(_ text: String, _ correction: Item.Correction, _ size: Size) -> Fragment {
    var fragment = Fragment(width: size.width, height: size.height, tag: .figure(alternative: "本页二维码"))
    let square = Rectangle(x: .zero, y: .zero, width: size.width, height: size.height)
    fragment.items.append(.filling(.code(square, text: text, correction: correction)))
    return fragment
  }

  // MARK: The seal across the edges

  /// Half a seal of 42 mm whose middle is the sheet's right edge. Its outline keeps clear of the content, and so stands
  /// 2 mm further out than a seal may be pressed; it stops where printers cannot print.
  private func addStraddle(to fragment: inout Fragment) throws(LayoutFault) {
    guard let words = furniture.straddle else { return }
    let radius = Length.mm(21)
    let edge = Size.a4.width
    let middle = Length.mm(190)
    let stroke = Stroke(thickness: .mm(0.2), colour: .guide, dash: [.mm(1.5), .mm(1)])
    // Half-chords of the circle at each millimetre from its middle, in micrometres.
    let chords = (0...20).map { step in radius.micrometres * radius.micrometres - step * step * 1_000_000 }
    let reaches = chords.map { Length(micrometres: $0.squareRoot) }
    let centre = edge + .mm(2)
    let above = reaches.indices.reversed().map { Point(x: centre - reaches[$0], y: middle - .mm($0)) }
    let below = reaches.indices.dropFirst().map { Point(x: centre - reaches[$0], y: middle + .mm($0)) }
    let arc = (above + below).filter { $0.x <= edge - .mm(5) }
    fragment.items.append(.polyline(arc, stroke: stroke))
    fragment.boxes.append(
      NamedBox(
        "straddle", .blank, Rectangle(x: edge - radius, y: middle - radius, width: radius, height: radius * 2)))
    let style = TextStyle(.hei, size: .pt(8), colour: .guideWords)
    let column = Paragraph(
      words.map { .text(String($0), nil) }.reduce(into: [Inline]()) { $0 += $0.isEmpty ? [$1] : [.newLine, $1] },
      style: style, alignment: .centre, leading: 125)
    let label = try typesetter.set(column, width: .mm(4))
    fragment.add(label, x: edge - .mm(15), y: middle - label.size.height / 2)
  }

  // MARK: Words

  private func addHead(page: Int, to fragment: inout Fragment) throws(LayoutFault) {
    let first = page == 1
    try addMarkedLine(y: 10.5, to: &fragment)
    if let label = furniture.copyLabel {
      try add(label, .hei, 10.5, x: 20, y: 11, width: 40, .left, to: &fragment)
    }
    try add(furniture.issuer, .song, 11, x: 52, y: 17.5, width: 106, .centre, to: &fragment)
    let size: Double = first ? 20 : 15
    let title = Paragraph(
      [.text(furniture.title, nil)], style: TextStyle(.hei, bold: first, size: .pt(size)), alignment: .centre,
      leading: 130, fit: Paragraph.Fit(minimum: .pt(12), lines: 1),
      tag: .heading(level: 1, bookmark: first ? furniture.title : nil))
    fragment.add(try typesetter.set(title, width: .mm(108)), x: .mm(51), y: .mm(first ? 23.5 : 24.5))
    guard !furniture.reference.isEmpty else { return }
    let line = try typesetter.reference(furniture.reference, size: .pt(9.5), width: .mm(138))
    fragment.add(line, x: .mm(20), y: .mm(36))
  }

  private func addFoot(page: Int, pages: Int, to fragment: inout Fragment) throws(LayoutFault) {
    for (number, note) in furniture.notes.enumerated() {
      try add(note, .song, 9, x: 48, y: 265 + 4.6 * Double(number), width: 142, .left, to: &fragment)
    }
    try add("第 \(page) 页　共 \(pages) 页", .song, 10.5, x: 60, y: 279, width: 90, .centre, to: &fragment)
    try addMarkedLine(y: 284.6, to: &fragment)
  }

  private func addMarkedLine(y: Double, to fragment: inout Fragment) throws(LayoutFault) {
    guard let marks = furniture.markedLine else { return }
    let style = TextStyle(.hei, bold: true, size: .pt(12), colour: Colour(grey: 120))
    let words = Paragraph(
      [.text("◆ \(marks) ◆", nil)], style: style, alignment: .centre, leading: 120)
    var line = try typesetter.set(words, width: .mm(106))
    // A reprint still shares the form that is drawn for all.
    if furniture.mark != nil { line.items = line.items.map { .filling($0) } }
    fragment.add(line, x: .mm(52), y: .mm(y))
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

extension Typesetter {
  /// The line that tells an order's number. It differs from order to order, and so stays out of the form that is drawn
  /// for all.
  func reference(_ inlines: [Inline], size: Length, width: Length) throws(LayoutFault) -> Fragment {
    var style = Furniture.plain
    style.size = size
    let paragraph = Paragraph(
      inlines, style: style, alignment: .left, leading: 120, fit: Paragraph.Fit(minimum: .pt(7), lines: 1))
    var line = try set(paragraph, width: width)
    line.items = line.items.map { $0.isFilling ? $0 : .filling($0) }
    return line
  }
}

extension Item {
  fileprivate var isFilling: Bool { if case .filling = self { true } else { false } }
}

extension Int {
  /// The whole square root, rounded down (Newton's method).
  fileprivate var squareRoot: Int {
    guard self > 1 else { return Swift.max(0, self) }
    var guess = self
    var next = (guess + 1) / 2
    while next < guess {
      guess = next
      next = (guess + self / guess) / 2
    }
    return guess
  }
}
