import Documents
import Foundation
import Layout
import Processes
import Testing

@Suite struct PDFRendererTests {
  let renderer: PDFRenderer
  let folder: TemporaryFolder

  init() throws {
    renderer = PDFRenderer(fonts: try FontBook())
    folder = try TemporaryFolder()
  }

  private func sample() throws -> String {
    try folder.write(try renderer.render(SamplePage.document), as: "sample.pdf")
  }

  @Test func `every line comes back letter for letter`() throws {
    let text = try Tool.run("pdftotext", "-layout", try sample(), "-").text
    for line in SamplePage.lines { #expect(text.contains(line), "\(line)") }
  }

  @Test func `the same document gives the same bytes, after other documents too`() throws {
    let first = try renderer.render(SamplePage.document)
    _ = try renderer.render(InkTests.sheet(of: ["甲", "乙", "A"]))
    #expect(try renderer.render(SamplePage.document) == first)
    #expect(try PDFRenderer(fonts: FontBook()).render(SamplePage.document) == first)
  }

  @Test func `another process gives the same bytes`() throws {
    let path = folder.path + "/other.pdf"
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let answer = try Tool.run(
      [own, "--testing-library", "swift-testing", "--filter", "renders for the other process"],
      environment: ["DOCUMENTS_TESTS_RENDER_TO": path, "TZ": "Asia/Shanghai", "LANG": "C"])
    #expect(answer.ending == .exited(0))
    let other = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(try Array(other) == renderer.render(SamplePage.document))
  }

  /// Only of use to the test above, which starts it in a process of its own.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["DOCUMENTS_TESTS_RENDER_TO"] != nil))
  func `renders for the other process`() throws {
    let path = try #require(ProcessInfo.processInfo.environment["DOCUMENTS_TESTS_RENDER_TO"])
    try Data(try renderer.render(SamplePage.document)).write(to: URL(fileURLWithPath: path))
  }

  @Test func `qpdf finds nothing wrong`() throws {
    let answer = try Tool.run("qpdf", "--check", try sample())
    #expect(answer.ending == .exited(0), "\(answer.text)")
    #expect(answer.text.contains("PDF Version: 1.7"))
  }

  @Test func `the page is A4 and the file tells what it is`() throws {
    let facts = try Tool.run("pdfinfo", try sample()).text
    #expect(facts.contains("595.276 x 841.89 pts (A4)"))
    #expect(facts.contains("单位数字证书申请表"))
    #expect(facts.contains("Tagged:          yes"))
    #expect(facts.contains("Metadata Stream: yes"))
  }

  @Test func `all fonts are embedded, cut and carry their text`() throws {
    let fonts = try Tool.run("pdffonts", try sample()).text.split(separator: "\n").dropFirst(2)
    #expect(fonts.count == 5)
    for font in fonts { #expect(font.contains("yes yes yes") && font.contains("+"), "\(font)") }
  }

  @Test func `the form is read aloud in order`() throws {
    let read = try Tool.run("pdfinfo", "-struct-text", try sample()).text
    let parts = ["Document", "H1", "P (block)", "Table", "TR", "TH", "\"单位名称\"", "TD", "Figure"]
    var rest = Substring(read)
    for part in parts {
      let found = try #require(rest.range(of: part), "\(part)")
      rest = rest[found.upperBound...]
    }
  }

  @Test func `bookmarks lead to headings`() throws {
    let objects = try Tool.run("qpdf", "--json", "--json-key=outlines", try sample()).text
    #expect(objects.contains("申请表"))
    #expect(objects.contains("\"destpageposfrom1\": 2"))
  }

  @Test func `a missing character is refused and named before anything is drawn`() throws {
    let document = InkTests.sheet(of: ["甲", "\u{2EBF0}", "乙"])
    #expect(throws: DocumentError.missingGlyph("\u{2EBF0}")) { try renderer.render(document) }
  }

  @Test func `a code that cannot hold its text is refused`() throws {
    let code = Item.code(SamplePage.codeSquare, text: String(repeating: "A", count: 5000), correction: .medium)
    let document = LaidOutDocument(title: "", subject: "", pages: [LaidOutPage(items: [code])])
    #expect(throws: DocumentError.codeTooLong(count: 5000)) { try renderer.render(document) }
  }

  @Test func `many threads take turns`() async throws {
    let first = try renderer.render(SamplePage.document)
    let renderer = renderer
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 { group.addTask { try renderer.render(SamplePage.document) == first } }
      for try await same in group { #expect(same) }
    }
  }
}
