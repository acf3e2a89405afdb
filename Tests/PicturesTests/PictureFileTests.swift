import Foundation
import Pictures
import Testing

@Suite struct PictureFileTests {
  static let limits = PictureLimits(bytes: 20_000_000, pages: 50, pixels: 60_000_000, side: 20_000)

  /// Red at the top left, green at the top right, blue at the bottom left, white elsewhere.
  static var flag: Picture {
    Picture(width: 60, height: 40, channels: .colour, dpi: 300) { pixels in
      for y in 0..<40 {
        for x in 0..<60 {
          let place = (y * 60 + x) * 3
          let corner: [UInt8] =
            y < 10
            ? (x < 20 ? [250, 0, 0] : x >= 40 ? [0, 250, 0] : [255, 255, 255])
            : y >= 30 && x < 20 ? [0, 0, 250] : [255, 255, 255]
          for channel in 0..<3 { pixels[place + channel] = corner[channel] }
        }
      }
    }
  }

  static func pixel(_ picture: Picture, _ x: Int, _ y: Int) -> [UInt8] {
    let start = (y * picture.width + x) * 3
    return Array(picture.pixels[start..<(start + 3)])
  }

  static func isNear(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    zip(one, other).allSatisfy { abs(Int($0) - Int($1)) < 30 }
  }

  @Test func `a JPEG keeps its pixels and its density`() throws {
    let read = try PictureFile.decode(JPEG.encode(Self.flag, quality: 95), limits: Self.limits)
    #expect(read.width == 60 && read.height == 40 && read.channels == .colour && read.dpi == 300)
    #expect(Self.isNear(Self.pixel(read, 5, 4), [250, 0, 0]))
    #expect(Self.isNear(Self.pixel(read, 55, 4), [0, 250, 0]))
  }

  @Test func `a PNG keeps every pixel and its density`() throws {
    let read = try PictureFile.decode(PNG.encode(Self.flag), limits: Self.limits)
    #expect(read.pixels == Self.flag.pixels)
    #expect(abs((read.dpi ?? 0) - 300) < 0.1)
  }

  @Test func `a seal's transparency survives PNG and is white paper elsewhere`() throws {
    let pixels: [UInt8] = [200, 10, 20, 255, 200, 10, 20, 0]
    let seal = Picture(width: 2, height: 1, channels: .colourAndAlpha, pixels: pixels, dpi: 300)
    let bytes = try PNG.encode(seal)
    #expect(try PNG.decodeWithAlpha(bytes, limits: Self.limits).pixels[7] == 0)
    let opaque = try PictureFile.decode(bytes, limits: Self.limits)
    #expect(Self.pixel(opaque, 0, 0) == [200, 10, 20] && Self.pixel(opaque, 1, 0) == [255, 255, 255])
  }

  /// An EXIF block with nothing but an orientation, put behind the JFIF header.
  static func jpeg(orientation: UInt8, bigEndian: Bool) throws -> [UInt8] {
    let tiff: [UInt8] =
      bigEndian
      ? [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
      : [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]
    let body = Array("Exif\0\0".utf8) + tiff
    let jpeg = try JPEG.encode(flag, quality: 95)
    return jpeg[..<20] + [0xFF, 0xE1, 0, UInt8(body.count + 2)] + body + jpeg[20...]
  }

  @Test(
    arguments: [
      (1, 60, 5, 4), (2, 60, 54, 4), (3, 60, 54, 35), (4, 60, 5, 35), (5, 40, 4, 5), (6, 40, 35, 5), (7, 40, 35, 54),
      (8, 40, 4, 54),
    ], [true, false])
  func `all eight EXIF turns are undone`(turn: (UInt8, Int, Int, Int), bigEndian: Bool) throws {
    let read = try PictureFile.decode(Self.jpeg(orientation: turn.0, bigEndian: bigEndian), limits: Self.limits)
    #expect(read.width == turn.1 && read.width + read.height == 100)
    #expect(Self.isNear(Self.pixel(read, turn.2, turn.3), [250, 0, 0]))
  }

  @Test(arguments: [
    ("ftypheic", 4, PictureFormat.heic), ("WEBP", 8, .webp), ("GIF89a", 0, .gif), ("BM", 0, .bmp),
    ("PK\u{3}\u{4}", 0, .archive),
  ])
  func `what is not accepted is refused by its name`(magic: String, place: Int, format: PictureFormat) {
    var bytes = [UInt8](repeating: 0, count: 64)
    if format == .webp { bytes.replaceSubrange(0..<4, with: Array("RIFF".utf8)) }
    bytes.replaceSubrange(place..<(place + magic.utf8.count), with: Array(magic.utf8))
    #expect(throws: PictureError.notAccepted(format)) { try PictureFile.decode(bytes, limits: Self.limits) }
  }

  @Test func `an empty file and a text are told apart`() {
    #expect(throws: PictureError.empty) { try PictureFile.decode([], limits: Self.limits) }
    #expect(throws: PictureError.unknownFormat) {
      try PictureFile.decode(Array("hello, world".utf8), limits: Self.limits)
    }
  }

  @Test(arguments: 1...9)
  func `a file cut at any tenth is damaged, never half a picture`(tenth: Int) throws {
    for file in [try JPEG.encode(Self.flag, quality: 90), try PNG.encode(Self.flag)] {
      let cut = Array(file[..<(file.count * tenth / 10)])
      #expect(throws: PictureError.damaged) { try PictureFile.decode(cut, limits: Self.limits) }
    }
  }

  @Test func `a claim of 65,500 pixels a side costs nothing`() throws {
    var jpeg = try JPEG.encode(Self.flag, quality: 90)
    let frame = try #require(jpeg.indices.first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
    jpeg.replaceSubrange((frame + 5)..<(frame + 9), with: [0xFF, 0xDC, 0xFF, 0xDC])
    let expected = PictureError.tooManyPixels(width: 65_500, height: 65_500, most: 60_000_000)
    #expect(throws: expected) { try PictureFile.decode(jpeg, limits: Self.limits) }
  }
}
