import PDFFiles
import Testing

@Suite struct ArchivalPDFTests {
  static let description = ArchivalDescription(
    title: "甲 & 乙 <丙>", subject: "letter", creator: "certkiosk", created: "2000-01-01T00:00:00Z",
    alternatives: ["页码二维码"])

  /// The smallest file with everything that drawing leaves unfinished.
  static let drawn = Array(
    """
    %PDF-1.5
    1 0 obj
    << /Type /Catalog /Pages 2 0 R /StructTreeRoot 4 0 R /Outlines 7 0 R >>
    endobj
    2 0 obj
    << /Type /Pages /Kids [3 0 R] /Count 1 >>
    endobj
    3 0 obj
    << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 6 0 R >> >> >>
    endobj
    4 0 obj
    << /Type /StructTreeRoot /K [5 0 R] >>
    endobj
    5 0 obj
    << /Type /StructElem /S /Figure /P 4 0 R >>
    endobj
    6 0 obj
    << /Type /Font /Subtype /CIDFontType2 >>
    endobj
    7 0 obj
    << /Type /Outlines /Count -1 >>
    endobj
    8 0 obj
    << /Producer (cairo) /CreationDate (20000101000000Z) >>
    endobj
    trailer
    << /Root 1 0 R /Info 8 0 R /Size 9 >>
    """.utf8)

  @Test func `info and metadata tell the same`() throws {
    let file = try PDFFile(try ArchivalPDF.finished(Self.drawn, Self.description))
    let packet = String(decoding: try #require(file.root["/Metadata"].content), as: UTF8.self)
    #expect(file.trailer["/Info"]["/Title"].text == "甲 & 乙 <丙>")
    #expect(file.trailer["/Info"]["/CreationDate"].text == "D:20000101000000Z")
    #expect(packet.contains("<rdf:li xml:lang=\"x-default\">甲 &amp; 乙 &lt;丙&gt;</rdf:li>"))
    #expect(packet.contains("<pdfaid:part>2</pdfaid:part>"))
    #expect(packet.contains("<pdf:Producer>cairo</pdf:Producer>"))
    #expect(packet.contains("<xmp:CreateDate>2000-01-01T00:00:00Z</xmp:CreateDate>"))
  }

  @Test func `language, intent, glyph map and identifier are there`() throws {
    let file = try PDFFile(try ArchivalPDF.finished(Self.drawn, Self.description))
    #expect(file.root["/Lang"].text == "zh-CN")
    let intent = try #require(file.root["/OutputIntents"].items.first)
    #expect(intent["/S"].isName("/GTS_PDFA1"))
    let profile = try #require(intent["/DestOutputProfile"].content)
    #expect(profile.prefix(4) == [0, 0, UInt8(profile.count >> 8), UInt8(profile.count & 255)])
    #expect(file.objects.filter { $0["/CIDToGIDMap"].isName("/Identity") }.count == 1)
    #expect(file.trailer["/ID"].items.count == 2)
    #expect(file.root["/Outlines"]["/Count"].number == 1)
  }

  @Test func `a figure has the words that stand for it, inside one document`() throws {
    let file = try PDFFile(try ArchivalPDF.finished(Self.drawn, Self.description))
    let whole = file.root["/StructTreeRoot"]["/K"]
    #expect(whole["/S"].isName("/Document"))
    #expect(whole["/K"].items.map { $0["/Alt"].text } == ["页码二维码"])
    #expect(file.root["/MarkInfo"]["/Marked"].isNull == false)
  }

  @Test func `the same file gives the same bytes`() throws {
    #expect(
      try ArchivalPDF.finished(Self.drawn, Self.description) == ArchivalPDF.finished(Self.drawn, Self.description))
  }

  @Test(arguments: ["", "no PDF at all", "%PDF-1.5\ntrailer << /Root 1 0 R >>"])
  func `what is no PDF is refused`(text: String) {
    #expect(throws: PDFFileError.self) { try ArchivalPDF.finished(Array(text.utf8), Self.description) }
  }
}
