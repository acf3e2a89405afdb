// One channel of small integers with the few operations that comparing print needs.
internal import Pictures

/// Greys in rows; 255 is paper.
struct Greys {
  let width: Int
  let height: Int
  var levels: [UInt8]

  init(width: Int, height: Int, levels: [UInt8]) {
    self.width = width
    self.height = height
    self.levels = levels
  }

  /// The red channel of a window: neither seals nor red pens show in it.
  init(redOf window: Window) {
    let pixels = window.picture.pixels
    let count = window.picture.width * window.picture.height
    let levels = [UInt8](unsafeUninitializedCapacity: count) { levels, filled in
      for place in 0..<count { levels[place] = pixels[place &* 3] }
      filled = count
    }
    self.init(width: window.picture.width, height: window.picture.height, levels: levels)
  }

  /// A part of a grey page at another scale, each pixel the mean of what it covers; white outside.
  /// - Parameter scale: of the result, in pixels per millimetre.
  init(of page: Picture, pageWidth: Double, _ area: Area, scale: Double) {
    let source = Double(page.width) / pageWidth
    let width = max(1, Int(area.width * scale))
    let height = max(1, Int(area.height * scale))
    let columns = Self.cells(width, from: area.left, scale, source, page.width)
    let rows = Self.cells(height, from: area.top, scale, source, page.height)
    let covered = (columns.first?.lowerBound ?? 0)..<(columns.last?.upperBound ?? 0)
    var sums = [UInt32](repeating: 0, count: page.width)
    let levels = [UInt8](unsafeUninitializedCapacity: width * height) { levels, filled in
      for y in 0..<height {
        Self.add(rows[y], of: page, covered, to: &sums)
        for x in 0..<width {
          let count = rows[y].count &* columns[x].count
          var sum = 0
          for u in columns[x] { sum &+= Int(sums[u]) }
          levels[y &* width &+ x] = count == 0 ? 255 : UInt8(sum / count)
        }
      }
      filled = width * height
    }
    self.init(width: width, height: height, levels: levels)
  }

  /// Which of the page's columns or rows each pixel of the result covers: one at least, and none outside the page.
  private static func cells(
    _ count: Int, from start: Double, _ scale: Double, _ source: Double, _ limit: Int
  ) -> [Range<Int>] {
    let edges = (0...count).map { Int((start + Double($0) / scale) * source) }
    return (0..<count).map { place in
      let first = min(limit, max(0, edges[place]))
      return first..<max(first, min(limit, max(edges[place] + 1, edges[place + 1])))
    }
  }

  /// Adds rows up, column by column.
  private static func add(_ rows: Range<Int>, of page: Picture, _ columns: Range<Int>, to sums: inout [UInt32]) {
    page.pixels.withUnsafeBufferPointer { pixels in
      sums.withUnsafeMutableBufferPointer { sums in
        for column in columns { sums[column] = 0 }
        for row in rows {
          let start = row &* page.width
          for column in columns { sums[column] &+= UInt32(pixels[start &+ column]) }
        }
      }
    }
  }

  /// Weights 1, 2, 1 in both directions.
  var softened: Greys {
    guard width > 2, height > 2 else { return self }
    let across = mixed(levels, step: 1, rows: 0..<height, columns: 1..<(width - 1))
    return Greys(
      width: width, height: height, levels: mixed(across, step: width, rows: 1..<(height - 1), columns: 0..<width))
  }

  private func mixed(_ levels: [UInt8], step: Int, rows: Range<Int>, columns: Range<Int>) -> [UInt8] {
    var result = levels
    levels.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { target in
        for y in rows {
          let row = y &* width
          for x in columns {
            let place = row &+ x
            let ends = UInt16(source[place &- step]) &+ UInt16(source[place &+ step])
            target[place] = UInt8(truncatingIfNeeded: (ends &+ UInt16(source[place]) &* 2 &+ 2) >> 2)
          }
        }
      }
    }
    return result
  }

  /// The darkest level within a square around each pixel.
  func darkest(within reach: Int) -> Greys {
    guard reach > 0 else { return self }
    var across = levels
    var result = levels
    for offset in 1...reach where offset < width {
      for y in 0..<height {
        let row = y * width
        Self.darken(&across, row, by: levels, row + offset, count: width - offset)
        Self.darken(&across, row + offset, by: levels, row, count: width - offset)
      }
    }
    result = across
    for offset in 1...reach where offset < height {
      let count = (height - offset) * width
      Self.darken(&result, 0, by: across, offset * width, count: count)
      Self.darken(&result, offset * width, by: across, 0, count: count)
    }
    return Greys(width: width, height: height, levels: result)
  }

  /// Takes the darker of two runs of pixels.
  private static func darken(_ target: inout [UInt8], _ start: Int, by source: [UInt8], _ other: Int, count: Int) {
    target.withUnsafeMutableBufferPointer { target in
      source.withUnsafeBufferPointer { source in
        for place in 0..<count { target[start &+ place] = min(target[start &+ place], source[other &+ place]) }
      }
    }
  }
}

