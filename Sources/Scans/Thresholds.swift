// The figures a scan is held to: data with a version, kept beside the forms and stored with every verdict.
import Foundation
internal import Pictures

/// Read from `Forms/common/scan-thresholds.json`; lengths are millimetres, areas square millimetres,
/// greys and colours shares of the paper's white.
public struct Thresholds: Codable, Hashable, Sendable {
  public let version: String
  public let reading: Reading
  let registration: Registration
  let quality: Quality
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
    let mostResidual: Double
    /// With three marks only an affine page is believed, and only a flat one.
    let mostAffineResidual: Double
    /// A decoder tells corners in whole pixels: how much they weigh beside a mark's centre.
    let codeWeight: Double
    /// Shares of a mark's surroundings that are taken for its white and its black.
    let lightShare: Double
    let darkShare: Double
    /// Greys below white from where on a pixel belongs to a mark's soft edge.
    let softEdge: Int
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
  }

  struct Ink: Codable, Hashable {
    let whiteTile: Double
    let whitePercentile: Double
    let leastDifference: Double
    let leastSaturation: Double
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
    let mostDarkLength: Double
    /// How far outside its outline a seal's ink may lie, and how near inside it a line counts as crossing.
    let outsideReach: Double
    let insideReach: Double
    /// The picture's opacity: how many times paper's own red is surely ink, the share of ink that is not the strongest,
    /// the share of the strongest that gives the colour, and from where on a pixel is opaque.
    let surelyInked: Double
    let strongShare: Double
    let colourShare: Double
    let opaque: Double
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
    /// Of 256 bits by which two pictures of one page may differ.
    let mostDifference: Int
  }

  /// Copies of licences and cards; pixels.
  struct Copy: Codable, Hashable {
    let leastSide: Double
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
    let specks: Double
    /// What is left out beside a part's two ends.
    let cutLeft: Double
    let cutRight: Double
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
    /// What of the page is head, foot and margin.
    let headMargin: Double
    let footMargin: Double
    let sideMargin: Double
  }
}

extension Thresholds {
  /// Reads the file's text.
  /// - Throws: `ScanError.thresholds` naming the key that is missing, wrong or unknown.
  public init(json: [UInt8]) throws(ScanError) {
    do {
      self = try JSONDecoder().decode(Thresholds.self, from: Data(json))
    } catch let DecodingError.keyNotFound(key, context) {
      throw .thresholds(reason: (context.codingPath + [key]).map(\.stringValue).joined(separator: "."))
    } catch let DecodingError.typeMismatch(_, context) {
      throw .thresholds(reason: context.codingPath.map(\.stringValue).joined(separator: "."))
    } catch {
      throw .thresholds(reason: "JSON")
    }
    if let key = Self.unknownKey(json, self) { throw .thresholds(reason: key) }
  }

  /// A key that nobody reads is a threshold that somebody believes to have changed.
  private static func unknownKey(_ json: [UInt8], _ read: Thresholds) -> String? {
    guard let written = try? JSONEncoder().encode(read),
      let given = try? JSONSerialization.jsonObject(with: Data(json)) as? [String: Any],
      let known = try? JSONSerialization.jsonObject(with: written) as? [String: Any]
    else { return "JSON" }
    for (key, value) in given {
      guard let counterpart = known[key] else { return key }
      guard let group = value as? [String: Any], let kept = counterpart as? [String: Any] else { continue }
      if let odd = group.keys.sorted().first(where: { kept[$0] == nil }) { return "\(key).\(odd)" }
    }
    return nil
  }
}

extension Thresholds.Reading {
  var limits: PictureLimits { PictureLimits(bytes: bytes, pages: pages, pixels: pixels, side: side) }
}
