// Strange files: locked, oddly coloured, moving, and small ones that want to become large.
import Files
import Foundation
import Glibc
import Pictures
import Processes
import Testing

@Suite struct ZooTests {
  static let limits = PictureLimits(bytes: 20_000_000, pages: 50, pixels: 60_000_000, side: 20_000)

  private static func file(_ name: String) -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("zoo-\(UUID().uuidString)-\(name)").path
  }

  // MARK: PDF

  /// User and owner password, and the bits of the key.
  static let locks: [(user: String, owner: String, bits: String)] = [
    ("open", "own", "40"), ("open", "own", "128"), ("open", "own", "256"), ("", "own", "40"), ("", "own", "128"),
    ("", "own", "256"),
  ]

  @Test(arguments: locks.indices)
  func `a PDF with a password is told as one, whoever has it`(index: Int) throws {
    let (user, owner, bits) = Self.locks[index]
    let (plain, locked) = (Self.file("plain.pdf"), Self.file("locked.pdf"))
    defer { for path in [plain, locked] { unlink(path) } }
    try Files.write(HandmadePDF.file(), to: plain)
    let weak = bits == "256" ? [] : ["--allow-weak-crypto"]
    let made = try Program.run("qpdf", weak + ["--encrypt", user, owner, bits, "--", plain, locked])
    #expect(made.succeeded, "\(made.errorText)")
    let bytes = try Files.read(locked, limit: 1 << 20)
    #expect(throws: PictureError.pdfLocked) { try PictureFile.decode(bytes, limits: Self.limits) }
  }

  /// What is put on the page, the page's size in points, and how dense the picture of four pixels is then.
  static let placements: [(content: String, page: String, dpi: Double)] = [
    ("q 28.8 0 0 14.4 0 0 cm /I Do Q", "[0 0 28.8 14.4]", 10), ("q 28.8 0 0 14.4 1 0 cm /I Do Q", "[0 0 30 14.4]", 10),
    ("q 14.4 0 0 7.2 50 50 cm /I Do Q", "[0 0 400 400]", 20), ("BT ET q 1 0 0 1 0 0 cm /I Do Q", "[0 0 57.6 14.4]", 5),
  ]

  @Test(arguments: placements.indices)
  func `a picture is as dense as the page puts it, however large the page is`(index: Int) throws {
    let (content, page, dpi) = Self.placements[index]
    let picture = try PDFScanTests.decode(HandmadePDF.placed(content, on: page))
    #expect(abs((picture.dpi ?? 0) - dpi) < 0.01, "\(String(describing: picture.dpi))")
  }

  @Test func `a fax whose settings stand in a list of one is read`() throws {
    // Two white lines of eight pixels in Group 4: one bit a line that is as the line above, and the end of the block.
    let white: [UInt8] = [0b1100_0000, 0b0000_0100, 0b0000_0000, 0b0100_0000]
    let about = "/Width 8 /Height 2 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode /DecodeParms "
    let settings = "<< /K -1 /Columns 8 /Rows 2 >>"
    let one = try PDFScanTests.decode(HandmadePDF.file(picture: about + settings, data: white))
    let list = try PDFScanTests.decode(HandmadePDF.file(picture: about + "[\(settings)]", data: white))
    #expect(one.pixels == list.pixels && list.width == 8 && list.height == 2)
  }

  @Test func `a small PDF that unpacks to a gigabyte is refused, and no more memory than that is asked for`() throws {
    let bomb = try Self.deflated("b'\\0' * 100_000_000")
    let about = "/Width 100 /Height 100 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode"
    // More data than pixels is no reason to refuse what is there.
    let picture = try? PDFScanTests.decode(HandmadePDF.file(picture: about, data: bomb))
    #expect(picture == nil || picture?.width == 100)
    let short = about.replacing("100", with: "1000")
    #expect(throws: PictureError.self) {
      try PDFScanTests.decode(HandmadePDF.file(picture: short, data: Self.deflated("b'\\0' * 1000")))
    }
  }

  // MARK: PNG, TIFF, JPEG

  private static func deflated(_ what: String) throws -> [UInt8] {
    try Program.run("python3", ["-c", "import sys, zlib; sys.stdout.buffer.write(zlib.compress(\(what), 9))"]).output
  }

  private static func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + bytes
    return number(UInt32(bytes.count)) + body + number(crc(body))
  }

  private static func number(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) } }

  /// As PNG (ISO/IEC 15948, annex D) has it.
  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
  }

  private static func png(
    _ width: UInt32, _ height: UInt32, bits: UInt8, colour: UInt8, more: [UInt8] = [], data: [UInt8]
  ) -> [UInt8] {
    let head = number(width) + number(height) + [bits, colour, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10] + chunk("IHDR", head) + more + chunk("IDAT", data)
      + chunk("IEND", [])
  }

  @Test func `PNGs of sixteen bits, of a palette and of two pictures are read as one picture each`() throws {
    let wide = Self.png(
      2, 1, bits: 16, colour: 2, data: try Self.deflated("bytes([0, 255,255,0,0,0,0, 0,0,255,255,0,0])"))
    #expect(try PictureFile.decode(wide, limits: Self.limits).pixels == [255, 0, 0, 0, 255, 0])
    let colours = Self.chunk("PLTE", [10, 20, 30, 200, 210, 220])
    let palette = Self.png(2, 1, bits: 8, colour: 3, more: colours, data: try Self.deflated("bytes([0, 1, 0])"))
    #expect(try PictureFile.decode(palette, limits: Self.limits).pixels == [200, 210, 220, 10, 20, 30])
    let moving = Self.chunk("acTL", Self.number(2) + Self.number(0))
    let first = Self.png(1, 1, bits: 8, colour: 2, more: moving, data: try Self.deflated("bytes([0, 1, 2, 3])"))
    #expect(try PictureFile.decode(first, limits: Self.limits).pixels == [1, 2, 3])
  }

  @Test func `a PNG that claims more than the limit, or holds much more than it claims, is answered`() throws {
    let claim = Self.png(65_500, 65_500, bits: 8, colour: 2, data: try Self.deflated("b'\\0' * 100"))
    let tooMany = PictureError.tooManyPixels(width: 65_500, height: 65_500, most: 60_000_000)
    #expect(throws: tooMany) { try PictureFile.decode(claim, limits: Self.limits) }
    let bomb = Self.png(10, 10, bits: 8, colour: 2, data: try Self.deflated("b'\\0' * 200_000_000"))
    let picture = try? PictureFile.decode(bomb, limits: Self.limits)
    #expect(picture == nil || picture?.width == 10)
  }

  /// One directory, little end first, with its data behind.
  private static func tiff(_ entries: [(tag: UInt16, kind: UInt16, value: UInt32)], data: [UInt8]) -> [UInt8] {
    func two(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }
    func four(_ value: UInt32) -> [UInt8] { number(value).reversed() }
    var file: [UInt8] = [0x49, 0x49, 42, 0] + four(8) + two(UInt16(entries.count))
    for entry in entries { file += two(entry.tag) + two(entry.kind) + four(1) + four(entry.value) }
    return file + four(0) + data
  }

  @Test func `a TIFF that unpacks to more than it claims, or claims more than the limit, is answered`() throws {
    let data = try Self.deflated("b'\\0' * 200_000_000")
    func bomb(_ side: UInt32, _ data: [UInt8]) -> [UInt8] {
      Self.tiff(
        [
          (256, 4, side), (257, 4, side), (258, 3, 8), (259, 3, 8), (262, 3, 1), (273, 4, 8 + 2 + 120 + 4), (277, 3, 1),
          (278, 4, side), (279, 4, UInt32(data.count)), (284, 3, 1),
        ], data: data)
    }
    let picture = try? PictureFile.decode(bomb(100, data), limits: Self.limits)
    #expect(picture == nil || picture?.width == 100)
    #expect(throws: PictureError.self) { try PictureFile.decode(bomb(65_500, [0]), limits: Self.limits) }
    #expect(throws: PictureError.self) { try PictureFile.decode(bomb(7000, [1, 2, 3]), limits: Self.limits) }
  }

  /// Sixteen by sixteen points without cyan and black, full of magenta and yellow, as Adobe writes them (inverted).
  private static let redInFourInks = """
    /9j/7gAOQWRvYmUAZAAAAAAA/9sAQwANCQoLCggNCwoLDg4NDxMgFRMSEhMnHB4XIC4pMTAuKS0sMzpKPjM2RjcsLUBXQUZMTlJTUjI+WmFaUGBK\
    UVJP/8AAFAgAEAAQBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAE\
    EQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6\
    g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkA\
    SwAAPwD06vMK8wr06iiiiiiiiiiiiv/Z
    """

  @Test func `a JPEG in four inks is read in its colour, never as the negative`() throws {
    let bytes = try #require(Data(base64Encoded: Self.redInFourInks))
    let picture = try PictureFile.decode(Array(bytes), limits: Self.limits)
    let middle = (picture.height / 2 * picture.width + picture.width / 2) * picture.channels.rawValue
    let colour = Array(picture.pixels[middle..<middle + 3])
    #expect(picture.width == 16 && colour[0] > 180 && colour[1] < 90 && colour[2] < 90, "\(colour)")
  }

  @Test func `a file larger than the limit ends there`() throws {
    let path = Self.file("large")
    defer { unlink(path) }
    try Files.write([UInt8](repeating: 0xFF, count: 5000), to: path)
    #expect(throws: FileFailure.self) { try Files.read(path, limit: 4000) }
  }

  /// A reader that is through before the writer sees it is followed by another.
  @Test func `a file that grows while it is read is read no further than the limit`() throws {
    let limit = 1 << 24
    let piece = 1 << 16
    for _ in 0..<100 {
      let file = try GrowingFile(size: limit)
      let found = Result { () throws(FileFailure) in try Files.read(file.path, limit: limit) }
      file.finish()
      #expect(file.farthest <= limit + piece)
      switch found {
      case .failure(let failure):
        #expect(failure.code == EFBIG && file.farthest > 0)
        return
      case .success(let bytes): #expect(bytes.count == limit)
      }
    }
    Issue.record("nobody appended in time")
  }
}

extension HandmadePDF {
  /// A page of this size whose content puts the picture `/I`.
  static func placed(_ content: String, on size: String) -> [UInt8] {
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox \(size) /Contents 5 0 R /Resources << /XObject << /I 4 0 R >> >> >>",
    ].map { Array($0.utf8) }
    let picture = Array("<< /Type /XObject /Subtype /Image \(grey) /Length 8 >>\nstream\n".utf8) + pixels
    let all =
      objects + [
        picture + Array("\nendstream".utf8),
        Array("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream".utf8),
      ]
    // Without a table qpdf finds the objects by itself.
    let body = all.enumerated().flatMap { place, object in
      Array("\(place + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
    }
    return Array("%PDF-1.4\n".utf8) + body + Array("trailer << /Size 6 /Root 1 0 R >>\n%%EOF\n".utf8)
  }
}
