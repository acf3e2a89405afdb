// Whether the right seal stands in its place: red, of its class's shape, whole; of another size a person decides.
internal import Layout
internal import Pictures

struct SealJudge {
  let rectifier: Rectifier
  let white: PaperWhite
  /// The inks of the whole page.
  let map: InkMap
  let thresholds: Thresholds

  private var limits: Thresholds.Seal { thresholds.seal }

  /// Pixels per millimetre at which rings, and boxes, are measured.
  private static let (fine, coarse) = (10.0, 8.0)

  func findings(box name: String, _ area: Area, _ expected: ExpectedSeal) -> [ScanFinding] {
    let place = Place(name: name, area: area, expected: expected, judge: self)
    let own = place.expectedSeal()
    if own?.isEmpty == true { return [] }
    let others = expected.others.map { Place(name: name, area: area, expected: $0, judge: self).expectedSeal() }
    if others.contains([]) { return [] }
    return own ?? place.otherRedSeal() ?? others.compactMap(\.self).first ?? place.otherColour() ?? place.elsewhere()
      ?? place.nothing()
  }

  /// The ink of a whole round seal in its place, for other impressions to be held against; nil when it is not whole.
  func pattern(at area: Area, _ expected: ExpectedSeal) -> SealPattern? {
    guard expected.shape == .round else { return nil }
    let centres = area.grown(by: limits.reach)
    let around = centres.grown(by: expected.width.upperBound / 2 + limits.around)
    let radii = expected.radii(slack: limits.radiusSlack)
    let search = CircleSearch(map: map, ink: .red, thresholds: thresholds.search)
    guard let found = search.best(in: around, centres: centres, radii: radii) else { return nil }
    let ink = strength(around: found.circle.centre, found.circle.radius + limits.around, .red)
    guard let imprint = RoundImprint(ink, around: found.circle, least: least(.red), thresholds.outline),
      imprint.coverage >= limits.fullCoverage
    else { return nil }
    return SealPattern(ink, imprint.circle, thresholds.straddle) { _ in true }
  }

  /// The class of a box whose pack says nothing about sizes.
  func usual(_ name: String) -> ExpectedSeal {
    ExpectedSeal(name, .round, width: limits.usualLeastDiameter...limits.usualMostDiameter)
  }

  /// A round seal that is not red, and how much of its ring is there.
  func otherColour(in area: Area, centres: Area) -> (ScanFault, Double)? {
    let radii = (limits.leastDiameter / 2)...(limits.mostDiameter / 2)
    for (ink, fault) in [(Ink.blue, ScanFault.blueSeal), (.dark, .blackSeal)] {
      let search = CircleSearch(map: map, ink: ink, thresholds: thresholds.search)
      guard let found = search.best(in: area, centres: centres, radii: radii), found.coverage >= limits.otherCoverage,
        let imprint = measured(found.circle, ink), imprint.coverage >= limits.otherCoverage
      else { continue }
      return (fault, imprint.coverage)
    }
    return nil
  }

  /// A measured round imprint around a rough one.
  func measured(_ circle: Circle, _ ink: Ink) -> RoundImprint? {
    RoundImprint(
      strength(around: circle.centre, circle.radius + limits.around, ink), around: circle, least: least(ink),
      thresholds.outline)
  }

  func least(_ ink: Ink) -> Double {
    ink == .faintRed ? thresholds.ink.faintDifference : thresholds.ink.leastDifference
  }

  func strength(around centre: Place2D, _ half: Double, _ ink: Ink) -> InkStrength {
    let area = Area(left: centre.x - half, top: centre.y - half, width: 2 * half, height: 2 * half)
    return InkStrength(rectifier.window(area, scale: Self.fine, white: white), ink: ink)
  }

  /// The box around all ink of an area.
  func box(around area: Area, _ ink: Ink, _ outline: BoxImprint.Outline) -> BoxImprint? {
    box(around: map.places(of: ink, in: area), in: area, ink, outline)
  }

  func box(around places: [Place2D], in area: Area, _ ink: Ink, _ outline: BoxImprint.Outline) -> BoxImprint? {
    let strength = InkStrength(rectifier.window(area, scale: Self.coarse, white: white), ink: ink)
    return BoxImprint(places, strength, outline: outline, least: least(ink), thresholds.outline)
  }
}

