// The colour space that the archive names for every page: sRGB as an ICC profile, made here so that its bytes are ours.
internal import Compression
internal import Glibc

/// An sRGB display profile (ICC.1:2001-04, version 2.1; IEC 61966-2-1): a matrix and one curve for all three colours.
enum ColourProfile {
  /// Packed for a file.
  static let packed = Deflate.packed(sRGB, .thorough)

  static let sRGB: [UInt8] = {
    let tags: [(signature: String, bytes: [UInt8])] = [
      ("desc", description("sRGB")), ("cprt", signature("text") + word(0) + Array("No copyright\0".utf8)),
      ("wtpt", xyz(0.9642, 1, 0.8249)),
      ("rXYZ", xyz(0.4360747, 0.2225045, 0.0139322)),
      ("gXYZ", xyz(0.3850649, 0.7168786, 0.0971045)),
      ("bXYZ", xyz(0.1430804, 0.0606169, 0.7141733)),
      ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
    ]
    let (table, data) = laidOut(tags)
    return header(size: 128 + table.count + data.count) + table + data
  }()

  /// Tags with the same bytes share them.
  private static func laidOut(_ tags: [(signature: String, bytes: [UInt8])]) -> (table: [UInt8], data: [UInt8]) {
    var table = word(tags.count), data: [UInt8] = [], places: [[UInt8]: Int] = [:]
    let start = 128 + 4 + tags.count * 12
    for tag in tags {
      let place = places[tag.bytes] ?? start + data.count
      if places.updateValue(place, forKey: tag.bytes) == nil {
        data += tag.bytes + [UInt8](repeating: 0, count: (4 - tag.bytes.count % 4) % 4)
      }
      table += signature(tag.signature) + word(place) + word(tag.bytes.count)
    }
    return (table, data)
  }

  private static func header(size: Int) -> [UInt8] {
    let made = [2000, 1, 1, 0, 0, 0].flatMap(half)
    let white = fixed(0.9642) + fixed(1) + fixed(0.8249)
    return word(size) + word(0) + word(0x0210_0000) + signature("mntr") + signature("RGB ") + signature("XYZ ") + made
      + signature("acsp") + [UInt8](repeating: 0, count: 28) + white + [UInt8](repeating: 0, count: 48)
  }

  /// textDescriptionType (6.5.17), with empty Unicode and Macintosh parts.
  private static func description(_ text: String) -> [UInt8] {
    signature("desc") + word(0) + word(text.utf8.count + 1) + Array(text.utf8) + [0]
      + [UInt8](repeating: 0, count: 4 + 4 + 2 + 1 + 67)
  }

  /// curveType (6.5.3): what 256 even steps of a colour mean in light.
  private static var curve: [UInt8] {
    signature("curv") + word(0) + word(256)
      + (0..<256).flatMap { step in
        let value = Double(step) / 255
        let light = value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        return half(Int(light * 65535 + 0.5))
      }
  }

  private static func xyz(_ x: Double, _ y: Double, _ z: Double) -> [UInt8] {
    signature("XYZ ") + word(0) + fixed(x) + fixed(y) + fixed(z)
  }

  private static func signature(_ text: String) -> [UInt8] { Array(text.utf8) }
  private static func fixed(_ value: Double) -> [UInt8] { word(Int(value * 65536 + 0.5)) }
  private static func word(_ value: Int) -> [UInt8] { half(value >> 16) + half(value) }
  private static func half(_ value: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
  }
}
