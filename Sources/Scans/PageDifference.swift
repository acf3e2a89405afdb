// What lies on the page that was not printed, and what was printed and is gone, all over the page.
internal import Layout
internal import Pictures

/// Ink too much and print too little, pixel by pixel of the small page.
struct PageDifference {
  let width: Int
  let height: Int
  let scale: Double
  private let extra: [Bool]
  private let missing: [Bool]
  private let placement: PrintPlacement
  /// The print once and twice softened: a scan is as soft as one of them.
  private let soft: [Likeness]

  /// - Parameter page: the whole page, whitened.
  init(_ page: Window, _ expected: ExpectedPage, printed: Picture, thresholds: Thresholds.Print) {
    let seen = Greys(redOf: page)
    let print = Greys(
      of: printed, pageWidth: expected.size.width.millimetres, page.area, scale: page.scale)
    let (width, height, scale) = (seen.width, seen.height, page.scale)
    self.width = width
    self.height = height
    self.scale = scale
    let reach = Int(thresholds.reach * page.scale + 0.5)
    let placement = PrintPlacement(print: print, seen: seen, scale: page.scale, thresholds)
    let near = print.darkest(within: reach)
    let soft = print.softened
    let around = seen.darkest(within: reach)
    let rule = Rule(thresholds)
    var extra = [Bool](repeating: false, count: width * height)
    var missing = extra
    for y in 0..<min(height, print.height) {
      for x in 0..<min(width, print.width) {
        let shift = placement.shift(x, y)
        let (u, v) = (x + shift.x, y + shift.y)
        guard u >= 0, v >= 0, u < width, v < height else { continue }
        let place = y &* print.width &+ x
        let there = v &* width &+ u
        if seen.levels[there] < rule.ink, near.levels[place] > rule.blank { extra[y &* width &+ x] = true }
        if soft.levels[place] < rule.printed, around.levels[there] > rule.paper { missing[y &* width &+ x] = true }
      }
    }
    self.extra = extra
    self.missing = missing
    self.placement = placement
    self.soft = [Likeness(printed: soft, seen: seen), Likeness(printed: soft.softened, seen: seen)]
  }

  /// How like its print a part of the page is; nil where too little was printed to tell.
  /// - Parameters:
  ///   - contrast: greys by which the print must vary.
  ///   - surely: likeness from which on nothing more is tried.
  func likeness(in area: Area, least contrast: Double, _ surely: Double) -> Double? {
    let part = Likeness.Part(
      left: Int(area.left * scale), top: Int(area.top * scale), width: Int(area.width * scale),
      height: Int(area.height * scale))
    guard part.left >= 0, part.top >= 0, part.left + part.width <= soft[0].printed.width,
      part.top + part.height <= soft[0].printed.height, soft[0].contrast(part) >= contrast
    else { return nil }
    let shift = placement.shift(part.left + part.width / 2, part.top + part.height / 2)
    let (x, y) = (part.left + shift.x, part.top + shift.y)
    var best = soft[0].at(part, x: x, y: y) ?? 1
    for likeness in soft where best < surely {
      best = max(best, likeness.best(part, around: x, y, within: 1)?.score ?? 1)
    }
    return best
  }

  /// By how far print around a place of the page lies beside it, in millimetres.
  func shift(at place: Place2D) -> Place2D {
    let shift = placement.shift(Int(place.x * scale), Int(place.y * scale))
    return Place2D(Double(shift.x) / scale, Double(shift.y) / scale)
  }

  private struct Rule {
    let ink: UInt8
    let paper: UInt8
    let printed: UInt8
    let blank: UInt8

    init(_ thresholds: Thresholds.Print) {
      ink = UInt8(thresholds.mostInkLight * 255)
      paper = UInt8(thresholds.leastPaperLight * 255)
      printed = UInt8(thresholds.printedLight * 255)
      blank = UInt8(thresholds.blankLight * 255)
    }
  }

  /// Pixels that touch, as they lie on the page.
  struct Blot {
    var count = 0
    var left = Int.max
    var right = 0
    var top = Int.max
    var bottom = 0
    let scale: Double

    /// Square millimetres.
    var area: Double { Double(count) / (scale * scale) }
    var middle: Place2D { Place2D(Double(left + right + 1) / 2 / scale, Double(top + bottom + 1) / 2 / scale) }
    var length: Double { Double(max(right - left, bottom - top) + 1) / scale }
    var bounds: Area {
      Area(
        left: Double(left) / scale, top: Double(top) / scale, width: Double(right - left + 1) / scale,
        height: Double(bottom - top + 1) / scale)
    }
  }

  /// Square millimetres of ink in a part of the page that was not printed there.
  func extraInk(in area: Area) -> Double {
    var count = 0
    for y in max(0, Int(area.top * scale))..<max(1, min(height, Int((area.top + area.height) * scale))) {
      for x in max(0, Int(area.left * scale))..<max(1, min(width, Int((area.left + area.width) * scale)))
      where extra[y &* width &+ x] { count += 1 }
    }
    return Double(count) / (scale * scale)
  }

  func extraBlots(in area: Area) -> [Blot] { blots(extra, in: area) }
  func missingBlots(in area: Area) -> [Blot] { blots(missing, in: area) }

  private func blots(_ plane: [Bool], in area: Area) -> [Blot] {
    let (left, top) = (max(1, Int(area.left * scale)), max(1, Int(area.top * scale)))
    let columns = left..<max(left, min(width - 1, Int((area.left + area.width) * scale)))
    let rows = top..<max(top, min(height - 1, Int((area.top + area.height) * scale)))
    // Most values are clean, and need no copy of the whole page.
    let isClean = rows.allSatisfy { y in columns.allSatisfy { !plane[y &* width &+ $0] } }
    guard !isClean else { return [] }
    var open = plane
    var blots: [Blot] = []
    var waiting: [Int] = []
    for y in rows {
      for x in columns where open[y &* width &+ x] {
        var blot = Blot(scale: scale)
        open[y &* width &+ x] = false
        waiting.append(y &* width &+ x)
        while let place = waiting.popLast() {
          blot.add(place % width, place / width)
          for down in -1...1 {
            for across in -1...1 {
              let next = place + down * width + across
              guard next >= 0, next < open.count, open[next] else { continue }
              open[next] = false
              waiting.append(next)
            }
          }
        }
        blots.append(blot)
      }
    }
    return blots
  }
}

extension PageDifference.Blot {
  fileprivate mutating func add(_ x: Int, _ y: Int) {
    count += 1
    left = min(left, x)
    right = max(right, x)
    top = min(top, y)
    bottom = max(bottom, y)
  }
}
