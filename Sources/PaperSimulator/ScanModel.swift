// What a scanner, a phone or a chat program does to a page before anybody sees it.

/// How a page is turned into a picture.
public struct ScanModel: Hashable, Sendable, Codable {
  /// Pixels per inch in the middle of the page.
  public var dpi: Double
  /// What the file says; nil for nothing.
  public var claimedDPI: Double?
  /// Degrees clockwise.
  public var skew = 0.0
  /// Quarter turns clockwise of the finished picture.
  public var quarterTurns = 0
  /// Share by which the far edge is smaller than the near one.
  public var keystone = 0.0
  /// Height of a bulge that shifts print sideways, in millimetres.
  public var curl = 0.0
  /// Share of the true size at which the page was printed.
  public var printScale = 1.0
  /// Margin of desk or lid around the page, in millimetres.
  public var margin = 0.0
  /// Grey of what lies around the page.
  public var surroundings = 235.0
  /// Standard deviation in millimetres.
  public var blur = 0.04
  /// Standard deviation in greys.
  public var noise = 2.0
  /// Share of light that the darkest corner has lost.
  public var shade = 0.0
  /// Per channel.
  public var cast = InkColour(red: 1, green: 1, blue: 1)
  public var isGrey = false
  /// Black and white only.
  public var isBilevel = false
  /// Shadows of folds across the page.
  public var folds = 0
  /// Coffee.
  public var stains = 0
  /// Millimetres of the page that the glass did not see, at every side.
  public var cropped = 0.0
  /// The EXIF orientation with which the picture is stored, 1…8; it then lies in the file as a camera held so would
  /// have it.
  public var orientation = 1
  /// JPEG quality, 1…100.
  public var quality = 88

  public init(dpi: Double) { self.dpi = dpi }

  public enum Kind: String, CaseIterable, Hashable, Sendable, Codable {
    /// A flatbed in good order at 300 dpi.
    case scanner
    /// An office copier at 200 dpi.
    case office
    /// A phone held over a desk.
    case phone
    /// The same after a chat program had it.
    case chat
    /// A neglected machine: coarse, askew, dirty.
    case poorScanner = "poor-scanner"
    /// A phone in a hurry and in the dark.
    case poorPhone = "poor-phone"
    /// A flatbed set to grey, and one set to black and white.
    case grey, bilevel

    var isColourless: Bool { self == .grey || self == .bilevel }
  }

  /// A machine of this kind, a little different for every seed.
  public static func typical(_ kind: Kind, seed: UInt64) -> ScanModel {
    var chance = Chance(seed: seed ^ 0x5CA9)
    switch kind {
    case .scanner: return flatbed(300, skew: 0.8, &chance)
    case .office: return office(&chance)
    case .grey, .bilevel:
      var model = flatbed(300, skew: 0.8, &chance)
      (model.isGrey, model.isBilevel) = (kind == .grey, kind == .bilevel)
      return model
    case .phone: return phone(dpi: chance.between(190, 240), &chance)
    case .chat:
      var model = phone(dpi: chance.between(135, 165), &chance)
      model.quality = 45 + chance.below(15)
      model.blur += 0.03
      return model
    case .poorScanner: return poorScanner(&chance)
    case .poorPhone:
      var model = phone(dpi: chance.between(120, 190), &chance)
      model.curl = chance.between(0.5, 3)
      model.keystone = chance.between(0.05, 0.16)
      model.blur = chance.between(0.08, 0.18)
      model.noise = chance.between(5, 10)
      model.shade = chance.between(0.3, 0.5)
      model.quality = 50 + chance.below(25)
      model.orientation = 1 + chance.below(8)
      return model
    }
  }

  private static func poorScanner(_ chance: inout Chance) -> ScanModel {
    var model = flatbed([100, 150, 200][chance.below(3)], skew: 4, &chance)
    model.blur = chance.between(0.06, 0.14)
    model.noise = chance.between(4, 8)
    model.shade = chance.between(0.05, 0.2)
    model.folds = chance.below(3)
    model.stains = chance.below(3)
    model.cropped = chance.below(3) == 0 ? chance.between(3, 11) : 0
    model.quality = 40 + chance.below(35)
    return model
  }

  private static func flatbed(_ dpi: Double, skew: Double, _ chance: inout Chance) -> ScanModel {
    var model = ScanModel(dpi: dpi)
    model.claimedDPI = dpi
    model.skew = chance.between(-skew, skew)
    model.blur = chance.between(0.03, 0.05)
    model.noise = chance.between(1, 2.5)
    model.quality = 82 + chance.below(12)
    return model
  }

  private static func office(_ chance: inout Chance) -> ScanModel {
    var model = flatbed(200, skew: 2, &chance)
    model.blur = chance.between(0.04, 0.07)
    model.noise = chance.between(2, 4)
    model.shade = chance.between(0, 0.1)
    model.cast = InkColour(red: 1, green: chance.between(0.97, 1), blue: chance.between(0.94, 0.99))
    model.quality = 68 + chance.below(15)
    return model
  }

  private static func phone(dpi: Double, _ chance: inout Chance) -> ScanModel {
    var model = ScanModel(dpi: dpi)
    model.claimedDPI = 72
    model.skew = chance.between(-3, 3)
    model.keystone = chance.between(0.02, 0.07)
    model.curl = chance.between(0, 0.5)
    model.margin = chance.between(6, 14)
    model.orientation = [1, 3, 6, 8][chance.below(4)]
    model.surroundings = chance.between(70, 150)
    model.blur = chance.between(0.05, 0.08)
    model.noise = chance.between(3, 5)
    model.shade = chance.between(0.1, 0.3)
    model.cast = InkColour(red: 1, green: chance.between(0.94, 1), blue: chance.between(0.86, 0.97))
    model.quality = 78 + chance.below(12)
    return model
  }
}
