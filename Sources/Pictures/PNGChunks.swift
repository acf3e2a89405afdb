// The density chunk of a PNG (PNG, third edition, 11.3.4.3), which libpng's simplified interface leaves out.

struct PNGChunks {
  private let bytes: [UInt8]
  private static let afterHeader = 33

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Pixels per inch; nil when there is no pHYs chunk in metres before the pixels.
  var dpi: Double? {
    var place = 8
    while place + 12 <= bytes.count {
      let length = number(at: place)
      let kind = bytes[(place + 4)..<(place + 8)]
      if kind.elementsEqual("IDAT".utf8) || length > bytes.count { return nil }
      if kind.elementsEqual("pHYs".utf8), length == 9, place + 17 <= bytes.count {
        let perMetre = number(at: place + 8)
        return bytes[place + 16] == 1 && perMetre > 0 ? Double(perMetre) * 0.0254 : nil
      }
      place += 12 + length
    }
    return nil
  }

  /// The file with its density written after the header.
  func withDensity(dpi: Double) -> [UInt8] {
    let perMetre = UInt32(dpi / 0.0254 + 0.5)
    let body = Array("pHYs".utf8) + Self.bytes(perMetre) + Self.bytes(perMetre) + [1]
    let chunk = Self.bytes(9) + body + Self.bytes(Self.check(body))
    return bytes[..<Self.afterHeader] + chunk + bytes[Self.afterHeader...]
  }

  private func number(at place: Int) -> Int {
    bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func bytes(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }

  /// CRC-32 as PNG defines it (annex D).
  private static func check(_ bytes: [UInt8]) -> UInt32 {
    var check = UInt32.max
    for byte in bytes {
      check ^= UInt32(byte)
      for _ in 0..<8 { check = check & 1 == 1 ? check >> 1 ^ 0xEDB8_8320 : check >> 1 }
    }
    return ~check
  }
}
