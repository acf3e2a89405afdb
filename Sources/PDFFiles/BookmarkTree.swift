// The bookmarks of a file (ISO 32000-1, 12.3.3): each hangs below the nearest one before it of a higher level.

struct BookmarkTree {
  private struct Entry {
    var bookmark: Bookmark
    var parent: Int?
    var children: [Int] = []
  }

  private var entries: [Entry] = []
  private var top: [Int] = []
  private let pages: Range<Int>

  init(_ bookmarks: [Bookmark], pages: Range<Int>) {
    self.pages = pages
    var open: [Int] = []
    for bookmark in bookmarks {
      while let last = open.last, entries[last].bookmark.level >= bookmark.level { open.removeLast() }
      let index = entries.count
      entries.append(Entry(bookmark: bookmark, parent: open.last))
      if let parent = open.last { entries[parent].children.append(index) } else { top.append(index) }
      open.append(index)
    }
  }

  /// - Returns: the number of the outline; nil without bookmarks.
  func write(to writer: inout PDFWriter) -> Int? {
    guard let first = top.first, let last = top.last else { return nil }
    let root = writer.reserve()
    let numbers = writer.reserve(entries.count)
    func number(_ index: Int) -> Int { numbers[numbers.startIndex + index] }
    for (index, entry) in entries.enumerated() {
      let siblings = entry.parent.map { entries[$0].children } ?? top
      let place = siblings.firstIndex(of: index) ?? 0
      var text = "<< /Title \(entry.bookmark.title.pdfText) /Parent \(entry.parent.map(number) ?? root) 0 R"
      if place > 0 { text += " /Prev \(number(siblings[place - 1])) 0 R" }
      if place + 1 < siblings.count { text += " /Next \(number(siblings[place + 1])) 0 R" }
      if let first = entry.children.first, let last = entry.children.last {
        text += " /First \(number(first)) 0 R /Last \(number(last)) 0 R /Count \(descendants(of: index))"
      }
      let page = pages[pages.startIndex + entry.bookmark.page]
      writer.write(number(index), text + " /Dest [\(page) 0 R /XYZ null \(entry.bookmark.top) null] >>")
    }
    writer.write(
      root, "<< /Type /Outlines /First \(number(first)) 0 R /Last \(number(last)) 0 R /Count \(entries.count) >>")
    return root
  }

  private func descendants(of index: Int) -> Int {
    entries[index].children.reduce(0) { $0 + 1 + descendants(of: $1) }
  }
}
