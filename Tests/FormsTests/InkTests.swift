// Every glyph of every form, held against the fonts as they are installed.
import Documents
import InkProof
import Layout
import PDFFiles
import Testing

@Suite struct InkTests {
  @Test func `every glyph of every form is the installed font's own`() throws {
    let proof = try InkProof()
    var compared = 0
    var fonts: Set<String> = []
    for drawn in try Drawn.all.get() {
      let report = try proof.report(on: drawn.bytes)
      #expect(report.losses.isEmpty, "\(drawn.name): \(report.losses)")
      compared += report.compared
      fonts.formUnion(report.fonts)
    }
    #expect(fonts.isSuperset(of: ["NotoSerifCJKsc-Regular", "NotoSansCJKsc-Regular", "NotoSansCJKsc-Bold"]))
    #expect(fonts.isSuperset(of: ["HanaMinA", "HanaMinB"]))
    #expect(compared > 10_000)
  }

  /// The page is right to every reader of text and blank to every eye.
  @Test func `a lost glyph is found`() throws {
    let renderer = PDFRenderer(fonts: try AllForms.fonts.get())
    let right = try PDFFile(try renderer.render(Self.page("天如地")))
    let blank = try PDFFile(try renderer.render(Self.page("天　地")))
    let program = try #require(Self.program(of: blank)["/FontFile3"].content)
    Self.program(of: right)["/FontFile3"] = right.stream(program, "<< /Subtype /CIDFontType0C >>")
    let losses = try InkProof().report(on: try right.written()).losses
    #expect(losses.map(\.text) == ["如"])
  }

  private static func program(of file: PDFFile) -> PDFObject {
    let font = file.objects.first { $0["/Subtype"].isName("/CIDFontType0") }
    return font?["/FontDescriptor"] ?? file.root
  }

  private static func page(_ text: String) -> LaidOutDocument {
    let run = TextRun(
      origin: Point(x: .mm(20), y: .mm(50)), style: TextStyle(.song, size: .pt(12)),
      pieces: [TextRun.Piece(text, offset: .zero)])
    return LaidOutDocument(title: "字", subject: "ink", pages: [LaidOutPage(items: [.group(.paragraph, [.text(run)])])])
  }
}
