// Shapes of ink in millimetres: how far a place lies from a stroke, a ring, a star.
internal import Glibc

/// A place or an offset in millimetres, or in pixels where it says so.
public struct Spot: Hashable, Sendable, Codable {
  public var x: Double
  public var y: Double

  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  static func + (left: Spot, right: Spot) -> Spot { Spot(left.x + right.x, left.y + right.y) }
  static func - (left: Spot, right: Spot) -> Spot { Spot(left.x - right.x, left.y - right.y) }
  static func * (spot: Spot, factor: Double) -> Spot { Spot(spot.x * factor, spot.y * factor) }

  var length: Double { (x * x + y * y).squareRoot() }

  func turned(_ angle: Double) -> Spot {
    Spot(x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle))
  }
}

/// A straight piece of a stroke.
struct Segment {
  let from: Spot
  let to: Spot
  /// Half its width, at either end.
  let half: (Double, Double)

  init(_ from: Spot, _ to: Spot, width: Double) {
    self.init(from, to, widths: (width, width))
  }

  init(_ from: Spot, _ to: Spot, widths: (Double, Double)) {
    self.from = from
    self.to = to
    half = (widths.0 / 2, widths.1 / 2)
  }

  /// Whether a place is so near that the distance matters.
  func mayTouch(_ place: Spot) -> Bool {
    let reach = max(half.0, half.1) + 0.5
    return place.x > min(from.x, to.x) - reach && place.x < max(from.x, to.x) + reach
      && place.y > min(from.y, to.y) - reach && place.y < max(from.y, to.y) + reach
  }

  /// To the stroke's edge; negative inside.
  func distance(_ place: Spot) -> Double {
    let along = to - from
    let offset = place - from
    let square = along.x * along.x + along.y * along.y
    let share = square == 0 ? 0 : max(0, min(1, (offset.x * along.x + offset.y * along.y) / square))
    return (offset - along * share).length - (half.0 + (half.1 - half.0) * share)
  }
}

/// A five-pointed star standing on two points.
struct Star {
  let tip: Double

  /// To the edge; negative inside.
  func distance(_ place: Spot) -> Double {
    let fifth = 2 * Double.pi / 5
    var angle = atan2(place.x, -place.y)
    angle = abs(angle - (angle / fifth).rounded() * fifth)
    let folded = Spot(sin(angle) * place.length, cos(angle) * place.length)
    let inner = tip * 0.381_966
    let valley = Spot(sin(fifth / 2) * inner, cos(fifth / 2) * inner)
    let peak = Spot(0, tip)
    let edge = valley - peak
    let side = (edge.x * (folded.y - peak.y) - edge.y * (folded.x - peak.x)) / edge.length
    return side
  }
}
