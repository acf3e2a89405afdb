// The part of a seal that one page shows of the seal across all pages' edges (骑缝章).
internal import Glibc

/// A seal's ink around its middle, turn by turn: what is compared to tell how two impressions lie to each other.
public struct SealPattern: Hashable, Sendable {
  /// Of the outer edge, in millimetres.
  let diameter: Double
  /// Rings from the middle outwards, each of 360 degrees; nil where the page does not show it.
  let rings: [[Float?]]

  /// How far one ring is from the next, as a share of the radius.
  private static let step = 0.05

  init(_ ink: InkStrength, _ circle: Circle, _ limits: Thresholds.Straddle, shows: (Place2D) -> Bool) {
    diameter = circle.radius * 2
    rings = stride(from: limits.patternFrom, through: limits.patternThrough, by: Self.step).map { share in
      (0..<360).map { degree in
        let place = circle.place(Double(degree) * .pi / 180, circle.radius * share)
        return shows(place) ? Float(ink.at(place)) : nil
      }
    }
  }

  /// How far another part must be turned, in degrees, to lie on this whole seal.
  /// - Parameters:
  ///   - apart: degrees from where on a turn is another one.
  ///   - least: places that both must show to be compared.
  /// - Returns: the best turn, how like the two then are, and how far ahead that is of any other turn.
  func turn(of part: SealPattern, apart: Int, least: Int) -> (degrees: Double, likeness: Double, lead: Double) {
    let scores = (0..<360).map { likeness(to: part, turned: $0, least: least) }
    let best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
    let others = scores.indices.filter { Self.apart(Double($0), Double(best)) > Double(apart) }.map { scores[$0] }
    return (Double(best) + Self.beside(best, scores), scores[best], scores[best] - (others.max() ?? 0))
  }

  /// How far beside the best whole degree the likeness is highest, by the parabola through it and its neighbours.
  private static func beside(_ best: Int, _ scores: [Double]) -> Double {
    let (before, after) = (scores[(best + 359) % 360], scores[(best + 1) % 360])
    let bend = before - 2 * scores[best] + after
    return bend < 0 ? max(-0.5, min(0.5, (before - after) / (2 * bend))) : 0
  }

  /// Degrees between two turns, at most 180.
  static func apart(_ one: Double, _ other: Double) -> Double {
    let difference = abs(one - other).truncatingRemainder(dividingBy: 360)
    return min(difference, 360 - difference)
  }

  private func likeness(to part: SealPattern, turned degrees: Int, least: Int) -> Double {
    var a = 0.0
    var b = 0.0
    var aa = 0.0
    var bb = 0.0
    var ab = 0.0
    var count = 0.0
    for (whole, seen) in zip(rings, part.rings) {
      for place in 0..<360 {
        guard let one = whole[place], let other = seen[(place + degrees) % 360] else { continue }
        let (p, s) = (Double(one), Double(other))
        a += p
        b += s
        aa += p * p
        bb += s * s
        ab += p * s
        count += 1
      }
    }
    guard count > Double(least) else { return -1 }
    let spread = (aa - a * a / count) * (bb - b * b / count)
    return spread <= 1e-9 ? 0 : (ab - a * b / count) / spread.squareRoot()
  }
}

/// What one page shows of the seal across the edges.
public struct StraddleHalf: Hashable, Sendable {
  /// Where this page's part begins and ends, from the seal's middle, in millimetres; the outer edge where it is whole.
  let left: Double
  let right: Double
  /// How far down the page the seal's middle lies, in millimetres.
  let level: Double
  let pattern: SealPattern
}

/// Looks for the part of the seal at the page's edge.
struct StraddleJudge {
  /// So many whole seals beside a part are passed over: no more find room there.
  private static let mostWhole = 2

  let seals: SealJudge
  let thresholds: Thresholds.Straddle
  let pageWidth: Double

  /// Nil when there is none.
  func half(at box: Area) -> StraddleHalf? {
    let right = Area(
      left: pageWidth - thresholds.strip, top: box.top - thresholds.reach, width: thresholds.strip,
      height: box.height + 2 * thresholds.reach)
    if let half = half(
      in: right, middleAcross: (pageWidth - thresholds.middleInside)...(pageWidth + thresholds.middleOutside))
    {
      return half
    }
    // Pages turned over show their part at the other edge.
    var left = right
    left.left = 0
    return half(in: left, middleAcross: -thresholds.middleOutside...thresholds.middleInside)
  }

  /// Red ink that reaches to either edge beside the seal's place, in square millimetres.
  func redAtEdge(beside box: Area) -> Double {
    let width = thresholds.edgeStrip
    let red = [pageWidth - width, 0].map { left in
      let edge = Area(
        left: left, top: box.top - thresholds.reach, width: width, height: box.height + 2 * thresholds.reach)
      return seals.map.area(of: seals.map.places(of: .red, in: edge).count)
    }
    return red.max() ?? 0
  }

  private func half(in area: Area, middleAcross: ClosedRange<Double>) -> StraddleHalf? {
    let limits = seals.thresholds.seal
    let centres = Area(
      left: middleAcross.lowerBound, top: area.top, width: middleAcross.upperBound - middleAcross.lowerBound,
      height: area.height)
    let search = CircleSearch(map: seals.map, ink: .red, thresholds: seals.thresholds.search)
    let radii = (limits.usualLeastDiameter / 2 - limits.radiusSlack)...(limits.mostDiameter / 2)
    guard let found = part(search, area, centres, radii), found.coverage >= thresholds.leastCoverage else { return nil }
    let strength = seals.strength(around: found.circle.centre, found.circle.radius + limits.around, .red)
    guard
      let imprint = RoundImprint(
        strength, around: found.circle, least: seals.least(.red), seals.thresholds.outline),
      imprint.coverage >= thresholds.leastCoverage
    else { return nil }
    return half(imprint.circle, strength)
  }

