// The page as its inks show it, and every box that wants ink looked at in turn.
internal import Layout
internal import Pictures

struct PageLook {
  private let expected: ExpectedPage
  private let thresholds: Thresholds
  private let seals: SealJudge
  private let signatures: SignatureJudge
  private let rectifier: Rectifier
  private let white: PaperWhite
  private let page: Window

  /// Pixels per millimetre of the small page on which inks are searched.
  private static let scale = 4.0

  init(_ picture: Picture, _ registration: Registration, _ expected: ExpectedPage, _ thresholds: Thresholds) {
    self.expected = expected
    self.thresholds = thresholds
    rectifier = Rectifier(picture, map: registration.map)
    let whole = Area(
      left: 0, top: 0, width: expected.size.width.millimetres, height: expected.size.height.millimetres)
    let raw = rectifier.window(whole, scale: Self.scale, white: nil)
    white = PaperWhite(raw, thresholds: thresholds.ink)
    page = white.whitened(raw)
    let map = InkMap(page, thresholds: thresholds.ink)
    seals = SealJudge(rectifier: rectifier, white: white, map: map, thresholds: thresholds)
    signatures = SignatureJudge(rectifier: rectifier, white: white, thresholds: thresholds.signature)
  }

  private var isGrey: Bool { seals.map.chroma < thresholds.quality.leastChroma }

  /// Signatures and seals; on a grey page no seal is judged, and it is said once.
  var findings: [ScanFinding] {
    var findings: [ScanFinding] = []
    for box in expected.boxes where !expected.optional.contains(box.name) {
      switch box.kind {
      case .signature: findings += signatures.findings(box: box.name, Area(box.rectangle))
      case .seal(let name) where !isGrey:
        findings += seals.findings(box: box.name, Area(box.rectangle), sealClass(name))
      default: break
      }
    }
    guard isGrey, wantsSeal else { return findings }
    let chroma = Double(seals.map.chroma)
    let limit = Double(thresholds.quality.leastChroma)
    return findings + [ScanFinding(.refuse, .greyPage, measured: chroma, unit: "greys", limit: limit)]
  }

  /// Whether the page has a place for a seal of its own.
  private var wantsSeal: Bool {
    expected.boxes.contains { box in
      switch box.kind {
      case .seal, .capture: !expected.optional.contains(box.name)
      default: false
      }
    }
  }

  /// Print and blanks; nothing without the page as it was printed.
  /// - Parameter isSure: whether the scan is fine and sharp enough to refuse a page for it.
  func content(isSure: Bool) -> ContentJudge.Outcome {
    guard let printed = expected.printed else { return .init() }
    let difference = PageDifference(page, expected, printed: printed, thresholds: thresholds.print)
    let print = PrintJudge(
      rectifier: rectifier, white: white, printed: printed, pageWidth: expected.size.width.millimetres,
      thresholds: thresholds.print)
    return ContentJudge(
      expected: expected, difference: difference, print: print, thresholds: thresholds, isSure: isSure
    ).outcome
  }

  /// The part of the seal across the edges that this page shows, and why there is none. A grey page that wants a seal of
  /// its own was refused for that already; one that wants none has no red, whatever it was scanned with.
  var straddle: (half: StraddleHalf?, findings: [ScanFinding]) {
    guard let box = expected.boxes.first(where: { $0.name == "straddle" }), !expected.optional.contains(box.name),
      !(isGrey && wantsSeal)
    else { return (nil, []) }
    let judge = StraddleJudge(
      seals: seals, thresholds: thresholds.straddle, pageWidth: expected.size.width.millimetres)
    if let half = judge.half(at: Area(box.rectangle)) { return (half, []) }
    // Parts of a seal that is not round are not laid over one another: whoever looks at the pages compares them.
    let (red, limit) = (judge.redAtEdge(beside: Area(box.rectangle)), thresholds.seal.scrawlArea)
    if takesOtherShapes, red >= limit {
      return (nil, [ScanFinding(.ask, .straddleUnsure, box: box.name, measured: red, unit: "mm²", limit: limit)])
    }
    return (nil, [ScanFinding(.refuse, .noStraddle, box: box.name, measured: red, unit: "mm²", limit: limit)])
  }

  private var takesOtherShapes: Bool {
    expected.sealClasses.values.contains { $0.others.contains { $0.shape != .round } }
  }

  /// A whole seal of the page, to hold the parts across the edges against.
  var wholeSeal: SealPattern? {
    guard !isGrey, expected.boxes.contains(where: { $0.name == "straddle" }) else { return nil }
    return expected.boxes.lazy.compactMap { box in
      guard case .seal(let name) = box.kind else { return nil }
      return seals.pattern(at: Area(box.rectangle), sealClass(name))
    }.first
  }

  /// What each box of a seal-capture template gave.
  func captures(_ quality: Quality, _ registration: Registration) -> [CaptureJudge.Outcome] {
    let boxes = expected.boxes.compactMap { box in
      if case .capture(let name) = box.kind { (box, sealClass(name)) } else { nil }
    }
    guard !boxes.isEmpty, !isGrey else { return [] }
    let reasons = unfit(quality, registration)
    guard reasons.isEmpty else { return [.init(findings: reasons)] }
    let judge = CaptureJudge(seals: seals, thresholds: thresholds)
    let outcomes = boxes.map { box, sealClass in
      judge.outcome(
        box: box.name, Area(box.rectangle), sealClass, optional: expected.optional.contains(box.name))
    }
    // Marks and bars shrink with the page: only the size of a dot tells at which scale it was printed.
    guard quality.printScale == nil, outcomes.contains(where: { $0.seal != nil }) else { return outcomes }
    return outcomes + [.init(findings: [quality.scaleUnknown])]
  }

  /// Why no seal picture may be taken from this scan at all.
  private func unfit(_ quality: Quality, _ registration: Registration) -> [ScanFinding] {
    let limits = thresholds.quality
    var findings: [ScanFinding] = []
    if registration.dpi < limits.captureDPI {
      let fault = ScanFault.captureCoarse(dpi: registration.dpi, least: thresholds.capture.dpi)
      findings.append(
        ScanFinding(.refuse, fault, measured: registration.dpi, unit: "dpi", limit: limits.captureDPI))
    }
    let keystone = quality.keystone
    if keystone > limits.mostKeystone {
      findings.append(
        ScanFinding(
          .refuse, .capturePhoto(keystone), measured: keystone, unit: "share", limit: limits.mostKeystone))
    }
    return findings
  }

  private func sealClass(_ name: String) -> ExpectedSeal { expected.sealClasses[name] ?? seals.usual(name) }
}

extension Area {
  init(_ rectangle: Rectangle) {
    self.init(
      left: rectangle.x.millimetres, top: rectangle.y.millimetres, width: rectangle.width.millimetres,
      height: rectangle.height.millimetres)
  }
}
