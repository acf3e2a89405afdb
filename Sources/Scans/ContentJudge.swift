// Nothing altered, everything filled in, nothing written where nothing may stand.
internal import Layout
internal import Pictures

struct ContentJudge {
  let expected: ExpectedPage
  let difference: PageDifference
  let print: PrintJudge
  let thresholds: Thresholds
  /// Whether the scan is fine and sharp enough to refuse a page for what its print looks like; otherwise a person looks.
  let isSure: Bool

  private var limits: Thresholds.Print { thresholds.print }

  struct Outcome {
    var findings: [ScanFinding] = []
    var pictures: [SeenBesidePrinted] = []
    /// Where what is no box of its own was found.
    var places: [String: Area] = [:]
  }

  var outcome: Outcome {
    var outcome = Outcome()
    for box in expected.boxes where box.kind == .field || box.kind == .text { judge(box, &outcome) }
    judgeElsewhere(&outcome)
    outcome.findings += foreignWriting + blanks
    return outcome
  }

  /// On a sharp scan a single changed character tells; a soft one makes sound print as unlike.
  private var otherAlike: Double { isSure ? limits.otherSharplyAlike : limits.otherAlike }

  /// Print that is no value: what is held against it is for a person.
  private func judgeElsewhere(_ outcome: inout Outcome) {
    let print = elsewherePrinted
    if let (size, area) = print.lost, size >= limits.mostLost {
      return tell(ScanFault.printLost(size), "print.lost", area, size, "mm²", limits.mostLost, &outcome)
    }
    let windows = print.windows
    if let (score, area) = windows.min(by: { $0.score < $1.score }), score < otherAlike {
      tell(ScanFault.printUnlike(score), "print", area, score, "likeness", otherAlike, &outcome)
    } else if isSure, let (score, area) = leastAlike(print.leastAlike(of: windows)), score < limits.closelyAlike {
      tell(ScanFault.printUnlike(score), "print", area, score, "likeness", limits.closelyAlike, &outcome)
    }
  }

  /// What is least alike from afar, looked at as finely as values are: a digit of a sentence is a third of its window.
  private func leastAlike(_ doubtful: [Area]) -> (score: Double, area: Area)? {
    doubtful.compactMap { area in
      print.leastAlike(in: area, off: difference.shift(at: area.middle), contrast: limits.closeContrast)
        .map { ($0.score, area) }
    }.min { $0.0 < $1.0 }
  }

  private func tell(
    _ fault: ScanFault, _ name: String, _ area: Area, _ measured: Double, _ unit: String, _ limit: Double,
    _ outcome: inout Outcome
  ) {
    outcome.findings.append(ScanFinding(.ask, fault, box: name, measured: measured, unit: unit, limit: limit))
    outcome.places[name] = area
    let shown = area.grown(by: limits.otherHeight)
    if let pictures = self.print.pictures(of: shown, off: difference.shift(at: area.middle), box: name) {
      outcome.pictures.append(pictures)
    }
  }

  private var elsewherePrinted: PrintElsewhere {
    var (values, furniture, inked): ([Area], [Area], [Area]) = ([], [], [])
    for box in expected.boxes {
      let area = Area(box.rectangle)
      switch box.kind {
      case .field, .text: values.append(area.grown(by: limits.missingReach))
      case .signature: inked.append(area.grown(by: limits.signatureReach))
      case .seal, .capture: inked.append(area.grown(by: limits.sealReach))
      case .blank where box.name == "straddle": inked.append(area.grown(by: limits.sealReach))
      case .blank: inked.append(area.grown(by: thresholds.blank.reach + limits.penReach))
      case .pageCode, .secondPageCode, .squareMark, .discMark, .edgeMark, .scaleBar:
        furniture.append(area.grown(by: limits.furnitureReach))
      }
    }
    let page = Area(
      left: 0, top: 0, width: expected.size.width.millimetres, height: expected.size.height.millimetres)
    return PrintElsewhere(
      difference: difference, values: values, furniture: furniture, inked: inked, page: page, limits: limits)
  }

  private func judge(_ box: NamedBox, _ outcome: inout Outcome) {
    guard let (finding, area) = worst(box) else { return }
    outcome.findings.append(finding)
    let shift = difference.shift(at: area.middle)
    if let pictures = print.pictures(of: area, off: shift, box: box.name) { outcome.pictures.append(pictures) }
  }

