// Reads the fonts that cairo embeds (Compact Font Format, Adobe Technical Notes 5176 and 5177): each glyph's outline and
// how wide it is.

/// The glyphs of a CFF font without subroutines and hints, as working fonts are cut and cairo copies them.
package struct CompactFont {
  /// By their numbers in the font.
  package private(set) var glyphs: [Sort] = []
  /// What all glyphs lie in, in thousandths of an em: left, bottom, right, top.
  package private(set) var box: [Int] = []

  /// - Throws: `unreadable` for anything else.
  package init(_ bytes: [UInt8]) throws(PDFFileError) {
    let data = CompactData(bytes: bytes)
    guard let found = Self.read(data) else { throw .unreadable("CFF") }
    (glyphs, box) = found
  }

  private static func read(_ data: CompactData) -> (glyphs: [Sort], box: [Int])? {
    guard let header = data.number(at: 2, bytes: 1), let names = data.index(header),
      let tops = data.index(names.end), let top = tops.items.first.flatMap(data.dictionary),
      let outlines = top[Key.charStrings]?.first.flatMap(data.index)?.items,
      let parts = top[Key.parts]?.first.flatMap(data.index)?.items
    else { return nil }
    let widths = parts.map { data.dictionary($0).flatMap { Widths($0, in: data) } ?? Widths() }
    guard let owners = top[Key.partOfGlyph]?.first.flatMap({ data.owners(at: $0, count: outlines.count) }) else {
      return nil
    }
    var glyphs: [Sort] = []
    for (outline, owner) in zip(outlines, owners) {
      guard widths.indices.contains(owner), let sort = data.sort(outline, widths[owner]) else { return nil }
      glyphs.append(sort)
    }
    return (glyphs, top[Key.box] ?? [0, 0, 0, 0])
  }

  /// Operators of dictionaries; those of two bytes with the first one times 256 (5176, 9 and 10).
  fileprivate enum Key {
    static let box = 5
    static let charStrings = 17
    static let privates = 18
    static let usualWidth = 20
    static let nominalWidth = 21
    static let parts = 12 << 8 | 36
    static let partOfGlyph = 12 << 8 | 37
  }

  /// What a glyph's width is told in relation to (5176, 15).
  fileprivate struct Widths {
    var usual = 0
    var nominal = 0

    init() {}

    init?(_ part: [Int: [Int]], in data: CompactData) {
      guard let place = part[Key.privates], place.count == 2,
        let entries = data.dictionary(place[1]..<place[1] + max(0, place[0]))
      else { return nil }
      usual = entries[Key.usualWidth]?.first ?? 0
      nominal = entries[Key.nominalWidth]?.first ?? 0
    }
  }
}

/// A font's bytes; nil wherever they lead out of the font.
private struct CompactData {
  let bytes: [UInt8]

  func number(at place: Int, bytes count: Int) -> Int? {
    guard place >= 0, place + count <= bytes.count else { return nil }
    return bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
  }

  /// Where the items of an index stand, and where it ends (5176, 5).
  func index(_ place: Int) -> (items: [Range<Int>], end: Int)? {
    guard let count = number(at: place, bytes: 2) else { return nil }
    guard count > 0 else { return ([], place + 2) }
    guard let size = number(at: place + 2, bytes: 1), (1...4).contains(size) else { return nil }
    let base = place + 2 + (count + 1) * size
    var edges: [Int] = []
    for item in 0...count {
      guard let offset = number(at: place + 3 + item * size, bytes: size), base + offset >= (edges.last ?? base + 1),
        base + offset <= bytes.count
      else { return nil }
      edges.append(base + offset)
    }
    return (zip(edges, edges.dropFirst()).map { $0..<$1 }, edges[count])
  }

  /// Operands by operator (5176, 4). Fractions, of which nothing is asked here, count as zero.
  func dictionary(_ range: Range<Int>) -> [Int: [Int]]? {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
    var entries: [Int: [Int]] = [:]
    var operands: [Int] = []
    var place = range.lowerBound
    while place < range.upperBound {
      let byte = Int(bytes[place])
      if byte <= 21 {
        let isLong = byte == 12
        entries[isLong ? 12 << 8 | (number(at: place + 1, bytes: 1) ?? 0) : byte] = operands
        operands = []
        place += isLong ? 2 : 1
      } else if byte == 30 {
        operands.append(0)
        place = (bytes[place...].firstIndex { $0 & 15 == 15 || $0 >> 4 == 15 } ?? range.upperBound) + 1
      } else {
        guard let (value, next) = operand(at: place, longForm: (29, 4)) else { return nil }
        operands.append(value)
        place = next
      }
    }
    return entries
  }

  /// A number of a dictionary or of an outline, which write the longest numbers in different forms.
  func operand(at place: Int, longForm: (byte: Int, size: Int)) -> (value: Int, next: Int)? {
    guard let byte = number(at: place, bytes: 1) else { return nil }
    switch byte {
    case longForm.byte:
      return number(at: place + 1, bytes: 4).map { (Int(Int32(truncatingIfNeeded: $0)), place + 5) }
    case 28: return number(at: place + 1, bytes: 2).map { (Int(Int16(truncatingIfNeeded: $0)), place + 3) }
    case 32...246: return (byte - 139, place + 1)
    case 247...250: return number(at: place + 1, bytes: 1).map { ((byte - 247) * 256 + $0 + 108, place + 2) }
    case 251...254: return number(at: place + 1, bytes: 1).map { (-(byte - 251) * 256 - $0 - 108, place + 2) }
    default: return nil
    }
  }

  /// Which part each glyph belongs to (5176, 19).
  func owners(at place: Int, count: Int) -> [Int]? {
    guard let format = number(at: place, bytes: 1) else { return nil }
    if format == 0 {
      guard place + 1 + count <= bytes.count else { return nil }
      return bytes[place + 1..<place + 1 + count].map(Int.init)
    }
    guard format == 3, let ranges = number(at: place + 1, bytes: 2) else { return nil }
    var owners: [Int] = []
    for range in 0..<ranges {
      let start = place + 3 + range * 3
      guard let owner = number(at: start + 2, bytes: 1), let next = number(at: start + 3, bytes: 2),
        next >= owners.count, next <= count
      else { return nil }
      owners.append(contentsOf: repeatElement(owner, count: next - owners.count))
    }
    return owners.count == count ? owners : nil
  }

  /// An outline whose width is told as `Sort` tells it. The width may stand before the operands of the first operator
  /// (5177, 4.3); nil where that operator is none of those without hints.
  func sort(_ range: Range<Int>, _ widths: CompactFont.Widths) -> Sort? {
    var place = range.lowerBound
    var operands: [(value: Int, next: Int)] = []
    while place < range.upperBound, let operand = operand(at: place, longForm: (255, 4)) {
      operands.append(operand)
      place = operand.next
    }
    guard place < range.upperBound, let expected = Self.operands[bytes[place]] else { return nil }
    guard operands.count > expected else {
      return Sort(outline: bytes[range], width: widths.usual)
    }
    guard operands.count == expected + 1 else { return nil }
    return Sort(outline: bytes[operands[0].next..<range.upperBound], width: widths.nominal + operands[0].value)
  }

  /// How many operands each operator takes that an outline can begin with: moves in both, across, up; the end.
  private static let operands: [UInt8: Int] = [21: 2, 22: 1, 4: 1, 14: 0]
}
