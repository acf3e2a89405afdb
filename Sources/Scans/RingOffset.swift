// How far the edge of a ring's ink lies beside the circle or oval laid through it: evenly for a stamp, anyhow for a pen.

/// One place of the edge.
struct RingOffset {
  /// Outwards, one unit long.
  let direction: Place2D
  /// Outwards, in millimetres.
  let distance: Double

  /// How much a circle grown, moved or stretched to an oval moves outwards here.
  fileprivate var bends: [Double] {
    let (x, y) = (direction.x, direction.y)
    return [1, x, y, x * x - y * y, 2 * x * y]
  }
}

extension RingOffset {
  init(_ place: Place2D, beside circle: Circle) {
    let reach = max(1e-6, place.distance(to: circle.centre))
    self.init(direction: (place - circle.centre) * (1 / reach), distance: reach - circle.radius)
  }
}

extension [RingOffset] {
  /// The root of the mean square of what no oval explains, in millimetres: on a bent page a seal is an oval.
  var roughness: Double {
    let bends = map(\.bends)
    let unknowns = bends.first?.count ?? 0
    var system = [[Double]](repeating: [Double](repeating: 0, count: unknowns + 1), count: unknowns)
    for (bend, offset) in zip(bends, self) {
      let full = bend + [offset.distance]
      for i in 0..<unknowns { for j in 0...unknowns { system[i][j] += full[i] * full[j] } }
    }
    let oval = Homography.solve(system) ?? [Double](repeating: 0, count: unknowns)
    let squares = zip(bends, self).map { bend, offset in
      let left = offset.distance - zip(bend, oval).reduce(0) { $0 + $1.0 * $1.1 }
      return left * left
    }
    return (squares.reduce(0, +) / Double(Swift.max(1, count))).squareRoot()
  }
}
