import Documents
import InkProof
import Layout
import Testing

@Suite struct InkTests {
  let fonts: FontBook
  let renderer: PDFRenderer
  let proof: InkProof

  init() throws {
    fonts = try FontBook()
    renderer = PDFRenderer(fonts: fonts)
    proof = try InkProof()
  }

  @Test func `every glyph of the sample page is the installed font's`() throws {
    let report = try proof.report(on: try renderer.render(SamplePage.document))
    #expect(report.losses.isEmpty, "\(report.losses)")
    #expect(report.compared > 100)
    #expect(report.fonts.isSuperset(of: ["NotoSansCJKsc-Bold", "NotoSerifCJKsc-Regular", "HanaMinA", "HanaMinB"]))
  }

  /// All of the 通用规范汉字表 (2013) stands in the basic block and in the extensions A to E.
  @Test func `no ideograph of the basic block and the extensions A to F is lost, and so none of the 8,105 common ones`()
    throws
  {
    let counts = try Ideographs.blocks.map { try prove($0, .song, bold: false) }
    #expect(counts == [20_992, 6592, 42_720, 4154, 222, 5762, 7473])
  }

  @Test(arguments: [TextStyle.Typeface.song, .hei], [false, true])
  func `no ideograph of the basic block is lost where it is filled in`(typeface: TextStyle.Typeface, bold: Bool) throws
  {
    #expect(try prove(0x4E00...0x9FFF, typeface, bold: bold, isFilling: true) == 20_992)
  }

  /// A picture on the page has cairo draw all of its layer; without one both layers are set from cast type.
  @Test func `what is set looks as cairo draws it and reads the same, in the form and where it is filled in`() throws {
    let folder = try TemporaryFolder()
    func file(_ items: [Item], _ name: String) throws -> String {
      let document = LaidOutDocument(title: "字", subject: "characters", pages: [LaidOutPage(items: items)])
      return try folder.write(try renderer.render(document), as: name)
    }
    let dot = Item.picture(
      Rectangle(x: .mm(200), y: .mm(290), width: .mm(1), height: .mm(1)),
      try #require(GreyPicture(width: 1, height: 1, dots: [0])))
    let lines = SamplePage.lines.enumerated().filter { $0.offset != 2 && $0.offset != 5 }
    let items =
      lines.flatMap { place, line in
        [
          SamplePage.text(line, at: 20 + place * 20, .song),
          SamplePage.text(line, at: 30 + place * 20, .hei, bold: true),
        ]
      } + SamplePage.drawings
    let drawn = try file(items + [dot], "drawn.pdf")
    let filled = items.map { item in
      switch item {
      case .text, .line, .polyline: Item.filling(item)
      default: item
      }
    }
    for set in [try file(items, "form.pdf"), try file(filled, "filling.pdf")] {
      #expect(try Tool.run("pdftotext", "-layout", drawn, "-").text == Tool.run("pdftotext", "-layout", set, "-").text)
      let pages = [try Raster(drawn, page: 1, dpi: 150), try Raster(set, page: 1, dpi: 150)]
      for y in stride(from: 10.0, to: 280, by: 5) {
        for x in stride(from: 10.0, to: 195, by: 5) {
          let inks = pages.map { $0.ink(x: x, y: y, width: 5, height: 5) }
          #expect(abs(inks[0] - inks[1]) < 0.02, "\(x) \(y): \(inks)")
        }
      }
    }
  }

  /// GB 18030-2022 level 3 asks for the basic block and the extensions A to F.
  @Test(.enabled(if: LongMode.isOn), arguments: [TextStyle.Typeface.song, .hei], [false, true])
  func `no ideograph of GB 18030-2022 level 3 is lost in any typeface`(typeface: TextStyle.Typeface, bold: Bool) throws
  {
    let count = try Ideographs.blocks.map { try prove($0, typeface, bold: bold) }.reduce(0, +)
    #expect(count == 87_915)
  }

  /// How many characters of the block were drawn, compared and read back.
  private func prove(_ block: ClosedRange<UInt32>, _ typeface: TextStyle.Typeface, bold: Bool, isFilling: Bool = false)
    throws -> Int
  {
    let characters = block.compactMap(Unicode.Scalar.init).filter { $0.properties.generalCategory == .otherLetter }
      .map(String.init)
    var proven = 0
    for start in stride(from: 0, to: characters.count, by: 2100) {
      let batch = Array(characters[start..<min(start + 2100, characters.count)])
      proven += try prove(batch, typeface, bold: bold, isFilling: isFilling)
    }
    return proven
  }

  /// Two characters may share a glyph, whose text in the file is the first one's; the other is drawn again by itself.
  private func prove(_ batch: [String], _ typeface: TextStyle.Typeface, bold: Bool, isFilling: Bool) throws -> Int {
    let pdf = try renderer.render(Self.sheet(of: batch, typeface, bold: bold, isFilling: isFilling))
    let report = try proof.report(on: pdf)
    #expect(report.losses.isEmpty, "\(report.losses)")
    let read = try Self.text(of: pdf)
    #expect(batch.filter { !read.contains($0) } == [])
    let rest = batch.filter { !report.texts.contains($0) }
    let proven = batch.count - rest.count
    return rest.isEmpty || proven == 0 ? proven : try proven + prove(rest, typeface, bold: bold, isFilling: isFilling)
  }

  static func text(of pdf: [UInt8]) throws -> Set<String> {
    let folder = try TemporaryFolder()
    let text = try Tool.run("pdftotext", try folder.write(pdf, as: "sheet.pdf"), "-").text
    return Set(text.map(String.init))
  }

  /// Lines of 42 characters.
  static func sheet(
    of characters: [String], _ typeface: TextStyle.Typeface = .song, bold: Bool = false, isFilling: Bool = false
  ) -> LaidOutDocument {
    let lines = stride(from: 0, to: characters.count, by: 42).map {
      characters[$0..<min($0 + 42, characters.count)].joined()
    }
    let items = lines.enumerated().map { SamplePage.text($1, at: 10 + $0 * 5, typeface, bold: bold) }
    let page = LaidOutPage(items: isFilling ? items.map { .filling($0) } : items)
    return LaidOutDocument(title: "字", subject: "characters", pages: [page])
  }
}
