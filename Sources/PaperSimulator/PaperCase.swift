// What happens to a page between printer and counter, by name.

public enum PaperCase: String, CaseIterable, Hashable, Sendable, Codable {
  case good
  // Seals
  case noSeal = "no-seal"
  case halfSeal = "half-seal"
  case doubleSeal = "double-seal"
  case faintSeal = "faint-seal"
  case blueSeal = "blue-seal"
  case photocopied
  case smallSeal = "small-seal"
  case squareSeal = "square-seal"
  case sealElsewhere = "seal-elsewhere"
  case redScrawl = "red-scrawl"
  // The seal across all pages' edges
  case noStraddle = "no-straddle"
  /// The halves come from two copies.
  case otherStraddle = "other-straddle"
  // The pen
  case noSignature = "no-signature"
  /// Signed, and the date left open.
  case noDate = "no-date"
  /// Somebody wrote where only the counter's staff may.
  case staffWritten = "staff-written"
  // Printed words
  case changed, covered, whitened, added
  // Seal sheets
  /// A line of print or pen runs through the seal.
  case crossedSeal = "crossed-seal"
  /// The seal touches its frame.
  case sealAtFrame = "seal-at-frame"
  case twoSeals = "two-seals"
  /// A red stain beside the seal.
  case stained
  /// Printed at 97 % of its size.
  case shrunken = "printed-at-97"

  /// What is done to printed words, when anything is.
  public var tampering: Tampering? { Tampering(rawValue: rawValue) }

  /// Whether it can happen to a page with these boxes.
  public func applies(to boxes: [SimulatedBox]) -> Bool {
    switch self {
    case .good, .shrunken: true
    case .halfSeal, .faintSeal, .blueSeal: boxes.contains { $0.isSeal || $0.isCapture }
    case .noSeal, .doubleSeal, .photocopied, .smallSeal, .squareSeal, .sealElsewhere, .redScrawl:
      boxes.contains(where: \.isSeal)
    case .noStraddle, .otherStraddle: boxes.contains(where: \.isStraddle)
    case .noSignature: boxes.contains(where: \.isSignature)
    case .noDate: boxes.contains(where: \.isDate)
    case .staffWritten: boxes.contains(where: \.isStaff)
    case .changed, .covered, .whitened, .added: boxes.contains(where: \.isField)
    case .crossedSeal, .sealAtFrame, .twoSeals, .stained: boxes.contains(where: \.isCapture)
    }
  }
}
