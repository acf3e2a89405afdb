// Large light words under a page: what is no valid paper must be seen to be none from an arm's length away.

/// Words such as 草稿 across a page. They stand behind everything in a grey that ink and toner outshine, and leave free
/// what a scan is judged by: codes, marks, rulers and the places for signatures and seals.
struct Watermark {
  let words: String
  let page: LaidOutPage
  /// Where it may stand.
  let area: Rectangle

  private static let colour = Colour(grey: 226)
  /// Of the letters, from large to small.
  private static let sizes: [Length] = [44, 34, 26, 20, 14, 10].map { .mm($0) }
  /// At most so many on a page, so far apart.
  private static let most = 3
  private static let apart = Length.mm(20)

  /// The words wherever they have room at the largest size at which they have any.
  func items(_ measure: some TextMeasure) throws(LayoutFault) -> [Item] {
    for size in Self.sizes {
      let style = TextStyle(.hei, bold: true, size: size, colour: Self.colour)
      let width = try width(style, measure)
      let places = places(Size(width: width, height: size), measure.ascentAndDescent(of: style).ascent)
      if !places.isEmpty { return places.map { item(at: $0, style) } }
    }
    return []
  }

  private func width(_ style: TextStyle, _ measure: some TextMeasure) throws(LayoutFault) -> Length {
    do {
      return try measure.advances(of: words, in: style).reduce(.zero, +)
    } catch {
      throw .missingGlyph(grapheme: error.grapheme, field: nil)
    }
  }

  private func item(at origin: Point, _ style: TextStyle) -> Item {
    let run = TextRun(origin: origin, style: style, pieces: [TextRun.Piece(words, offset: .zero)])
    return .group(.figure(alternative: "水印：\(words)"), [.text(run)])
  }

  /// Left ends of baselines, from the top of the page.
  private func places(_ size: Size, _ ascent: Length) -> [Point] {
    let free = area.width - size.width
    guard free >= .zero else { return [] }
    var places: [Point] = []
    var top = area.y + .mm(4)
    while places.count < Self.most, top + size.height <= area.maxY {
      // In the middle if it can be, else at a side.
      let x = [free / 2, .zero, free].first { isFree(Rectangle(x: area.x + $0, y: top, size)) }
      if let x { places.append(Point(x: area.x + x, y: top + ascent)) }
      top = top + (x == nil ? .mm(5) : size.height + Self.apart)
    }
    return places
  }

  private func isFree(_ place: Rectangle) -> Bool {
    page.boxes.allSatisfy { !$0.isJudged || !$0.rectangle.inset(by: -.mm(2)).meets(place) }
  }
}

extension NamedBox {
  /// Whether a scan is judged by what stands here.
  fileprivate var isJudged: Bool {
    switch kind {
    case .field, .blank, .text: name == "straddle" || name == "slip-code"
    case .signature, .seal, .capture, .pageCode, .secondPageCode, .squareMark, .discMark, .edgeMark, .scaleBar: true
    }
  }
}

extension Rectangle {
  fileprivate init(x: Length, y: Length, _ size: Size) {
    self.init(x: x, y: y, width: size.width, height: size.height)
  }

  /// Whether the two share more than an edge.
  fileprivate func meets(_ other: Rectangle) -> Bool {
    x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
  }
}
