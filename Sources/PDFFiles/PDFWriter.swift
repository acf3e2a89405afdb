// Writes a PDF file object by object, with the table that finds them. Objects without a stream are packed together, which
// halves what is not a font (ISO 32000-1, 7.5.7 and 7.5.8; ISO 19005-2 allows it).
internal import Compression

struct PDFWriter {
  private(set) var bytes: [UInt8] = []
  /// The first is the head of the list of free numbers.
  private var places = [Place.free]
  private var collected: Collection?

  private enum Place {
    case free
    case offset(Int)
    /// The how-many-th of the objects packed into a stream.
    case packed(stream: Int, Int)
  }

  /// Objects that will share a stream, one after another.
  private struct Collection {
    /// The stream's own number.
    var number: Int
    var index: [UInt8] = []
    var text: [UInt8] = []
    var count = 0
  }

  init() {
    bytes.reserveCapacity(1 << 16)
    bytes.append(contentsOf: "%PDF-1.7\n%\u{B5}\u{B6}\n".utf8)
  }

  /// The number of the object that is reserved, to be written later.
  mutating func reserve() -> Int {
    places.append(.free)
    return places.count - 1
  }

  mutating func reserve(_ count: Int) -> Range<Int> {
    let first = places.count
    places.append(contentsOf: repeatElement(.free, count: count))
    return first..<first + count
  }

  mutating func write(_ number: Int, _ text: String) { collect(number) { $0.append(contentsOf: text.utf8) } }

  mutating func write(_ number: Int, _ text: PDFText, _ stream: [UInt8]?, renumbered: (Int) -> Int) {
    guard let stream else { return collect(number) { text.append(to: &$0, number: renumbered) } }
    begin(number)
    text.append(to: &bytes, number: renumbered)
    append(stream)
  }

  mutating func add(_ text: String) -> Int {
    let number = reserve()
    write(number, text)
    return number
  }

  /// - Parameter entries: of the stream's dictionary, but for its length.
  mutating func add(stream: [UInt8], _ entries: String) -> Int {
    let number = reserve()
    begin(number)
    bytes.append(contentsOf: "<< \(entries) >>".utf8)
    append(stream)
    return number
  }

  mutating func reserve(bytes count: Int) { bytes.reserveCapacity(bytes.count + count) }

  /// Writes the objects without a stream that were collected so far.
  mutating func pack(_ effort: Deflate.Effort) {
    guard let collected else { return }
    self.collected = nil
    begin(collected.number)
    bytes.append(
      contentsOf: """
        << /Type /ObjStm /N \(collected.count) /First \(collected.index.count) /Filter /FlateDecode >>
        """.utf8)
    append(Deflate.packed(collected.index + collected.text, effort))
  }

  /// Writes what is still to be packed, and the table. Nothing can be written after this.
  mutating func finish(root: Int, info: Int) {
    pack(.quick)
    let identifier = Fingerprint(bytes).hexadecimal
    let start = bytes.count
    let table = reserve()
    places[table] = .offset(start)
    begin(table)
    bytes.append(
      contentsOf: """
        << /Type /XRef /Size \(places.count) /W [1 4 2] /Root \(root) 0 R /Info \(info) 0 R \
        /ID [<\(identifier)> <\(identifier)>] /Filter /FlateDecode >>
        """.utf8)
    append(Deflate.packed(rows, .quick))
    bytes.append(contentsOf: "startxref\n\(start)\n%%EOF\n".utf8)
  }

  /// For each object one byte of kind, four of place, two of index.
  private var rows: [UInt8] {
    var rows: [UInt8] = []
    rows.reserveCapacity(places.count * 7)
    for place in places {
      let (kind, position, index): (UInt8, Int, Int) =
        switch place {
        case .free: (0, 0, 0xFFFF)
        case .offset(let offset): (1, offset, 0)
        case .packed(let stream, let index): (2, stream, index)
        }
      rows.append(kind)
      for shift in [24, 16, 8, 0] { rows.append(UInt8(truncatingIfNeeded: position >> shift)) }
      for shift in [8, 0] { rows.append(UInt8(truncatingIfNeeded: index >> shift)) }
    }
    return rows
  }

  private mutating func collect(_ number: Int, _ write: (inout [UInt8]) -> Void) {
    var collection = collected ?? Collection(number: reserve())
    collected = nil
    places[number] = .packed(stream: collection.number, collection.count)
    collection.index.append(decimal: number)
    collection.index.append(UInt8(ascii: " "))
    collection.index.append(decimal: collection.text.count)
    collection.index.append(UInt8(ascii: " "))
    write(&collection.text)
    collection.text.append(UInt8(ascii: "\n"))
    collection.count += 1
    collected = collection
  }

  private mutating func begin(_ number: Int) {
    places[number] = .offset(bytes.count)
    bytes.append(contentsOf: "\(number) 0 obj\n".utf8)
  }

  /// The dictionary that stands last in the file gets the stream's length.
  private mutating func append(_ stream: [UInt8]) {
    bytes.removeLast(2)
    bytes.append(contentsOf: "/Length \(stream.count) >>\nstream\n".utf8)
    bytes.append(contentsOf: stream)
    bytes.append(contentsOf: "\nendstream\nendobj\n".utf8)
  }
}

extension [UInt8] {
  mutating func append(decimal number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    let magnitude = number.magnitude
    var unit: UInt = 1
    while magnitude / unit >= 10 { unit *= 10 }
    while unit > 0 {
      append(UInt8(ascii: "0") + UInt8(magnitude / unit % 10))
      unit /= 10
    }
  }
}

extension String {
  /// A PDF text string in UTF-16 with its byte-order mark (7.9.2.2), as hexadecimal digits.
  var pdfText: String {
    "<FEFF"
      + utf16.map { unit in
        let digits = String(unit, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.utf8.count) + digits
      }.joined() + ">"
  }
}
