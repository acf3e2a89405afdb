// What a JPEG says about itself before its pixels: which way is up and how dense it is.

struct JPEGHeader {
  /// EXIF orientation, 1…8.
  private(set) var orientation = 1
  private(set) var dpi: Double?

  /// Reads the segments up to the first scan (ITU-T T.81, B.1.1).
  init(_ bytes: [UInt8]) {
    var place = 2
    while place + 4 <= bytes.count, bytes[place] == 0xFF, bytes[place + 1] != 0xDA {
      if bytes[place + 1] == 0xFF {
        place += 1
        continue
      }
      let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
      guard length >= 2, place + 2 + length <= bytes.count else { return }
      read(marker: bytes[place + 1], bytes[(place + 4)..<(place + 2 + length)])
      place += 2 + length
    }
  }

  private mutating func read(marker: UInt8, _ body: ArraySlice<UInt8>) {
    if marker == 0xE0, body.starts(with: Array("JFIF\0".utf8)), body.count >= 12 {
      let field = Array(body.dropFirst(7).prefix(3))
      let density = Double(Int(field[1]) << 8 | Int(field[2]))
      if field[0] == 1, density > 0 { dpi = density }
      if field[0] == 2, density > 0 { dpi = density * 2.54 }
    }
    if marker == 0xE1, body.starts(with: Array("Exif\0\0".utf8)), let tags = TagDirectory(body.dropFirst(6)) {
      orientation = tags.orientation ?? orientation
      dpi = dpi ?? tags.dpi
    }
  }
}
