// Where the paper itself ends on a picture that shows more than it: that tells at which scale the page was printed on it.
internal import Layout
internal import Pictures

/// Marks, codes and bars shrink with the print; the sheet does not.
struct PaperEdges {
  let plane: Picture
  let map: Homography
  /// Of the sheet that the page is meant for.
  let size: Size
  let limits: Thresholds.Paper

  /// Printed size over intended size; nil where no two opposite edges are seen, or width and height contradict each other,
  /// as on a sheet of another size.
  var printScale: Double? {
    let (width, height) = (size.width.millimetres, size.height.millimetres)
    let seen = [
      scale(of: width, between: .left(height), .right(width, height)),
      scale(of: height, between: .top(width), .bottom(width, height)),
    ].compactMap(\.self)
    guard let least = seen.min(), let most = seen.max(), most - least <= limits.mostDisagreement else { return nil }
    return seen.reduce(0, +) / Double(seen.count)
  }

  private func scale(of length: Double, between one: Side, _ other: Side) -> Double? {
    guard let first = edge(beyond: one), let second = edge(beyond: other) else { return nil }
    return length / (length + first + second)
  }

  /// One side of the page as it was meant to be, in millimetres.
  private struct Side {
    let start: Place2D
    let along: Place2D
    let length: Double
    let outward: Place2D

    static func left(_ height: Double) -> Side {
      Side(start: Place2D(0, 0), along: Place2D(0, 1), length: height, outward: Place2D(-1, 0))
    }

    static func right(_ width: Double, _ height: Double) -> Side {
      Side(start: Place2D(width, 0), along: Place2D(0, 1), length: height, outward: Place2D(1, 0))
    }

    static func top(_ width: Double) -> Side {
      Side(start: Place2D(0, 0), along: Place2D(1, 0), length: width, outward: Place2D(0, -1))
    }

    static func bottom(_ width: Double, _ height: Double) -> Side {
      Side(start: Place2D(0, height), along: Place2D(1, 0), length: width, outward: Place2D(0, 1))
    }
  }

  /// How many lines are looked along across a side, and millimetres from one look to the next.
  private static let (lines, step) = (48, 0.1)

  /// How far beyond the page's side the paper ends, in millimetres; less than nothing where the print is too large for it.
  private func edge(beyond side: Side) -> Double? {
    let length = side.length - 2 * limits.corner
    let ends = (0..<Self.lines).compactMap { line in
      end(
        outward: side.outward,
        from: side.start + side.along * (limits.corner + length * Double(line) / Double(Self.lines)))
    }.sorted()
    guard Double(ends.count) >= limits.leastLines * Double(Self.lines),
      ends[ends.count * 3 / 4] - ends[ends.count / 4] <= limits.mostSpread
    else { return nil }
    return ends[ends.count / 2]
  }

  /// Where along one line paper becomes something darker and stays so, measured from the page's side.
  private func end(outward: Place2D, from side: Place2D) -> Double? {
    let greys = greys(outward: outward, from: side)
    let inside = Int(limits.paper / Self.step)
    guard greys.count > inside, inside > 0 else { return nil }
    let paper = greys[..<inside].sorted()[inside * 3 / 4]
    let dark = Double(paper) * limits.mostDesk
    guard let first = greys[inside...].firstIndex(where: { Double($0) < dark }) else { return nil }
    let desk = greys[first...].prefix(Int(limits.desk / Self.step)).sorted()
    guard desk.count >= Int(limits.leastDesk / Self.step), Double(desk[desk.count / 2]) < dark else { return nil }
    return Double(first) * Self.step - limits.inside
  }

  /// From the paper outwards, as far as the picture goes.
  private func greys(outward: Place2D, from side: Place2D) -> [UInt8] {
    var greys: [UInt8] = []
    for distance in stride(from: -limits.inside, through: limits.outside, by: Self.step) {
      let place = map(side + outward * distance)
      guard place.x >= 1, place.y >= 1, place.x < Double(plane.width - 1), place.y < Double(plane.height - 1) else {
        return greys
      }
      greys.append(plane.pixels[Int(place.y) * plane.width + Int(place.x)])
    }
    return greys
  }
}
