// Writes archival files (PDF/A-2b, ISO 19005-2): the layers' pages with everything around them that an archive asks for.

public enum ArchivalPDF {
  /// The same document gives the same bytes.
  public static func file(of document: ArchivalDocument) -> [UInt8] {
    var writing = ArchivalWriting(document)
    return writing.file()
  }
}

/// One file in the making.
private struct ArchivalWriting {
  let document: ArchivalDocument
  var writer = PDFWriter()
  var form: LayerPlaces
  var filling: LayerPlaces
  let pageTree: Int
  let pages: Range<Int>

  init(_ document: ArchivalDocument) {
    self.document = document
    form = LayerPlaces(document.form, in: &writer)
    filling = LayerPlaces(document.filling, in: &writer)
    pageTree = writer.reserve()
    pages = writer.reserve(document.pages.count)
  }

  mutating func file() -> [UInt8] {
    form.write(document.form, to: &writer)
    filling.write(document.filling, to: &writer)
    for page in document.pages.indices { writePage(page) }
    let kids = pages.map { "\($0) 0 R" }.joined(separator: " ")
    writer.write(pageTree, "<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>")
    let description = document.description
    let info = writer.add(
      """
      << /Producer (\(document.form.producer)) /CreationDate (D:\(description.created.filter(\.isNumber))Z) \
      /Title \(description.title.pdfText) /Subject \(description.subject.pdfText) /Creator (\(description.creator)) >>
      """)
    let root = writeRoot()
    writer.finish(root: root, info: info)
    return writer.bytes
  }

  private mutating func writePage(_ index: Int) {
    let page = document.pages[index]
    let under = document.form.pages[index]
    let over = document.filling.pages[index]
    let overlay = Overlay(marksBelow: page.formMarks)
    let contents = [
      writer.add(stream: under.operators, "/Filter /FlateDecode "),
      writer.add(stream: Deflate.packed(overlay.moved(over.operators), .quick), "/Filter /FlateDecode "),
    ]
    var resources = PageResources()
    resources.add(under.resources, at: form)
    resources.add(over.resources, at: filling, renamed: Overlay.renamed)
    writer.write(
      pages[pages.startIndex + index],
      """
      << /Type /Page /Parent \(pageTree) 0 R /MediaBox [0 0 \(page.width) \(page.height)] \
      /Contents [\(contents[0]) 0 R \(contents[1]) 0 R] /Resources \(resources.text) /StructParents \(index) >>
      """)
  }

  private mutating func writeRoot() -> Int {
    let structure = StructureTree(document, pages: pages).write(to: &writer)
    let outlines = BookmarkTree(document.bookmarks, pages: pages).write(to: &writer)
    let packet = MetadataPacket(document.description, producer: document.form.producer)
    let metadata = writer.add(stream: Array(packet.text.utf8), "/Type /Metadata /Subtype /XML ")
    let profile = writer.add(stream: ColourProfile.packed, "/N 3 /Alternate /DeviceRGB /Filter /FlateDecode ")
    return writer.add(
      """
      << /Type /Catalog /Pages \(pageTree) 0 R /Lang (zh-CN) /MarkInfo << /Marked true >> \
      /StructTreeRoot \(structure) 0 R\(outlines.map { " /Outlines \($0) 0 R" } ?? "") \
      /ViewerPreferences << /DisplayDocTitle true >> /Metadata \(metadata) 0 R \
      /OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) \
      /Info (sRGB IEC61966-2.1) /DestOutputProfile \(profile) 0 R >>] >>
      """)
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

/// The resources of a page, of both layers together.
private struct PageResources {
  private var categories: [(name: String, entries: [UInt8])] = []

  mutating func add(
    _ resources: [DrawnLayer.Resource], at places: LayerPlaces, renamed: (String) -> String = { $0 }
  ) {
    for resource in resources {
      let place = categories.firstIndex { $0.name == resource.category } ?? categories.count
      if place == categories.count { categories.append((resource.category, [])) }
      categories[place].entries.append(contentsOf: " \(renamed(resource.name)) ".utf8)
      resource.value.append(to: &categories[place].entries, number: places.number)
    }
  }

  var text: String {
    let parts = categories.map { "\($0.name) <<\(String(decoding: $0.entries, as: UTF8.self)) >>" }
    return "<< \(parts.joined(separator: " ")) >>"
  }
}
