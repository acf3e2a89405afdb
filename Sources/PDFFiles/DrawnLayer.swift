// What stands on the pages of a document in one layer: the drawing library's file, taken apart so that layers can be laid
// over one another.

/// One layer of a document: its pages' operators and the fonts and pictures they draw with.
public struct DrawnLayer: Sendable {
  struct Page: Sendable {
    /// As they were drawn; of a layer that others are laid over packed already, and with the coordinates put back.
    var operators: [UInt8]
    var resources: [Resource]
  }

  struct Resource: Sendable, Hashable {
    /// `/Font`
    var category: String
    /// `/f-0-0`
    var name: String
    var value: PDFText
  }

  struct Object: Sendable {
    /// The dictionary; of a stream without its length.
    var text: PDFText
    /// Packed, as the dictionary says.
    var stream: [UInt8]?
  }

  private(set) var pages: [Page] = []
  /// By their numbers in the drawn file, in the order in which the pages name them.
  private(set) var objects: [(number: Int, object: Object)] = []
  /// The drawing library's name for itself.
  private(set) var producer = ""

  /// - Parameter isShared: whether many documents will be written with it: then it is packed once for all of them.
  /// - Throws: `unreadable` when the bytes are no file of a drawing library, `unfinished` when its pages hold something
  ///   that layers cannot.
  public init(_ drawn: [UInt8], isShared: Bool) throws(PDFFileError) {
    let file = try DrawnFile(drawn)
    if let name = file.entry("/Producer", of: file["/Info"]) {
      producer = String(file.notation.text(name).dropFirst().dropLast())
    }
    let pages = file.entry("/Kids", of: file.entry("/Pages", of: file["/Root"])).flatMap(file.notation.items)
    guard let pages else { throw .unfinished("/Pages") }
    for page in pages.map(file.resolved) {
      guard let drawn = Self.operators(of: page, in: file) else { throw .unfinished("/Contents") }
      let operators = isShared ? Deflate.packed(Array("q\n".utf8) + drawn + Array("Q\n".utf8), .thorough) : drawn
      self.pages.append(Page(operators: operators, resources: try Self.resources(of: page, in: file)))
    }
    var tags = FontTags(isShared ? "FORM" : "FILL")
    try collect(self.pages.flatMap { $0.resources.flatMap(\.value.references) }, from: file, &tags)
  }

  private static func operators(of page: Notation.Value, in file: DrawnFile) -> [UInt8]? {
    guard let contents = file.entry("/Contents", of: page), let stream = file.stream(of: contents) else { return nil }
    return file.entry("/Filter", of: contents) == nil ? Array(stream) : Deflate.unpacked(stream)
  }

  private static func resources(
    of page: Notation.Value, in file: DrawnFile
  ) throws(PDFFileError) -> [Resource] {
    var found: [Resource] = []
    let categories = file.entry("/Resources", of: page).flatMap(file.notation.dictionary) ?? []
    for (category, value) in categories {
      guard ["/ExtGState", "/Font", "/XObject"].contains(category) else { throw .unfinished(category) }
      for (name, value) in file.notation.dictionary(file.resolved(value)) ?? [] {
        found.append(Resource(category: category, name: name, value: PDFText(file.notation.bytes[value])))
      }
    }
    return found
  }

  /// Takes over everything that can be reached.
  private mutating func collect(
    _ numbers: [Int], from file: DrawnFile, _ tags: inout FontTags
  ) throws(PDFFileError) {
    var known: Set<Int> = []
    var open = numbers[...]
    while let number = open.popFirst() {
      guard known.insert(number).inserted else { continue }
      guard let value = file.object(number) else { throw .unfinished("\(number) 0 R") }
      let object = Self.object(value, in: file, &tags)
      objects.append((number, object))
      open.append(contentsOf: object.text.references)
    }
  }

  private static func object(_ value: Notation.Value, in file: DrawnFile, _ tags: inout FontTags) -> Object {
    guard let entries = file.notation.dictionary(value) else {
      return Object(text: PDFText(file.notation.bytes[value]), stream: nil)
    }
    var text: [UInt8] = Array("<<".utf8)
    for (name, value) in entries where name != "/Length" {
      text.append(contentsOf: " \(name) ".utf8)
      if name == "/BaseFont" || name == "/FontName" {
        text.append(contentsOf: tags.retagged(file.notation.text(value)).utf8)
      } else {
        text.append(contentsOf: file.notation.bytes[value])
      }
    }
    // An embedded TrueType font must say how characters become glyphs (ISO 19005-2, 6.2.11.3.2).
    if entries.contains(where: { $0.name == "/Subtype" && file.notation.text($0.value) == "/CIDFontType2" }) {
      text.append(contentsOf: " /CIDToGIDMap /Identity".utf8)
    }
    text.append(contentsOf: " >>".utf8)
    return Object(text: PDFText(text[...]), stream: file.stream(of: value).map { Array($0) })
  }
}
