// Writing by hand: characters of quick strokes that lean, swell and join, in a ballpoint's ink.
internal import Glibc

struct Handwriting {
  private let strokes: [Segment]
  private let colour: InkColour
  private let seed: UInt64

  /// A signature of two to four characters inside a box, in millimetres.
  init(in box: SimulatedBox, colour: InkColour, seed: UInt64) {
    var chance = Chance(seed: seed)
    let count = 2 + chance.below(3)
    let height = min(box.height * 0.8, chance.between(7, 11))
    let advance = min(height * chance.between(0.85, 1.1), box.width * 0.9 / Double(count))
    let left = box.x + max(0, box.width - advance * Double(count)) * chance.between(0.15, 0.7)
    let middle = box.y + box.height / 2 + chance.between(-0.08, 0.08) * box.height
    let slope = chance.between(-0.06, 0.04)
    var strokes: [Segment] = []
    for character in 0..<count {
      let x = left + advance * (Double(character) + 0.5)
      let place = Spot(x, middle + (x - left) * slope)
      strokes += Self.character(place, advance * 0.95, height * chance.between(0.75, 1), &chance)
    }
    self.strokes = strokes
    self.colour = colour
    self.seed = chance.next()
  }

  /// A year, a month or a day: one to four figures as high as their line.
  init(figuresIn box: SimulatedBox, colour: InkColour, seed: UInt64) {
    var chance = Chance(seed: seed)
    let count = box.name.hasSuffix("year") ? 4 : 1 + chance.below(2)
    let height = min(5.5, max(3.2, box.height * 1.1))
    let advance = min(height * 0.62, box.width * 0.8 / Double(count))
    let left = box.x + (box.width - advance * Double(count)) / 2
    let middle = box.y + box.height - height * chance.between(0.5, 0.58)
    var strokes: [Segment] = []
    for figure in 0..<count {
      let place = Spot(left + advance * (Double(figure) + 0.5), middle + chance.between(-0.3, 0.3))
      strokes += Self.figure(place, advance * 0.72, height * chance.between(0.8, 1), &chance)
    }
    self.strokes = strokes
    self.colour = colour
    self.seed = chance.next()
  }

  /// One figure: two or three bent strokes.
  private static func figure(_ middle: Spot, _ width: Double, _ height: Double, _ chance: inout Chance) -> [Segment] {
    func at(_ x: Double, _ y: Double) -> Spot { Spot(middle.x + x * width / 2, middle.y + y * height / 2) }
    let pen = chance.between(0.38, 0.5)
    let start = at(chance.between(-0.8, 0.2), -1)
    let turn = at(chance.between(-0.2, 0.8), chance.between(-0.2, 0.2))
    return curve(start, turn, bend: chance.between(0.2, 0.9), width: pen)
      + curve(turn, at(chance.between(-0.8, 0.6), 1), bend: chance.between(0.2, 0.9), width: pen)
      + curve(turn, at(0.9, chance.between(0, 0.9)), bend: chance.between(-0.4, 0.4), width: pen)
  }

  /// A scrawl all over a box.
  init(scrawlIn box: SimulatedBox, colour: InkColour, seed: UInt64) {
    var chance = Chance(seed: seed)
    var pen = Spot(box.x + box.width / 2, box.y + box.height / 2)
    var strokes: [Segment] = []
    for _ in 0..<14 {
      let next = Spot(box.x + box.width * chance.between(0.1, 0.9), box.y + box.height * chance.between(0.1, 0.9))
      strokes += Self.curve(pen, next, bend: chance.between(-12, 12), width: chance.between(0.5, 0.9))
      pen = next
    }
    self.strokes = strokes
    self.colour = colour
    self.seed = chance.next()
  }

  private static func character(
    _ middle: Spot, _ width: Double, _ height: Double, _ chance: inout Chance
  ) -> [Segment] {
    var strokes: [Segment] = []
    func at(_ x: Double, _ y: Double) -> Spot { Spot(middle.x + x * width / 2, middle.y + y * height / 2) }
    let pen = chance.between(0.4, 0.6)
    for stroke in 0..<(4 + chance.below(4)) {
      let level = chance.between(-0.85, 0.85)
      let lies = stroke % 3 != 1
      let from = lies ? at(chance.between(-0.95, -0.4), level) : at(level * 0.6, chance.between(-1, -0.5))
      let to =
        lies
        ? at(chance.between(0.3, 0.95), level - chance.between(0, 0.25))
        : at(level * 0.6 + chance.between(-0.5, 0.4), chance.between(0.3, 1))
      strokes += curve(from, to, bend: chance.between(-1, 1), width: pen)
    }
    return strokes
  }

  /// A bent line in eight pieces, thin where the pen lands and leaves.
  private static func curve(_ from: Spot, _ to: Spot, bend: Double, width: Double) -> [Segment] {
    let along = to - from
    let side = along.length > 0 ? Spot(-along.y, along.x) * (bend / along.length) : Spot(0, 0)
    func at(_ share: Double) -> Spot { from + along * share + side * (4 * share * (1 - share)) }
    func pen(_ share: Double) -> Double { width * (0.55 + 0.6 * (share * (1 - share) * 4).squareRoot()) }
    return (0..<8).map { piece in
      let (start, end) = (Double(piece) / 8, Double(piece + 1) / 8)
      return Segment(at(start), at(end), widths: (pen(start), pen(end)))
    }
  }

  /// One drawing for every piece would darken the joints; one for all is the ink's true outline.
  var drawing: Drawing {
    let ends = strokes.flatMap { [$0.from, $0.to] }
    let xs = ends.map(\.x)
    let ys = ends.map(\.y)
    let clouds = Cloud(seed: seed, knot: 1.2)
    let strokes = strokes
    return Drawing(
      bounds: ((xs.min() ?? 0) - 1, (ys.min() ?? 0) - 1, (xs.max() ?? 0) + 1, (ys.max() ?? 0) + 1),
      colour: colour,
      distance: { place in
        var least = Double.infinity
        for stroke in strokes where stroke.mayTouch(place) { least = min(least, stroke.distance(place)) }
        return least
      },
      density: { 0.75 + 0.25 * clouds.at($0.x, $0.y) })
  }
}
