// Measures the bars of a scale check page on its scan: how long what should be 100 mm came out on paper.
package import Layout
package import Pictures

/// A page with registration marks and bars of a known length, and what was seen of it. The page is found by its marks
/// alone: whatever scale it was printed at, the marks lead to the bars, and the bars are measured in the scan's own dots.
package struct ScaleBars {
  private let page: Size
  private let marks: [NamedBox]
  private let bars: [NamedBox]
  private let thresholds: Thresholds.Registration

  package init(_ page: LaidOutPage, _ thresholds: Thresholds) {
    self.page = page.size
    marks = page.boxes.filter { [.squareMark, .discMark].contains($0.kind) }
    bars = page.boxes.filter { $0.kind == .scaleBar }
    self.thresholds = thresholds.registration
  }

  /// Whether a scan may be measured that claims to be as dense as this.
  package func canMeasure(at dpi: Double) -> Bool {
    dpi >= thresholds.barLeastDPI && dpi <= thresholds.barMostDPI
  }

  /// The bars' lengths in pixels of the scan, by name; nil when the page is not seen on it.
  /// - Parameter dpi: what the scan's file says.
  package func lengths(on scan: Picture, dpi: Double) -> [String: Double]? {
    let plane = scan.red
    for turn in 0..<4 {
      guard let map = map(of: plane, scale: dpi / 25.4, quarterTurns: turn) else { continue }
      let found = bars.compactMap { bar in SeenBar(bar.rectangle, plane, map, thresholds).length.map { (bar.name, $0) }
      }
      if found.count == bars.count { return Dictionary(found) { first, _ in first } }
    }
    return nil
  }

  /// Millimetres of the page to pixels, where the marks lie for a page that was laid on the glass with these turns.
  private func map(of plane: Picture, scale: Double, quarterTurns: Int) -> Homography? {
    let finder = MarkFinder(plane: plane, thresholds: thresholds)
    let middle = Place2D(Double(plane.width) / 2, Double(plane.height) / 2)
    var pairs: [Homography.Pair] = []
    for mark in marks {
      let own = mark.rectangle.middle - Place2D(page.width.millimetres / 2, page.height.millimetres / 2)
      let near = middle + own.turned(quarterTurns) * scale
      let side = mark.rectangle.width.millimetres * scale
      guard let seen = finder.mark(near: near, side: side, reach: thresholds.barReach * scale) else { return nil }
      pairs.append(Homography.Pair(from: mark.rectangle.middle, to: seen))
    }
    return Homography.projective(pairs)
  }
}

/// One bar on the scan, read along its length.
private struct SeenBar {
  private let plane: Picture
  private let map: Homography
  private let start: Place2D
  /// Along the bar, one millimetre; and across it.
  private let along: Place2D
  private let across: Place2D
  private let size: (length: Double, thickness: Double)

  private let limits: Thresholds.Registration

  /// Millimetres from one look along the bar to the next, and how far across it lie the lines that are looked along.
  private static let step = 0.02
  private static let lines = [0.3, 0.5, 0.7]

  init(_ bar: Rectangle, _ plane: Picture, _ map: Homography, _ limits: Thresholds.Registration) {
    (self.plane, self.map, self.limits) = (plane, map, limits)
    start = Place2D(bar.x.millimetres, bar.y.millimetres)
    let isAcross = bar.width > bar.height
    (along, across) = isAcross ? (Place2D(1, 0), Place2D(0, 1)) : (Place2D(0, 1), Place2D(1, 0))
    let sides = [bar.width.millimetres, bar.height.millimetres]
    size = (max(sides[0], sides[1]), min(sides[0], sides[1]))
  }

  /// In pixels; nil when there is no dark bar with light at both ends.
  var length: Double? {
    guard isDark, let first = edge(at: 0, inward: 1), let last = edge(at: size.length, inward: -1) else { return nil }
    return map(first).distance(to: map(last))
  }

  /// A bar is dark over its whole length; another page of the same marks, or this one upside down, is not.
  private var isDark: Bool {
    let places = stride(from: limits.barEnds, to: size.length - limits.barEnds, by: 1).map {
      place(along: $0, across: size.thickness / 2)
    }
    let dark = places.count { grey($0) < limits.barDark }
    return Double(dark) >= limits.barShare * Double(places.count)
  }

  /// Where dark begins, as the mean over three lines along the bar.
  private func edge(at end: Double, inward: Double) -> Place2D? {
    let found = Self.lines.compactMap { crossing(at: end, inward: inward, across: size.thickness * $0) }
    guard found.count == Self.lines.count else { return nil }
    return place(along: found.reduce(0, +) / Double(found.count), across: size.thickness / 2)
  }

  /// Where the grey passes half-way from the paper's to the bar's.
  private func crossing(at end: Double, inward: Double, across: Double) -> Double? {
    let distances = Array(stride(from: -limits.barAround, through: limits.barAround, by: Self.step))
    let greys = distances.map { grey(place(along: end + $0 * inward, across: across)) }
    let quarter = greys.count / 4
    let light = greys.prefix(quarter).reduce(0, +) / Double(quarter)
    let dark = greys.suffix(quarter).reduce(0, +) / Double(quarter)
    guard light - dark > limits.barContrast else { return nil }
    let limit = (light + dark) / 2
    guard let first = greys.firstIndex(where: { $0 < limit }), first > 0 else { return nil }
    let share = (greys[first - 1] - limit) / (greys[first - 1] - greys[first])
    return end + (distances[first - 1] + share * Self.step) * inward
  }

  private func place(along distance: Double, across offset: Double) -> Place2D {
    start + along * distance + across * offset
  }

  /// Linear between the four nearest pixels; white outside the scan.
  private func grey(_ place: Place2D) -> Double {
    let seen = map(place)
    let (x, y) = (seen.x - 0.5, seen.y - 0.5)
    guard x >= 0, y >= 0, x < Double(plane.width - 1), y < Double(plane.height - 1) else { return 255 }
    let (left, top) = (Int(x), Int(y))
    let (right, below) = (x - Double(left), y - Double(top))
    func pixel(_ column: Int, _ row: Int) -> Double { Double(plane.pixels[row * plane.width + column]) }
    let upper = pixel(left, top) * (1 - right) + pixel(left + 1, top) * right
    let lower = pixel(left, top + 1) * (1 - right) + pixel(left + 1, top + 1) * right
    return upper * (1 - below) + lower * below
  }
}

extension Place2D {
  /// Around the origin, clockwise.
  fileprivate func turned(_ quarters: Int) -> Place2D {
    switch quarters & 3 {
    case 1: Place2D(-y, x)
    case 2: Place2D(-x, -y)
    case 3: Place2D(y, -x)
    default: self
    }
  }
}
