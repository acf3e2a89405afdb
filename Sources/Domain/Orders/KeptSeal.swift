// A seal as it was cut out of a page that came back: its picture, and how large seal and picture are.

public struct KeptSeal: Hashable, Sendable, Codable {
  /// The box's name, such as `capture.unit`.
  public let name: String
  /// Of the service's seals.
  public let sealClass: String
  /// The sealed picture, a transparent PNG.
  public let object: String
  /// Of the seal's outer edge, in millimetres.
  public let width: Double
  public let height: Double
  /// Of the whole picture, in millimetres, for SES_ESPictureInfo (GB/T 38540-2020, 6.2).
  public let pictureWidth: Int
  public let pictureHeight: Int
  public let dpi: Int

  public init(
    name: String, sealClass: String, object: String, width: Double, height: Double, pictureWidth: Int,
    pictureHeight: Int, dpi: Int
  ) {
    self.name = name
    self.sealClass = sealClass
    self.object = object
    self.width = width
    self.height = height
    self.pictureWidth = pictureWidth
    self.pictureHeight = pictureHeight
    self.dpi = dpi
  }
}

/// A figure that was measured and that a person must weigh.
public struct ReferredFigure: Hashable, Sendable, Codable {
  /// The finding's.
  public let code: String
  public let box: String?
  public let measured: Double
  /// Such as `mm`.
  public let unit: String
  public let limit: Double?

  public init(code: String, box: String?, measured: Double, unit: String, limit: Double?) {
    self.code = code
    self.box = box
    self.measured = measured
    self.unit = unit
    self.limit = limit
  }
}
