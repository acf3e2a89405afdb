// Writes a document's font from glyphs that were cast: a CFF font with character identifiers and nothing but outlines
// (Adobe Technical Note 5176).

package enum CompactFontWriter {
  /// The font's bytes; glyph 0, which nothing shows, is blank.
  package static func bytes(_ sorts: [Sort], name: String, box: [Int]) -> [UInt8] {
    let count = sorts.count + 1
    let names = index([Array(name.utf8)])
    let strings = index([Array("Adobe".utf8), Array("Identity".utf8)])
    let top = index([topDictionary(count, box, charSet: 0, privates: 0, parts: 0, owners: 0, outlines: 0)])
    let charSet = 4 + names.count + top.count + strings.count + 2
    let privates = charSet + 5
    let parts = privates + privateDictionary.count
    let partIndex = index([long(privateDictionary.count) + long(privates) + [18]])
    let owners = parts + partIndex.count
    let outlines = owners + 8
    var bytes: [UInt8] = [1, 0, 4, 4] + names
    bytes.reserveCapacity(outlines + sorts.count * 320)
    bytes += index([
      topDictionary(
        count, box, charSet: charSet, privates: privates, parts: parts, owners: owners, outlines: outlines)
    ])
    bytes += strings
    bytes += [0, 0]  // no subroutines
    bytes += [2] + half(1) + half(count - 2)  // glyphs and identifiers are the same numbers
    bytes += privateDictionary
    bytes += partIndex
    bytes += [3] + half(1) + half(0) + [0] + half(count)  // all glyphs in the one part
    appendOutlines(sorts, to: &bytes)
    return bytes
  }

  private static let privateDictionary = short(Sort.usualWidth) + [20]

  private static func topDictionary(
    _ count: Int, _ box: [Int], charSet: Int, privates: Int, parts: Int, owners: Int, outlines: Int
  ) -> [UInt8] {
    let system = short(391) + short(392) + short(0) + [12, 30]
    return system + box.flatMap(short) + [5] + short(count) + [12, 34] + long(charSet) + [15] + long(outlines) + [17]
      + long(parts) + [12, 36] + long(owners) + [12, 37]
  }

  private static func appendOutlines(_ sorts: [Sort], to bytes: inout [UInt8]) {
    let blank: [UInt8] = [14]
    let size = sorts.reduce(blank.count) { $0 + $1.charString.count }
    let width = size < 0xFFFF ? 2 : 4
    bytes += half(sorts.count + 1) + [UInt8(width)]
    var offset = 1
    func append(_ offset: Int) {
      for shift in stride(from: 8 * (width - 1), through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: offset >> shift))
      }
    }
    append(offset)
    offset += blank.count
    append(offset)
    for sort in sorts {
      offset += sort.charString.count
      append(offset)
    }
    bytes += blank
    for sort in sorts { bytes += sort.charString }
  }

  /// An index of a few short items (5).
  private static func index(_ items: [[UInt8]]) -> [UInt8] {
    var offset = 1
    var offsets = half(offset)
    for item in items {
      offset += item.count
      offsets += half(offset)
    }
    return half(items.count) + [2] + offsets + items.joined()
  }

  /// A number between -32768 and 32767, as short as it can be written in dictionaries and outlines alike.
  static func short(_ value: Int) -> [UInt8] {
    switch value {
    case -107...107: [UInt8(value + 139)]
    case 108...1131: [UInt8(247 + (value - 108) >> 8), UInt8(truncatingIfNeeded: value - 108)]
    case -1131 ... -108: [UInt8(251 + (-value - 108) >> 8), UInt8(truncatingIfNeeded: -value - 108)]
    default: [28] + half(value)
    }
  }

  /// Always five bytes, so that places can be reckoned before they are known.
  private static func long(_ value: Int) -> [UInt8] { [29] + half(value >> 16) + half(value) }

  private static func half(_ value: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
  }
}
