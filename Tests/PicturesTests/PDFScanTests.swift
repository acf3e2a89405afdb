import Pictures
import Testing

/// PDF files written by hand, so that nothing under test had a part in them.
enum HandmadePDF {
  /// - Parameters:
  ///   - catalogue, page: more entries of these dictionaries.
  ///   - kids: how often the page is named; 1 for a plain file.
  static func file(
    catalogue: String = "", page: String = "", kids: Int = 1, picture: String? = grey, data: [UInt8] = pixels,
    parent: String = "2 0 R"
  ) -> [UInt8] {
    let list = String(repeating: "3 0 R ", count: kids)
    let resources = picture == nil ? "" : "/Resources << /XObject << /I 4 0 R >> >>"
    var objects = [
      Array("<< /Type /Catalog /Pages 2 0 R \(catalogue) >>".utf8),
      Array("<< /Type /Pages /Kids [\(list)] /Count \(kids) >>".utf8),
      Array("<< /Type /Page /Parent \(parent) /MediaBox [0 0 28.8 14.4] \(resources) \(page) >>".utf8),
    ]
    let about = "<< /Type /XObject /Subtype /Image \(picture ?? grey) /Length \(data.count) >>\nstream\n"
    objects.append(Array(about.utf8) + data + Array("\nendstream".utf8))
    var file = Array("%PDF-1.4\n".utf8)
    var places: [Int] = []
    for (index, object) in objects.enumerated() {
      places.append(file.count)
      file += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
    }
    let start = file.count
    var table = "xref\n0 5\n0000000000 65535 f \n"
    for place in places { table += String(repeating: "0", count: 10 - String(place).count) + "\(place) 00000 n \n" }
    return file + Array("\(table)trailer << /Size 5 /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n".utf8)
  }

  static let grey = "/Width 4 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray"
  static let pixels: [UInt8] = [10, 20, 30, 40, 50, 60, 70, 80]
}

@Suite struct PDFScanTests {
  static let limits = PictureLimits(bytes: 1 << 20, pages: 50, pixels: 1 << 20, side: 4096)

  static func decode(_ bytes: [UInt8], page: Int = 0) throws(PictureError) -> Picture {
    try PictureFile.decode(bytes, page: page, limits: limits)
  }

  @Test func `a page's one picture comes out as it went in, as dense as the page says`() throws {
    let picture = try Self.decode(HandmadePDF.file())
    #expect(picture.width == 4 && picture.height == 2 && picture.pixels == HandmadePDF.pixels)
    // Four pixels on 28.8 points, which are 0.4 inches.
    #expect(abs((picture.dpi ?? 0) - 10) < 0.01)
  }

  @Test func `a page's turn is done, a JPEG stays one, and bits become black and white`() throws {
    let turned = try Self.decode(HandmadePDF.file(page: "/Rotate 90"))
    #expect(turned.width == 2 && turned.pixels == [50, 10, 60, 20, 70, 30, 80, 40])
    let photo = Picture(width: 16, height: 8, channels: .colour, pixels: [UInt8](repeating: 90, count: 384))
    let jpeg = try JPEG.encode(photo, quality: 95)
    let about = "/Width 16 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode"
    let decoded = try Self.decode(HandmadePDF.file(picture: about, data: jpeg))
    #expect(decoded.pixels == (try Self.decode(jpeg)).pixels)
    let bits = "/Width 4 /Height 2 /BitsPerComponent 1 /ColorSpace /DeviceGray"
    let black = try Self.decode(HandmadePDF.file(picture: bits, data: [0b1010_0000, 0b0101_0000]))
    #expect(black.pixels == [255, 0, 255, 0, 0, 255, 0, 255])
  }

  static let refused: [(bytes: [UInt8], error: PictureError)] = [
    (HandmadePDF.file(catalogue: "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), .pdfActive),
    (HandmadePDF.file(catalogue: "/Names << /EmbeddedFiles << /Names [] >> >>"), .pdfActive),
    (HandmadePDF.file(catalogue: "/Names << /JavaScript << /Names [] >> >>"), .pdfActive),
    (HandmadePDF.file(catalogue: "/AA << >>"), .pdfActive),
    (HandmadePDF.file(page: "/Annots [ << /Subtype /FileAttachment >> ]"), .pdfActive),
    (HandmadePDF.file(page: "/Annots [ << /Subtype /Link /A << /S /Launch >> >> ]"), .pdfActive),
    (
      HandmadePDF.file(
        catalogue: "/OpenAction << /S /Named /N /NextPage /Next << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"),
      .pdfActive
    ),
    (HandmadePDF.file(catalogue: "/OpenAction << /S /GoTo /Next [ << /S /Launch >> ] >>"), .pdfActive),
    (
      HandmadePDF.file(
        catalogue: "/AcroForm << /Fields [ << /T (a) /Kids [ << /AA << /E << /S /JavaScript >> >> >> ] >> ] >>"),
      .pdfActive
    ),
    (HandmadePDF.file(page: "/Annots [ << /Subtype /Widget /AA << >> >> ]"), .pdfActive),
    (HandmadePDF.file(picture: nil), .pdfNotScanned),
    (HandmadePDF.file(kids: 51), .tooManyPages(51, most: 50)),
    (
      HandmadePDF.file(picture: "/Width 65500 /Height 65500 /BitsPerComponent 8 /ColorSpace /DeviceGray"),
      .tooManyPixels(width: 65_500, height: 65_500, most: 1 << 20)
    ),
    (HandmadePDF.file(picture: HandmadePDF.grey + " /Filter /JPXDecode"), .pdfJPEG2000),
    (HandmadePDF.file(picture: HandmadePDF.grey + " /Filter /JBIG2Decode"), .pdfJBIG2),
    (HandmadePDF.file(data: [1, 2, 3]), .damaged),
  ]

  @Test(arguments: refused.indices)
  func `what is more or less than a scan is refused by name`(index: Int) throws {
    #expect(throws: Self.refused[index].error) { try Self.decode(Self.refused[index].bytes) }
  }

  @Test func `an action that only turns to a page is no action`() throws {
    #expect(try Self.decode(HandmadePDF.file(catalogue: "/OpenAction [3 0 R /Fit]")).width == 4)
  }

  @Test(arguments: 1...9)
  func `a file cut at any tenth is answered`(tenth: Int) {
    let bytes = HandmadePDF.file()
    // qpdf rebuilds what a lost table told; a page that is whole again may be read.
    if let picture = try? Self.decode(Array(bytes[..<(bytes.count * tenth / 10)])) { #expect(picture.width == 4) }
  }

  @Test func `pages that name themselves or never end are answered`() throws {
    #expect(throws: PictureError.pdfNotScanned) {
      try Self.decode(HandmadePDF.file(page: "/Resources << /XObject << /I 3 0 R >> >>"))
    }
    #expect(try Self.decode(HandmadePDF.file(parent: "3 0 R")).pixels == HandmadePDF.pixels)
    let plain = String(decoding: HandmadePDF.file(), as: UTF8.self)
    let looped = Array(plain.replacing("/Kids [3 0 R ]", with: "/Kids [2 0 R ]").utf8)
    #expect(throws: PictureError.damaged) { try Self.decode(looped) }
    #expect(throws: PictureError.tooManyPages(10_000, most: 50)) { try Self.decode(HandmadePDF.file(kids: 10_000)) }
  }
}
