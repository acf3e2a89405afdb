// Parts a document into two layers: the form, the same for many applicants, and what it is filled with.
internal import Layout
internal import PDFFiles

/// Items of one layer of a page that are drawn in one go.
struct Segment: Hashable, Sendable {
  /// The structure type that it is marked with; nil for what readers pass over.
  var type: String?
  /// Neither groups nor fillings.
  var items: [Item] = []
}

/// One layer of a document, page by page.
struct LayerPlan: Hashable, Sendable {
  struct Page: Hashable, Sendable {
    var size: Size
    private(set) var segments: [Segment]

    private(set) var marks = 0

    init(size: Size, segments: [Segment] = []) {
      (self.size, self.segments) = (size, segments)
      marks = segments.count { $0.type != nil }
    }

    /// - Returns: the number of the segment's mark, if it has one; nil when the last segment goes on.
    mutating func add(_ item: Item, of type: String?, goesOn: Bool) -> Int? {
      if goesOn, let last = segments.indices.last {
        segments[last].items.append(item)
        return nil
      }
      segments.append(Segment(type: type, items: [item]))
      guard type != nil else { return nil }
      marks += 1
      return marks - 1
    }
  }

  var pages: [Page] = []
}

/// A document in layers, with the structure that holds their marked contents together.
struct Layering {
  /// The form and the filling.
  private var plans = [LayerPlan(), LayerPlan()]
  private(set) var structure: [StructureElement] = []
  private(set) var bookmarks: [Bookmark] = []
  /// Which element the last segment of a layer belongs to, counted over the page; nil when another segment must begin.
  private var open: (layer: ArchivalDocument.Layer, element: Int)?
  private var elements = 0

  init(_ document: LaidOutDocument) {
    for page in document.pages {
      for layer in plans.indices { plans[layer].pages.append(LayerPlan.Page(size: page.size)) }
      open = nil
      for item in page.items { add(item, pageHeight: page.size.height) }
    }
  }

  var form: LayerPlan { plans[ArchivalDocument.Layer.form.place] }
  var filling: LayerPlan { plans[ArchivalDocument.Layer.filling.place] }
  private var page: Int { plans[0].pages.count - 1 }

  /// An item outside all structure, or a whole part of it.
  private mutating func add(_ item: Item, pageHeight: Length) {
    if case .group(let tag, let items) = item {
      structure.append(element(tag, items, pageHeight: pageHeight))
    } else {
      draw(item.drawn, in: item.layer, of: nil)
    }
  }

  private mutating func element(_ tag: Tag, _ items: [Item], pageHeight: Length) -> StructureElement {
    elements += 1
    let number = elements
    var element = StructureElement(tag.structureType)
    switch tag {
    case .figure(let alternative): element.alternative = alternative
    case .headerCell(let span, let scope):
      (element.columns, element.rows) = (span.across, span.down)
      element.scope = scope == .row ? .row : .column
    case .cell(let span): (element.columns, element.rows) = (span.across, span.down)
    case .heading, .paragraph, .table, .row: break
    }
    if case .heading(let level, let bookmark?) = tag { mark(bookmark, level, items, pageHeight) }
    for item in items {
      if case .group(let inner, let items) = item {
        element.children.append(.element(self.element(inner, items, pageHeight: pageHeight)))
      } else if let child = draw(item.drawn, in: item.layer, of: (number, element.type)) {
        element.children.append(child)
      }
    }
    return element
  }

  /// - Returns: the marked content that begins with this item; nil when it goes on.
  @discardableResult
  private mutating func draw(
    _ item: Item, in layer: ArchivalDocument.Layer, of element: (number: Int, type: String)?
  ) -> StructureElement.Child? {
    let goesOn: Bool
    if let element {
      goesOn = open?.layer == layer && open?.element == element.number
      open = (layer, element.number)
    } else {
      goesOn = plans[layer.place].pages[page].segments.last.map { $0.type == nil } ?? false
    }
    let mark = plans[layer.place].pages[page].add(item, of: element?.type, goesOn: goesOn)
    return element == nil ? nil : mark.map { .content(page: page, layer, mark: $0) }
  }

  private mutating func mark(_ title: String, _ level: Int, _ items: [Item], _ pageHeight: Length) {
    let top = items.firstText.map { $0.origin.y - $0.style.size } ?? .zero
    bookmarks.append(Bookmark(title, level: level, page: page, top: (pageHeight - top).points))
  }
}

extension Item {
  fileprivate var layer: ArchivalDocument.Layer { if case .filling = self { .filling } else { .form } }
}

extension ArchivalDocument.Layer {
  fileprivate var place: Int { self == .form ? 0 : 1 }
}

extension Tag {
  /// The standard structure type (ISO 32000-1, 14.8.4).
  var structureType: String {
    switch self {
    case .heading(let level, _): "H\(min(max(level, 1), 6))"
    case .paragraph: "P"
    case .table: "Table"
    case .row: "TR"
    case .headerCell: "TH"
    case .cell: "TD"
    case .figure: "Figure"
    }
  }
}

extension [Item] {
  /// The first text in reading order.
  fileprivate var firstText: TextRun? {
    for item in self {
      switch item.drawn {
      case .text(let run): return run
      case .group(_, let inner): if let found = inner.firstText { return found }
      default: continue
      }
    }
    return nil
  }
}
