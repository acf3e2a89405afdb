// The structure tree of a file, for readers that speak it aloud (ISO 32000-1, 14.7).

struct StructureTree {
  let structure: [StructureElement]
  let pages: [ArchivalDocument.Page]
  /// The pages' objects.
  let objects: Range<Int>

  init(_ structure: [StructureElement], of pages: [ArchivalDocument.Page], at objects: Range<Int>) {
    (self.structure, self.pages, self.objects) = (structure, pages, objects)
  }

  /// - Returns: the number of the tree's root.
  func write(to writer: inout PDFWriter) -> Int {
    let root = writer.reserve()
    var elements = ElementWriting(
      pages: objects, formMarks: pages.map(\.formMarks),
      owners: pages.map { Array(repeating: 0, count: $0.formMarks + $0.fillingMarks) })
    let whole = StructureElement("Document", children: structure.map { .element($0) })
    let first = elements.write(whole, parent: root, to: &writer)
    let rows = elements.owners.enumerated().map { page, owners in
      "\(page) [\(owners.map { "\($0) 0 R" }.joined(separator: " "))]"
    }
    let owners = writer.add("<< /Nums [\(rows.joined(separator: " "))] >>")
    writer.write(
      root,
      "<< /Type /StructTreeRoot /K \(first) 0 R /ParentTree \(owners) 0 R /ParentTreeNextKey \(pages.count) >>")
    return root
  }
}

private struct ElementWriting {
  let pages: Range<Int>
  let formMarks: [Int]
  /// The element that each marked content of each page belongs to.
  var owners: [[Int]]

  /// - Returns: the element's number.
  mutating func write(_ element: StructureElement, parent: Int, to writer: inout PDFWriter) -> Int {
    let number = writer.reserve()
    let page = element.page
    var kids: [String] = []
    for child in element.children {
      switch child {
      case .element(let inner): kids.append("\(write(inner, parent: number, to: &writer)) 0 R")
      case .content(let place, let layer, let mark):
        let mark = layer == .form ? mark : formMarks[place] + mark
        owners[place][mark] = number
        kids.append(place == page ? "\(mark)" : "<< /Type /MCR /Pg \(object(place)) 0 R /MCID \(mark) >>")
      }
    }
    let alternative = element.alternative.map { " /Alt \($0.pdfText)" } ?? ""
    let where_ = page.map { " /Pg \(object($0)) 0 R" } ?? ""
    writer.write(
      number,
      "<< /Type /StructElem /S /\(element.type) /P \(parent) 0 R\(where_)\(alternative)\(element.cell)"
        + "\(Self.content(kids)) >>")
    return number
  }

  private static func content(_ kids: [String]) -> String {
    switch kids.count {
    case 0: ""
    case 1: " /K \(kids[0])"
    default: " /K [\(kids.joined(separator: " "))]"
    }
  }

  private func object(_ page: Int) -> Int { pages[pages.startIndex + page] }
}

extension StructureElement {
  /// The attributes of a header cell, and of one that takes more than its own place (14.8.5.7).
  fileprivate var cell: String {
    guard columns > 1 || rows > 1 || scope != nil else { return "" }
    let words = [
      columns > 1 ? " /ColSpan \(columns)" : "", rows > 1 ? " /RowSpan \(rows)" : "",
      scope.map { " /Scope /\($0.rawValue)" } ?? "",
    ]
    return " /A << /O /Table\(words.joined()) >>"
  }

  /// The page that its own content stands on; nil when it has none.
  fileprivate var page: Int? {
    for case .content(let page, _, _) in children { return page }
    return nil
  }
}