  /// The fullest ring that is no whole seal: another seal of the page may stand so near that its middle could be the
  /// part's, and of a part some of the ring is always on the other page.
  private func part(
    _ search: CircleSearch, _ area: Area, _ centres: Area, _ radii: ClosedRange<Double>
  ) -> CircleSearch.Found? {
    var whole: [Circle] = []
    while whole.count <= Self.mostWhole,
      let found = search.best(in: area, centres: centres, radii: radii, besides: whole)
    {
      guard found.coverage >= seals.thresholds.seal.fullCoverage else { return found }
      whole.append(found.circle)
    }
    return nil
  }

  private func half(_ circle: Circle, _ ink: InkStrength) -> StraddleHalf? {
    let xs = own(circle).map(\.x).sorted()
    guard xs.count > thresholds.leastPixels else { return nil }
    let cut = Int(Double(xs.count) * thresholds.specks)
    // A part ends at the paper's edge even where no ink happens to reach it.
    let left = max(0, xs[cut]) - circle.centre.x
    let last = xs[xs.count - 1 - cut] - circle.centre.x
    let right = pageWidth - circle.centre.x < circle.radius ? pageWidth - circle.centre.x : last
    let pattern = SealPattern(ink, circle, thresholds) { place in
      place.x >= circle.centre.x + left + thresholds.cutLeft && place.x <= circle.centre.x + right - thresholds.cutRight
    }
    return StraddleHalf(left: left, right: right, level: circle.centre.y, pattern: pattern)
  }

  /// The part's own ink. Where ink reaches out of the circle another seal of the page touches the part or lies across it,
  /// and only the ring tells them apart.
  private func own(_ circle: Circle) -> [Place2D] {
    let area = Area(
      left: circle.centre.x - circle.radius, top: circle.centre.y - circle.radius, width: 2 * circle.radius,
      height: 2 * circle.radius
    ).grown(by: circle.radius)
    let groups = seals.map.groups(of: .red, in: area, around: area, gap: seals.thresholds.seal.gap)
    var inside: [Place2D] = []
    var isMixed = false
    for group in groups {
      let part = group.places.filter { $0.distance(to: circle.centre) < circle.radius + thresholds.edgeReach }
      inside += part
      if !part.isEmpty, Double(part.count) < thresholds.ownShare * Double(group.places.count) { isMixed = true }
    }
    return isMixed ? longArcs(circle, of: inside) : inside
  }

  /// Ink along the ring; where another seal's crosses it, there are only short arcs.
  private func longArcs(_ circle: Circle, of ink: [Place2D]) -> [Place2D] {
    let ring = ink.filter { $0.distance(to: circle.centre) > circle.radius - thresholds.ring }
    let arcs = InkGroup.groups(of: ring, gap: seals.thresholds.seal.gap)
    let longest = Double(arcs.map(\.places.count).max() ?? 0)
    return arcs.filter { Double($0.places.count) >= longest * thresholds.arcShare }.flatMap(\.places)
  }
}

/// Holds the parts of one copy's pages against each other.
public struct StraddleMatch {
  private let thresholds: Thresholds.Straddle

  public init(thresholds: Thresholds) { self.thresholds = thresholds.straddle }

  /// - Parameters:
  ///   - first: of the page that lay on top.
  ///   - second: of the page that lay next under it.
  ///   - whole: an impression of the same seal elsewhere on these pages; without it only the seam is measured.
  public func findings(_ first: StraddleHalf, _ second: StraddleHalf, whole: SealPattern?) -> [ScanFinding] {
    if let finding = seam(first, second) { return [finding] }
    guard let whole else { return [] }
    let one = whole.turn(of: first.pattern, apart: thresholds.otherTurn, least: thresholds.leastShared)
    let other = whole.turn(of: second.pattern, apart: thresholds.otherTurn, least: thresholds.leastShared)
    for part in [one, other] where part.likeness < thresholds.leastLikeness || part.lead < thresholds.leastLead {
      let likeness = max(0, part.likeness)
      return [
        ScanFinding(
          .ask, .straddleUnsure, box: "straddle", measured: likeness, unit: "likeness", limit: thresholds.leastLikeness)
      ]
    }
    let turn = SealPattern.apart(one.degrees, other.degrees)
    guard turn > thresholds.mostTurn else { return [] }
    return [
      ScanFinding(
        .refuse, .straddleTurned(turn), box: "straddle", measured: turn, unit: "°", limit: thresholds.mostTurn)
    ]
  }

  /// Where the upper page ends the lower page's part begins.
  private func seam(_ first: StraddleHalf, _ second: StraddleHalf) -> ScanFinding? {
    let gap = second.left - first.right
    let slip = abs(second.level - first.level)
    if slip > thresholds.mostSlip { return finding(slip, thresholds.mostSlip) }
    if gap < -thresholds.mostOverlap { return finding(gap, -thresholds.mostOverlap) }
    return gap > thresholds.mostGap ? finding(gap, thresholds.mostGap) : nil
  }

  private func finding(_ gap: Double, _ limit: Double) -> ScanFinding {
    ScanFinding(.refuse, .straddleGap(gap), box: "straddle", measured: gap, unit: "mm", limit: limit)
  }
}
