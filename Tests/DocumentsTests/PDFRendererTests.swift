import Documents
import Foundation
import Layout
import Testing

@Suite struct PDFRendererTests {
  let fonts: FontBook
  let renderer: PDFRenderer
  let folder: TemporaryFolder

  init() throws {
    fonts = try FontBook()
    renderer = PDFRenderer(fonts: fonts)
    folder = try TemporaryFolder()
  }

  @Test func `every line comes back letter for letter`() throws {
    let path = try folder.write(try renderer.render(SamplePage.document), as: "sample.pdf")
    try? FileManager.default.copyItem(atPath: path, toPath: "/tmp/sample.pdf")
    let text = try Tool.run("pdftotext", "-layout", path, "-").text
    for line in SamplePage.lines { #expect(text.contains(line), "\(line)") }
  }
}
