import Documents
import Foundation
import Layout
import Testing

@Suite struct PaperTests {
  let renderer: PDFRenderer
  let folder: TemporaryFolder

  init() throws {
    renderer = PDFRenderer(fonts: try FontBook())
    folder = try TemporaryFolder()
  }

  @Test func `boxes stand where layout put them, to a tenth of a millimetre`() throws {
    let path = try folder.write(try renderer.render(SamplePage.document), as: "sample.pdf")
    let raster = try Raster(path, page: 1, dpi: 600)
    let box = SamplePage.boxes[0]
    let x = box.x.millimetres, y = box.y.millimetres, row = y + 10, column = x + 10
    let measured = [
      (raster.darkMiddle(row: row, from: x - 2), x),
      (raster.darkMiddle(row: row, from: x + 2), box.maxX.millimetres),
      (raster.darkMiddle(column: column, from: y - 2), y),
      (raster.darkMiddle(column: column, from: y + 2), box.maxY.millimetres),
    ]
    for (found, wanted) in measured {
      let found = try #require(found)
      #expect(abs(found - wanted) < 0.1, "\(found) for \(wanted)")
    }
  }

  @Test func `a code fills its square and is read`() throws {
    let path = try folder.write(try renderer.render(SamplePage.document), as: "sample.pdf")
    let square = SamplePage.codeSquare
    let raster = try Raster(path, page: 1, dpi: 600)
    let row = square.y.millimetres + 0.2
    #expect(abs((try #require(raster.darkMiddle(row: row, from: 150))) - square.x.millimetres - 27.0 * 7 / 74) < 1.2)
    #expect(raster.ink(x: square.x.millimetres - 3, y: square.y.millimetres, width: 2.9, height: 27) == 0)
    #expect(raster.ink(x: square.maxX.millimetres + 0.1, y: square.y.millimetres, width: 3, height: 27) == 0)
    _ = try Tool.run("pdftoppm", "-r", "200", "-png", "-singlefile", path, path)
    #expect(try Tool.run("zbarimg", "-q", "--raw", path + ".png").text.contains(SamplePage.codeText))
  }

  /// Characters that cairo loses when it is given Noto as installed.
  @Test(arguments: ["如", "瘃", "忉", "一", "龘"], [TextStyle.Typeface.song, .hei])
  func `there is ink for characters that cairo is known to lose`(character: String, typeface: TextStyle.Typeface) throws
  {
    for bold in [false, true] {
      let text = SamplePage.text(character, at: 50, typeface, bold: bold, size: 72)
      let document = LaidOutDocument(title: "字", subject: "ink", pages: [LaidOutPage(items: [text])])
      let path = try folder.write(try renderer.render(document), as: "\(bold).pdf")
      let ink = try Raster(path, page: 1, dpi: 72).ink(x: 20, y: 27, width: 25.4, height: 26)
      #expect(ink > (character == "一" ? 0.01 : 0.08), "\(ink)")
    }
  }
}
