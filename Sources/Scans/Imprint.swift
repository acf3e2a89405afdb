// The outer edge of a seal's imprint, measured on the half of its ink's strength so that blur does not change it.
internal import Glibc
internal import Pictures

/// How strong one ink is, pixel by pixel, as a share of 255.
struct InkStrength {
  let area: Area
  let scale: Double
  private let plane: Picture

  init(_ window: Window, ink: Ink) {
    area = window.area
    scale = window.scale
    let width = window.picture.width
    let height = window.picture.height
    plane = Picture(width: width, height: height, channels: .grey) { plane in
      window.picture.pixels.withUnsafeBufferPointer { pixels in
        for place in 0..<plane.count {
          let red = Int(pixels[place &* 3])
          let green = Int(pixels[place &* 3 &+ 1])
          let blue = Int(pixels[place &* 3 &+ 2])
          let strength =
            switch ink {
            case .blue: blue &- max(red, green)
            case .dark: 255 &- max(red, green, blue)
            default: red &- max(green, blue)
            }
          plane[place] = UInt8(max(0, strength))
        }
      }
    }
  }

  /// Linear between pixels; 0 outside.
  func at(_ place: Place2D) -> Double {
    let x = (place.x - area.left) * scale - 0.5
    let y = (place.y - area.top) * scale - 0.5
    guard x >= 0, y >= 0, x < Double(plane.width - 1), y < Double(plane.height - 1) else { return 0 }
    let left = Int(x)
    let top = Int(y)
    let right = x - Double(left)
    let below = y - Double(top)
    let corner = top * plane.width + left
    let upper = Double(plane.pixels[corner]) * (1 - right) + Double(plane.pixels[corner + 1]) * right
    let low = corner + plane.width
    let lower = Double(plane.pixels[low]) * (1 - right) + Double(plane.pixels[low + 1]) * right
    return (upper * (1 - below) + lower * below) / 255
  }

  /// Millimetres from one look along a ray to the next; between two the edge is found by their strengths.
  private static let step = 0.04

  struct Edge {
    let place: Place2D
    /// The ink's strength just inside.
    let strength: Double
  }

  /// The outermost edge along a ray: from the strongest ink within `band` outwards to half of it.
  /// - Parameters:
  ///   - band: distances from the start, in millimetres.
  ///   - least: weaker ink is no ink.
  ///   - beyond: how far outside the band the ink may end.
  func edge(
    from start: Place2D, towards direction: Place2D, band: ClosedRange<Double>, least: Double, beyond: Double
  ) -> Edge? {
    let step = Self.step
    func strength(_ distance: Double) -> Double { at(start + direction * distance) }
    var peak = 0.0
    var peakAt = band.lowerBound
    for distance in stride(from: band.lowerBound, through: band.upperBound, by: step) {
      let value = strength(distance)
      if value > peak {
        peak = value
        peakAt = distance
      }
    }
    guard peak >= least else { return nil }
    var before = peak
    for distance in stride(from: peakAt + step, through: band.upperBound + beyond, by: step) {
      let value = strength(distance)
      if value < peak / 2 {
        let share = (before - peak / 2) / max(1e-9, before - value)
        return Edge(place: start + direction * (distance - step + share * step), strength: peak)
      }
      before = value
    }
    return nil
  }
}

/// A round imprint as measured.
struct RoundImprint {
  let circle: Circle
  /// Share of the ring that is inked.
  let coverage: Double
  /// The ring's typical strength of ink, as a share of full colour.
  let strength: Double
  /// How far from the circle, or from an oval on a bent page, its inked edge typically lies, in millimetres: a stamp's lies
  /// on it, and strokes that happen to follow it lie on either side.
  let roughness: Double

  /// - Parameter rough: from the search on the small page.
  init?(_ ink: InkStrength, around rough: Circle, least: Double, _ limits: Thresholds.Outline) {
    var circle = rough
    var edges: [InkStrength.Edge] = []
    for half in limits.bands {
      edges = Self.edges(ink, circle, half: half, least: least, limits)
      guard edges.count >= limits.leastEdges, let fitted = Self.fit(edges.map(\.place), near: circle, limits) else {
        return nil
      }
      circle = fitted
    }
    self.circle = circle
    let offsets = Self.offsets(ink, circle, least: least, limits)
    coverage = Double(offsets.count) / Double(Self.rays)
    roughness = offsets.roughness
    strength = edges.map(\.strength).sorted()[edges.count / 2]
  }

  private static let rays = 240

  private static func edges(
    _ ink: InkStrength, _ circle: Circle, half: Double, least: Double, _ limits: Thresholds.Outline
  ) -> [InkStrength.Edge] {
    (0..<rays).compactMap { ray in
      let angle = Double(ray) * 2 * .pi / Double(rays)
      return ink.edge(
        from: circle.centre, towards: Place2D(cos(angle), sin(angle)),
        band: (circle.radius - half)...(circle.radius + half), least: least, beyond: limits.beyond)
    }
  }

  /// Steps after which a circle does not move any more.
  private static let improvements = 4

  /// Least squares, without the places that lie farthest off.
  private static func fit(_ places: [Place2D], near circle: Circle, _ limits: Thresholds.Outline) -> Circle? {
    var kept = places
    var circle = circle
    for limit in limits.fits {
      kept = places.filter { abs($0.distance(to: circle.centre) - circle.radius) < limit }
      guard kept.count >= limits.leastFitted else { return nil }
      for _ in 0..<improvements { circle = improved(circle, kept) }
    }
    return circle
  }

  /// One step of Gauss and Newton on distances from the circle.
  private static func improved(_ circle: Circle, _ places: [Place2D]) -> Circle {
    let pulls = places.map { place in
      let distance = max(1e-6, place.distance(to: circle.centre))
      let direction = (place - circle.centre) * (1 / distance)
      return (direction, distance - circle.radius)
    }
    var a = (xx: 0.0, xy: 0.0, x: 0.0, yy: 0.0, y: 0.0, ex: 0.0, ey: 0.0, e: 0.0)
    for (direction, error) in pulls {
      a.xx += direction.x * direction.x
      a.xy += direction.x * direction.y
      a.x += direction.x
      a.yy += direction.y * direction.y
      a.y += direction.y
      a.ex += direction.x * error
      a.ey += direction.y * error
      a.e += error
    }
    let count = Double(places.count)
    // The radius follows from the centre: e = dx·x + dy·y + n·dr.
    let xx = a.xx - a.x * a.x / count
    let xy = a.xy - a.x * a.y / count
    let yy = a.yy - a.y * a.y / count
    let ex = a.ex - a.x * a.e / count
    let ey = a.ey - a.y * a.e / count
    let determinant = xx * yy - xy * xy
    guard abs(determinant) > 1e-6 else { return circle }
    let dx = (ex * yy - ey * xy) / determinant
    let dy = (ey * xx - ex * xy) / determinant
    let dr = (a.e - dx * a.x - dy * a.y) / count
    return Circle(centre: circle.centre + Place2D(dx, dy), radius: circle.radius + dr)
  }

  /// Of the edges that count as the circle's own: arcs of another curve that merely cross it do not.
  private static func offsets(
    _ ink: InkStrength, _ circle: Circle, least: Double, _ limits: Thresholds.Outline
  ) -> [RingOffset] {
    edges(ink, circle, half: limits.coverageBand, least: least, limits)
      .map { RingOffset($0.place, beside: circle) }.filter { abs($0.distance) < limits.onCircle }
  }
}
