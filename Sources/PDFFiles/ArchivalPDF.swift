// Writes archival files (PDF/A-2b, ISO 19005-2): the layers' pages with everything around them that an archive asks for.
internal import Compression

public enum ArchivalPDF {
  /// The same document gives the same bytes.
  public static func file(of document: ArchivalDocument) -> [UInt8] {
    ArchivalFrame(
      description: document.description, pages: document.pages, form: document.form, structure: document.structure,
      bookmarks: document.bookmarks
    ).file(filledWith: document.filling)
  }
}

/// All of a file that is the same for everybody who fills the form in the same way, written once: the form itself, the
/// structure, bookmarks and metadata.
public struct ArchivalFrame: Sendable {
  private var writer = PDFWriter()
  private let pages: [ArchivalDocument.Page]
  private let form: DrawnLayer
  private let places: LayerPlaces
  /// The objects that filling and finishing need: of the pages, of each page's contents in the form, and what they hang on.
  private let pageObjects: Range<Int>
  private var formContents: [Int] = []
  private var pageTree = 0
  private var root = 0
  private var info = 0

  public init(
    description: ArchivalDescription, pages: [ArchivalDocument.Page], form: DrawnLayer, structure: [StructureElement],
    bookmarks: [Bookmark]
  ) {
    self.init(
      description: description, pages: pages, form: form, structure: structure, bookmarks: bookmarks, isArchival: true)
  }

  /// - Parameter isArchival: without it metadata and colour profile, which only an archive asks for, are left out; the
  ///   bench compares such a file with what other programs write.
  package init(
    description: ArchivalDescription, pages: [ArchivalDocument.Page], form: DrawnLayer, structure: [StructureElement],
    bookmarks: [Bookmark], isArchival: Bool
  ) {
    (self.pages, self.form) = (pages, form)
    places = LayerPlaces(form, in: &writer)
    pageObjects = writer.reserve(pages.count)
    places.write(form, to: &writer)
    for page in form.pages { formContents.append(writer.add(stream: page.operators, "/Filter /FlateDecode ")) }
    let kids = pageObjects.map { "\($0) 0 R" }.joined(separator: " ")
    pageTree = writer.add("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>")
    info = writer.add(
      """
      << /Producer (\(form.producer)) /CreationDate (D:\(description.created.filter(\.isNumber))Z) \
      /Title \(description.title.pdfText) /Subject \(description.subject.pdfText) /Creator (\(description.creator)) >>
      """)
    root = writeRoot(structure, bookmarks, archive: isArchival ? description : nil)
    writer.pack(.thorough)
  }

  /// The whole file.
  public func file(filledWith filling: DrawnLayer) -> [UInt8] {
    var writer = writer
    writer.makeRoom(for: filling)
    let fillingPlaces = LayerPlaces(filling, in: &writer)
    fillingPlaces.write(filling, to: &writer)
    for page in pages.indices { write(page, filling, fillingPlaces, to: &writer) }
    writer.finish(root: root, info: info)
    return writer.bytes
  }

  private func write(_ index: Int, _ filling: DrawnLayer, _ fillingPlaces: LayerPlaces, to writer: inout PDFWriter) {
    let page = pages[index]
    let over = filling.pages[index]
    let contents = writer.add(stream: over.operators, "/Filter /FlateDecode ")
    var resources = PageResources()
    resources.add(form.pages[index].resources, at: places)
    resources.add(over.resources, at: fillingPlaces)
    writer.write(
      pageObjects[pageObjects.startIndex + index],
      """
      << /Type /Page /Parent \(pageTree) 0 R /MediaBox [0 0 \(page.width) \(page.height)] \
      /Contents [\(formContents[index]) 0 R \(contents) 0 R] /Resources \(resources.text) /StructParents \(index) >>
      """)
  }

  /// - Parameter archive: what archives are told; nil for nothing.
  private mutating func writeRoot(
    _ structure: [StructureElement], _ bookmarks: [Bookmark], archive: ArchivalDescription?
  ) -> Int {
    let structure = StructureTree(structure, of: pages, at: pageObjects).write(to: &writer)
    let outlines = BookmarkTree(bookmarks, pages: pageObjects).write(to: &writer)
    let promise = archive.map { writePromise($0) } ?? ""
    return writer.add(
      """
      << /Type /Catalog /Pages \(pageTree) 0 R /Lang (zh-CN) /MarkInfo << /Marked true >> \
      /StructTreeRoot \(structure) 0 R\(outlines.map { " /Outlines \($0) 0 R" } ?? "") \
      /ViewerPreferences << /DisplayDocTitle true >>\(promise) >>
      """)
  }

  /// Metadata and the colour space of every page, as the root names them.
  private mutating func writePromise(_ description: ArchivalDescription) -> String {
    let packet = MetadataPacket(description, producer: form.producer)
    let metadata = writer.add(stream: Array(packet.text.utf8), "/Type /Metadata /Subtype /XML ")
    let profile = writer.add(stream: ColourProfile.packed, "/N 3 /Alternate /DeviceRGB /Filter /FlateDecode ")
    return """
       /Metadata \(metadata) 0 R /OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) \
      /Info (sRGB IEC61966-2.1) /DestOutputProfile \(profile) 0 R >>]
      """
  }
}

/// Where a layer's objects stand in the file.
private struct LayerPlaces {
  private var numbers: [Int: Int] = [:]

  init(_ layer: DrawnLayer, in writer: inout PDFWriter) {
    for (number, _) in layer.objects { numbers[number] = writer.reserve() }
  }

  func number(_ old: Int) -> Int { numbers[old] ?? 0 }

  func write(_ layer: DrawnLayer, to writer: inout PDFWriter) {
    for (old, object) in layer.objects {
      writer.write(number(old), object.text, object.stream, renumbered: number)
    }
  }
}

extension PDFWriter {
  fileprivate mutating func makeRoom(for layer: DrawnLayer) {
    let streams = layer.objects.reduce(0) { $0 + ($1.object.stream?.count ?? 0) }
    reserve(bytes: streams + layer.pages.reduce(0) { $0 + $1.operators.count } + 8192)
  }
}

/// The resources of a page, of both layers together.
private struct PageResources {
  private var categories: [(name: String, entries: [UInt8])] = []

  mutating func add(_ resources: [DrawnLayer.Resource], at places: LayerPlaces) {
    for resource in resources {
      let place = categories.firstIndex { $0.name == resource.category } ?? categories.count
      if place == categories.count { categories.append((resource.category, [])) }
      categories[place].entries.append(contentsOf: " \(resource.name) ".utf8)
      resource.value.append(to: &categories[place].entries, number: places.number)
    }
  }

  var text: String {
    let parts = categories.map { "\($0.name) <<\(String(decoding: $0.entries, as: UTF8.self)) >>" }
    return "<< \(parts.joined(separator: " ")) >>"
  }
}
