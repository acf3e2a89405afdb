// What stands on the pages of a document in one layer: the drawing library's file, taken apart so that layers can be laid
// over one another.
internal import Compression

/// One layer of a document: its pages' operators and the fonts and pictures they draw with.
public struct DrawnLayer: Sendable {
  struct Page: Sendable {
    /// Packed.
    var operators: [UInt8]
    var resources: [Resource]
  }

  struct Resource: Sendable, Hashable {
    /// `/Font`
    var category: String
    /// `/f-0-0`
    var name: String
    var value: PDFText

    init(_ category: String, _ name: String, _ value: PDFText) {
      (self.category, self.name, self.value) = (category, name, value)
    }
  }

  struct Object: Sendable {
    /// The dictionary; of a stream without its length.
    var text: PDFText
    /// As the dictionary says it is packed.
    var stream: [UInt8]?

    init(text: PDFText, stream: [UInt8]? = nil) { (self.text, self.stream) = (text, stream) }
  }

  private(set) var pages: [Page] = []
  /// By their numbers in the drawn file, in the order in which the pages name them.
  private(set) var objects: [(number: Int, object: Object)] = []
  /// The drawing library's name for itself.
  private(set) var producer = ""

  init(pages: [Page], objects: [(number: Int, object: Object)], producer: String) {
    (self.pages, self.objects, self.producer) = (pages, objects, producer)
  }

  /// Which layer of a document it will be.
  public enum Purpose: Sendable {
    /// The lower one, which many documents share: it is packed once for all of them, and puts the coordinates back.
    case form
    /// The upper one, over pages with so many marked contents each.
    case filling(marksBelow: [Int])
  }

  /// - Throws: `unreadable` when the bytes are no file of a drawing library, `unfinished` when its pages hold something
  ///   that layers cannot.
  public init(_ drawn: [UInt8], as purpose: Purpose) throws(PDFFileError) {
    let file = try DrawnFile(drawn)
    if let name = file.entry("/Producer", of: file["/Info"]) {
      producer = String(file.notation.text(name).dropFirst().dropLast())
    }
    let pages = file.entry("/Kids", of: file.entry("/Pages", of: file["/Root"])).flatMap(file.notation.items)
    guard let pages else { throw .unfinished("/Pages") }
    for (index, page) in pages.map(file.resolved).enumerated() {
      guard let drawn = Self.operators(of: page, in: file) else { throw .unfinished("/Contents") }
      let resources = try Self.resources(of: page, in: file)
      self.pages.append(purpose.page(index, drawn, resources))
    }
    var tags = FontTags(purpose.tag)
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
        found.append(Resource(category, name, PDFText(file.notation.bytes[value])))
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

extension DrawnLayer.Purpose {
  fileprivate var tag: String { if case .form = self { "FORM" } else { "FILL" } }

  fileprivate func page(_ index: Int, _ drawn: [UInt8], _ resources: [DrawnLayer.Resource]) -> DrawnLayer.Page {
    switch self {
    case .form:
      return DrawnLayer.Page(
        operators: Deflate.packed(Array("q\n".utf8) + drawn + Array("Q\n".utf8), .thorough), resources: resources)
    case .filling(let marksBelow):
      let overlay = Overlay(marksBelow: marksBelow.indices.contains(index) ? marksBelow[index] : 0)
      return DrawnLayer.Page(
        operators: Deflate.packed(overlay.moved(drawn), .quick),
        resources: resources.map { DrawnLayer.Resource($0.category, Overlay.renamed($0.name), $0.value) })
    }
  }
}
