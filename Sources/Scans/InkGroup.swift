// Ink that lies together: one impression told from another that lies beside it.

/// Pixels of one ink of which none is far from the next.
struct InkGroup {
  /// In millimetres of the page.
  private(set) var places: [Place2D]

  /// The middle of the box around it.
  var middle: Place2D {
    let (xs, ys) = (places.map(\.x), places.map(\.y))
    guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max() else {
      return Place2D(0, 0)
    }
    return Place2D((left + right) / 2, (top + bottom) / 2)
  }
}

extension InkGroup {
  /// - Parameter gap: places nearer than this, in millimetres, lie together.
  static func groups(of places: [Place2D], gap: Double) -> [InkGroup] {
    let cells = Dictionary(grouping: places) { Cell(column: Int($0.x / gap), row: Int($0.y / gap)) }
    var waiting = Set(cells.keys)
    var groups: [InkGroup] = []
    while let first = waiting.popFirst() {
      groups.append(InkGroup(places: first.connected(among: &waiting).flatMap { cells[$0] ?? [] }))
    }
    return groups
  }
}

extension InkMap {
  /// The groups of an ink in an area whose middles lie in another, the largest first.
  /// - Parameter gap: ink nearer than this, in millimetres, lies together.
  func groups(of ink: Ink, in part: Area, around middles: Area, gap: Double) -> [InkGroup] {
    InkGroup.groups(of: places(of: ink, in: part), gap: gap).filter { middles.contains($0.middle) }
      .sorted { $0.places.count > $1.places.count }
  }
}

/// A square of the page as wide as the gap that parts two groups.
private struct Cell: Hashable {
  let column: Int
  let row: Int

  /// It and all that touch it, and those that touch them.
  func connected(among open: inout Set<Cell>) -> [Cell] {
    var found = [self]
    var next = 0
    while next < found.count {
      found += found[next].around.filter { open.remove($0) != nil }
      next += 1
    }
    return found
  }

  private var around: [Cell] {
    (-1...1).flatMap { down in (-1...1).map { Cell(column: column + $0, row: row + down) } }
  }
}
