// The figures a scan is held to: data with a version, kept beside the forms and stored with every verdict.
import FoundationEssentials
internal import Pictures

/// Read from `Forms/common/scan-thresholds.json`; lengths are millimetres, areas square millimetres,
/// greys and colours shares of the paper's white.
public struct Thresholds: Codable, Hashable, Sendable {
  public let version: String
  public let reading: Reading
  let registration: Registration
  let quality: Quality
  let paper: Paper
  let ink: Ink
  let seal: Seal
  let search: Search
  let outline: Outline
  let signature: Signature
  let capture: Capture
  let straddle: Straddle
  let blank: Blank
  let print: Print
  let copy: Copy
  let side: Side

  /// What one upload may cost.
  public struct Reading: Codable, Hashable, Sendable {
    let bytes: Int
    let pages: Int
    let pixels: Int
    let side: Int
    /// Bytes of address space of the decoding child.
    let memory: Int
    let processorSeconds: Int
    let wallSeconds: Int
    /// Looking for codes: see `CodeSearch`.
    let codeHalvedFrom: Int
    let codeDoubledBelow: Int
    let codeDark: Int
    let codeLight: Int
  }

  struct Registration: Codable, Hashable {
    /// How far from where it is expected a mark is looked for, at least, and as a share of the distance travelled.
    let nearReach: Double
    let farReachShare: Double
    /// Shares of the printed area.
    let leastMarkArea: Double
    let mostMarkArea: Double
    /// Second moments over area: 0.167 for a square and 0.159 for a disc, however turned.
    let leastMarkSpread: Double
    let mostMarkSpread: Double
    /// Greys of 255.
    let leastMarkContrast: Int
    /// Pixels of a mark's side below which it is not told from a speck.
    let leastMarkSide: Double
    let mostResidual: Double
    /// With three marks only an affine page is believed, and only a flat one.
    let mostAffineResidual: Double
    /// A decoder tells corners in whole pixels: how much they weigh beside a mark's centre.
    let codeWeight: Double
    /// Known places from where on the page's perspective is believed while marks are looked for.
    let steadyPlaces: Int
    /// Shares of a mark's surroundings that are taken for its white and its black.
    let lightShare: Double
    let darkShare: Double
    /// Greys below white from where on a pixel belongs to a mark's soft edge.
    let softEdge: Int
    /// Bars of a scale page: how far their marks may lie off, the grey below which they are dark, the share of their
    /// length that must be, how much around an end is looked at, and by how many greys it must stand out.
    let barReach: Double
    let barDark: Double
    let barShare: Double
    let barAround: Double
    let barContrast: Double
    /// Millimetres at a bar's ends that need not be dark, and the densities a scan of bars may claim.
    let barEnds: Double
    let barLeastDPI: Double
    let barMostDPI: Double
  }

  struct Quality: Codable, Hashable {
    let leastDPI: Double
    let notedDPI: Double
    let captureDPI: Double
    let goodEdge: Double
    let mostEdge: Double
    /// Share by which print and page may differ.
    let mostScaleError: Double
    /// Share by which scale may vary over the page before it counts as a photograph.
    let mostKeystone: Double
    /// Greys of 255; below it a page has no colour.
    let leastChroma: Int
    /// Shares of a code's pixels that are taken for its white, its black and its steepest steps.
    let lightShare: Double
    let darkShare: Double
    let steepShare: Double
    /// The least density a file may claim to be believed, and by which share the page may then differ from its paper.
    let leastClaim: Double
    let mostPaperError: Double
    /// Pixels of a code's side that its edges need to be measured.
    let leastCode: Int
  }

  struct Ink: Codable, Hashable {
    let whiteTile: Double
    let whitePercentile: Double
    let leastDifference: Double
    let leastSaturation: Double
    /// What is added to a pixel's red before its saturation is taken, lest black be colourful.
    let saturationGround: Double
    let leastLight: Double
    let faintDifference: Double
    let mostDarkLight: Double
    /// How many of a pixel's eight neighbours must have its ink too.
    let leastNeighbours: Int
    /// The share of pixels that must be as colourful as a page is said to be.
    let chromaShare: Double
    /// A tile that is darker is no paper; dividing by it would make light of noise.
    let leastWhite: Double
  }

  struct Seal: Codable, Hashable {
    let leastDiameter: Double
    let mostDiameter: Double
    /// For a seal class that says nothing itself.
    let usualLeastDiameter: Double
    let usualMostDiameter: Double
    let diameterTolerance: Double
    /// How far outside its box the centre may lie.
    let reach: Double
    let fullCoverage: Double
    let partCoverage: Double
    /// From where on a ring that should not be here is believed: of another size, shape or colour.
    let otherCoverage: Double
    /// How far from its circle or oval, in millimetres, the edge of a part of a ring may typically lie.
    let mostRoughness: Double
    /// The same of an oval that is not whole, whose outline follows from the box around its ink.
    let mostOvalRoughness: Double
    let leastArea: Double
    let leastShareInside: Double
    let doubleShareOutside: Double
    let faintStrength: Double
    let scrawlArea: Double
    /// How far the ring may differ from the class's sizes when it is looked for, and how much is looked at around it.
    let radiusSlack: Double
    let around: Double
    /// How far outside the ring its own ink reaches, and what counts as near it.
    let insideReach: Double
    let nearReach: Double
    /// Ink farther than this from other ink is another impression's.
    let gap: Double
  }

