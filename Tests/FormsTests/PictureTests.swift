// Pictures in forms: grey, as they are, and fit for an archive.
import ArchivalProof
import Documents
import Layout
import Testing

@Suite struct PictureTests {
  private static let dots = (0..<40).flatMap { row in (0..<60).map { UInt8(($0 * 4 + row) % 256) } }

  private func document() throws -> LaidOutDocument {
    let picture = try #require(GreyPicture(width: 60, height: 40, dots: Self.dots))
    let block = Block.picture(PictureBox(picture, width: .mm(90), alternative: "示例图", alignment: .left))
    let furniture = Furniture(
      issuer: "", title: "图", reference: [], copyLabel: nil, watermark: nil, notes: [], code: { _, _ in nil })
    let plan = DocumentPlan(
      title: "图", subject: "picture", pages: 1, furniture: furniture, parts: [DocumentPlan.Part("picture", block)])
    return try plan.layOut(measure: AllForms.fonts.get())
  }

  @Test func `a grey picture is embedded dot by dot and passes both checkers`() throws {
    let folder = try Folder()
    let bytes = try PDFRenderer(fonts: AllForms.fonts.get()).render(document())
    let path = try folder.write(bytes, as: "picture.pdf")
    #expect(try ArchivalProof(path).complaints == [])
    #expect(try Preflight.complaints(in: folder.path) == ["picture.pdf": []])
    let page = try Raster(bytes, in: folder, as: "page")
    // 1.5 mm a dot, the content beginning at 20 and 43 mm.
    for (column, row) in [(0, 0), (30, 20), (59, 39)] {
      let dark = page.darkness(x: 20.4 + Double(column) * 1.5, y: 43.4 + Double(row) * 1.5, width: 0.7, height: 0.7)
      #expect(abs(255 - dark - Double(Self.dots[row * 60 + column])) <= 1, "\(column) \(row)")
    }
  }

  @Test func `what is cut out has its true size and marks outside its corners`() throws {
    let cut = CutOut(size: Size(width: .mm(100), height: .mm(60)), blocks: [.space(.mm(10))], margin: .mm(3))
    let furniture = Furniture(
      issuer: "", title: "签", reference: [], copyLabel: nil, watermark: nil, notes: [], code: { _, _ in nil })
    let plan = DocumentPlan(
      title: "签", subject: "cut", pages: 1, furniture: furniture, parts: [DocumentPlan.Part("cut", .cut(cut))])
    let rules = try plan.layOut(measure: AllForms.fonts.get()).pages[0].rules.filter { $0.y < .mm(200) }
    #expect(rules.count == 8)
    let upright = rules.filter { $0.width == .zero }, level = rules.filter { $0.height == .zero }
    #expect(Set(upright.map(\.x)) == [.mm(55), .mm(155)])
    #expect(Set(level.map(\.y)) == [.mm(49.5), .mm(109.5)])
    for rule in rules {
      let isOutside = rule.maxX < .mm(55) || rule.x > .mm(155) || rule.maxY < .mm(49.5) || rule.y > .mm(109.5)
      #expect(isOutside)
    }
  }
}
