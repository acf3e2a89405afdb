// Puts blocks on pages: exactly as many pages as the document is to have, or a fault that says why not.

/// A document before layout: its furniture and the parts of its content, in order.
public struct DocumentPlan: Sendable {
  public struct Part: Sendable {
    /// What a person calls the part when it does not fit.
    public var name: String
    public var block: Block

    public init(_ name: String, _ block: Block) {
      self.name = name
      self.block = block
    }
  }

  public var title: String
  public var subject: String
  /// Exactly as many; nil for as many as the content needs.
  public var pages: Int?
  public var paper: PaperKind
  public var furniture: Furniture
  public var parts: [Part]
  /// Makes setting many documents of one form quicker.
  public var memory: SettingMemory?

  public init(
    title: String, subject: String, pages: Int?, paper: PaperKind = .form, furniture: Furniture, parts: [Part]
  ) {
    self.title = title
    self.subject = subject
    self.pages = pages
    self.paper = paper
    self.furniture = furniture
    self.parts = parts
  }

  /// - Throws: what does not fit, with the field or part named. Nothing is clipped.
  public func layOut(measure: some TextMeasure) throws(LayoutFault) -> LaidOutDocument {
    let typesetter = Typesetter(measure: measure, memory: memory)
    let sheets = try fittingSheets(typesetter)
    if let pages, sheets.count < pages { throw .tooFewPages(expected: pages, found: sheets.count) }
    var laidOut: [LaidOutPage] = []
    for (number, sheet) in sheets.enumerated() {
      let around = try around(page: number + 1, of: sheets.count, typesetter)
      laidOut.append(try marked(page(sheet, around), typesetter))
    }
    return LaidOutDocument(title: title, subject: subject, pages: laidOut)
  }

  private func around(
    page: Int, of pages: Int, _ typesetter: Typesetter<some TextMeasure>
  ) throws(LayoutFault) -> Fragment {
    switch paper {
    case .form: try FurnitureSetter(furniture: furniture, typesetter: typesetter).set(page: page, pages: pages)
    case .slip, .label:
      try SlipFurnitureSetter(furniture: furniture, paper: paper, typesetter: typesetter).set(page: page, pages: pages)
    }
  }

  // MARK: Filling sheets

  private struct Sheet {
    var parts: [(fragment: Fragment, isFill: Bool)] = []
    var height = Length.zero
  }

  /// Rows and white space give way, before anything is refused because a page is full.
  private func fittingSheets(_ typesetter: Typesetter<some TextMeasure>) throws(LayoutFault) -> [Sheet] {
    var typesetter = typesetter
    for tightness in Self.tightnesses {
      typesetter.tightness = tightness
      do {
        return try sheets(typesetter)
      } catch {
        guard case .overflow = error, tightness != Self.tightnesses.last else { throw error }
      }
    }
    return []
  }

  private static let tightnesses = [100, 94, 88, 82, 76, 70]

  private func sheets(_ typesetter: Typesetter<some TextMeasure>) throws(LayoutFault) -> [Sheet] {
    var sheets = [Sheet()]
    let area = paper.content
    let most = pages ?? paper.mostPages
    for part in parts {
      if case .table(let table) = part.block, table.header != nil {
        let room = area.height - sheets[sheets.count - 1].height
        let pieces = try typesetter.pieces(
          of: table, width: area.width, first: room, others: area.height, block: part.name)
        for (number, piece) in pieces.enumerated() {
          if number > 0 || piece.size.height > room { sheets.append(Sheet()) }
          sheets[sheets.count - 1].parts.append((piece, false))
          sheets[sheets.count - 1].height = sheets[sheets.count - 1].height + piece.size.height
        }
        if let most, sheets.count > most { throw overflow(part, most, nil, sheets) }
        continue
      }
      if part.block == .pageBreak {
        sheets.append(Sheet())
      } else {
        let fragment = try typesetter.set(part.block, width: area.width, block: part.name)
        if sheets[sheets.count - 1].height + fragment.size.height > area.height { sheets.append(Sheet()) }
        guard fragment.size.height <= area.height else { throw overflow(part, sheets.count, fragment, sheets) }
        sheets[sheets.count - 1].parts.append((fragment, part.block == .fill))
        sheets[sheets.count - 1].height = sheets[sheets.count - 1].height + fragment.size.height
      }
      if let most, sheets.count > most { throw overflow(part, most, nil, sheets) }
    }
    return sheets
  }

  /// Blames the field that takes most lines, if one takes more than one.
  private func overflow(_ part: Part, _ pages: Int, _ last: Fragment?, _ sheets: [Sheet]) -> LayoutFault {
    let fragments = sheets.flatMap { $0.parts.map(\.fragment) } + (last.map { [$0] } ?? [])
    let longest = fragments.compactMap(\.longest).filter { $0.lines > 1 }.max { $0.lines < $1.lines }
    return .overflow(block: part.name, pages: pages, longest: longest?.field)
  }

  // MARK: Placing

  private func page(_ sheet: Sheet, _ around: Fragment) -> LaidOutPage {
    var page = LaidOutPage(size: paper.size)
    let (head, foot) = around.split(at: paper.content.y)
    head.place(at: Point(x: .zero, y: .zero), items: &page.items, boxes: &page.boxes)
    let fills = sheet.parts.count(where: \.isFill)
    var slack = paper.content.height - sheet.height
    var left = fills
    var y = paper.content.y
    for (fragment, isFill) in sheet.parts {
      fragment.place(at: Point(x: paper.content.x, y: y), items: &page.items, boxes: &page.boxes)
      y = y + fragment.size.height
      if isFill {
        let share = slack / left
        slack = slack - share
        left -= 1
        y = y + share
      }
    }
    foot.place(at: Point(x: .zero, y: .zero), items: &page.items, boxes: &page.boxes)
    page.boxes = Self.withUniqueNames(page.boxes)
    return page
  }

  /// The page with its watermark, which is drawn first and so stands behind everything.
  private func marked(
    _ page: LaidOutPage, _ typesetter: Typesetter<some TextMeasure>
  ) throws(LayoutFault) -> LaidOutPage {
    guard let words = furniture.watermark else { return page }
    var page = page
    page.items.insert(
      contentsOf: try Watermark(words: words, page: page, area: paper.content).items(typesetter.measure), at: 0)
    return page
  }

  /// A name that stands twice on a page gets a number: `agent.name`, `agent.name#2`.
  private static func withUniqueNames(_ boxes: [NamedBox]) -> [NamedBox] {
    var seen: [String: Int] = [:]
    return boxes.map { box in
      let count = (seen[box.name] ?? 0) + 1
      seen[box.name] = count
      return count == 1 ? box : NamedBox("\(box.name)#\(count)", box.kind, box.rectangle)
    }
  }
}
