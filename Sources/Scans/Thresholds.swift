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
  let signature: Signature
  let capture: Capture
  let straddle: Straddle
  let blank: Blank
  let print: Print
  let copy: Copy

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
  }

  struct Ink: Codable, Hashable {
    let whiteTile: Double
    let whitePercentile: Double
    let leastDifference: Double
    let leastSaturation: Double
    let leastLight: Double
    let faintDifference: Double
    let mostDarkLight: Double
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
    let outsidePenalty: Double
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
  }

  /// Copies of licences and cards; pixels.
  struct Copy: Codable, Hashable {
    let leastSide: Double
    let mostEdge: Double
    /// Share of a seal's ring.
    let leastSeal: Double
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
    /// How like the whole seal a part must be before its turn is believed, and how far ahead of the next best turn.
    let leastLikeness: Double
    let leastLead: Double
  }

  struct Blank: Codable, Hashable {
    /// How far writing may reach out of its box upwards and sideways.
    let reach: Double
    /// Ink that makes a place written on.
    let leastInk: Double
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
