// Laid-out pages read back: their text in order, and where each line of it stands.
import Documents
import Layout

/// One run of text with the rectangle that its letters take.
struct SetLine {
  let text: String
  let rectangle: Rectangle
}

extension LaidOutPage {
  /// All text in reading order.
  var text: String { items.map(\.text).joined() }

  /// Where each run stands: from the tops of capitals to a little below the baseline.
  func lines(_ measure: some TextMeasure) throws -> [SetLine] { try items.flatMap { try $0.lines(measure) } }

  /// Rules and the edges of frames, which no text may touch; dashed guides are left out.
  var rules: [Rectangle] { items.flatMap(\.rules) }
}

extension Item {
  var text: String {
    switch drawn {
    case .text(let run): run.pieces.map(\.text).joined()
    case .group(_, let items): items.map(\.text).joined()
    default: ""
    }
  }

  func lines(_ measure: some TextMeasure) throws -> [SetLine] {
    switch drawn {
    case .text(let run): [try run.line(measure)]
    case .group(_, let items): try items.flatMap { try $0.lines(measure) }
    default: []
    }
  }

  var rules: [Rectangle] {
    switch drawn {
    case .line(let from, let to, _, _, let dash) where dash.isEmpty:
      [
        Rectangle(
          x: min(from.x, to.x), y: min(from.y, to.y), width: max(from.x, to.x) - min(from.x, to.x),
          height: max(from.y, to.y) - min(from.y, to.y))
      ]
    case .rectangle(let frame, let stroke?, _) where stroke.dash.isEmpty: frame.edges
    case .group(_, let items): items.flatMap(\.rules)
    default: []
    }
  }
}

extension TextRun {
  fileprivate func line(_ measure: some TextMeasure) throws -> SetLine {
    var end = Length.zero
    for piece in pieces {
      end = max(end, piece.offset + (try measure.advances(of: piece.text, in: style).reduce(.zero, +)))
    }
    let above = style.size * 80 / 100
    let text = pieces.map(\.text).joined()
    // Half of such marks is white, which may hang over the end of a line.
    let left = text.first.map { Self.openings.contains($0) } == true ? style.size / 2 : .zero
    let right = text.last.map { Self.closings.contains($0) } == true ? style.size / 2 : .zero
    return SetLine(
      text: text,
      rectangle: Rectangle(
        x: origin.x + left, y: origin.y - above, width: max(.zero, end - left - right),
        height: above + style.size * 8 / 100))
  }

  private static let openings = Set<Character>("（《“‘「『【〔")
  private static let closings = Set<Character>("，。、；：）》”’」』】〕")
}

extension Rectangle {
  fileprivate var edges: [Rectangle] {
    [
      Rectangle(x: x, y: y, width: width, height: .zero), Rectangle(x: x, y: maxY, width: width, height: .zero),
      Rectangle(x: x, y: y, width: .zero, height: height), Rectangle(x: maxX, y: y, width: .zero, height: height),
    ]
  }

  /// Whether the two share more than an edge.
  func meets(_ other: Rectangle) -> Bool {
    x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
  }

  /// Whether a line without thickness runs through the inside.
  func isCut(by rule: Rectangle) -> Bool {
    x < rule.maxX && rule.x < maxX && y < rule.maxY && rule.y < maxY
      || rule.width == .zero && x < rule.x && rule.x < maxX && y < rule.maxY && rule.y < maxY
      || rule.height == .zero && y < rule.y && rule.y < maxY && x < rule.maxX && rule.x < maxX
  }

  func contains(_ other: Rectangle) -> Bool {
    other.x >= x && other.y >= y && other.maxX <= maxX && other.maxY <= maxY
  }
}
