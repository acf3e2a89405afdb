// What a file is, by its content and never by its name.
internal import Domain

enum Opening {
  static func drafts(of path: String, catalogue: FieldCatalogue, limits: Limits) throws(Stop) -> any DraftSource {
    let source = try ByteSource(path, limit: limits.fileBytes)
    var head: [UInt8] = []
    _ = try source.read(into: &head)
    let headings = Headings(catalogue: catalogue)
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw Stop(.oldWorkbook) }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      return TableDrafts(try SheetRows(path, limits: limits), headings: headings, limits: limits)
    }
    if let kind = foreignKind(head) { throw Stop(.foreign(kind: kind)) }
    return try textDrafts(source, head: head, headings: headings, limits: limits)
  }

  /// Of text that stood in no file of its own, such as in a code.
  static func drafts(
    in text: [UInt8], named name: String, catalogue: FieldCatalogue, limits: Limits
  ) throws(Stop) -> any DraftSource {
    let source = try ByteSource(text, name: name, limit: limits.fileBytes)
    return try textDrafts(source, head: text, headings: Headings(catalogue: catalogue), limits: limits)
  }

  /// A table's rows, without asking what they mean.
  static func rows(of path: String, limits: Limits) throws(Stop) -> any RowSource {
    let source = try ByteSource(path, limit: limits.fileBytes)
    var head: [UInt8] = []
    _ = try source.read(into: &head)
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw Stop(.oldWorkbook) }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return try SheetRows(path, limits: limits) }
    if let kind = foreignKind(head) { throw Stop(.foreign(kind: kind)) }
    let (encoding, start) = try TextEncoding.found(in: source, head: head)
    return try CSVRows(TextReader(source, encoding: encoding, start: start), limits: limits)
  }

  private static func textDrafts(
    _ source: ByteSource, head: [UInt8], headings: Headings, limits: Limits
  ) throws(Stop) -> any DraftSource {
    let (encoding, start) = try TextEncoding.found(in: source, head: head)
    let first = try firstByte(of: TextReader(source, encoding: encoding, start: start))
    let reader = try TextReader(source, encoding: encoding, start: start)
    switch first {
    case nil: throw Stop(.empty)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      return JSONDrafts(JSONReader(reader, limits: limits), headings: headings)
    case UInt8(ascii: "<"): throw Stop(.foreign(kind: "HTML / XML"))
    default: return TableDrafts(try CSVRows(reader, limits: limits), headings: headings, limits: limits)
    }
  }

  private static func firstByte(of reader: TextReader) throws(Stop) -> UInt8? {
    while let byte = try reader.peek(), isBlank(byte) { _ = try reader.take() }
    return try reader.peek()
  }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  private static let marks: [([UInt8], String)] = [
    (Array("%PDF".utf8), "PDF"), ([0xFF, 0xD8, 0xFF], "JPEG"), ([0x89, 0x50, 0x4E, 0x47], "PNG"),
    (Array("GIF8".utf8), "GIF"), (Array("II*\0".utf8), "TIFF"), (Array("MM\0*".utf8), "TIFF"),
    (Array("{\\rtf".utf8), "RTF"), ([0x1F, 0x8B], "gzip"), (Array("7z\u{BC}\u{AF}".utf8), "7z"),
    (Array("Rar!".utf8), "RAR"), ([0x7F, 0x45, 0x4C, 0x46], "ELF"), (Array("SQLite format 3".utf8), "SQLite"),
    ([0x50, 0x4B, 0x05, 0x06], "ZIP"), ([0x50, 0x4B, 0x07, 0x08], "ZIP"),
  ]

  private static func foreignKind(_ head: [UInt8]) -> String? {
    if let (_, kind) = marks.first(where: { head.starts(with: $0.0) }) { return kind }
    let isMarked = TextEncoding.marked(head).map { $0.0 != .utf8 } == true
    return !isMarked && head.prefix(4096).contains(0) ? "二进制数据 (binary)" : nil
  }
}