  /// How the rough ring of a seal is told from other red on the small page.
  struct Search: Codable, Hashable {
    let leastPixels: Int
    /// The share of its ring, less what is outside, that a circle must have to be a candidate.
    let leastScore: Double
    /// How far behind the best a circle may lie that deserves a closer look.
    let roughLead: Double
    /// How far inside the circle its ink is looked for, and how far outside there should be none.
    let inRing: [Double]
    let outsideRing: [Double]
    let outsidePenalty: Double
  }

  /// How the exact outline is taken from the ink's edges.
  struct Outline: Codable, Hashable {
    /// Round seals: how far from the rough ring edges are looked for, and how far off the fit they may lie, pass by pass.
    let bands: [Double]
    let fits: [Double]
    let leastEdges: Int
    let leastFitted: Int
    let beyond: Double
    let coverageBand: Double
    let onCircle: Double
    /// Square and oval ones: pixels, the share of them that may be specks, how far from a rough side the exact one is
    /// looked for, and which part of a side speaks for it.
    let leastBoxPixels: Int
    let specks: Double
    let sideInside: Double
    let sideOutside: Double
    let rectanglePart: Double
    let ovalPart: Double
    let leastSideEdges: Int
    /// The share of a rectangle's side at each corner that need not be inked, and how far inside the outline its ink may
    /// begin.
    let cornerShare: Double
    let depth: Double
  }

  struct Signature: Codable, Hashable {
    let inset: Double
    let mostLight: Double
    let leastComponent: Double
    let cell: Double
    let cellShare: Double
    let signedCells: Int
    let doubtfulCells: Int
    let leastWidth: Double
    /// A printed rule is flatter than this and longer than this share of the box.
    let ruleHeight: Double
    let ruleShare: Double
  }

  struct Capture: Codable, Hashable {
    let inset: Double
    let dpi: Double
    let noDifference: Double
    let fullShare: Double
    let leastSpeck: Double
    let margin: Double
    let coverage: Double
    let mostShareOutside: Double
    let mostDarkArea: Double
    /// How far outside its outline a seal's ink may lie, and how near inside it a line counts as crossing.
    let outsideReach: Double
    let insideReach: Double
    /// The picture's opacity: how many times paper's own red is surely ink, the share of ink that is not the strongest,
    /// the share of the strongest that gives the colour, and from where on a pixel is opaque.
    let surelyInked: Double
    let strongShare: Double
    let colourShare: Double
    let opaque: Double
    /// Pixels around ink that stay with it, as its soft edge.
    let softEdge: Int
  }

  /// Sides without a code.
  struct Side: Codable, Hashable {
    /// Pixels of the longer side at which a page is looked at, and how far around each the paper is looked for.
    let height: Double
    let reach: Double
    /// Shares of the page that are looked at.
    let widthShare: Double
    let heightShare: Double
    /// How much darker than its paper ink is, and the share of it from where on a side is not empty.
    let leastDarkness: Double
    let leastInk: Double
    /// Greys by which a part must be lighter than its neighbour to count so.
    let leastStep: Double
    /// Of 256 bits by which two pictures of one page may differ.
    let mostDifference: Int
  }

  /// Copies of licences and cards; pixels.
  struct Copy: Codable, Hashable {
    /// Of a whole page, and of a picture of a card alone or one whose density can be believed.
    let leastSide: Double
    let leastPartSide: Double
    /// Pixels per inch that make up for few pixels.
    let leastDPI: Double
    let mostEdge: Double
    /// Share of a seal's ring, and how far its radius may differ from the usual ones.
    let leastSeal: Double
    let radiusSlack: Double
    /// Shares of pixels taken for white, black and the steepest steps.
    let lightShare: Double
    let darkShare: Double
    let steepShare: Double
    /// The least density a file may claim to be believed.
    let leastClaim: Double
    /// Characters that a line must have to be read again as a number, and the share of them that must be digits.
    let lineCharacters: Int
    let lineDigits: Double
    /// The share of a word that must be digits to belong to the number.
    let wordDigits: Double
    /// Such a line cut out: how many times as long as its print is high it is at least, how much beside and above it is
    /// taken with it, in heights, how far it may slope, and the heights in pixels at which it is read.
    let lineLength: Double
    let lineBeside: Double
    let lineAbove: Double
    let lineSlope: Double
    let lineHeights: [Int]
    /// Pixels of the shorter side from where on a page is halved before it is read.
    let halvedFrom: Int
  }
}
