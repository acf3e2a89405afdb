// A PDF file as the drawing library wrote it: one object after another, found through a plain cross-reference table.

/// Reads only what a drawing library writes; files from elsewhere never come here.
struct DrawnFile {
  let notation: Notation
  private let offsets: [Int]
  private let trailer: [String: Notation.Value]

  /// - Throws: `unreadable` when the table is not where the file says.
  init(_ bytes: [UInt8]) throws(PDFFileError) {
    notation = Notation(bytes: bytes)
    guard let start = Self.table(in: notation), notation.starts(with: "xref\n0 ", at: start) else {
      throw .unreadable("xref")
    }
    let count = notation.value(at: start + 7)
    guard let size = notation.number(count), size > 0, count.upperBound + 1 + 20 * size <= bytes.count else {
      throw .unreadable("xref")
    }
    let first = count.upperBound + 1
    let notation = notation
    offsets = (0..<size).map { notation.number(first + 20 * $0..<first + 20 * $0 + 10) ?? 0 }
    let behind = notation.skipBlanks(first + 20 * size)
    guard notation.starts(with: "trailer", at: behind),
      let entries = notation.dictionary(notation.value(at: behind + 7))
    else { throw .unreadable("trailer") }
    trailer = Dictionary(entries.map { ($0.name, $0.value) }) { first, _ in first }
  }

  /// Where the table begins, as the file's last lines say.
  private static func table(in notation: Notation) -> Int? {
    let end = notation.bytes.count
    for place in stride(from: end - 9, through: max(0, end - 64), by: -1)
    where notation.starts(with: "startxref", at: place) {
      return notation.number(notation.value(at: place + 9))
    }
    return nil
  }

  /// An object's value: its own place, or where a reference leads.
  func resolved(_ value: Notation.Value) -> Notation.Value {
    notation.reference(value).flatMap(object) ?? value
  }

  /// The value of the object with this number.
  func object(_ number: Int) -> Notation.Value? {
    guard offsets.indices.contains(number), number > 0 else { return nil }
    let header = notation.value(at: offsets[number])
    guard notation.number(header) == number, notation.starts(with: " 0 obj", at: header.upperBound) else { return nil }
    return notation.value(at: header.upperBound + 6)
  }

  subscript(_ key: String) -> Notation.Value? { trailer[key] }

  /// An entry of a dictionary, itself or what it refers to.
  func entry(_ key: String, of value: Notation.Value?) -> Notation.Value? {
    value.flatMap { notation.dictionary(resolved($0)) }?.first { $0.name == key }.map { resolved($0.value) }
  }

  /// The bytes of a stream whose dictionary this is, as they stand in the file; nil when it is none.
  func stream(of dictionary: Notation.Value) -> ArraySlice<UInt8>? {
    let start = notation.skipBlanks(dictionary.upperBound)
    guard notation.starts(with: "stream\n", at: start), let value = entry("/Length", of: dictionary),
      let length = notation.number(value), start + 7 + length <= notation.bytes.count
    else { return nil }
    return notation.bytes[start + 7..<start + 7 + length]
  }
}
