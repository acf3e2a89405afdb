// Finds the ring of a round seal among coloured pixels, and then its outer edge to hundredths of a millimetre.
internal import Glibc
internal import Pictures

/// A circle on the page, in millimetres.
struct Circle: Hashable {
  var centre: Place2D
  var radius: Double

  func place(_ angle: Double, _ radius: Double) -> Place2D {
    Place2D(centre.x + cos(angle) * radius, centre.y + sin(angle) * radius)
  }

  /// Four times the area, in square millimetres, below which three places lie on a line, or so near each other that no
  /// circle follows from them.
  private static let flat = 1.0

  /// Through three places; nil when they lie on a line.
  init?(through a: Place2D, _ b: Place2D, _ c: Place2D) {
    let (bx, by) = (b.x - a.x, b.y - a.y)
    let (cx, cy) = (c.x - a.x, c.y - a.y)
    let twice = 2 * (bx * cy - by * cx)
    guard abs(twice) > Self.flat else { return nil }
    let bb = bx * bx + by * by
    let cc = cx * cx + cy * cy
    let (x, y) = ((cy * bb - by * cc) / twice, (bx * cc - cx * bb) / twice)
    centre = Place2D(a.x + x, a.y + y)
    radius = (x * x + y * y).squareRoot()
  }

  init(centre: Place2D, radius: Double) {
    self.centre = centre
    self.radius = radius
  }
}

/// Tries circles through random pixels and keeps the one with the fullest ring and the least ink just outside.
struct CircleSearch {
  let map: InkMap
  let ink: Ink
  let thresholds: Thresholds.Search

  /// How many circles are tried, and where each is looked at: roughly first, then finely.
  private static let (tries, roughly, finely) = (2500, directions(24), directions(120))
  /// Millimetres by which the best is moved while that helps.
  private static let steps = [0.4, 0.2, 0.1]
  /// How far outside a ring its own ink reaches.
  private var ringReach: Double { thresholds.outsideRing.first ?? 0 }

  struct Found: Hashable {
    var circle: Circle
    /// Share of the ring that is inked.
    var coverage: Double
    var score: Double
  }

  /// - Parameters:
  ///   - area: where pixels are taken from.
  ///   - centres: where the centre may lie.
  ///   - radii: in millimetres.
  ///   - known: rings found before, whose ink is no other's.
  func best(in area: Area, centres: Area, radii: ClosedRange<Double>, besides known: [Circle] = []) -> Found? {
    let places = map.places(of: ink, in: area).filter { place in
      known.allSatisfy { place.distance(to: $0.centre) > $0.radius + ringReach }
    }
    guard places.count >= thresholds.leastPixels else { return nil }
    var random = Dice(seed: 0x5EA1)
    var best: Found?
    for _ in 0..<Self.tries {
      let three = (0..<3).map { _ in places[random.below(places.count)] }
      guard let circle = Circle(through: three[0], three[1], three[2]), radii.contains(circle.radius),
        centres.contains(circle.centre),
        score(circle, Self.roughly).score > (best?.score ?? thresholds.leastScore) - thresholds.roughLead
      else { continue }
      let found = score(circle, Self.finely)
      if found.score > best?.score ?? 0 { best = found }
    }
    return best.map { climb($0, radii) }
  }

  /// From the middle of a circle to places evenly around it, one unit away.
  private static func directions(_ steps: Int) -> [Place2D] {
    (0..<steps).map { step in
      let angle = Double(step) * 2 * .pi / Double(steps)
      return Place2D(cos(angle), sin(angle))
    }
  }

  private func score(_ circle: Circle, _ directions: [Place2D]) -> Found {
    var on = 0
    var outside = 0
    for direction in directions {
      func inked(_ offset: Double) -> Bool {
        let radius = circle.radius + offset
        return map.has(
          ink, at: Place2D(circle.centre.x + direction.x * radius, circle.centre.y + direction.y * radius))
      }
      if thresholds.inRing.contains(where: { inked(-$0) }) { on += 1 }
      if thresholds.outsideRing.contains(where: { inked($0) }) { outside += 1 }
    }
    let steps = Double(directions.count)
    let coverage = Double(on) / steps
    return Found(
      circle: circle, coverage: coverage, score: coverage - thresholds.outsidePenalty * Double(outside) / steps)
  }

  /// Small steps in every direction while they help.
  private func climb(_ start: Found, _ radii: ClosedRange<Double>) -> Found {
    var best = start
    for size in Self.steps {
      var improved = true
      while improved {
        improved = false
        for (x, y, r) in [(1.0, 0.0, 0.0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)] {
          var circle = best.circle
          circle.centre = circle.centre + Place2D(x * size, y * size)
          circle.radius += r * size
          guard radii.contains(circle.radius) else { continue }
          let found = score(circle, Self.finely)
          if found.score > best.score {
            best = found
            improved = true
          }
        }
      }
    }
    return best
  }
}

/// Numbers that look random and are the same every time (SplitMix64), so that a verdict can be repeated.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
}
