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

  @Test func `no character of the unified ideographs is lost`() throws {
    let characters = (0x4E00...0x9FFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init).map(String.init)
    var compared = 0
    for start in stride(from: 0, to: characters.count, by: 2100) {
      let batch = Array(characters[start..<min(start + 2100, characters.count)])
      let pdf = try renderer.render(Self.sheet(of: batch))
      let report = try proof.report(on: pdf)
      compared += report.compared
      #expect(report.losses.isEmpty, "\(report.losses)")
      let read = try Self.text(of: pdf)
      #expect(batch.filter { !read.contains($0) } == [])
    }
    #expect(compared == characters.count)
    print("ink: \(compared) of \(characters.count) unified ideographs compared")
  }

  static func text(of pdf: [UInt8]) throws -> Set<String> {
    let folder = try TemporaryFolder()
    let text = try Tool.run("pdftotext", try folder.write(pdf, as: "sheet.pdf"), "-").text
    return Set(text.map(String.init))
  }

  /// Lines of 42 characters in 宋体.
  static func sheet(of characters: [String]) -> LaidOutDocument {
    let lines = stride(from: 0, to: characters.count, by: 42).map {
      characters[$0..<min($0 + 42, characters.count)].joined()
    }
    let items = lines.enumerated().map { SamplePage.text($1, at: 10 + $0 * 5, .song) }
    return LaidOutDocument(title: "字", subject: "characters", pages: [LaidOutPage(items: items)])
  }
}
