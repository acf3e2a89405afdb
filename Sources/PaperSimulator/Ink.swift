// Ink on paper: how much of it lies where, and what light it leaves.
internal import Glibc

/// What an ink lets through, per channel.
public struct InkColour: Hashable, Sendable, Codable {
  public var red: Double
  public var green: Double
  public var blue: Double

  public static let seal = InkColour(red: 0.86, green: 0.13, blue: 0.16)
  public static let bluePen = InkColour(red: 0.12, green: 0.18, blue: 0.52)
  public static let blackPen = InkColour(red: 0.13, green: 0.13, blue: 0.15)
  public static let blueSeal = InkColour(red: 0.16, green: 0.27, blue: 0.78)
  public static let toner = InkColour(red: 0.12, green: 0.12, blue: 0.12)
  public static let redPen = InkColour(red: 0.84, green: 0.1, blue: 0.18)
}

/// Something drawn: everything about it that a pixel needs to know.
struct Drawing {
  /// In millimetres of the page.
  var bounds: (left: Double, top: Double, right: Double, bottom: Double)
  var colour: InkColour
  /// To the nearest edge of ink, in millimetres; negative inside.
  var distance: (Spot) -> Double
  /// How densely the ink lies, 0…1, where there is any.
  var density: (Spot) -> Double
}

/// A page of paper with a printer's toner on it, 0…255 of red, green and blue.
struct Sheet {
  let width: Int
  let height: Int
  /// Pixels per millimetre.
  let scale: Double
  private(set) var pixels: [UInt8]

  init(width: Int, height: Int, scale: Double, pixels: [UInt8]) {
    self.width = width
    self.height = height
    self.scale = scale
    self.pixels = pixels
  }

  /// Lends the pixels to whoever paints over them.
  mutating func paint(_ body: (inout [UInt8]) -> Void) { body(&pixels) }

  /// Lays ink over what is there: light passes both, so the two multiply.
  mutating func draw(_ drawing: Drawing) {
    let left = max(0, Int(drawing.bounds.left * scale) - 1)
    let right = min(width - 1, Int(drawing.bounds.right * scale) + 1)
    let top = max(0, Int(drawing.bounds.top * scale) - 1)
    let bottom = min(height - 1, Int(drawing.bounds.bottom * scale) + 1)
    guard left <= right, top <= bottom else { return }
    let absorbed = [1 - drawing.colour.red, 1 - drawing.colour.green, 1 - drawing.colour.blue]
    for y in top...bottom {
      for x in left...right {
        let place = Spot((Double(x) + 0.5) / scale, (Double(y) + 0.5) / scale)
        let cover = 0.5 - drawing.distance(place) * scale
        guard cover > 0 else { continue }
        let ink = min(1, cover) * max(0, min(1, drawing.density(place)))
        let pixel = (y * width + x) * 3
        for channel in 0..<3 {
          pixels[pixel + channel] = UInt8(Double(pixels[pixel + channel]) * (1 - ink * absorbed[channel]))
        }
      }
    }
  }
}
