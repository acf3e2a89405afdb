// Cuts the seal out of a box of the seal-capture template, or says why it cannot be used.
internal import Layout
internal import Pictures

struct CaptureJudge {
  let seals: SealJudge
  let thresholds: Thresholds

  private var limits: Thresholds.Capture { thresholds.capture }

  struct Outcome {
    var findings: [ScanFinding] = []
    var seal: ExtractedSeal?
    /// What stands there is no seal of the class's shape.
    var isOtherShape = false
  }

  /// - Parameter optional: an empty box is then nothing to tell.
  func outcome(box name: String, _ frame: Area, _ expected: ExpectedSeal, optional: Bool) -> Outcome {
    let area = frame.grown(by: -limits.inset)
    let red = seals.map.area(of: seals.map.places(of: .red, in: area).count)
    guard red >= thresholds.seal.leastArea else {
      if let other = notRed(name, area, expected) { return Outcome(findings: [other]) }
      let empty = finding(name, .captureEmpty, red, "mm²", thresholds.seal.leastArea)
      return Outcome(findings: optional && red < thresholds.seal.scrawlArea ? [] : [empty])
    }
    let own = outcome(name, area, expected)
    if own.findings.isEmpty { return own }
    let others = expected.others.map { outcome(name, area, $0) }
    if let good = others.first(where: { $0.findings.isEmpty }) { return good }
    return ([own] + others).first { !$0.isOtherShape } ?? own
  }

  /// A seal here that is not red, or of which hardly anything is seen.
  private func notRed(_ name: String, _ area: Area, _ expected: ExpectedSeal) -> ScanFinding? {
    let limit = thresholds.seal.otherCoverage
    if let (fault, coverage) = seals.otherColour(in: area, centres: area) {
      return finding(name, fault, coverage, "share", limit)
    }
    let blue = seals.map.area(of: seals.map.places(of: .blue, in: area).count)
    if expected.shape != .round, blue >= thresholds.seal.leastArea,
      let box = seals.box(around: area, .blue, expected.shape == .oval ? .oval : .rectangle), box.coverage >= limit
    {
      return finding(name, .blueSeal, box.coverage, "share", limit)
    }
    let radii = expected.radii(slack: thresholds.seal.radiusSlack)
    let search = CircleSearch(map: seals.map, ink: .faintRed, thresholds: thresholds.search)
    guard expected.shape == .round, let found = search.best(in: area, centres: area, radii: radii),
      let imprint = seals.measured(found.circle, .faintRed), imprint.coverage >= thresholds.seal.fullCoverage
    else { return nil }
    return finding(name, .faintSeal(imprint.strength), imprint.strength, "share", thresholds.seal.faintStrength)
  }

  /// What a seal of one class comes to; the picture of one whose size is unusual is there for the person who decides.
  private func outcome(_ name: String, _ area: Area, _ expected: ExpectedSeal) -> Outcome {
    guard let outline = outline(in: area, expected) else {
      let (none, limit) = (0.0, thresholds.seal.partCoverage)
      return Outcome(findings: [finding(name, .sealShape, none, "share", limit)], isOtherShape: true)
    }
    let faults = faults(of: outline, name, area, expected)
    if faults.contains(where: { $0.weight == .refuse }) { return Outcome(findings: faults) }
    guard let seal = cut(outline, name, expected) else {
      let coverage = outline.coverage
      return Outcome(findings: [finding(name, .captureIncomplete(coverage), coverage, "share", limits.coverage)])
    }
    return Outcome(findings: faults, seal: seal)
  }

  private func finding(
    _ name: String, _ fault: ScanFault, _ measured: Double, _ unit: String, _ limit: Double,
    weight: Weight = .refuse
  ) -> ScanFinding {
    ScanFinding(weight, fault, box: name, measured: measured, unit: unit, limit: limit)
  }

