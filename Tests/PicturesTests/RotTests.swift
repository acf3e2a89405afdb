// Files of every kind that rotted on their way, and files that lie about themselves.
import Domain
import Pictures
import Testing

@Suite struct RotTests {
  private static func sound() throws -> [[UInt8]] {
    let picture = PictureFileTests.flag
    return [
      try JPEG.encode(picture, quality: 90), try PNG.encode(picture), TIFFFileTests.tiff(greys: [7, 90]),
      HandmadePDF.file(),
    ]
  }

  /// The same bytes with a few bits turned, each seed others.
  private static func rotten(_ file: [UInt8], _ seed: UInt64) -> [UInt8] {
    var (bytes, state) = (file, seed &+ 1)
    for _ in 0...(seed % 16) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      bytes[Int(state >> 33) % bytes.count] ^= 1 << UInt8(truncatingIfNeeded: state >> 29 & 7)
    }
    return bytes
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `turned bits are answered within the limits, whatever the kind of file`(seed: UInt64) throws {
    let limits = PictureLimits(bytes: 1 << 20, pages: 50, pixels: 1 << 20, side: 4096)
    for file in try Self.sound() {
      do throws(PictureError) {
        let picture = try PictureFile.decode(Self.rotten(file, seed), limits: limits)
        #expect(picture.width * picture.height <= limits.pixels && max(picture.width, picture.height) <= limits.side)
      } catch {
        #expect(!error.explanation.code.isEmpty)
      }
    }
  }

  @Test(arguments: [0, 9, 255] as [UInt8], [true, false])
  func `an orientation that EXIF does not know turns nothing`(orientation: UInt8, bigEndian: Bool) throws {
    let file = try PictureFileTests.jpeg(orientation: orientation, bigEndian: bigEndian)
    let read = try PictureFile.decode(file, limits: PictureFileTests.limits)
    #expect(read.width == 60 && read.height == 40)
    #expect(PictureFileTests.isNear(PictureFileTests.pixel(read, 5, 4), [250, 0, 0]))
  }

  /// The block's own length is true; what it says of its directory is not.
  @Test(
    arguments: [(14, [0xFF, 0xFF, 0xFF, 0xFF], 60), (18, [0xFF, 0xFF], 40), (14, [8, 0, 0, 8], 60)]
      as [(Int, [UInt8], Int)])
  func `EXIF that points outside itself turns nothing, and one that counts too many tags is read as far as it goes`(
    place: Int, lie: [UInt8], width: Int
  ) throws {
    var file = try PictureFileTests.jpeg(orientation: 6, bigEndian: true)
    // Behind the JFIF header: marker, length and `Exif`, then the directory's place and its count.
    file.replaceSubrange((20 + place)..<(20 + place + lie.count), with: lie)
    let read = try PictureFile.decode(file, limits: PictureFileTests.limits)
    #expect(read.width == width && read.height == 100 - width)
  }

  @Test func `a TIFF whose next page is itself has one page`() throws {
    var file = TIFFFileTests.tiff(greys: [7])
    let next = 8 + 2 + 10 * 12
    file.replaceSubrange(next..<(next + 4), with: [8, 0, 0, 0])
    let limits = PictureFileTests.limits
    #expect(try PictureFile.pages(in: file, limits: limits) == 1)
    let page = try PictureFile.decode(file, limits: limits)
    #expect(page.width == 2 && page.height == 2 && page.pixels[0] == 7)
    #expect(throws: PictureError.noSuchPage(2)) { try PictureFile.decode(file, page: 1, limits: limits) }
  }
}
