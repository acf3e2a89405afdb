// The plane-to-plane mapping between a page in millimetres and its scan in pixels.
internal import Glibc

/// A projective mapping; an affine one has zeros in its last row.
package struct Homography: Hashable, Sendable {
  /// Row by row; the ninth is 1.
  let m: [Double]

  package func callAsFunction(_ place: Place2D) -> Place2D {
    let scale = 1 / (m[6] * place.x + m[7] * place.y + 1)
    return Place2D(
      (m[0] * place.x + m[1] * place.y + m[2]) * scale, (m[3] * place.x + m[4] * place.y + m[5]) * scale)
  }

  /// The best projective mapping of at least four pairs, by least squares; nil when they lie on a line.
  package static func projective(_ pairs: [Pair]) -> Homography? {
    fit(pairs, unknowns: 8) { pair in
      let (from, to) = (pair.from, pair.to)
      return [
        ([from.x, from.y, 1, 0, 0, 0, -from.x * to.x, -from.y * to.x], to.x),
        ([0, 0, 0, from.x, from.y, 1, -from.x * to.y, -from.y * to.y], to.y),
      ]
    }
  }

  /// The best affine mapping of at least three pairs.
  package static func affine(_ pairs: [Pair]) -> Homography? {
    fit(pairs, unknowns: 6) { pair in
      let (from, to) = (pair.from, pair.to)
      return [([from.x, from.y, 1, 0, 0, 0], to.x), ([0, 0, 0, from.x, from.y, 1], to.y)]
    }
  }

  /// One place before and after; `weight` multiplies its error.
  package struct Pair: Hashable, Sendable {
    package let from: Place2D
    package let to: Place2D
    let weight: Double

    package init(from: Place2D, to: Place2D, weight: Double = 1) {
      self.from = from
      self.to = to
      self.weight = weight
    }
  }

  /// Least squares on coordinates brought to about ±1, without which the equations lose half their digits.
  private static func fit(
    _ pairs: [Pair], unknowns: Int, equations: (Pair) -> [([Double], Double)]
  ) -> Homography? {
    guard pairs.count * 2 >= unknowns else { return nil }
    let before = Frame(pairs.map(\.from))
    let after = Frame(pairs.map(\.to))
    var system = [[Double]](repeating: [Double](repeating: 0, count: unknowns + 1), count: unknowns)
    for pair in pairs {
      let tamed = Pair(from: before.tamed(pair.from), to: after.tamed(pair.to), weight: pair.weight)
      for (row, value) in equations(tamed) {
        let full = row + [value]
        for i in 0..<unknowns {
          for j in 0...unknowns { system[i][j] += tamed.weight * tamed.weight * full[i] * full[j] }
        }
      }
    }
    guard let found = solve(system) else { return nil }
    let tamed = found + [Double](repeating: 0, count: 8 - unknowns) + [1]
    return Homography(after.wild(tamed, from: before))
  }

  private init?(_ rows: [Double]) {
    guard abs(rows[8]) > 1e-12, rows.allSatisfy(\.isFinite) else { return nil }
    m = rows.map { $0 / rows[8] }
  }

  /// Gauss with row exchange; nil where the equations leave something open.
  /// - Parameter system: rows of an equation's factors and its value.
  static func solve(_ system: [[Double]]) -> [Double]? {
    var rows = system
    let count = rows.count
    for column in 0..<count {
      guard let pivot = (column..<count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
        abs(rows[pivot][column]) > 1e-10
      else { return nil }
      rows.swapAt(column, pivot)
      for row in 0..<count where row != column {
        let factor = rows[row][column] / rows[column][column]
        for place in column...count { rows[row][place] -= factor * rows[column][place] }
      }
    }
    return (0..<count).map { rows[$0][count] / rows[$0][$0] }
  }

  /// Where the middle of some places is and how far they spread.
  private struct Frame {
    let middle: Place2D
    let spread: Double

    init(_ places: [Place2D]) {
      let count = Double(places.count)
      let middle = places.reduce(Place2D(0, 0), +) * (1 / count)
      self.middle = middle
      spread = max(1e-9, places.map { $0.distance(to: middle) }.reduce(0, +) / count)
    }

    func tamed(_ place: Place2D) -> Place2D { (place - middle) * (1 / spread) }

    /// This frame's scale and shift, times the tamed matrix, times the other frame's taming.
    func wild(_ tamed: [Double], from other: Frame) -> [Double] {
      let out = [spread, 0, middle.x, 0, spread, middle.y, 0, 0, 1]
      let scale = 1 / other.spread
      let into = [scale, 0, -other.middle.x * scale, 0, scale, -other.middle.y * scale, 0, 0, 1]
      return Self.product(out, Self.product(tamed, into))
    }

    private static func product(_ left: [Double], _ right: [Double]) -> [Double] {
      (0..<9).map { place in
        let row = place / 3 * 3
        let column = place % 3
        let first: Double = left[row] * right[column]
        let second: Double = left[row + 1] * right[column + 3]
        let third: Double = left[row + 2] * right[column + 6]
        return first + second + third
      }
    }
  }
}

extension Homography {
  /// Pixels per millimetre around a place.
  package func scale(at place: Place2D) -> Double {
    let middle = self(place)
    let right = self(place + Place2D(1, 0)) - middle
    let below = self(place + Place2D(0, 1)) - middle
    return abs(right.x * below.y - right.y * below.x).squareRoot()
  }

  /// How the page's own x axis lies on the scan, in degrees clockwise from the scan's.
  package func turn(at place: Place2D) -> Double {
    let right = self(place + Place2D(1, 0)) - self(place)
    return atan2(right.y, right.x) * 180 / .pi
  }

  /// The root of the mean squared error over pairs, in the unit of `to`.
  package func residual(_ pairs: [Pair]) -> Double {
    let squares = pairs.map { pair in
      let error = self(pair.from).distance(to: pair.to)
      return error * error
    }
    return (squares.reduce(0, +) / Double(max(1, pairs.count))).squareRoot()
  }
}
