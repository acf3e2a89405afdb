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

  /// GB 18030-2022 level 3 asks for the basic block and the extensions A to F.
  @Test(.enabled(if: LongMode.isOn), arguments: [TextStyle.Typeface.song, .hei], [false, true])
  func `no ideograph of GB 18030-2022 level 3 is lost in any typeface`(typeface: TextStyle.Typeface, bold: Bool) throws
  {
    let count = try Ideographs.blocks.map { try prove($0, typeface, bold: bold) }.reduce(0, +)
    #expect(count == 87_915)
  }

  /// How many characters of the block were drawn, compared and read back.
  private func prove(_ block: ClosedRange<UInt32>, _ typeface: TextStyle.Typeface, bold: Bool) throws -> Int {
    let characters = block.compactMap(Unicode.Scalar.init).filter { $0.properties.generalCategory == .otherLetter }
      .map(String.init)
    var proven = 0
    for start in stride(from: 0, to: characters.count, by: 2100) {
      proven += try prove(Array(characters[start..<min(start + 2100, characters.count)]), typeface, bold: bold)
    }
    return proven
  }

  /// Two characters may share a glyph, whose text in the file is the first one's; the other is drawn again by itself.
  private func prove(_ batch: [String], _ typeface: TextStyle.Typeface, bold: Bool) throws -> Int {
    let pdf = try renderer.render(Self.sheet(of: batch, typeface, bold: bold))
    let report = try proof.report(on: pdf)
    #expect(report.losses.isEmpty, "\(report.losses)")
    let read = try Self.text(of: pdf)
    #expect(batch.filter { !read.contains($0) } == [])
    let rest = batch.filter { !report.texts.contains($0) }
    let proven = batch.count - rest.count
    return rest.isEmpty || proven == 0 ? proven : try proven + prove(rest, typeface, bold: bold)
  }

  static func text(of pdf: [UInt8]) throws -> Set<String> {
    let folder = try TemporaryFolder()
    let text = try Tool.run("pdftotext", try folder.write(pdf, as: "sheet.pdf"), "-").text
    return Set(text.map(String.init))
  }

  /// Lines of 42 characters.
  static func sheet(
    of characters: [String], _ typeface: TextStyle.Typeface = .song, bold: Bool = false
  ) -> LaidOutDocument {
    let lines = stride(from: 0, to: characters.count, by: 42).map {
      characters[$0..<min($0 + 42, characters.count)].joined()
    }
    let items = lines.enumerated().map { SamplePage.text($1, at: 10 + $0 * 5, typeface, bold: bold) }
    return LaidOutDocument(title: "字", subject: "characters", pages: [LaidOutPage(items: items)])
  }
}
