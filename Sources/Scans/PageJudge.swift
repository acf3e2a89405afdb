// Judges one scanned page against what its order expects, as a careful clerk would.
public import Domain
internal import Layout
internal import Pictures

public struct PageJudge: Sendable {
  private let thresholds: Thresholds

  public init(thresholds: Thresholds) { self.thresholds = thresholds }

  /// The page code on a page: the first that says anything of ours.
  public static func code(on page: some CodedPage) -> PageCode? { page.codes.lazy.compactMap(\.pageCode).first }

  /// A page has its code twice; where two say different things, one was glued on.
  package static func contradiction(on page: some CodedPage) -> [ScanFinding] {
    let count = Set(page.codes.compactMap(\.pageCode)).count
    guard count > 1 else { return [] }
    return [ScanFinding(.refuse, .codesDiffer, measured: Double(count), unit: "codes", limit: 1)]
  }

  /// The verdict on a page that could not be set to any order.
  public func refused(_ page: some CodedPage, _ findings: [ScanFinding]) -> PageVerdict {
    PageVerdict(of: page, code: Self.code(on: page), findings: findings, thresholds: thresholds.version)
  }

  /// The verdict on a page that needs nobody's attention.
  package func passedOver(_ page: some CodedPage, _ note: ScanFinding) -> PageVerdict {
    PageVerdict(of: page, code: Self.code(on: page), findings: [note], thresholds: thresholds.version)
  }

  /// The verdict on a page of an order.
  /// - Parameter identity: what `PageMatch` found; a page of the wrong paper is not judged further.
  public func judge(
    _ page: ScannedPage, against expected: ExpectedPage, identity: [ScanFinding] = []
  ) -> PageVerdict {
    let code = Self.code(on: page)
    if identity.contains(where: { $0.weight == .refuse }) { return refused(page, identity) }
    let codes = page.codes.filter { $0.pageCode == code && code != nil }
    let plane = page.picture.red
    do throws(RegistrationFault) {
      let registrar = Registrar(plane: plane, page: expected, thresholds: thresholds.registration)
      let registration = try registrar.register(codes)
      return judge(page, expected, registration, plane, identity)
    } catch {
      return PageVerdict(
        of: page, code: code, findings: identity + [finding(for: error)], thresholds: thresholds.version)
    }
  }

  private func judge(
    _ page: ScannedPage, _ expected: ExpectedPage, _ registration: Registration, _ plane: Picture,
    _ identity: [ScanFinding]
  ) -> PageVerdict {
    let quality = Quality(
      picture: page.picture, plane: plane, registration: registration, size: expected.size,
      thresholds: thresholds.quality)
    var verdict = PageVerdict(
      of: page, code: Self.code(on: page), findings: identity + gate(quality, registration, page),
      registration: registration,
      thresholds: thresholds.version)
    verdict.places = Dictionary(
      expected.boxes.map { ($0.name, $0.rectangle.corners.map { registration.map($0) }) },
      uniquingKeysWith: { first, _ in first })
    if verdict.verdict == .refused { return verdict }
    let look = PageLook(page.picture, registration, expected, thresholds)
    let captured = look.captures(quality, registration)
    let content = look.content(isSure: isFine(quality, registration))
    let straddle = look.straddle
    verdict.add(look.findings + straddle.findings + captured.flatMap(\.findings) + content.findings)
    verdict.seals = captured.compactMap(\.seal)
    verdict.comparisons = content.pictures
    for (name, area) in content.places { verdict.places[name] = area.corners.map { registration.map($0) } }
    verdict.straddle = straddle.half
    verdict.wholeSeal = look.wholeSeal
    return verdict
  }

  private func finding(for fault: RegistrationFault) -> ScanFinding {
    let limit = thresholds.registration.mostResidual
    return switch fault {
    case .noCode: ScanFinding(.refuse, .noCode)
    case .tooFewMarks(let found, let expected):
      ScanFinding(
        .refuse, .marksMissing(found: found, expected: expected), measured: Double(found), unit: "marks",
        limit: Double(expected))
    case .notFlat(let figure): ScanFinding(.refuse, .notFlat(figure), measured: figure, unit: "mm", limit: limit)
    }
  }

  /// What must hold before anything on the page is judged.
  private func gate(_ quality: Quality, _ registration: Registration, _ page: ScannedPage) -> [ScanFinding] {
    density(registration.dpi) + sharpness(quality.edgeWidth)
      + printScale(quality, registration, isOwnScan: page.isOwnScan)
  }

  /// Whether nothing is held against the scan itself; a page is refused for its print only then.
  private func isFine(_ quality: Quality, _ registration: Registration) -> Bool {
    density(registration.dpi).isEmpty && sharpness(quality.edgeWidth).isEmpty
  }

  private func density(_ dpi: Double) -> [ScanFinding] {
    let limits = thresholds.quality
    if dpi < limits.leastDPI {
      let fault = ScanFault.tooCoarse(dpi: dpi, least: limits.leastDPI)
      return [ScanFinding(.refuse, fault, measured: dpi, unit: "dpi", limit: limits.leastDPI)]
    }
    guard dpi < limits.notedDPI else { return [] }
    let fault = ScanFault.coarse(dpi: dpi, wanted: limits.notedDPI)
    return [ScanFinding(.note, fault, measured: dpi, unit: "dpi", limit: limits.notedDPI)]
  }

  private func sharpness(_ width: Double?) -> [ScanFinding] {
    let limits = thresholds.quality
    guard let width, width > limits.goodEdge else { return [] }
    return width > limits.mostEdge
      ? [
        ScanFinding(
          .refuse, .blurred(width, most: limits.mostEdge), measured: width, unit: "mm", limit: limits.mostEdge)
      ]
      : [
        ScanFinding(
          .ask, .somewhatBlurred(width, most: limits.goodEdge), measured: width, unit: "mm", limit: limits.goodEdge)
      ]
  }

  /// Programs crop a scan and stretch it to a page: only of our own run of a scanner a dot's size is surely known. Of a
  /// picture whose dots have no known size the paper's edges tell, where they are on it.
  private func printScale(
    _ quality: Quality, _ registration: Registration, isOwnScan: Bool
  ) -> [ScanFinding] {
    if let scale = quality.printScale {
      return printScale(scale, error: thresholds.quality.mostScaleError, isOwnScan ? .refuse : .ask)
    }
    let edges = PaperEdges(
      plane: quality.plane, map: registration.map, size: quality.size, limits: thresholds.paper)
    return edges.printScale.map { printScale($0, error: thresholds.paper.mostScaleError, .ask) } ?? []
  }

  private func printScale(_ scale: Double, error: Double, _ weight: Weight) -> [ScanFinding] {
    guard abs(scale - 1) > error else { return [] }
    let limit = scale > 1 ? 1 + error : 1 - error
    return [ScanFinding(weight, .printScale(scale), measured: scale, unit: "share", limit: limit)]
  }
}