  private func outline(in area: Area, _ expected: ExpectedSeal) -> SealOutline? {
    switch expected.shape {
    case .round: round(in: area)
    case .oval:
      isSquare(in: area) ? nil : seals.box(around: area, .red, .oval).map { SealOutline(box: $0, isOval: true) }
    case .square: seals.box(around: area, .red, .rectangle).map { SealOutline(box: $0, isOval: false) }
    }
  }

  private func round(in area: Area) -> SealOutline? {
    let radii = (thresholds.seal.leastDiameter / 2)...(thresholds.seal.mostDiameter / 2)
    let search = CircleSearch(map: seals.map, ink: .red, thresholds: thresholds.search)
    guard let found = search.best(in: area, centres: area, radii: radii),
      found.coverage >= thresholds.seal.partCoverage
    else { return nil }
    let imprint = seals.measured(found.circle, .red)
    if imprint?.coverage ?? 0 < limits.coverage, isSquare(in: area) { return nil }
    return imprint.map { SealOutline(round: $0) }
  }

  private func isSquare(in area: Area) -> Bool {
    seals.box(around: area, .red, .rectangle).map { $0.coverage >= thresholds.seal.otherCoverage } ?? false
  }

  private func faults(
    of outline: SealOutline, _ name: String, _ area: Area, _ expected: ExpectedSeal
  ) -> [ScanFinding] {
    var faults: [ScanFinding] = []
    if outline.coverage < limits.coverage {
      faults.append(
        finding(name, .captureIncomplete(outline.coverage), outline.coverage, "share", limits.coverage))
    }
    if outline.strength < thresholds.seal.faintStrength {
      faults.append(
        finding(
          name, .faintSeal(outline.strength), outline.strength, "share", thresholds.seal.faintStrength, weight: .ask))
    }
    if let wrong = outline.wrongSize(expected, tolerance: thresholds.seal.diameterTolerance) {
      faults.append(
        finding(
          name, .sealSize(wrong.figure, least: wrong.window.lowerBound, most: wrong.window.upperBound),
          wrong.figure, "mm",
          wrong.figure < wrong.window.lowerBound ? wrong.window.lowerBound : wrong.window.upperBound, weight: .ask))
    }
    let gap = outline.gap(to: area)
    if gap < 0 { faults.append(finding(name, .captureAtFrame(max(0, gap + limits.inset)), gap, "mm", 0)) }
    let outside = outline.shareOutside(seals.map, .red, in: area, beyond: limits.outsideReach)
    if outside > limits.mostShareOutside {
      faults.append(finding(name, .captureTwo(outside), outside, "share", limits.mostShareOutside))
    }
    let dark = outline.area(of: .dark, in: seals.map, reach: limits.insideReach)
    if dark > limits.mostDarkArea {
      faults.append(finding(name, .captureCrossed(dark), dark, "mm²", limits.mostDarkArea))
    }
    return faults
  }

  private func cut(_ outline: SealOutline, _ name: String, _ expected: ExpectedSeal) -> ExtractedSeal? {
    let area = outline.bounds.grown(by: limits.margin).inWholeMillimetres
    let window = seals.rectifier.window(area, scale: limits.dpi / 25.4, white: seals.white)
    let picture = SealPicture(window, outline, limits).picture
    guard let png = try? PNG.encode(picture) else { return nil }
    return ExtractedSeal(
      name: name, sealClass: expected.name, png: png, dpi: Int(limits.dpi), diameter: outline.diameter,
      width: outline.width, height: outline.height, pictureWidth: Int(area.width), pictureHeight: Int(area.height))
  }
}

extension Area {
  /// Grown about its middle to whole millimetres, in which GB/T 38540 tells a picture's size: told in fractions, a seal
  /// would be drawn larger or smaller than it is.
  fileprivate var inWholeMillimetres: Area {
    let (whole, down) = (width.rounded(.up), height.rounded(.up))
    return Area(left: middle.x - whole / 2, top: middle.y - down / 2, width: whole, height: down)
  }
}
