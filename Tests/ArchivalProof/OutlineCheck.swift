// Bookmarks: a chain that can be followed both ways, to pages that are there.

/// The document outline (ISO 32000-1, 12.3.3).
struct OutlineCheck {
  private(set) var complaints: [String] = []
  private(set) var titles: [String] = []

  init(_ file: ReadFile, pages: [Entry]) {
    let outlines = file.root["/Outlines"]
    guard !outlines.isNull else { return }
    let targets = Set(pages.compactMap(\.reference))
    let count = follow(outlines, targets, depth: 0)
    if outlines["/Count"].whole != count { complaints.append("bookmarks are miscounted") }
  }

  private mutating func follow(_ parent: Entry, _ pages: Set<String>, depth: Int) -> Int {
    var count = 0
    var before: String?
    var item = parent["/First"]
    while !item.isNull, count < 1000, depth < 8 {
      check(item, parent, before, pages)
      count += 1
      let below = item["/First"].isNull ? 0 : follow(item, pages, depth: depth + 1)
      if below > 0, item["/Count"].whole != below { complaints.append("bookmarks below are miscounted") }
      count += below
      before = item.reference
      item = item["/Next"]
    }
    if parent["/Last"].reference != before { complaints.append("the last bookmark is another one") }
    return count
  }

  private mutating func check(_ item: Entry, _ parent: Entry, _ before: String?, _ pages: Set<String>) {
    let title = item["/Title"].text ?? ""
    if title.isEmpty { complaints.append("a bookmark without words") }
    titles.append(title)
    if item["/Parent"].reference != parent.reference { complaints.append("“\(title)” does not know its parent") }
    if item["/Prev"].reference != before { complaints.append("“\(title)” does not know its neighbour") }
    let target = item["/Dest"].items.first?.reference
    if target.map({ !pages.contains($0) }) ?? true { complaints.append("“\(title)” leads nowhere") }
  }
}
