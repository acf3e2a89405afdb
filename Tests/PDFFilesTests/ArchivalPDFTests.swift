import InkProof
import PDFFiles
import Testing

@Suite struct ArchivalPDFTests {
  static let description = ArchivalDescription(
    title: "甲 & 乙 <丙>", subject: "letter", creator: "certkiosk", created: "2000-01-01T00:00:00Z")

  /// A file of one page as a drawing library leaves it.
  static func drawn(_ operators: String) -> [UInt8] {
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      """
      << /Type /Page % 1
         /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 7 0 R >>
      """,
      "<< /Length 8 0 R >>\nstream\n\(operators)\nendstream",
      "<< /Type /Font /Subtype /Type0 /Name (a \\) 6 0 R) /DescendantFonts [6 0 R] >>",
      "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /QWERTY+Noto >>",
      "<< /Font << /f-0-0 5 0 R >> /ExtGState << /a0 << /CA 1 >> >> >>", "   \(operators.utf8.count)",
      "<< /Producer (cairo) /CreationDate (20000101000000Z) >>",
    ]
    var text = "%PDF-1.5\n"
    var table = "0000000000 65535 f \n"
    for (index, object) in objects.enumerated() {
      let offset = String(text.utf8.count)
      table += String(repeating: "0", count: 10 - offset.count) + offset + " 00000 n \n"
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let tail = "trailer\n<< /Size 10 /Root 1 0 R /Info 9 0 R >>\nstartxref\n\(text.utf8.count)\n%%EOF\n"
    return Array((text + "xref\n0 10\n" + table + tail).utf8)
  }

  static func document() throws -> ArchivalDocument {
    let form = try DrawnLayer(drawn("/a0 gs /P << /MCID 0 >> BDC /f-0-0 1 Tf EMC"), as: .form)
    let filling = try DrawnLayer(drawn("/a0 gs /P << /MCID 0 >> BDC /f-0-0 1 Tf EMC"), as: .filling(marksBelow: [1]))
    let cell = StructureElement(
      "P", children: [.content(page: 0, .form, mark: 0), .content(page: 0, .filling, mark: 0)])
    let figure = StructureElement("Figure", alternative: "页码二维码")
    return ArchivalDocument(
      description: description,
      pages: [.init(width: 595, height: 842, formMarks: 1, fillingMarks: 1)], form: form, filling: filling,
      structure: [cell, figure],
      bookmarks: [
        Bookmark("一", level: 1, page: 0, top: 800), Bookmark("二", level: 2, page: 0, top: 700),
        Bookmark("三", level: 2, page: 0, top: 600), Bookmark("四", level: 1, page: 0, top: 500),
      ])
  }

  private func file() throws -> PDFFile { try PDFFile(ArchivalPDF.file(of: Self.document())) }

  @Test func `info and metadata tell the same`() throws {
    let file = try file()
    let packet = String(decoding: try #require(file.root["/Metadata"].content), as: UTF8.self)
    #expect(file.trailer["/Info"]["/Title"].text == "甲 & 乙 <丙>")
    #expect(file.trailer["/Info"]["/CreationDate"].text == "D:20000101000000Z")
    #expect(packet.contains("<rdf:li xml:lang=\"x-default\">甲 &amp; 乙 &lt;丙&gt;</rdf:li>"))
    #expect(packet.contains("<pdfaid:part>2</pdfaid:part>"))
    #expect(packet.contains("<pdf:Producer>cairo</pdf:Producer>"))
    #expect(packet.contains("<xmp:CreateDate>2000-01-01T00:00:00Z</xmp:CreateDate>"))
  }

  @Test func `language, intent, glyph map and identifier are there`() throws {
    let file = try file()
    #expect(file.root["/Lang"].text == "zh-CN")
    let intent = try #require(file.root["/OutputIntents"].items.first)
    #expect(intent["/S"].isName("/GTS_PDFA1"))
    let profile = try #require(intent["/DestOutputProfile"].content)
    #expect(profile.prefix(4) == [0, 0, UInt8(profile.count >> 8), UInt8(profile.count & 255)])
    #expect(file.objects.filter { $0["/CIDToGIDMap"].isName("/Identity") }.count == 2)
    #expect(file.trailer["/ID"].items.count == 2)
  }

  @Test func `layers keep their own fonts, and the second draws with the page's own coordinates`() throws {
    let file = try file()
    let page = try #require(file.root["/Pages"]["/Kids"].items.first)
    let contents = page["/Contents"].items.map { String(decoding: $0.content ?? [], as: UTF8.self) }
    #expect(
      contents == [
        "q\n/a0 gs /P << /MCID 0 >> BDC /f-0-0 1 Tf EMCQ\n", "/b0 gs /P << /MCID 1 >> BDC /g-0-0 1 Tf EMC",
      ])
    let fonts = page["/Resources"]["/Font"]
    #expect(fonts.keys == ["/f-0-0", "/g-0-0"])
    for name in fonts.keys {
      #expect(fonts[name]["/Name"].text == "a ) 6 0 R")
      #expect(fonts[name]["/DescendantFonts"].items.map { $0["/Subtype"].name } == ["/CIDFontType2"])
    }
    let names = fonts.keys.flatMap { fonts[$0]["/DescendantFonts"].items.map { $0["/BaseFont"].name } }
    #expect(names == ["/FORMAA+Noto", "/FILLAA+Noto"])
  }

  @Test func `each marked content leads to its element, and a figure has words that stand for it`() throws {
    let file = try file()
    let tree = file.root["/StructTreeRoot"]
    #expect(tree["/K"]["/S"].isName("/Document"))
    let parts = tree["/K"]["/K"].items
    #expect(parts.map { $0["/S"].name } == ["/P", "/Figure"])
    #expect(parts[0]["/K"].items.map(\.number) == [0, 1])
    #expect(parts[1]["/Alt"].text == "页码二维码")
    let owners = tree["/ParentTree"]["/Nums"].items
    #expect(owners[0].number == 0 && owners[1].items.map { $0["/S"].name } == ["/P", "/P"])
    #expect(file.root["/MarkInfo"]["/Marked"].isNull == false)
  }

  @Test func `bookmarks hang below the nearest higher one`() throws {
    let outlines = try file().root["/Outlines"]
    let first = outlines["/First"]
    #expect(outlines["/Count"].number == 4)
    #expect(first["/Title"].text == "一" && first["/Count"].number == 2)
    #expect(first["/First"]["/Title"].text == "二" && first["/First"]["/Next"]["/Title"].text == "三")
    #expect(first["/Next"]["/Title"].text == "四" && outlines["/Last"]["/Title"].text == "四")
  }

  @Test func `the same document gives the same bytes`() throws {
    #expect(try ArchivalPDF.file(of: Self.document()) == ArchivalPDF.file(of: Self.document()))
  }

  @Test(arguments: ["", "no PDF at all", "%PDF-1.5\ntrailer << /Root 1 0 R >>"])
  func `what is no drawn page is refused`(text: String) {
    #expect(throws: PDFFileError.self) { try DrawnLayer(Array(text.utf8), as: .filling(marksBelow: [1])) }
  }

  @Test func `a file that breaks off anywhere is refused or read, never a crash`() throws {
    let whole = Self.drawn("/P << /MCID 0 >> BDC EMC")
    for count in 0..<whole.count { _ = try? DrawnLayer(Array(whole[..<count]), as: .form) }
    for place in whole.indices {
      for byte in [UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "9"), 0] {
        var changed = whole
        changed[place] = byte
        _ = try? DrawnLayer(changed, as: .filling(marksBelow: [1]))
      }
    }
  }
}
