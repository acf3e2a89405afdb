// Writes a PDF file object by object, with the cross-reference table that finds them (ISO 32000-1, 7.5).

struct PDFWriter {
  private(set) var bytes: [UInt8] = []
  /// Where each object begins; the first entry is the table's own.
  private var offsets = [0]

  init() {
    bytes.reserveCapacity(1 << 16)
    bytes.append(contentsOf: "%PDF-1.7\n%\u{B5}\u{B6}\n".utf8)
  }

  /// The number of the object that is reserved, to be written later.
  mutating func reserve() -> Int {
    offsets.append(0)
    return offsets.count - 1
  }

  mutating func reserve(_ count: Int) -> Range<Int> {
    let first = offsets.count
    offsets.append(contentsOf: repeatElement(0, count: count))
    return first..<first + count
  }

  mutating func write(_ number: Int, _ text: String) {
    begin(number)
    bytes.append(contentsOf: text.utf8)
    end()
  }

  mutating func write(_ number: Int, _ text: PDFText, _ stream: [UInt8]?, renumbered: (Int) -> Int) {
    begin(number)
    text.append(to: &bytes, number: renumbered)
    if let stream { append(stream) }
    end()
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
    end()
    return number
  }

  /// Nothing can be written after this.
  mutating func finish(root: Int, info: Int, identifier: String) {
    let table = bytes.count
    bytes.append(contentsOf: "xref\n0 \(offsets.count)\n0000000000 65535 f \n".utf8)
    for offset in offsets.dropFirst() { appendPadded(offset) }
    let trailer = """
      trailer << /Size \(offsets.count) /Root \(root) 0 R /Info \(info) 0 R \
      /ID [<\(identifier)> <\(identifier)>] >>
      startxref
      \(table)
      %%EOF

      """
    bytes.append(contentsOf: trailer.utf8)
  }

  private mutating func begin(_ number: Int) {
    offsets[number] = bytes.count
    bytes.append(contentsOf: "\(number) 0 obj\n".utf8)
  }

  private mutating func end() { bytes.append(contentsOf: "\nendobj\n".utf8) }

  /// The dictionary that stands last in the file gets the stream's length.
  private mutating func append(_ stream: [UInt8]) {
    bytes.removeLast(2)
    bytes.append(contentsOf: "/Length \(stream.count) >>\nstream\n".utf8)
    bytes.append(contentsOf: stream)
    bytes.append(contentsOf: "\nendstream".utf8)
  }

  /// Ten digits, as an entry of the table has them.
  private mutating func appendPadded(_ offset: Int) {
    let digits = String(offset)
    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 10 - digits.utf8.count))
    bytes.append(contentsOf: digits.utf8)
    bytes.append(contentsOf: " 00000 n \n".utf8)
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
