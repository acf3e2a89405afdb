import Pictures
import Testing

/// Pages of several pictures, written by hand.
private func file(content: String, strips: [[UInt8]], about: String = HandmadePDF.grey) -> [UInt8] {
  let names = strips.indices.map { "/S\($0) \($0 + 5) 0 R" }.joined(separator: " ")
  var objects = [
    Array("<< /Type /Catalog /Pages 2 0 R >>".utf8), Array("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".utf8),
    Array(
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 40 40] /Contents 4 0 R /Resources << /XObject << \(names) >> >> >>"
        .utf8),
    Array("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream".utf8),
  ]
  for strip in strips {
    let head = "<< /Type /XObject /Subtype /Image \(about) /Length \(strip.count) >>\nstream\n"
    objects.append(Array(head.utf8) + strip + Array("\nendstream".utf8))
  }
  var file = Array("%PDF-1.4\n".utf8)
  var places: [Int] = []
  for (index, object) in objects.enumerated() {
    places.append(file.count)
    file += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
  }
  let start = file.count
  var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
  for place in places { table += String(repeating: "0", count: 10 - String(place).count) + "\(place) 00000 n \n" }
  return file
    + Array("\(table)trailer << /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n".utf8)
}

@Suite struct PDFStripsTests {
  static let upper: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
  static let lower: [UInt8] = [11, 12, 13, 14, 15, 16, 17, 18]

  private static func content(_ upper: String, _ lower: String) -> String {
    "q 1 0 0 1 0 0 cm q \(upper) cm /S0 Do Q\nq \(lower) cm /S1 Do Q Q"
  }

  @Test func `strips are laid together as the page puts them, whatever their order in the file`() throws {
    let down = file(content: Self.content("40 0 0 20 0 20", "40 0 0 20 0 0"), strips: [Self.upper, Self.lower])
    let picture = try PDFScanTests.decode(down)
    #expect(picture.width == 4 && picture.height == 4 && picture.pixels == Self.upper + Self.lower)
    #expect(abs((picture.dpi ?? 0) - 7.2) < 0.01)
    let up = file(content: Self.content("40 0 0 20 0 0", "40 0 0 20 0 20"), strips: [Self.upper, Self.lower])
    #expect(try PDFScanTests.decode(up).pixels == Self.lower + Self.upper)
  }

  @Test(arguments: [
    ("40 0 0 20 0 22", "40 0 0 20 0 0"),  // a gap
    ("40 0 0 20 0 10", "40 0 0 20 0 0"),  // one over the other
    ("40 0 0 20 0 20", "20 0 0 20 0 0"),  // of two widths
    ("40 0 0 20 0 20", "20 0 0 20 20 0"),  // side by side
    ("0 40 -20 0 0 20", "40 0 0 20 0 0"),  // turned
    ("40 0 0 20 0 20", "40 0 0 20 0 0 cm BT (x) Tj ET q 1 0 0 1 0 0"),  // words beside
  ])
  func `what is more than strips is refused by that name`(upper: String, lower: String) {
    let bytes = file(content: Self.content(upper, lower), strips: [Self.upper, Self.lower])
    #expect(throws: PictureError.notAccepted(.pdf)) { try PDFScanTests.decode(bytes) }
  }

  @Test func `strips that break the limits only together are not decoded`() {
    let strips = 1024
    let content = (0..<strips).map { "q 40 0 0 1 0 \(strips - $0) cm /S0 Do Q" }.joined(separator: "\n")
    let about = "/Width 1024 /Height 1024 /BitsPerComponent 1 /ColorSpace /DeviceGray"
    let strip = [UInt8](repeating: 0, count: 131_072)
    #expect(throws: PictureError.self) {
      try PDFScanTests.decode(file(content: content, strips: [strip, strip], about: about))
    }
  }
}
