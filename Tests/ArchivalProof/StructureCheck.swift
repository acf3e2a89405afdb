// The structure tree held against the pages: what a reader that speaks the page aloud would say, and in which order.

/// The structure of a file (ISO 32000-1, 14.7).
struct StructureCheck {
  private(set) var complaints: [String] = []
  /// What is read aloud, one line for each marked content, in the tree's order.
  private(set) var lines: [String] = []
  private var reached: [Mark] = []
  private let pages: [Entry]
  private let texts: [PageText]
  private let tree: Entry

  init(_ file: ReadFile, pages: [Entry]) {
    self.pages = pages
    texts = pages.map { PageText($0) }
    tree = file.root["/StructTreeRoot"]
    complaints = texts.flatMap(\.complaints)
    if !file.root["/MarkInfo"]["/Marked"].isTrue { complaints.append("not marked as tagged") }
    let tops = tree["/K"].items
    if tops.count != 1 || tops.first?["/S"].name != "/Document" { complaints.append("not one Document") }
    for top in tops { walk(top, parent: tree, page: nil, depth: 0) }
    compareWithPages()
    checkParents()
  }

  private mutating func walk(_ element: Entry, parent: Entry, page: String?, depth: Int) {
    guard depth < 32 else { return complaints.append("structure without end") }
    let type = element["/S"].name
    if element["/P"].reference != parent.reference { complaints.append("\(type) does not know its parent") }
    check(type, element, in: parent["/S"].name)
    let page = element["/Pg"].reference ?? page
    for child in element["/K"].items {
      if let number = child.whole {
        reach(Mark(stream: page ?? "", number: number))
      } else if let number = child["/MCID"].whole {
        reach(Mark(stream: child["/Stm"].reference ?? child["/Pg"].reference ?? page ?? "", number: number))
      } else {
        walk(child, parent: element, page: page, depth: depth + 1)
      }
    }
  }

  private mutating func reach(_ mark: Mark) {
    reached.append(mark)
    lines.append(texts.lazy.compactMap { $0.texts[mark] }.first ?? "")
  }

  private static let parents: [String: Set<String>] = [
    "/TR": ["/Table", "/THead", "/TBody", "/TFoot"], "/TH": ["/TR"], "/TD": ["/TR"], "/LI": ["/L"],
    "/Lbl": ["/LI"], "/LBody": ["/LI"],
  ]
  private static let known = Set(
    ["Document", "H1", "H2", "H3", "P", "Table", "TR", "TH", "TD", "Figure", "L", "LI", "Lbl", "LBody", "Span"].map {
      "/" + $0
    })

  private mutating func check(_ type: String, _ element: Entry, in parent: String) {
    if !Self.known.contains(type) { complaints.append("unknown structure type \(type)") }
    if let allowed = Self.parents[type], !allowed.contains(parent) { complaints.append("\(type) inside \(parent)") }
    if type == "/Table" { checkGrid(of: element) }
    if type == "/TH", !["/Row", "/Column"].contains(element["/A"]["/Scope"].name) {
      complaints.append("a header cell of nothing")
    }
    if type == "/Figure", element["/Alt"].text?.isEmpty ?? true { complaints.append("a figure without words") }
  }

  /// All rows of a table have as many columns, those counted that cells from above reach into (14.8.5.7).
  private mutating func checkGrid(of table: Entry) {
    var reaching: [(columns: Int, rows: Int)] = []
    var widths: Set<Int> = []
    for row in table["/K"].items where row["/S"].name == "/TR" {
      let cells = row["/K"].items.map { ($0["/A"]["/ColSpan"].whole ?? 1, $0["/A"]["/RowSpan"].whole ?? 1) }
      let above = reaching.filter { $0.rows > 0 }
      widths.insert((above.map(\.columns) + cells.map(\.0)).reduce(0, +))
      reaching = (above + cells.map { (columns: $0.0, rows: $0.1) }).map { ($0.columns, $0.rows - 1) }
    }
    if widths.count > 1 { complaints.append("a table whose rows have \(widths.sorted()) columns") }
  }

  /// Every marked content is reached once. In which order is for the one to see who knows the page's words: pages may
  /// draw their parts in any.
  private mutating func compareWithPages() {
    let drawn = texts.flatMap(\.marks)
    if Set(reached).count != reached.count { complaints.append("marked content reached twice") }
    if Set(reached) != Set(drawn) { complaints.append("\(drawn.count) marked parts, \(Set(reached).count) reached") }
  }

  /// The parent tree leads from each mark back to the element that holds it (14.7.4.4).
  private mutating func checkParents() {
    let numbers = tree["/ParentTree"]["/Nums"].items
    let rows = stride(from: 0, to: numbers.count - 1, by: 2).map { (numbers[$0].whole ?? -1, numbers[$0 + 1]) }
    let table = Dictionary(rows) { first, _ in first }
    for (page, text) in zip(pages, texts) {
      let parents = page["/StructParents"].whole.flatMap { table[$0] }?.items ?? []
      for mark in text.marks where mark.stream == page.reference {
        guard mark.number < parents.count else {
          complaints.append("the parent tree lacks mark \(mark.number)")
          continue
        }
        let children = parents[mark.number]["/K"].items
        if !children.contains(where: { $0.whole == mark.number || $0["/MCID"].whole == mark.number }) {
          complaints.append("the parent tree sends mark \(mark.number) to another element")
        }
      }
    }
  }
}