/// One box that wants a seal.
private struct Place {
  let name: String
  let area: Area
  let expected: ExpectedSeal
  let judge: SealJudge

  private var limits: Thresholds.Seal { judge.thresholds.seal }
  private var tolerance: Double { limits.diameterTolerance }
  /// Where the seal's centre may lie, and where its ink may lie.
  private var centres: Area { area.grown(by: limits.reach) }
  private var reach: Area { area.grown(by: limits.reach + expected.width.upperBound / 2 + limits.around) }
  private var anyRadius: ClosedRange<Double> { (limits.leastDiameter / 2)...(limits.mostDiameter / 2) }

  private func finding(
    _ weight: Weight, _ fault: ScanFault, _ measured: Double? = nil, _ unit: String? = nil, _ limit: Double? = nil
  ) -> [ScanFinding] {
    [ScanFinding(weight, fault, box: name, measured: measured, unit: unit, limit: limit)]
  }

  private func circle(_ ink: Ink, _ radii: ClosedRange<Double>, in area: Area, centres: Area) -> CircleSearch.Found? {
    CircleSearch(map: judge.map, ink: ink, thresholds: judge.thresholds.search)
      .best(in: area, centres: centres, radii: radii)
  }

  /// A seal of the expected shape and about the expected size; nil when there is none.
  func expectedSeal() -> [ScanFinding]? {
    guard expected.shape == .round else { return expectedBox() }
    let radii = expected.radii(slack: limits.radiusSlack)
    guard let found = circle(.red, radii, in: reach, centres: centres), found.coverage >= limits.partCoverage,
      let imprint = judge.measured(found.circle, .red), imprint.coverage >= limits.partCoverage,
      inkInside(imprint.circle) >= limits.leastArea, shareInside(imprint.circle) >= limits.leastShareInside
    else { return nil }
    // A full ring of another size, a square, or a pen's strokes may hide behind the arcs of this one.
    if imprint.coverage < limits.fullCoverage,
      imprint.roughness > limits.mostRoughness || square != nil || otherRound() != nil
    {
      return nil
    }
    return judged(imprint)
  }

  private func judged(_ imprint: RoundImprint) -> [ScanFinding] {
    let diameter = imprint.circle.radius * 2
    guard imprint.coverage >= limits.fullCoverage else {
      return finding(.ask, .partSeal(imprint.coverage), imprint.coverage, "share", limits.fullCoverage)
    }
    if let wrong = size(diameter, expected.width) { return wrong }
    if imprint.strength < limits.faintStrength {
      return finding(.ask, .faintSeal(imprint.strength), imprint.strength, "share", limits.faintStrength)
    }
    let outside = shareOutside(imprint.circle)
    if outside > limits.doubleShareOutside {
      return finding(.ask, .doubleSeal(outside), outside, "share", limits.doubleShareOutside)
    }
    return []
  }

  private func size(_ figure: Double, _ window: ClosedRange<Double>) -> [ScanFinding]? {
    let (least, most) = (window.lowerBound - tolerance, window.upperBound + tolerance)
    guard figure < least || figure > most else { return nil }
    return finding(
      .ask, .sealSize(figure, least: window.lowerBound, most: window.upperBound), figure, "mm",
      figure < least ? window.lowerBound : window.upperBound)
  }

  /// Red that lies together in its place; the seal across the pages' edges may reach in beside it.
  private var groups: [InkGroup] {
    judge.map.groups(of: .red, in: reach, around: centres, gap: limits.gap)
  }

  private func box(_ outline: BoxImprint.Outline) -> BoxImprint? {
    groups.first.flatMap { judge.box(around: $0.places, in: reach, .red, outline) }
  }

  private func expectedBox() -> [ScanFinding]? {
    guard let imprint = box(expected.shape == .square ? .rectangle : .oval),
      imprint.coverage >= limits.partCoverage, centres.contains(imprint.centre)
    else { return nil }
    guard imprint.coverage >= limits.fullCoverage else {
      // Strokes have a box around them, too.
      if imprint.roughness > limits.mostOvalRoughness { return nil }
      return finding(.ask, .partSeal(imprint.coverage), imprint.coverage, "share", limits.fullCoverage)
    }
    return size(imprint.width, expected.width) ?? expected.height.flatMap { size(imprint.height, $0) } ?? []
  }

