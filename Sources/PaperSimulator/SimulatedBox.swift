// The named boxes of a document, as `compose --boxes` writes them beside it.
import Foundation

/// One box, in millimetres from the page's top left.
public struct SimulatedBox: Hashable, Sendable, Codable {
  /// Counts from 1.
  public var page: Int
  public var name: String
  /// What the document says the box is for; nil for lists that do not say, where the name has to tell.
  public var kind: Kind?
  public var x: Double
  public var y: Double
  public var width: Double
  public var height: Double

  /// The kinds of which something is done to a box.
  public enum Kind: String, Hashable, Sendable, Codable {
    case field, blank, signature, seal, capture
    case pageCode = "page-code"
    case secondPageCode = "second-page-code"
    case squareMark = "square-mark"
    case discMark = "disc-mark"
    case edgeMark = "edge-mark"
    case scaleBar = "scale-bar"
    case text
  }

  public init(
    page: Int, name: String, kind: Kind? = nil, x: Double, y: Double, width: Double, height: Double
  ) {
    self.page = page
    self.name = name
    self.kind = kind
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  var middle: Spot { Spot(x + width / 2, y + height / 2) }

  public var isSeal: Bool { kind.map { $0 == .seal } ?? name.hasPrefix("seal.") }
  public var isCapture: Bool { kind.map { $0 == .capture } ?? name.hasPrefix("capture.") }
  /// Where a seal runs across the right edges of all pages.
  public var isStraddle: Bool { name == "straddle" }
  /// For the counter's own staff.
  public var isStaff: Bool { name.hasPrefix("counter") || name.hasPrefix("staff") }
  public var isSignature: Bool {
    !isStaff && (kind.map { $0 == .signature } ?? (name.hasPrefix("signature") && !isDate))
  }
  /// A year, a month or a day left open for the pen.
  public var isDate: Bool { isBlank && ["-year", "-month", "-day"].contains { name.hasSuffix($0) } }
  /// Room for words by hand. A blank with a field's name, which has a dot, is a value that the applicant did not give.
  public var isWriting: Bool { isBlank && !isDate && !isSignature && !isStraddle && !name.contains(".") }
  /// A printed value.
  public var isField: Bool {
    kind.map { $0 == .field && !isStaff } ?? (isPlain && !isDate && !isWriting && !isSignature)
  }

  /// Left open for the applicant's pen.
  private var isBlank: Bool {
    guard let kind else { return !isStaff && isPlain && !name.contains(" ") && !name.hasPrefix("check") }
    return kind == .blank && !isStaff
  }

  private var isPlain: Bool {
    let furniture = ["mark.", "page-code", "scale-bar", "slip-code"].contains { name.hasPrefix($0) }
    return !furniture && !isSeal && !isCapture && !isStraddle && !isStaff && !name.contains("=")
  }

  /// Where writing begins in a box for several lines.
  var firstLine: SimulatedBox {
    let room = min(height, 9)
    return SimulatedBox(page: page, name: name, x: x, y: height > room ? y + 2 : y, width: min(width, 60), height: room)
  }

  func grown(by distance: Double) -> SimulatedBox {
    SimulatedBox(
      page: page, name: name, x: x - distance, y: y - distance, width: width + 2 * distance,
      height: height + 2 * distance)
  }

  /// Reads a `boxes.json`: a list, or an object that holds one under `boxes`.
  public static func list(_ json: [UInt8]) throws(SimulatorError) -> [SimulatedBox] {
    struct Wrapped: Decodable { let boxes: [SimulatedBox] }
    let decoder = JSONDecoder()
    if let list = try? decoder.decode([SimulatedBox].self, from: Data(json)) { return list }
    if let wrapped = try? decoder.decode(Wrapped.self, from: Data(json)) { return wrapped.boxes }
    throw .boxes
  }
}
