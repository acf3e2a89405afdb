// How print lies on the scan in each part of the page: paper bends, and the mapping from marks and codes does not.
internal import Glibc

/// Measured tile by tile; in between it changes as smoothly as paper bends.
struct PrintPlacement {
  typealias Shift = (x: Double, y: Double)

  /// By how many pixels print lies beside its place, in squares of `cell` pixels.
  private let shifts: [(x: Int, y: Int)]
  private let columns: Int
  /// The binary logarithm of a square's side.
  private static let cell = 3

  init(print: Greys, seen: Greys, scale: Double, _ limits: Thresholds.Print) {
    let side = max(1, Int(limits.tile * scale))
    let search = TileSearch(Likeness(printed: print.softened, seen: seen), side: side, scale: scale, limits)
    let field = TileField(search.shifts, search.columns, search.rows, slack: limits.tileSlack * scale)
    let (columns, rows) = (print.width >> Self.cell + 1, print.height >> Self.cell + 1)
    self.columns = columns
    let tilesPerCell = Double(1 << Self.cell) / Double(side)
    shifts = (0..<(columns * rows)).map { place in
      let shift = field.shift(
        (Double(place % columns) + 0.5) * tilesPerCell, (Double(place / columns) + 0.5) * tilesPerCell)
      return (Int(shift.x.rounded()), Int(shift.y.rounded()))
    }
  }

  /// Of a pixel of the print.
  func shift(_ x: Int, _ y: Int) -> (x: Int, y: Int) { shifts[y >> Self.cell &* columns &+ x >> Self.cell] }
}

/// Looks for each tile's print on the scan.
private struct TileSearch {
  let columns: Int
  let rows: Int
  private let likeness: Likeness
  private let side: Int
  private let most: Int
  private let limits: Thresholds.Print

  init(_ likeness: Likeness, side: Int, scale: Double, _ limits: Thresholds.Print) {
    (self.likeness, self.side, self.limits) = (likeness, side, limits)
    columns = max(1, likeness.printed.width / side)
    rows = max(1, likeness.printed.height / side)
    most = Int(limits.tileShift * scale)
  }

  /// Nil where nothing was printed, or where it is not surely found.
  var shifts: [PrintPlacement.Shift?] {
    var last = (x: 0, y: 0)
    return (0..<(rows * columns)).map { place in
      let part = Likeness.Part(
        left: place % columns * side, top: place / columns * side, width: min(side, likeness.printed.width),
        height: min(side, likeness.printed.height))
      guard likeness.contrast(part) > limits.tileContrast, let best = best(part, last),
        best.score > limits.tileLikeness
      else { return nil }
      last = (best.x - part.left, best.y - part.top)
      return (Double(last.x), Double(last.y))
    }
  }

  /// Parts beside each other lie much alike, so that the last part's shift is where the search begins; only what is not
  /// surely found from there is looked for everywhere.
  private func best(_ part: Likeness.Part, _ last: (x: Int, y: Int)) -> (x: Int, y: Int, score: Double)? {
    let near = likeness.climb(
      part, from: (part.left + last.x, part.top + last.y), around: part.left, part.top, within: most,
      alike: limits.alike, gain: limits.tileGain)
    if let near { return near }
    guard let rough = likeness.best(part, around: part.left, part.top, within: most, step: 2) else { return nil }
    return likeness.climb(
      part, from: (rough.x, rough.y), around: part.left, part.top, within: most, alike: limits.tileLikeness,
      gain: limits.tileGain)
  }
}

/// Paper bends smoothly: a tile that lies quite otherwise than those around it was mistaken, such as one with lines in
/// one direction only, and one that was not found lies as they do.
private struct TileField {
  private let columns: Int
  private let rows: Int
  private var tiles: [PrintPlacement.Shift?]

  /// - Parameter slack: how far a tile may lie off its neighbours' middle, in pixels.
  init(_ found: [PrintPlacement.Shift?], _ columns: Int, _ rows: Int, slack: Double) {
    (self.columns, self.rows) = (columns, rows)
    tiles = found
    tiles = tiles.indices.map { believed($0, slack) }
    while tiles.contains(where: { $0 == nil }), tiles.contains(where: { $0 != nil }) {
      tiles = tiles.indices.map { tiles[$0] ?? middle(around: $0) }
    }
  }

  /// Linear between the middles of tiles.
  /// - Parameter x, y: in tiles.
  func shift(_ x: Double, _ y: Double) -> PrintPlacement.Shift {
    let (across, down) = (Self.between(x, columns), Self.between(y, rows))
    func line(_ row: Int) -> PrintPlacement.Shift {
      Self.between(tile(across.tile, row), tile(min(columns - 1, across.tile + 1), row), across.share)
    }
    return Self.between(line(down.tile), line(min(rows - 1, down.tile + 1)), down.share)
  }

  private func tile(_ column: Int, _ row: Int) -> PrintPlacement.Shift { tiles[row * columns + column] ?? (0, 0) }

  private static func between(
    _ one: PrintPlacement.Shift, _ other: PrintPlacement.Shift, _ share: Double
  ) -> PrintPlacement.Shift {
    (one.x + (other.x - one.x) * share, one.y + (other.y - one.y) * share)
  }

  /// The tile whose middle comes before a place, and how far the place is on its way to the next one's.
  private static func between(_ place: Double, _ count: Int) -> (tile: Int, share: Double) {
    let at = min(Double(count - 1), max(0, place - 0.5))
    return (Int(at), at - Double(Int(at)))
  }

  private func believed(_ place: Int, _ slack: Double) -> PrintPlacement.Shift? {
    guard let own = tiles[place], let middle = middle(around: place) else { return nil }
    return abs(own.x - middle.x) <= slack && abs(own.y - middle.y) <= slack ? own : middle
  }

  /// A tile and those that touch it.
  private func around(_ place: Int) -> [Int] {
    let (column, row) = (place % columns, place / columns)
    return (max(0, row - 1)...min(rows - 1, row + 1)).flatMap { y in
      (max(0, column - 1)...min(columns - 1, column + 1)).map { y * columns + $0 }
    }
  }

  private func middle(around place: Int) -> PrintPlacement.Shift? {
    let shifts = around(place).compactMap { tiles[$0] }
    return shifts.isEmpty ? nil : (Self.middle(of: shifts.map(\.x)), Self.middle(of: shifts.map(\.y)))
  }

  private static func middle(of values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
