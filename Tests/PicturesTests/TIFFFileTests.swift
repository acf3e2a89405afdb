import Pictures
import Testing

@Suite struct TIFFFileTests {
  /// A TIFF of grey pages, two by two pixels each, uncompressed, 300 dpi (TIFF 6.0, section 4).
  static func tiff(greys: [UInt8]) -> [UInt8] {
    var file: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0]
    for (page, grey) in greys.enumerated() {
      let start = file.count
      let entries: [(Int, Int, Int)] = [
        (256, 4, 2), (257, 4, 2), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, start + 134), (277, 3, 1),
        (278, 4, 2),
        (279, 4, 4), (282, 5, start + 126),
      ]
      file += bytes(entries.count, 2)
      for (tag, kind, value) in entries { file += bytes(tag, 2) + bytes(kind, 2) + bytes(1, 4) + bytes(value, 4) }
      file += bytes(page + 1 < greys.count ? start + 138 : 0, 4)
      file += bytes(300, 4) + bytes(1, 4) + [grey, grey, grey, grey]
    }
    return file
  }

  static func bytes(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  @Test func `every page of a TIFF is read`() throws {
    let file = Self.tiff(greys: [10, 120, 240])
    #expect(try PictureFile.pages(in: file, limits: PictureFileTests.limits) == 3)
    for (page, grey) in [UInt8(10), 120, 240].enumerated() {
      let picture = try PictureFile.decode(file, page: page, limits: PictureFileTests.limits)
      #expect(picture.width == 2 && picture.height == 2 && picture.pixels[0] == grey && picture.dpi == 300)
    }
    #expect(throws: PictureError.noSuchPage(4)) {
      try PictureFile.decode(file, page: 3, limits: PictureFileTests.limits)
    }
  }

  @Test func `more pages than allowed are refused before any is read`() {
    let file = Self.tiff(greys: [UInt8](repeating: 5, count: 51))
    #expect(throws: PictureError.tooManyPages(51, most: 50)) {
      try PictureFile.pages(in: file, limits: PictureFileTests.limits)
    }
  }

  @Test(arguments: 1...9)
  func `a cut TIFF is damaged`(tenth: Int) {
    let file = Self.tiff(greys: [7])
    #expect(throws: PictureError.self) {
      try PictureFile.decode(Array(file[..<(file.count * tenth / 10)]), limits: PictureFileTests.limits)
    }
  }
}
