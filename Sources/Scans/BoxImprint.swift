// The outline of a square or oval seal: the smallest box around its ink, then each side's own edge.
internal import Glibc

/// A box turned on the page, in millimetres; an oval is told by the box around it.
struct BoxImprint {
  let centre: Place2D
  /// Of the longer side, in radians.
  let angle: Double
  let width: Double
  let height: Double
  /// Share of the outline that is inked.
  let coverage: Double
  /// The outline's typical strength of ink, as a share of full colour.
  let strength: Double
  /// How far from an oval its inked edge typically lies, in millimetres: a stamp's lies on it, and a pen's strokes anywhere
  /// around. Nothing for a rectangle.
  let roughness: Double

  enum Outline { case rectangle, oval }

  /// Degrees by which a box is turned to find the smallest, first over all and then around the best.
  private static let (coarse, fine) = (1.5, 0.25)
  /// So many pixels tell its outline as well as all of them.
  private static let enough = 3000

  /// - Parameters:
  ///   - all: the middles of its inked pixels.
  ///   - ink: of a window around them.
  ///   - least: weaker ink is no ink.
  init?(
    _ all: [Place2D], _ ink: InkStrength, outline: Outline, least: Double, _ limits: Thresholds.Outline
  ) {
    guard all.count >= limits.leastBoxPixels else { return nil }
    let every = max(1, all.count / Self.enough)
    let places = stride(from: 0, to: all.count, by: every).map { all[$0] }
    let boxes = stride(from: 0.0, to: 90, by: Self.coarse).map {
      Box(places, angle: $0 * .pi / 180, specks: limits.specks)
    }
    guard let rough = boxes.min(by: { $0.area < $1.area }) else { return nil }
    let near = stride(from: Self.fine - Self.coarse, through: Self.coarse - Self.fine, by: Self.fine).map {
      Box(places, angle: rough.angle + $0 * .pi / 180, specks: limits.specks)
    }
    let box = near.min { $0.area < $1.area } ?? rough
    let exact = box.refined(ink, least: least, outline: outline, limits).lyingLongways
    centre = exact.centre
    angle = exact.angle
    width = exact.width
    height = exact.height
    let strengths = exact.strengths(ink, outline: outline, limits)
    let inked = strengths.filter { $0 >= least }.sorted()
    coverage = Double(inked.count) / Double(max(1, strengths.count))
    strength = inked.isEmpty ? 0 : inked[inked.count / 2]
    roughness = outline == .oval ? exact.offsets(ink, least: least, limits).roughness : 0
  }
}

private struct Box {
  var angle: Double
  /// Along and across the angle.
  var along: ClosedRange<Double>
  var across: ClosedRange<Double>

  init(_ places: [Place2D], angle: Double, specks: Double) {
    let (x, y) = (cos(angle), sin(angle))
    self.angle = angle
    along = Self.extent(places.map { $0.x * x + $0.y * y }, specks)
    across = Self.extent(places.map { $0.y * x - $0.x * y }, specks)
  }

  /// Without the outermost share, which may be specks.
  private static func extent(_ values: [Double], _ specks: Double) -> ClosedRange<Double> {
    let cut = Int(Double(values.count) * specks)
    return least(of: values, besides: cut)...(-least(of: values.map { -$0 }, besides: cut))
  }

  /// The least value but for so many that are less; sorting all of them for a few took a tenth of a sheet's time.
  private static func least(of values: [Double], besides cut: Int) -> Double {
    var least: [Double] = []
    for value in values {
      if least.count > cut {
        guard value < least[cut] else { continue }
        least.removeLast()
      }
      least.insert(value, at: least.firstIndex { $0 > value } ?? least.count)
    }
    return least[cut]
  }

  var width: Double { along.upperBound - along.lowerBound }
  var height: Double { across.upperBound - across.lowerBound }
  var area: Double { width * height }
  var centre: Place2D { place((along.lowerBound + along.upperBound) / 2, (across.lowerBound + across.upperBound) / 2) }

  private func place(_ along: Double, _ across: Double) -> Place2D {
    Place2D(along * cos(angle) - across * sin(angle), along * sin(angle) + across * cos(angle))
  }

