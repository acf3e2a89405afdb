// How finely a printer takes a page, and how its raster is made up.

/// Dots per inch across and along the page.
public struct Resolution: Hashable, Sendable, CustomStringConvertible {
  public let x: Int
  public let y: Int

  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }

  public var description: String { x == y ? "\(x) dpi" : "\(x)×\(y) dpi" }
}

/// The PWG raster (PWG 5102.4) that a printer takes.
public struct RasterFormat: Hashable, Sendable {
  /// How a grey becomes a pixel.
  public enum Pixel: String, Hashable, Sendable, CaseIterable {
    /// One byte, 255 white.
    case grey = "sgray_8"
    /// One byte of ink, 0 white.
    case black = "black_8"
    /// Three bytes, 255 white.
    case colour = "srgb_8"

    var bytes: Int { self == .colour ? 3 : 1 }
  }

  /// What a printer does to the back of a sheet that it turns over its long edge (PWG 5102.4, section 6.3).
  public enum Back: String, Hashable, Sendable {
    case normal
    /// The back comes out upside down and must be sent rotated by 180°.
    case rotated
    /// The back comes out mirrored from head to foot.
    case flipped
    case manualTumble = "manual-tumble"
  }

  public let resolution: Resolution
  public let pixel: Pixel
  public let back: Back
  /// Whether the printer turns sheets by itself.
  public let printsBothSides: Bool

  public init(resolution: Resolution, pixel: Pixel, back: Back, printsBothSides: Bool) {
    self.resolution = resolution
    self.pixel = pixel
    self.back = back
    self.printsBothSides = printsBothSides
  }

  /// A4 in whole pixels, rounded down as PWG 5102.4 does.
  public var width: Int { 21_000 * resolution.x / 2540 }
  public var height: Int { 29_700 * resolution.y / 2540 }

  /// The format chosen from what a printer offers; nil when it takes no raster that we make.
  init?(_ printer: Attributes) {
    guard printer.words("document-format-supported").contains("image/pwg-raster") else { return nil }
    let types = printer.words("pwg-raster-document-type-supported")
    guard let pixel = Pixel.allCases.first(where: { types.contains($0.rawValue) }),
      let resolution = Self.choice(of: printer.resolutions("pwg-raster-document-resolution-supported"))
    else { return nil }
    self.init(
      resolution: resolution, pixel: pixel,
      back: printer.word("pwg-raster-document-sheet-back").flatMap { Back(rawValue: $0) } ?? .normal,
      printsBothSides: printer.words("sides-supported").contains("two-sided-long-edge"))
  }

  /// 600 dpi where the printer can, else the finest below, else the coarsest above.
  package static func choice(of offered: [Resolution]) -> Resolution? {
    let even = offered.filter { $0.x == $0.y && $0.x >= 150 }.sorted { $0.x < $1.x }
    return even.last { $0.x <= 600 } ?? even.first
  }
}
