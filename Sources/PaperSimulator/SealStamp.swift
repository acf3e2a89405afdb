// A rubber stamp pressed on paper: ring, star and characters, unevenly inked, unevenly pressed.
internal import Glibc

public struct SealStamp: Hashable, Sendable, Codable {
  public enum Shape: String, Hashable, Sendable, Codable { case round, oval, square }
  /// What goes wrong with the impression.
  public enum Fault: String, Hashable, Sendable, Codable { case none, half, double, faint, flat }

  public var shape: Shape
  /// Of the outer edge, in millimetres.
  public var width: Double
  public var height: Double
  public var text: String
  /// Of the middle, in millimetres of the page.
  public var centre: Spot
  /// Degrees clockwise.
  public var turn: Double
  public var colour: InkColour
  public var fault: Fault
  public var seed: UInt64
  /// The part of the page, from left to right in millimetres, that the stamp could reach; nil for all of it.
  public var reach: ClosedRange<Double>?

  public init(
    _ shape: Shape, width: Double, height: Double? = nil, text: String = "样章测试有限公司公章", centre: Spot,
    turn: Double = 0, colour: InkColour = .seal, fault: Fault = .none, seed: UInt64 = 1
  ) {
    self.shape = shape
    self.width = width
    self.height = height ?? width
    self.text = text
    self.centre = centre
    self.turn = turn
    self.colour = colour
    self.fault = fault
    self.seed = seed
  }

  /// One impression, or two when the stamp slipped.
  var drawings: [Drawing] {
    guard fault == .double else { return [drawing] }
    var again = self
    var chance = Chance(seed: seed ^ 0xD0)
    let angle = chance.between(0, 2 * .pi)
    again.centre = centre + Spot(cos(angle), sin(angle)) * chance.between(3, 6)
    again.fault = .none
    again.seed = seed &+ 77
    var first = self
    first.fault = .none
    return [first.drawing, again.drawing]
  }

  private var drawing: Drawing {
    let reach = (width * width + height * height).squareRoot() / 2 + 1
    let glyphs = glyphs
    let angle = turn * .pi / 180
    let open = self.reach ?? -1000...1000
    return Drawing(
      bounds: (
        max(open.lowerBound, centre.x - reach), centre.y - reach, min(open.upperBound, centre.x + reach),
        centre.y + reach
      ), colour: colour,
      distance: { place in distance((place - centre).turned(-angle), glyphs) }, density: density(angle))
  }

  private func distance(_ place: Spot, _ glyphs: [Glyph]) -> Double {
    var least = outline(place)
    if shape == .round { least = min(least, Star(tip: width / 6).distance(place)) }
    if least < 0 { return least }
    for glyph in glyphs where (place - glyph.middle).length < glyph.size { least = min(least, glyph.distance(place)) }
    return least
  }

  /// A rim whose outer edge is the seal's size.
  private func outline(_ place: Spot) -> Double {
    let rim = shape == .round ? 1.2 : 1.0
    let outside: Double
    switch shape {
    case .round: outside = place.length - width / 2
    case .oval:
      let u = Spot(place.x / (width / 2), place.y / (height / 2))
      let slope = Spot(u.x / (width / 2), u.y / (height / 2)).length
      outside = slope < 1e-6 ? -height / 2 : u.length * (u.length - 1) / slope
    case .square: outside = max(abs(place.x) - width / 2, abs(place.y) - height / 2)
    }
    return max(outside, -rim - outside)
  }

  /// Pressure falls off to one side, ink lies in clouds, paper shows through in grains.
  private func density(_ angle: Double) -> (Spot) -> Double {
    var chance = Chance(seed: seed)
    if fault == .flat { return { _ in 0.95 } }
    let strength = fault == .faint ? chance.between(0.12, 0.26) : chance.between(0.78, 0.95)
    let tilt = Spot(1, 0).turned(chance.between(0, 2 * .pi)) * (chance.between(0, 0.22) / width)
    let clouds = Cloud(seed: chance.next(), knot: 4)
    let grain = Cloud(seed: chance.next(), knot: 0.16)
    let cut = Spot(1, 0).turned(chance.between(0, 2 * .pi))
    let half = fault == .half
    let (middle, size) = (centre, width)
    return { place in
      let offset = place - middle
      var density = strength * (1 + offset.x * tilt.x + offset.y * tilt.y)
      density *= 0.82 + 0.3 * clouds.at(place.x, place.y)
      density *= grain.at(place.x, place.y) < 0.1 ? 0.45 : 0.9 + 0.2 * grain.at(place.x + 50, place.y)
      guard half else { return density }
      let beyond = (offset.x * cut.x + offset.y * cut.y) / size
      return density * max(0, min(1, 0.5 - beyond * 20))
    }
  }

  private var glyphs: [Glyph] {
    let count = max(4, text.count)
    let scalars = Array(text.unicodeScalars.map { UInt64($0.value) })
    func glyph(_ index: Int, _ middle: Spot, _ angle: Double, _ height: Double, _ width: Double) -> Glyph {
      Glyph(middle, turn: angle, height: height, width: width, seed: scalars[index % max(1, scalars.count)])
    }
    if shape == .square {
      let cell = (width - 5) / 2
      return (0..<4).map { index in
        glyph(
          index, Spot(cell * (Double(index % 2) - 0.5), cell * (Double(index / 2) - 0.5)), 0, cell * 0.85, cell * 0.8)
      }
    }
    let size = min(width, height) * 0.16
    return (0..<count).map { index in
      let angle = (Double(index) + 0.5) / Double(count) * 1.5 * Double.pi - 0.75 * .pi
      let place = Spot(sin(angle) * (width / 2 - size * 0.95), -cos(angle) * (height / 2 - size * 0.95))
      return glyph(index, place, angle, size, size * 0.62)
    }
  }
}

/// Strokes that look like a character without being one.
struct Glyph {
  let middle: Spot
  let size: Double
  private let strokes: [Segment]

  init(_ middle: Spot, turn: Double, height: Double, width: Double, seed: UInt64) {
    self.middle = middle
    size = max(height, width)
    var chance = Chance(seed: seed)
    let pen = height * 0.11
    func at(_ x: Double, _ y: Double) -> Spot { middle + Spot(x * width / 2, y * height / 2).turned(turn) }
    var strokes: [Segment] = []
    for level in [-0.85, -0.3, 0.25, 0.8] where chance.below(5) > 0 {
      strokes.append(Segment(at(-0.9, level), at(0.9, level), width: pen))
    }
    for column in [-0.7, 0, 0.7] where chance.below(3) > 0 {
      strokes.append(Segment(at(column, -0.9), at(column, chance.between(0.2, 0.9)), width: pen))
    }
    strokes.append(Segment(at(0, -0.2), at(chance.below(2) == 0 ? -0.9 : 0.9, 0.9), width: pen))
    self.strokes = strokes
  }

  func distance(_ place: Spot) -> Double {
    var least = Double.infinity
    for stroke in strokes { least = min(least, stroke.distance(place)) }
    return least
  }
}
