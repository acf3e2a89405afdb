// 128 bits that follow from a file's bytes and tell it from others (ISO 32000-1, 14.4); not a seal against forgers.

struct Fingerprint {
  private var halves: (UInt64, UInt64) = (0xCBF2_9CE4_8422_2325, 0x9AE1_6A3B_2F90_404F)

  /// Two runs of FNV-1a over words of eight bytes.
  init(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { raw in
      var place = 0
      while place + 8 <= raw.count {
        mix(raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        place += 8
      }
      for byte in raw[place...] { mix(UInt64(byte)) }
    }
  }

  private mutating func mix(_ word: UInt64) {
    halves.0 = (halves.0 ^ word) &* 0x100_0000_01B3
    halves.1 = (halves.1 ^ (word &+ halves.0 >> 32)) &* 0x9E37_79B9_7F4A_7C15
  }

  var hexadecimal: String {
    [halves.0, halves.1].map { half in
      let digits = String(half, radix: 16, uppercase: true)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }
}
