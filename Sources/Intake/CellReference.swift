// The small grammars of a worksheet: references such as `BC12`, merged ranges, escaped characters.

enum CellReference {
  /// The column of `BC12`, counted from 0; nil when there are no letters or too many.
  static func column(_ reference: String) -> Int? {
    let letters = reference.utf8.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    guard (1...3).contains(letters.count) else { return nil }
    return letters.reduce(0) { $0 * 26 + Int($1 - UInt8(ascii: "A")) + 1 } - 1
  }

  static func row(_ reference: String) -> Int? { Int(reference.drop { ("A"..."Z").contains($0) }) }

  static func letters(of column: Int) -> String {
    var rest = column
    var letters = ""
    repeat {
      letters = String(Character(Unicode.Scalar(UInt8(rest % 26) + UInt8(ascii: "A")))) + letters
      rest = rest / 26 - 1
    } while rest >= 0
    return letters
  }

  /// `_x000D_` stands for a character that XML cannot hold (ISO/IEC 29500-1, 22.9.2.19).
  static func unescaped(_ text: String) -> String {
    guard text.contains("_") else { return text }
    return text.replacing(/_x([0-9A-Fa-f]{4})_/) { match in
      UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? String(match.0)
    }
  }
}

/// The merged ranges of a sheet. They come after the rows, so the part is looked through once before.
struct MergedRanges {
  private var ranges: [(text: String, rows: ClosedRange<Int>, columns: ClosedRange<Int>)] = []

  init(in part: ZipPart) throws(Stop) {
    var window: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { bytes in
        bytes.baseAddress.map { part.read($0, bytes.count) } ?? -1
      }
      if count < 0 { throw part.stop ?? Stop(.damagedPackage) }
      if count == 0 { break }
      window += buffer[..<count]
      find(in: &window)
      if ranges.count > 10_000 { throw Stop(.merged("10000+")) }
    }
  }

  /// The ranges that touch a row.
  func touching(row: Int) -> MergedRanges {
    var touching = self
    touching.ranges = ranges.filter { $0.rows.contains(row) }
    return touching
  }

  func range(column: Int) -> String? { ranges.first { $0.columns.contains(column) }?.text }

  /// Takes the ranges out of a piece of XML and keeps the end that the next piece may complete.
  private mutating func find(in window: inout [UInt8]) {
    let mark = Array("mergeCell ".utf8)
    var start = 0
    while let at = Self.position(of: mark, in: window, from: start) {
      guard let end = window[at...].firstIndex(of: UInt8(ascii: ">")) else { break }
      add(String(decoding: window[at..<end], as: UTF8.self))
      start = end
    }
    window.removeFirst(max(start, window.count - 256))
  }

  private mutating func add(_ element: String) {
    guard let match = element.firstMatch(of: /ref="([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})"/) else { return }
    let (from, to) = (String(match.1), String(match.2))
    guard let left = CellReference.column(from), let right = CellReference.column(to), left <= right,
      let top = CellReference.row(from), let bottom = CellReference.row(to), top <= bottom
    else { return }
    ranges.append(("\(from):\(to)", top...bottom, left...right))
  }

  private static func position(of mark: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      guard bytes.count >= start + mark.count else { return nil }
      for index in start...(bytes.count - mark.count) where bytes[index] == mark[0] {
        if mark.indices.allSatisfy({ bytes[index + $0] == mark[$0] }) { return index }
      }
      return nil
    }
  }
}
