// Paragraphs: fitting by shrinking, then wrapping, then refusing; alignment; values, blanks and check boxes.

import Domain
import Layout
import Testing

struct TypesetterTests {
  private let fit = Paragraph.Fit(minimum: .mm(3), lines: 2)

  @Test(arguments: [(5, 4.0, 1), (6, 3.3, 1), (7, 4.0, 2), (10, 4.0, 2), (12, 3.3, 2)])
  func `a value shrinks, then wraps at the largest size that fits`(count: Int, size: Double, lines: Int) throws {
    let page = try layOut([.value("agent.name", String(repeating: "字", count: count), ems: 5, fit: fit)])[0]
    #expect(page.lines.count == lines)
    let set = try #require(page.runs.first?.style.size)
    #expect(abs((set - .mm(size)).micrometres) < 90)
  }

  @Test(arguments: [(7, 4.0, 2), (12, 3.3, 2), (14, 2.85, 2)])
  func `a value takes another line before it shrinks below nine points`(count: Int, size: Double, lines: Int) throws {
    let small = Paragraph.Fit(minimum: .mm(2.5), lines: 2)
    let page = try layOut([.value("agent.name", String(repeating: "字", count: count), ems: 5, fit: small)])[0]
    #expect(page.lines.count == lines)
    let set = try #require(page.runs.first?.style.size)
    #expect(abs((set - .mm(size)).micrometres) < 90)
  }

  @Test func `a value that fits nowhere is refused with its field`() {
    #expect(throws: LayoutFault.tooLong(field: "agent.name", characters: 40, lines: 2)) {
      try layOut([.value("agent.name", String(repeating: "字", count: 40), ems: 5, fit: fit)])
    }
  }

  @Test func `words of a definition that fit nowhere are refused by themselves, where no field is to blame`() {
    let words = String(repeating: "字", count: 40)
    let refused = #expect(throws: LayoutFault.self) {
      try layOut([.text(words, ems: 5, fit: fit)])
    }
    #expect(refused == .wordsTooLong(String(words.prefix(16))) && refused?.explanation.code == "L02")
  }

  @Test func `a character without a glyph is refused with its field`() {
    #expect(throws: LayoutFault.missingGlyph(grapheme: "☒", field: "agent.name")) {
      try layOut([.value("agent.name", "张☒", ems: 5, fit: fit)])
    }
  }

  @Test func `a printed value has a box where it stands`() throws {
    let page = try layOut([.value("agent.name", "张三", ems: 5, fit: fit)])[0]
    let box = try #require(page.box("agent.name"))
    #expect(box == Rectangle(x: .mm(20), y: .mm(44), width: .mm(8), height: .mm(4)))
  }

  @Test func `a value shorter than its line stands in the middle of it`() throws {
    let value = Inline.Value("agent.name", "张三", underline: .mm(20))
    let page = try layOut([.paragraph(Paragraph([.value(value)], style: .plain))])[0]
    #expect(page.box("agent.name")?.x == .mm(26))
    #expect(
      page.items.contains { if case .group(_, let items) = $0 { items.contains(where: \.isLine) } else { false } })
  }

  @Test func `a blank is left open and named`() throws {
    let blank = Inline.blank(name: "agent.name", width: .mm(30))
    let page = try layOut([.paragraph(Paragraph([.text("姓名", nil), blank], style: .plain))])[0]
    #expect(page.boxes.first { $0.name == "agent.name" }?.kind == .blank)
    #expect(page.box("agent.name")?.width == .mm(30))
  }

  @Test(arguments: [true, false])
  func `a check box is drawn, not typed`(ticked: Bool) throws {
    let inlines: [Inline] = [.checkBox(name: "type=new", ticked: ticked), .text("新办", nil)]
    let page = try layOut([.paragraph(Paragraph(inlines, style: .plain))])[0]
    #expect(page.lines == ["新办"])
    #expect(page.items.count(where: \.holdsPolyline) == (ticked ? 1 : 0))
  }

  @Test(arguments: [(Paragraph.Alignment.left, 20), (.centre, 101), (.right, 182)])
  func `a line stands left, centred or right`(alignment: Paragraph.Alignment, x: Int) throws {
    let page = try layOut([.paragraph(Paragraph([.text("张三", nil)], style: .plain, alignment: alignment))])[0]
    #expect(page.runs.first?.origin.x == .mm(x))
  }
}

extension Item {
  var isLine: Bool { if case .line = self { true } else { false } }

  var holdsPolyline: Bool {
    switch drawn {
    case .polyline: true
    case .group(_, let items): items.contains(where: \.holdsPolyline)
    default: false
    }
  }
}
