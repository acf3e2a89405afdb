// One thing found on a page, with its box, the figure measured and the limit it is held to.
public import Domain

public struct ScanFinding: Hashable, Sendable {
  public let weight: Weight
  public let fault: ScanFault
  /// The name of the box, when it is about one.
  public let box: String?
  public let measured: Double?
  /// `mm`, `dpi`, `share`, `mm²`, `cells`.
  public let unit: String?
  public let limit: Double?

  public init(
    _ weight: Weight, _ fault: ScanFault, box: String? = nil, measured: Double? = nil, unit: String? = nil,
    limit: Double? = nil
  ) {
    self.weight = weight
    self.fault = fault
    self.box = box
    self.measured = measured
    self.unit = unit
    self.limit = limit
  }

  public var explanation: Explanation { fault.explanation }
}

/// What becomes of a page: taken, refused with every reason, or shown to a person who decides.
public enum Verdict: String, Hashable, Sendable, Codable {
  case accepted, ask, refused

  public init(_ findings: [ScanFinding]) {
    switch findings.map(\.weight).max() {
    case .refuse: self = .refused
    case .ask: self = .ask
    case .note, nil: self = .accepted
    }
  }
}

/// A seal cut out of a capture box, ready for GB/T 38540's SES_ESPictrueInfo.
public struct ExtractedSeal: Hashable, Sendable {
  /// The box's name, such as `capture.1`.
  public let name: String
  public let sealClass: String
  /// Transparent PNG.
  public let png: [UInt8]
  /// Of the picture's resolution.
  public let dpi: Int
  /// Nil unless round.
  public let diameter: Double?
  /// Of the seal's outer edge, in millimetres.
  public let width: Double
  public let height: Double
}

/// The verdict on one page, with everything it rests on.
public struct PageVerdict: Sendable {
  public let file: String
  /// Counts from 1 inside the file.
  public let number: Int
  public let code: PageCode?
  public let verdict: Verdict
  public let findings: [ScanFinding]
  public let seals: [ExtractedSeal]
  /// True pixels per inch, where the page could be laid over its scan.
  public let dpi: Double?
  /// Degrees clockwise by which the page lies turned on its scan.
  public let turn: Double?
  /// Millimetres.
  public let residual: Double?
  /// Of the thresholds it was held to.
  public let thresholds: String

  package init(
    of page: ScannedPage, code: PageCode?, findings: [ScanFinding], seals: [ExtractedSeal] = [],
    registration: Registration? = nil, thresholds: String
  ) {
    file = page.file
    number = page.number
    self.code = code
    verdict = Verdict(findings)
    self.findings = findings
    self.seals = seals
    dpi = registration?.dpi
    turn = registration.map { $0.map.turn(at: Place2D(105, 148)) }
    residual = registration?.residual
    self.thresholds = thresholds
  }
}