  private func otherRound() -> RoundImprint? {
    guard let found = circle(.red, anyRadius, in: reach, centres: centres), found.coverage >= limits.otherCoverage,
      let imprint = judge.measured(found.circle, .red), imprint.coverage >= limits.fullCoverage
    else { return nil }
    return imprint
  }

  private var square: BoxImprint? {
    box(.rectangle).flatMap { $0.coverage >= limits.otherCoverage ? $0 : nil }
  }

  /// A red seal here of another size, another shape, or with hardly any ink.
  func otherRedSeal() -> [ScanFinding]? {
    if let imprint = otherRound() {
      let diameter = imprint.circle.radius * 2
      return expected.shape == .round ? size(diameter, expected.width) : otherShape(imprint.coverage)
    }
    if let square, expected.shape != .square { return otherShape(square.coverage) }
    return faint()
  }

  private func otherShape(_ coverage: Double) -> [ScanFinding] {
    finding(.refuse, .sealShape, coverage, "share", limits.otherCoverage)
  }

  private func faint() -> [ScanFinding]? {
    let radii = expected.radii(slack: limits.radiusSlack)
    guard expected.shape == .round, let found = circle(.faintRed, radii, in: reach, centres: centres),
      found.coverage >= limits.fullCoverage, let imprint = judge.measured(found.circle, .faintRed),
      imprint.coverage >= limits.fullCoverage
    else { return nil }
    return finding(.ask, .faintSeal(imprint.strength), imprint.strength, "share", limits.faintStrength)
  }

  /// A seal here that is not red.
  func otherColour() -> [ScanFinding]? {
    judge.otherColour(in: reach, centres: centres).map { finding(.refuse, $0, $1, "share", limits.otherCoverage) }
  }

  /// A whole seal somewhere else on the page.
  func elsewhere() -> [ScanFinding]? {
    guard let found = circle(.red, anyRadius, in: judge.map.area, centres: judge.map.area),
      found.coverage >= limits.fullCoverage, !centres.contains(found.circle.centre)
    else { return nil }
    let distance = area.distance(to: found.circle.centre)
    return finding(.refuse, .sealElsewhere(distance), distance, "mm", limits.reach)
  }

  func nothing() -> [ScanFinding] {
    let red = judge.map.area(of: groups.reduce(0) { $0 + $1.places.count })
    if red >= limits.scrawlArea { return finding(.refuse, .redScrawl(red), red, "mm²", limits.scrawlArea) }
    return finding(.refuse, .noSeal, red, "mm²", limits.scrawlArea)
  }
}

extension Place {
  private func square(_ circle: Circle, _ more: Double) -> Area {
    let half = circle.radius + more
    return Area(left: circle.centre.x - half, top: circle.centre.y - half, width: 2 * half, height: 2 * half)
  }

  private func count(_ circle: Circle, within more: Double) -> Int {
    judge.map.places(of: .red, in: square(circle, more)).count { place in
      place.distance(to: circle.centre) <= circle.radius + more
    }
  }

  /// Square millimetres.
  private func inkInside(_ circle: Circle) -> Double { judge.map.area(of: count(circle, within: limits.insideReach)) }

  private func shareInside(_ circle: Circle) -> Double {
    Double(count(circle, within: limits.insideReach)) / Double(max(1, count(circle, within: limits.nearReach)))
  }

  /// Red just outside the ring over red inside.
  private func shareOutside(_ circle: Circle) -> Double {
    let inside = count(circle, within: limits.insideReach)
    return Double(count(circle, within: limits.nearReach) - inside) / Double(max(1, inside))
  }
}

extension ExpectedSeal {
  /// Of rings that may be meant for this seal.
  func radii(slack: Double) -> ClosedRange<Double> {
    (width.lowerBound / 2 - slack)...(width.upperBound / 2 + slack)
  }
}
