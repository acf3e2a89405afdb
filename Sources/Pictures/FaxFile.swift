// Fax data as PDF carries them (ITU-T T.4 and T.6), wrapped into the TIFF that libtiff reads.

struct FaxFile {
  let width: Int
  let height: Int
  /// `K` of PDF 1.7, table 11: below 0 T.6, 0 T.4 in one dimension, above it in two.
  let scheme: Int
  let isBlackOne: Bool

  /// A TIFF of one strip (TIFF 6.0, sections 2, 3 and 11).
  func tiff(_ data: [UInt8]) -> [UInt8] {
    var entries: [(tag: Int, kind: Int, value: Int)] = [
      (256, 4, width), (257, 4, height), (258, 3, 1), (259, 3, scheme < 0 ? 4 : 3), (262, 3, isBlackOne ? 1 : 0),
      (273, 4, 0), (277, 3, 1), (278, 4, height), (279, 4, data.count),
    ]
    if scheme > 0 { entries.append((292, 4, 1)) }
    let start = 8 + 2 + entries.count * 12 + 4
    entries[5].value = start
    var file: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0] + Self.bytes(entries.count, 2)
    for entry in entries {
      file += Self.bytes(entry.tag, 2) + Self.bytes(entry.kind, 2) + Self.bytes(1, 4) + Self.bytes(entry.value, 4)
    }
    return file + [0, 0, 0, 0] + data
  }

  private static func bytes(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
}