  private var direction: Place2D { Place2D(cos(angle), sin(angle)) }
  private var normal: Place2D { Place2D(-sin(angle), cos(angle)) }

  var lyingLongways: Box {
    guard height > width else { return self }
    var turned = self
    turned.angle = angle + .pi / 2
    turned.along = across
    turned.across = (-along.upperBound)...(-along.lowerBound)
    return turned
  }

  /// Each side moved to the half of its ink's strength; a rectangle's side is spoken for by most of it, an oval's by a
  /// little of its middle.
  func refined(
    _ ink: InkStrength, least: Double, outline: BoxImprint.Outline, _ limits: Thresholds.Outline
  ) -> Box {
    let part = outline == .rectangle ? limits.rectanglePart : limits.ovalPart
    func side(_ outward: Place2D, _ sideways: Place2D, _ half: Double, _ width: Double) -> Double {
      let offsets = stride(from: -part, through: part, by: part / 20).map { $0 * width }
      let edges = offsets.compactMap { offset in
        ink.edge(
          from: centre + sideways * offset, towards: outward,
          band: (half - limits.sideInside)...(half + limits.sideOutside), least: least,
          beyond: limits.beyond
        ).map { ($0.place - centre).dot(outward) }
      }
      return edges.count >= limits.leastSideEdges ? edges.sorted()[edges.count / 2] : half
    }
    var box = self
    let middle = ((along.lowerBound + along.upperBound) / 2, (across.lowerBound + across.upperBound) / 2)
    let left = side(direction * -1, normal, width / 2, height)
    let right = side(direction, normal, width / 2, height)
    let top = side(normal * -1, direction, height / 2, width)
    let bottom = side(normal, direction, height / 2, width)
    box.along = (middle.0 - left)...(middle.0 + right)
    box.across = (middle.1 - top)...(middle.1 + bottom)
    return box
  }

  /// The strongest ink just inside each point of the outline.
  func strengths(_ ink: InkStrength, outline: BoxImprint.Outline, _ limits: Thresholds.Outline) -> [Double] {
    (outline == .rectangle ? rectangle(without: limits.cornerShare) : oval).map { point, inward in
      stride(from: 0.0, through: limits.depth, by: Self.deeper).map { ink.at(point + inward * $0) }.max() ?? 0
    }
  }

  /// Where around the oval its ink ends.
  func offsets(_ ink: InkStrength, least: Double, _ limits: Thresholds.Outline) -> [RingOffset] {
    oval.compactMap { point, inward in
      let (start, outward) = (point + inward * limits.depth, inward * -1)
      let edge = ink.edge(
        from: start, towards: outward, band: 0...(limits.depth + limits.sideOutside), least: least,
        beyond: limits.beyond)
      return edge.map { RingOffset(direction: outward, distance: $0.place.distance(to: start) - limits.depth) }
    }
  }

  /// How finely the outline is looked at: millimetres inwards, shares of a side, and places of an oval.
  private static let (deeper, sideways, around) = (0.1, 0.01, 240)

  private typealias Spot = (place: Place2D, inward: Place2D)

  private func rectangle(without corner: Double) -> [Spot] {
    let steps = stride(from: corner, through: 1 - corner, by: Self.sideways)
    return steps.flatMap { share -> [Spot] in
      let x = along.lowerBound + width * share
      let y = across.lowerBound + height * share
      return [
        (place(x, across.lowerBound), normal), (place(x, across.upperBound), normal * -1),
        (place(along.lowerBound, y), direction), (place(along.upperBound, y), direction * -1),
      ]
    }
  }

  private var oval: [Spot] {
    (0..<Self.around).map { step in
      let turn = Double(step) * 2 * .pi / Double(Self.around)
      let offset = direction * (cos(turn) * width / 2) + normal * (sin(turn) * height / 2)
      let length = max(1e-6, offset.distance(to: Place2D(0, 0)))
      return (centre + offset, offset * (-1 / length))
    }
  }
}

extension Place2D {
  fileprivate func dot(_ other: Place2D) -> Double { x * other.x + y * other.y }
}
