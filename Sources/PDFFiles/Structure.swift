// The structure tree of a drawn file, completed for readers that speak it aloud.

/// The structure of a file (ISO 32000-1, 14.7): one document, whose figures have words that stand for them.
struct Structure {
  private let file: PDFFile
  private let tree: PDFObject

  init(_ file: PDFFile) {
    self.file = file
    tree = file.root["/StructTreeRoot"]
  }

  func finish(alternatives: [String]) {
    countBookmarks()
    guard tree.isDictionary else { return }
    name(figures(of: tree), alternatives)
    gather()
    file.root["/MarkInfo"] = file.parse("<< /Marked true >>")
  }

  private func name(_ figures: [PDFObject], _ alternatives: [String]) {
    for (figure, words) in zip(figures, alternatives) { figure["/Alt"] = file.text(words) }
  }

  /// In reading order.
  private func figures(of element: PDFObject) -> [PDFObject] {
    element["/K"].items.filter(\.isDictionary).flatMap { child in
      (child["/S"].isName("/Figure") ? [child] : []) + figures(of: child)
    }
  }

  /// All parts become children of one Document element (14.8.4.2).
  private func gather() {
    let whole = file.numbered(file.parse("<< /Type /StructElem /S /Document >>"))
    for child in tree["/K"].items { child["/P"] = whole }
    whole["/K"] = tree["/K"]
    whole["/P"] = tree
    tree["/K"] = whole
  }

  /// Cairo 1.16 counts the open bookmarks of the root below zero, which only closed ones may be (12.3.3).
  private func countBookmarks() {
    let outlines = file.root["/Outlines"]
    guard let count = outlines["/Count"].number, count < 0 else { return }
    outlines["/Count"] = file.parse("\(-count)")
  }
}
