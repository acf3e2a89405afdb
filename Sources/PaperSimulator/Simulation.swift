// One page's story: how it was signed and stamped, what went wrong, how it was scanned, and the truth about all that.
public import Pictures

/// What happens to a page between printer and counter.
public enum PaperCase: String, CaseIterable, Hashable, Sendable, Codable {
  case good
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
  case noSignature = "no-signature"
}

public struct Simulation: Sendable {
  public var page: Int
  public var boxes: [SimulatedBox]
  public var story = PaperCase.good
  public var isSigned = true
  /// The stamp pressed into every seal and capture box; its place and turn follow from the seed. Nil for none.
  public var stamp: SealStamp?
  /// Other stamps for boxes of these names.
  public var stamps: [String: SealStamp] = [:]
  public var scan: ScanModel
  public var seed: UInt64

  /// - Parameters:
  ///   - page: counts from 1; boxes of other pages are left out.
  ///   - boxes: of the document.
  public init(page: Int, boxes: [SimulatedBox], scan: ScanModel, seed: UInt64) {
    self.page = page
    self.boxes = boxes.filter { $0.page == page }
    self.scan = scan
    self.seed = seed
    stamp = SealStamp(.round, width: 42, centre: Spot(0, 0))
  }

  /// What was really done to the page.
  public struct Truth: Hashable, Sendable, Codable {
    public var story: PaperCase
    public var seed: UInt64
    public var page: Int
    public var scan: ScanModel
    public var seals: [Seal]
    /// Names of boxes that were signed.
    public var signatures: [String]
    /// Where each box's corners lie on the picture, clockwise from the top left, in pixels.
    public var corners: [String: [Spot]]

    public struct Seal: Hashable, Sendable, Codable {
      public var box: String
      public var stamp: SealStamp
    }
  }

  public struct Result: Sendable {
    public let picture: Picture
    public let truth: Truth
  }

  /// Signs, stamps and scans.
  public func run(on printed: PrintedPage) -> Result {
    var chance = Chance(seed: seed)
    var sheet = printed.sheet
    let signed = boxes.filter { $0.isSignature && isSigned && story != .noSignature }
    for box in signed {
      let colour: InkColour = chance.below(2) == 0 ? .bluePen : .blackPen
      sheet.draw(Handwriting(in: box, colour: colour, seed: chance.next()).drawing)
    }
    let seals = boxes.filter { $0.isSeal || $0.isCapture }.flatMap { impressions(in: $0, &chance) }
    for seal in seals { for drawing in seal.stamp.drawings { sheet.draw(drawing) } }
    if story == .redScrawl {
      for box in boxes where box.isSeal {
        sheet.draw(Handwriting(scrawlIn: box, colour: .redPen, seed: chance.next()).drawing)
      }
    }
    let scanner = Scanner(sheet: sheet, model: scan, seed: seed)
    return Result(picture: scanner.picture, truth: truth(scanner, signed, seals))
  }

  private func truth(_ scanner: Scanner, _ signed: [SimulatedBox], _ seals: [Truth.Seal]) -> Truth {
    let corners = boxes.map { box in
      let spots = [(0.0, 0.0), (1, 0), (1, 1), (0, 1)].map { share in
        scanner.place(of: Spot(box.x + box.width * share.0, box.y + box.height * share.1))
      }
      return (box.name, spots)
    }
    return Truth(
      story: story, seed: seed, page: page, scan: scan, seals: seals, signatures: signed.map(\.name),
      corners: Dictionary(corners, uniquingKeysWith: { first, _ in first }))
  }

  private func impressions(in box: SimulatedBox, _ chance: inout Chance) -> [Truth.Seal] {
    guard var stamp = stamps[box.name] ?? stamp, story != .noSeal, story != .redScrawl else { return [] }
    let room = box.isCapture ? 3.0 : 6.0
    stamp.centre = box.middle + Spot(chance.between(-room, room), chance.between(-room, room))
    stamp.turn = chance.between(-14, 14)
    stamp.seed = chance.next()
    spoil(&stamp, box, &chance)
    return [Truth.Seal(box: box.name, stamp: stamp)]
  }

  private func spoil(_ stamp: inout SealStamp, _ box: SimulatedBox, _ chance: inout Chance) {
    switch story {
    case .halfSeal: stamp.fault = .half
    case .doubleSeal: stamp.fault = .double
    case .faintSeal: stamp.fault = .faint
    case .blueSeal: stamp.colour = .blueSeal
    case .photocopied:
      stamp.colour = .toner
      stamp.fault = .flat
    case .smallSeal: (stamp.width, stamp.height) = (22, 22)
    case .squareSeal:
      stamp.shape = .square
      (stamp.width, stamp.height) = (36, 36)
    case .sealElsewhere:
      let far = box.middle.y > 150 ? -95.0 : 95
      stamp.centre = Spot(chance.between(60, 150), box.middle.y + far)
    case .good, .noSeal, .redScrawl, .noSignature: break
    }
  }
}
