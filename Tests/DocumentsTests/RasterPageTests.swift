// Pages as a printer's dots: strips join without a seam, and a turned page is the page turned.
import Documents
import Layout
import Testing

@Suite struct RasterPageTests {
  private static let page = LaidOutPage(items: [
    .rectangle(Rectangle(x: .mm(20), y: .mm(50), width: .mm(100), height: .mm(2)), stroke: nil, fill: .black),
    .text(
      TextRun(
        origin: Point(x: .mm(20), y: .mm(45)), style: TextStyle(size: .pt(22)),
        pieces: [TextRun.Piece("如期缴纳，瘃忉", offset: .zero)])),
    .ellipse(
      Rectangle(x: .mm(120), y: .mm(60), width: .mm(40), height: .mm(40)), stroke: Stroke(thickness: .mm(0.3)),
      fill: Colour(grey: 178)),
    .code(Rectangle(x: .mm(20), y: .mm(60), width: .mm(26), height: .mm(26)), text: "CERTKIOSK", correction: .quartile),
  ])

  private func drawn(dpi: Int, strip: Int, turn: RasterPage.Turn = .none) throws -> (page: RasterPage, dots: [UInt8]) {
    let page = try RasterPage(Self.page, fonts: FontBook(), dotsPerInch: (dpi, dpi), turn: turn)
    var dots: [UInt8] = []
    for first in stride(from: 0, to: page.height, by: strip) {
      dots += try page.draw(rows: first..<min(first + strip, page.height))
    }
    return (page, dots)
  }

  @Test(arguments: [300, 600]) func `strips of any height make the same page`(dpi: Int) throws {
    let whole = try drawn(dpi: dpi, strip: 10_000)
    let strips = try drawn(dpi: dpi, strip: 97)
    #expect(whole.dots == strips.dots)
    #expect(whole.dots.contains(0))
  }

  @Test func `a bar is as long as its dots say and begins where it should`() throws {
    let (page, dots) = try drawn(dpi: 600, strip: 1024)
    #expect((page.width, page.height) == (4960, 7015))
    let row = Array(dots[page.width * 1204..<page.width * 1205])
    let first = try #require(row.firstIndex(of: 0)), last = try #require(row.lastIndex(of: 0))
    #expect(abs(first - 472) <= 1 && abs(last - first + 1 - 2362) <= 1)
  }

  @Test func `fine dots are black, white or the grey that was asked for`() throws {
    #expect(Set(try drawn(dpi: 600, strip: 1024).dots) == [0, 178, 255])
  }

  @Test func `a glyph that Cairo loses from the installed font has its ink`() throws {
    let (page, dots) = try drawn(dpi: 300, strip: 1024)
    // One em of 22 pt each: 92 dots across.
    for place in 0..<7 where place != 4 {
      let columns = (236 + place * 92)..<(236 + (place + 1) * 92)
      let ink = (440..<560).reduce(0) { sum, row in sum + columns.count { dots[row * page.width + $0] < 128 } }
      #expect(ink > 100, "character \(place)")
    }
  }

  @Test func `a back for a printer that turns it comes turned around or mirrored`() throws {
    let plain = try drawn(dpi: 300, strip: 1024)
    let (width, height) = (plain.page.width, plain.page.height)
    let around = try drawn(dpi: 300, strip: 1024, turn: .around).dots
    let flipped = try drawn(dpi: 300, strip: 1024, turn: .flipped).dots
    // The middle of the ellipse and a place beside it.
    for (x, y) in [(1654, 945), (1300, 945)] {
      let dot = plain.dots[y * width + x]
      #expect(around[(height - 1 - y) * width + (width - 1 - x)] == dot)
      #expect(flipped[(height - 1 - y) * width + x] == dot)
    }
    #expect(plain.dots[945 * width + 1654] == 178)
  }
}
