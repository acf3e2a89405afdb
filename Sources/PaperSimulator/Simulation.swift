// One page's story: how it was signed and stamped, what went wrong, how it was scanned, and the truth about all that.
public import Pictures

public struct Simulation: Sendable {
  public var page: Int
  /// How many pages the document has, for the seal across their edges.
  public var pages: Int
  public var boxes: [SimulatedBox]
  public var story = PaperCase.good
  public var isSigned = true
  /// The stamp pressed into every seal and capture box; its place and turn follow from the seed. Nil for none.
  public var stamp: SealStamp?
  /// Other stamps for boxes of these names.
  public var stamps: [String: SealStamp] = [:]
  public var scan: ScanModel
  public var seed: UInt64
  /// The same for all pages of one copy: they lay fanned out under one impression of the seal across their edges.
  public var copySeed: UInt64

  /// - Parameters:
  ///   - page: counts from 1; boxes of other pages are left out.
  ///   - boxes: of the document.
  public init(page: Int, boxes: [SimulatedBox], scan: ScanModel, seed: UInt64) {
    self.page = page
    pages = boxes.map(\.page).max() ?? 1
    self.boxes = boxes.filter { $0.page == page }
    self.scan = scan
    self.seed = seed
    copySeed = seed
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
    /// Names of all other boxes that were written in.
    public var written: [String]
    public var alterations: [Alteration]
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

  /// Tampers, signs, stamps and scans.
  public func run(on printed: PrintedPage) -> Result {
    var desk = WritingDesk(sheet: printed.sheet, story: story, seed: seed)
    desk.tamper(with: boxes)
    if isSigned { desk.sign(boxes) }
    desk.stamp(boxes.filter { $0.isSeal || $0.isCapture }, with: stamp, stamps)
    if let box = boxes.first(where: \.isStraddle), let stamp {
      desk.straddle(box, stamp, page: page, of: pages, copy: copySeed)
    }
    desk.spoil(boxes)
    let scanner = Scanner(sheet: desk.sheet, model: model, seed: seed)
    return Result(picture: scanner.picture, truth: truth(scanner, desk))
  }

  private var model: ScanModel {
    var model = scan
    if story == .shrunken { model.printScale = 0.97 }
    return model
  }

  private func truth(_ scanner: Scanner, _ desk: WritingDesk) -> Truth {
    let corners = boxes.map { box in
      let spots = [(0.0, 0.0), (1, 0), (1, 1), (0, 1)].map { share in
        scanner.place(of: Spot(box.x + box.width * share.0, box.y + box.height * share.1))
      }
      return (box.name, spots)
    }
    // A page whose values are all too short to be tampered with came back as it was.
    let happened = story.tampering != nil && desk.alterations.isEmpty ? .good : story
    return Truth(
      story: happened, seed: seed, page: page, scan: model, seals: desk.seals, signatures: desk.signatures,
      written: desk.written, alterations: desk.alterations,
      corners: Dictionary(corners, uniquingKeysWith: { first, _ in first }))
  }
}
