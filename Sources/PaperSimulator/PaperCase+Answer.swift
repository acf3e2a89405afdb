// What a careful clerk answers to each case: the truth that a judge's verdict is held against.

extension PaperCase {
  /// The verdicts that are right, and the codes of the findings of which one must be named.
  public struct Answer: Hashable, Sendable, Codable {
    public let verdicts: Set<String>
    /// Empty when no reason need be named.
    public let codes: Set<String>

    /// Whether a verdict and its codes are right.
    public func accepts(_ verdict: String, _ codes: Set<String>) -> Bool {
      verdicts.contains(verdict) && (self.codes.isEmpty || !self.codes.isDisjoint(with: codes))
    }
  }

  /// For one page looked at alone: halves of two copies are told only beside each other.
  public var answer: Answer {
    switch self {
    case .good, .otherStraddle: Answer(verdicts: ["accepted"], codes: [])
    case .noSeal: .refused("C50")
    case .halfSeal: .doubted("C51", "C50", "C73")
    case .doubleSeal: Answer(verdicts: ["ask", "accepted"], codes: [])
    case .faintSeal: Answer(verdicts: ["ask"], codes: ["C52"])
    case .blueSeal: .refused("C54")
    case .photocopied: .refused("C55", "C37")
    case .smallSeal: Answer(verdicts: ["ask"], codes: ["C56"])
    case .squareSeal: .refused("C57")
    case .sealElsewhere: .refused("C58")
    case .redScrawl: .refused("C59")
    case .noStraddle: .refused("C62")
    case .noSignature: .refused("C40")
    case .noDate: .doubted("C60")
    case .staffWritten: .doubted("C61")
    case .changed: .doubted("C80", "C81", "C82", "C83")
    case .covered: .doubted("C80", "C81", "C82", "C83")
    case .whitened: .doubted("C80", "C81", "C82")
    case .added: .doubted("C80", "C81", "C83", "C84")
    case .crossedSeal: .refused("C74")
    case .sealAtFrame: .refused("C75")
    case .twoSeals: .refused("C76", "C73")
    case .stained: .refused("C76")
    case .shrunken: .doubted("C36")
    }
  }

  /// The same, where what scanned the page may show no colour.
  /// - Parameter boxes: of the page.
  func answer(on kind: ScanModel.Kind, _ boxes: [SimulatedBox]) -> Answer {
    if kind.isColourless, boxes.contains(where: { $0.isSeal || $0.isCapture }) { return .refused("C37") }
    return answer
  }
}

extension PaperCase.Answer {
  fileprivate static func refused(_ codes: String...) -> Self { Self(verdicts: ["refused"], codes: Set(codes)) }

  /// Shown to a person or refused: either keeps the page from being taken as it is.
  fileprivate static func doubted(_ codes: String...) -> Self {
    Self(verdicts: ["ask", "refused"], codes: Set(codes))
  }
}