  /// The gravest thing that happened to a value.
  private func worst(_ box: NamedBox) -> (ScanFinding, Area)? {
    let area = Area(box.rectangle)
    let missing = difference.missingBlots(in: area.grown(by: limits.missingReach)).filter {
      $0.area >= limits.leastBlot
    }
    let gone = missing.reduce(0) { $0 + $1.area }
    if gone >= limits.mostMissing {
      return (finding(gravest, .covered(gone), box, gone, "mm²", limits.mostMissing), area)
    }
    let added = added(to: area)
    if added >= limits.mostAdded { return (finding(gravest, .added(added), box, added, "mm²", limits.mostAdded), area) }
    let comparison = print.compare(box, off: difference.shift(at: area.middle))
    guard let score = comparison.score, score < limits.alike else { return nil }
    return score < limits.altered
      ? (finding(gravest, .altered(score), box, score, "likeness", limits.altered), area)
      : (finding(.ask, .unlike(score), box, score, "likeness", limits.alike), area)
  }

  private var gravest: Weight { isSure ? .refuse : .ask }

  /// Ink beside and between the characters, as a value made longer has it.
  private func added(to area: Area) -> Double {
    difference.extraBlots(in: room(of: area)).filter { $0.area >= limits.leastBlot && !isWriting($0.middle) }
      .reduce(0) { $0 + $1.area }
  }

  /// A value with the room for one more character behind it.
  private func room(of area: Area) -> Area {
    var room = area.grown(by: limits.addedReach)
    room.width += limits.addedRoom
    return room
  }

  private func finding(
    _ weight: Weight, _ fault: ScanFault, _ box: NamedBox, _ measured: Double, _ unit: String, _ limit: Double
  ) -> ScanFinding {
    ScanFinding(weight, fault, box: box.name, measured: measured, unit: unit, limit: limit)
  }

  // MARK: Everywhere else

  /// Where ink is somebody else's business: signatures, seals, dates, and values, which are compared.
  private var elsewhere: [Area] {
    expected.boxes.compactMap { box in
      let area = Area(box.rectangle)
      switch box.kind {
      case .signature: return area.grown(by: limits.signatureReach)
      case .seal, .capture: return area.grown(by: limits.sealReach)
      case .blank where box.name == "straddle": return area.grown(by: limits.sealReach)
      case .blank: return area.grown(by: thresholds.blank.reach + limits.penReach)
      case .field, .text: return room(of: area)
      case .pageCode, .secondPageCode, .squareMark, .discMark, .edgeMark, .scaleBar:
        return area.grown(by: limits.furnitureReach)
      }
    }
  }

  private func isWriting(_ place: Place2D) -> Bool {
    expected.boxes.contains { box in
      switch box.kind {
      case .signature: Area(box.rectangle).grown(by: limits.signatureReach).contains(place)
      case .blank: Area(box.rectangle).grown(by: thresholds.blank.reach).contains(place)
      default: false
      }
    }
  }

  private var foreignWriting: [ScanFinding] {
    let allowed = elsewhere
    let blots = difference.extraBlots(in: content).filter { blot in
      blot.area >= limits.leastBlot && blot.length >= limits.leastLength
        && !allowed.contains { $0.contains(blot.middle) }
    }
    let area = blots.reduce(0) { $0 + $1.area }
    guard area >= limits.mostForeign else { return [] }
    return [
      ScanFinding(.ask, .foreignWriting(area), measured: area, unit: "mm²", limit: limits.mostForeign)
    ]
  }

  /// Between head and foot: what stands there belongs to the document.
  private var content: Area {
    let size = expected.size
    return Area(
      left: limits.sideMargin, top: limits.headMargin, width: size.width.millimetres - 2 * limits.sideMargin,
      height: size.height.millimetres - limits.headMargin - limits.footMargin)
  }

  // MARK: Blanks

  /// One finding for a year, month and day that belong together.
  private var blanks: [ScanFinding] {
    var told: Set<String> = []
    return expected.boxes.compactMap { box in
      guard box.kind == .blank, let use = expected.blanks[box.name] else { return nil }
      let ink = difference.extraInk(in: place(of: box, use))
      let limit = thresholds.blank.leastInk
      switch use {
      case .filled where ink < limit:
        guard told.insert(Self.group(of: box.name)).inserted else { return nil }
        return finding(.ask, .blankOpen(ink), box, ink, "mm²", limit)
      case .empty where ink >= limit:
        guard told.insert(Self.group(of: box.name)).inserted else { return nil }
        return finding(.ask, .blankUsed(ink), box, ink, "mm²", limit)
      default: return nil
      }
    }
  }

  /// Writing on a line reaches above it; what must stay empty is looked at without its frame.
  private func place(of box: NamedBox, _ use: BlankUse) -> Area {
    let area = Area(box.rectangle)
    guard use == .filled else { return area.grown(by: -thresholds.blank.frame) }
    let reach = thresholds.blank.reach
    return Area(left: area.left, top: area.top - reach, width: area.width, height: area.height + reach)
  }

  private static func group(of name: String) -> String {
    for part in ["-year", "-month", "-day"] where name.hasSuffix(part) { return String(name.dropLast(part.count)) }
    return name
  }
}
