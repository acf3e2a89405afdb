// A laid-out part of a page before it knows its place: its own items, and smaller fragments inside it.

struct Fragment {
  var size: Size
  var tag: Tag?
  var items: [Item] = []
  var boxes: [NamedBox] = []
  var children: [(origin: Point, fragment: Fragment)] = []
  /// The most lines that one field takes in it, for whoever must say what made a page too full.
  var longest: (field: String, lines: Int)?

  init(width: Length, height: Length, tag: Tag? = nil) {
    size = Size(width: width, height: height)
    self.tag = tag
  }

  mutating func add(_ fragment: Fragment, x: Length, y: Length) {
    children.append((Point(x: x, y: y), fragment))
    if let other = fragment.longest, other.lines > (longest?.lines ?? 0) { longest = other }
  }

  /// What is read before the content that begins at `y`, with everything that has no words, and what is read after it.
  func split(at y: Length) -> (before: Fragment, after: Fragment) {
    var before = self, after = Fragment(width: size.width, height: size.height)
    before.children = children.filter { $0.origin.y < y }
    after.children = children.filter { $0.origin.y >= y }
    return (before, after)
  }

  /// Puts everything at its place on a page; own items come first, then children in reading order.
  func place(at origin: Point, items all: inout [Item], boxes named: inout [NamedBox]) {
    guard let tag else {
      placeContent(at: origin, items: &all, boxes: &named)
      return
    }
    var own: [Item] = []
    placeContent(at: origin, items: &own, boxes: &named)
    if !own.isEmpty || tag.standsEmpty { all.append(.group(tag, own)) }
  }

  private func placeContent(at origin: Point, items all: inout [Item], boxes named: inout [NamedBox]) {
    all.append(contentsOf: items.map { $0.moved(by: origin) })
    named.append(contentsOf: boxes.map { NamedBox($0.name, $0.kind, $0.rectangle.moved(by: origin)) })
    for (place, child) in children { child.place(at: origin + place, items: &all, boxes: &named) }
  }
}

extension Point {
  static func + (left: Point, right: Point) -> Point { Point(x: left.x + right.x, y: left.y + right.y) }
}

extension Rectangle {
  func moved(by distance: Point) -> Rectangle {
    Rectangle(x: x + distance.x, y: y + distance.y, width: width, height: height)
  }
}

extension Item {
  /// The same item further right and down.
  package func moved(by distance: Point) -> Item {
    switch self {
    case .text(var run):
      run.origin = run.origin + distance
      return .text(run)
    case .line(let from, let to, let thickness, let colour, let dash):
      return .line(from: from + distance, to: to + distance, thickness: thickness, colour: colour, dash: dash)
    case .rectangle(let rectangle, let stroke, let fill):
      return .rectangle(rectangle.moved(by: distance), stroke: stroke, fill: fill)
    case .ellipse(let rectangle, let stroke, let fill):
      return .ellipse(rectangle.moved(by: distance), stroke: stroke, fill: fill)
    case .polyline(let points, let stroke):
      return .polyline(points.map { $0 + distance }, stroke: stroke)
    case .picture(let rectangle, let picture):
      return .picture(rectangle.moved(by: distance), picture)
    case .code(let rectangle, let text, let correction):
      return .code(rectangle.moved(by: distance), text: text, correction: correction)
    case .group(let tag, let items):
      return .group(tag, items.map { $0.moved(by: distance) })
    case .filling(let item):
      return .filling(item.moved(by: distance))
    }
  }
}
