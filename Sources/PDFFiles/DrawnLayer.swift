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
  let producer: String

  /// - Parameter isShared: whether many documents will be written with it: then it is packed once for all of them.
  /// - Throws: `unreadable` when the bytes are no PDF file, `unfinished` when its pages hold something that layers cannot.
  public init(_ drawn: [UInt8], isShared: Bool) throws(PDFFileError) {
    let file = try PDFFile(drawn)
    producer = file.trailer["/Info"]["/Producer"].text
    guard file.root["/Pages"]["/Kids"].isArray else { throw .unfinished("/Pages") }
    for page in file.root["/Pages"]["/Kids"].items {
      guard let drawn = page["/Contents"].content else { throw .unfinished("/Contents") }
      let operators = isShared ? Deflate.packed(Array("q\n".utf8) + drawn + Array("Q\n".utf8), .thorough) : drawn
      pages.append(Page(operators: operators, resources: try Self.resources(of: page)))
    }
    collect(pages.flatMap { $0.resources.flatMap(\.value.references) }, from: file)
  }

  private static func resources(of page: PDFObject) throws(PDFFileError) -> [Resource] {
    var found: [Resource] = []
    let dictionary = page["/Resources"]
    for category in dictionary.keys {
      guard ["/ExtGState", "/Font", "/XObject"].contains(category) else { throw .unfinished(category) }
      let entries = dictionary[category]
      for name in entries.keys {
        found.append(Resource(category: category, name: name, value: PDFText(entries[name].notation)))
      }
    }
    return found
  }

  /// Takes over everything that can be reached.
  private mutating func collect(_ numbers: [Int], from file: PDFFile) {
    var known: Set<Int> = []
    var open = numbers
    while let number = open.first {
      open.removeFirst()
      guard known.insert(number).inserted else { continue }
      let object = Self.object(file.object(number), in: file)
      objects.append((number, object))
      open.append(contentsOf: object.text.references)
    }
  }

  private static func object(_ object: PDFObject, in file: PDFFile) -> Object {
    // An embedded TrueType font must say how characters become glyphs (ISO 19005-2, 6.2.11.3.2).
    if object["/Subtype"].isName("/CIDFontType2") { object["/CIDToGIDMap"] = file.parse("/Identity") }
    guard let stream = object.packedContent else { return Object(text: PDFText(object.resolvedNotation), stream: nil) }
    let dictionary = object.dictionary
    let entries = dictionary.keys.filter { $0 != "/Length" }.map { "\($0) \(dictionary[$0].notation)" }
    return Object(text: PDFText("<< \(entries.joined(separator: " ")) >>"), stream: stream)
  }
}
