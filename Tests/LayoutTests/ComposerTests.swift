// Pages: exactly as many as stated, furniture in its place, names unique, everything inside the page.

import Layout
import Testing

struct ComposerTests {
  @Test func `content beyond the last page is refused with the part named`() {
    #expect(throws: LayoutFault.overflow(block: "block 2", pages: 1, longest: nil)) {
      try layOut([.space(.mm(200)), .space(.mm(120))])
    }
  }

  @Test func `a full page blames the field with the most lines`() {
    let fit = Paragraph.Fit(minimum: .mm(4), lines: 9)
    #expect(throws: LayoutFault.overflow(block: "block 2", pages: 1, longest: "organisation.address")) {
      try layOut([
        .value("organisation.address", "一二三四五六七八九十", ems: 2, fit: fit), .space(.mm(280)),
      ])
    }
  }

  @Test func `a document that is to have two pages has two`() throws {
    #expect(try layOut([.space(.mm(9)), .pageBreak, .space(.mm(9))], pages: 2).count == 2)
    #expect(throws: LayoutFault.tooFewPages(expected: 2, found: 1)) { try layOut([.space(.mm(9))], pages: 2) }
  }

  @Test func `a form has no more pages than its codes count`() throws {
    let breaks = [Block](repeating: .pageBreak, count: 34)
    #expect(try layOut(breaks, pages: nil).count == 35)
    #expect(throws: LayoutFault.overflow(block: "block 35", pages: 35, longest: nil)) {
      try layOut(breaks + [.pageBreak], pages: nil)
    }
  }

  @Test func `fills share what a page leaves over`() throws {
    let mark = Block.scaleBar(ScaleBar(name: "bar", direction: .across, style: .plain))
    let page = try layOut([.fill, mark, .fill, mark])[0]
    #expect(page.box("bar")?.y == .mm(43) + .mm(101))
    #expect(page.box("bar#2")?.y == .mm(260) - .mm(7.5))
  }

  @Test func `every page carries its codes and six marks`() throws {
    let pages = try layOut([.space(.mm(9)), .pageBreak, .space(.mm(9))], pages: 2)
    for (number, page) in pages.enumerated() {
      let codes = page.items.flatMap(\.codes)
      #expect(codes == ["P\(number + 1)/2", "P\(number + 1)/2"])
      #expect(page.boxes.count { $0.kind == .squareMark } == 3)
      #expect(page.boxes.count { $0.kind == .discMark } == 1)
      #expect(page.boxes.count { $0.kind == .edgeMark } == 2)
      for mark in page.boxes.filter({ $0.name.hasPrefix("mark.") }) {
        #expect(mark.rectangle.size == Size(width: .mm(5), height: .mm(5)))
        #expect(mark.rectangle.x >= .mm(10) && mark.rectangle.maxX <= .mm(200))
        #expect(mark.rectangle.y >= .mm(10) && mark.rectangle.maxY <= .mm(287))
      }
    }
  }

  /// Rules at the content's right edge are half a millimetre thick, half of it outside.
  @Test func `the outline for the seal across the edges keeps half a millimetre from the content`() throws {
    let page = try layOut([.space(.mm(9))], straddle: "骑缝章处")[0]
    let outline = try #require(page.items.flatMap(\.outline).map(\.x).min())
    #expect(outline >= .mm(190 + 0.25 + 0.5) && outline < .mm(192))
    #expect(page.box("straddle") == Rectangle(x: .mm(189), y: .mm(169), width: .mm(21), height: .mm(42)))
  }

  @Test(arguments: [ScaleBar.Direction.across, .down])
  func `a scale bar is 100 mm long`(direction: ScaleBar.Direction) throws {
    let page = try layOut([.scaleBar(ScaleBar(name: "scale", direction: direction, style: .plain))])[0]
    let box = try #require(page.box("scale"))
    #expect(max(box.width, box.height) == .mm(100))
  }

  @Test(arguments: [ScaleBar.Direction.across, .down])
  func `a scale bar says where it begins, where its middle is and where it ends`(direction: ScaleBar.Direction) throws {
    let page = try layOut([.space(.mm(5)), .scaleBar(ScaleBar(name: "scale", direction: direction, style: .plain))])[0]
    let box = try #require(page.box("scale"))
    let numbers = page.items.flatMap(\.numbers).filter { ["0", "50"].contains($0.text) }
    #expect(numbers.map(\.text) == ["0", "50"])
    let along = numbers.map { direction == .across ? $0.place.x - box.x : $0.place.y - box.y }
    for (place, expected) in zip(along, [Length.mm(0), .mm(50)]) {
      #expect(abs((place - expected).micrometres) < 3000, "\(along)")
    }
  }

  @Test func `a seal's outline has its true size`() throws {
    let words = Paragraph([.text("公章", nil)], style: .plain)
    let seal = SealBox(
      name: "seal.official", sealClass: "official", shape: .ellipse(Size(width: .mm(45), height: .mm(30))),
      caption: words, margin: .mm(3))
    let page = try layOut([.seal(seal)])[0]
    let box = try #require(page.box("seal.official"))
    #expect(box.size == Size(width: .mm(45), height: .mm(30)))
    #expect(
      page.items.contains { if case .ellipse(box, let stroke, _) = $0 { stroke?.colour != .black } else { false } })
  }
}

extension Item {
  fileprivate var codes: [String] {
    switch drawn {
    case .code(_, let text, _): [text]
    case .group(_, let items): items.flatMap(\.codes)
    default: []
    }
  }
}

extension Item {
  /// The corners of what is neither box nor text.
  fileprivate var outline: [Point] {
    switch drawn {
    case .polyline(let corners, _): corners
    case .group(_, let items): items.flatMap(\.outline)
    default: []
    }
  }

  /// Texts with the places that they begin at.
  fileprivate var numbers: [(text: String, place: Point)] {
    switch drawn {
    case .text(let run): [(run.pieces.map(\.text).joined(), run.origin)]
    case .group(_, let items): items.flatMap(\.numbers)
    default: []
    }
  }
}
