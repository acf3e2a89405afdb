// The limits of the sheet itself, of a seal across pages, of blanks and of print.

extension Thresholds {
  /// The paper's own edges, where a picture shows more than the paper.
  struct Paper: Codable, Hashable {
    /// Share by which a print may be larger or smaller than its paper has it; sheets differ by up to a hundredth themselves.
    let mostScaleError: Double
    /// How far width and height may be from each other in that.
    let mostDisagreement: Double
    /// How far inside the page's side looking begins, over which length there is surely paper, and how far outside it
    /// ends.
    let inside: Double
    let paper: Double
    let outside: Double
    /// What is left out at the page's corners, where marks are.
    let corner: Double
    /// The share of the paper's grey below which it is no paper, the length over which that is asked, and how much of it
    /// must be on the picture.
    let mostDesk: Double
    let desk: Double
    let leastDesk: Double
    /// The share of lines that must show the edge, and how far its quarters may lie apart on a bent page.
    let leastLines: Double
    let mostSpread: Double
  }

  /// The seal across the pages' edges.
  struct Straddle: Codable, Hashable {
    /// How far above and below its place, and from the edge, its middle may lie.
    let reach: Double
    /// Share of the ring that a part must show.
    let leastCoverage: Double
    /// Degrees by which parts of one impression may be turned against each other.
    let mostTurn: Double
    /// How much the parts may overlap at the seam, and how wide a strip may be lost there.
    let mostOverlap: Double
    let mostGap: Double
    /// How far up or down the pages may have slipped against each other.
    let mostSlip: Double
    /// How like the whole seal a part must be before its turn is believed, and how far ahead of the next best turn.
    let leastLikeness: Double
    let leastLead: Double
    /// Degrees from where on a turn is another one.
    let otherTurn: Int
    /// The strip along the edge that is looked at, and where the seal's middle may lie on either side of the edge.
    let strip: Double
    let middleInside: Double
    let middleOutside: Double
    /// A part's ink: how far outside the ring it reaches, how many pixels it has, and which share of them may be specks.
    let edgeReach: Double
    let leastPixels: Int
    /// Places of the pattern that two parts must both show to be compared.
    let leastShared: Int
    let specks: Double
    /// How far from the edge red is looked for where no part was found.
    let edgeStrip: Double
    /// The rings that are compared, as shares of the radius.
    let patternFrom: Double
    let patternThrough: Double
    /// What is left out beside a part's two ends.
    let cutLeft: Double
    let cutRight: Double
    /// The share of ink within the circle from where on nothing of another seal is in it; otherwise how wide the ring may
    /// be, and the share of the longest arc that an arc must have to be of the same ring.
    let ownShare: Double
    let ring: Double
    let arcShare: Double
  }

  struct Blank: Codable, Hashable {
    /// How far writing may reach out of its box upwards and sideways.
    let reach: Double
    /// Ink that makes a place written on.
    let leastInk: Double
    /// What is left out at the rim of a place that must stay empty.
    let frame: Double
  }

  /// Print compared with what was printed.
  struct Print: Codable, Hashable {
    /// A window's width, height and step.
    let window: Double
    let windowHeight: Double
    let step: Double
    /// How far a value may lie off, and a window within it.
    let shift: Double
    let localShift: Double
    /// Greys by which a window must vary to be compared.
    let leastContrast: Double
    /// The share of the print's contrast below which what is left of it is a ghost.
    let leastStrength: Double
    /// Likeness from which print is taken, and below which it counts as altered.
    let alike: Double
    let altered: Double
    /// How far from print ink still counts as print.
    let reach: Double
    /// Lightness in shares of white: what is ink, what is paper, and what of the print must have left ink.
    let mostInkLight: Double
    let leastPaperLight: Double
    let printedLight: Double
    /// The smallest blot, and its least length.
    let leastBlot: Double
    let leastLength: Double
    let mostMissing: Double
    let mostAdded: Double
    let mostForeign: Double
    /// How far around a signature, and around a seal's place, ink is nobody's business here.
    let signatureReach: Double
    let sealReach: Double
    /// The same around pens' places, and around codes and marks.
    let penReach: Double
    let furnitureReach: Double
    /// How much around a value is compared, how far its lost print and its added print may lie, and the room behind it.
    let valueMargin: Double
    let missingReach: Double
    let addedReach: Double
    let addedRoom: Double
    /// Likeness from which on a window need not be looked for elsewhere.
    let surelyAlike: Double
    /// Lightness of the print from where on nothing was printed.
    let blankLight: Double
    /// The tiles in which print is laid over the scan once more: side, least contrast, and likeness to be believed.
    let tile: Double
    let tileContrast: Double
    let tileLikeness: Double
    /// How far a bent page's print may lie off in them, and how far a tile may lie off those around it.
    let tileShift: Double
    let tileSlack: Double
    /// Likeness that a step must gain.
    let tileGain: Double
    /// What of the page is head, foot and margin.
    let headMargin: Double
    let footMargin: Double
    let sideMargin: Double
    /// Print that is no value: what at the page's rim is not looked at, and how much may be gone.
    let lostMargin: Double
    let mostLost: Double
    /// A window's width, height and step there, greys by which it must vary, and likeness from which it is taken, also on
    /// a scan that is fine and sharp.
    let otherWidth: Double
    let otherHeight: Double
    let otherStep: Double
    let otherContrast: Double
    let otherAlike: Double
    let otherSharplyAlike: Double
    /// How many of these windows are then looked at once more, as finely as values are; the greys by which their print must
    /// vary, and likeness from which it is taken.
    let closeWindows: Int
    let closeContrast: Double
    let closelyAlike: Double
  }
}
