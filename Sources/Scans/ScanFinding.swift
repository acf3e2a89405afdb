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

/// A seal cut out of a capture box, ready for GB/T 38540's SES_ESPictureInfo.
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
  /// Of the whole picture, with its margin around the seal: what SES_ESPictureInfo wants, in millimetres.
  public let pictureWidth: Int
  public let pictureHeight: Int
}

/// A printed value as it was made and as it came back, both as PNG of the same part of the page.
public struct SeenBesidePrinted: Hashable, Sendable {
  /// The box's name.
  public let box: String
  public let printed: [UInt8]
  public let seen: [UInt8]
}

/// The verdict on one page, with everything it rests on.
public struct PageVerdict: Sendable {
  public let file: String
  /// Counts from 1 inside the file.
  public let number: Int
  public let code: PageCode?
  public private(set) var verdict: Verdict
  public private(set) var findings: [ScanFinding]
  public internal(set) var seals: [ExtractedSeal] = []
  /// Of values whose print is not what it was.
  public internal(set) var comparisons: [SeenBesidePrinted] = []
  /// What the page shows of the seal across all pages' edges.
  public internal(set) var straddle: StraddleHalf?
  /// A whole seal of the page, when it has a part across the edges too.
  public internal(set) var wholeSeal: SealPattern?
  /// Where each box lies on the scan: its corners clockwise from its own top left, in pixels of the upright picture.
  public internal(set) var places: [String: [Place2D]] = [:]
  /// True pixels per inch, where the page could be laid over its scan.
  public let dpi: Double?
  /// Degrees clockwise by which the page lies turned on its scan.
  public let turn: Double?
  /// Millimetres.
  public let residual: Double?
  /// Of the thresholds it was held to.
  public let thresholds: String

  package init(
    of page: some CodedPage, code: PageCode?, findings: [ScanFinding], registration: Registration? = nil,
    thresholds: String
  ) {
    file = page.file
    number = page.number
    self.code = code
    verdict = Verdict(findings)
    self.findings = findings
    dpi = registration?.dpi
    turn = registration.map { $0.map.turn(at: Place2D(105, 148)) }
    residual = registration?.residual
    self.thresholds = thresholds
  }
  /// Adds what was found later, or by looking at other pages too.
  public mutating func add(_ more: [ScanFinding]) {
    findings += more
    verdict = Verdict(findings)
  }
}