/// How alike parts of two planes are: normalised correlation, 1 for the same, 0 for nothing in common.
struct Likeness {
  let printed: Greys
  let seen: Greys
  /// The share of the print's contrast that a part of the scan must have to be more than a ghost of it.
  var leastStrength = 0.0
  /// The product of two variances of one grey each, as the noise of whole numbers has: there nothing can be compared.
  private static let oneGrey = 1.0

  /// A part of the printed plane, in pixels.
  struct Part {
    var left: Int
    var top: Int
    var width: Int
    var height: Int
  }

  /// The spread of greys in a part of the print.
  func contrast(_ part: Part) -> Double {
    var sum = 0
    var squares = 0
    for y in part.top..<(part.top + part.height) {
      for x in part.left..<(part.left + part.width) {
        let level = Int(printed.levels[y &* printed.width &+ x])
        sum &+= level
        squares &+= level &* level
      }
    }
    let count = Double(part.width * part.height)
    let mean = Double(sum) / count
    return max(0, Double(squares) / count - mean * mean).squareRoot()
  }

  /// - Parameter x, y: where the part's corner lies on the seen plane.
  /// - Returns: nil when it would lie outside.
  func at(_ part: Part, x: Int, y: Int) -> Double? {
    guard x >= 0, y >= 0, x + part.width <= seen.width, y + part.height <= seen.height else { return nil }
    var a = 0
    var b = 0
    var aa = 0
    var bb = 0
    var ab = 0
    printed.levels.withUnsafeBufferPointer { printed in
      seen.levels.withUnsafeBufferPointer { seen in
        for row in 0..<part.height {
          let one = (part.top &+ row) &* self.printed.width &+ part.left
          let other = (y &+ row) &* self.seen.width &+ x
          // A row's sums fit into 32 bits, of which a processor adds more at once.
          var sums: (Int32, Int32, Int32, Int32, Int32) = (0, 0, 0, 0, 0)
          for column in 0..<part.width {
            let p = Int32(printed[one &+ column])
            let s = Int32(seen[other &+ column])
            sums.0 &+= p
            sums.1 &+= s
            sums.2 &+= p &* p
            sums.3 &+= s &* s
            sums.4 &+= p &* s
          }
          a &+= Int(sums.0)
          b &+= Int(sums.1)
          aa &+= Int(sums.2)
          bb &+= Int(sums.3)
          ab &+= Int(sums.4)
        }
      }
    }
    let count = Double(part.width * part.height)
    let covariance = Double(ab) - Double(a) * Double(b) / count
    let print = Double(aa) - Double(a) * Double(a) / count
    let scan = Double(bb) - Double(b) * Double(b) / count
    // A part that is blank on the scan, or that shines through what covers it, has nothing in common with print.
    let isBlank = print * scan <= Self.oneGrey * count * count || scan < print * leastStrength * leastStrength
    return isBlank ? 0 : covariance / (print * scan).squareRoot()
  }

  /// The best of all shifts around a place.
  func best(_ part: Part, around x: Int, _ y: Int, within reach: Int, step: Int = 1) -> (x: Int, y: Int, score: Double)?
  {
    var best: (x: Int, y: Int, score: Double)?
    for down in stride(from: -reach, through: reach, by: step) {
      for across in stride(from: -reach, through: reach, by: step) {
        guard let score = at(part, x: x + across, y: y + down), score > best?.score ?? -2 else { continue }
        best = (x + across, y + down, score)
      }
    }
    return best
  }

  /// Uphill from a place, pixel by pixel, while no shift leaves the reach around `x`, `y`.
  /// - Parameter gain: by how much more alike a step must make it: along a lone line all places are equal.
  /// - Returns: nil when that does not end on print that is as alike as asked.
  func climb(
    _ part: Part, from start: (x: Int, y: Int), around x: Int, _ y: Int, within reach: Int, alike: Double, gain: Double
  ) -> (x: Int, y: Int, score: Double)? {
    guard let score = at(part, x: start.x, y: start.y) else { return nil }
    var top = (x: start.x, y: start.y, score: score)
    while let next = best(part, around: top.x, top.y, within: 1), next.score > top.score + gain {
      guard abs(next.x - x) <= reach, abs(next.y - y) <= reach else { return nil }
      top = next
    }
    return top.score >= alike ? top : nil
  }
}
