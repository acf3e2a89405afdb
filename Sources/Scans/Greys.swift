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
    let columns = (0...width).map { Int((area.left + Double($0) / scale) * source) }
    let rows = (0...height).map { Int((area.top + Double($0) / scale) * source) }
    let levels = [UInt8](unsafeUninitializedCapacity: width * height) { levels, filled in
      page.pixels.withUnsafeBufferPointer { pixels in
        for y in 0..<height {
          let down = max(0, rows[y])..<min(page.height, max(rows[y] + 1, rows[y + 1]))
          for x in 0..<width {
            let across = max(0, columns[x])..<min(page.width, max(columns[x] + 1, columns[x + 1]))
            var sum = 0
            for v in down where !across.isEmpty {
              for u in across { sum &+= Int(pixels[v &* page.width &+ u]) }
            }
            let count = down.count * across.count
            levels[y &* width &+ x] = count == 0 ? 255 : UInt8(sum / count)
          }
        }
      }
      filled = width * height
    }
    self.init(width: width, height: height, levels: levels)
  }

  /// Weights 1, 2, 1 in both directions.
  var softened: Greys {
    guard width > 2, height > 2 else { return self }
    var across = levels
    var result = levels
    for y in 0..<height {
      let row = y * width
      for x in 1..<(width - 1) {
        let sum = Int(levels[row + x - 1]) + 2 * Int(levels[row + x]) + Int(levels[row + x + 1])
        across[row + x] = UInt8((sum + 2) >> 2)
      }
    }
    for y in 1..<(height - 1) {
      for x in 0..<width {
        let place = y * width + x
        let sum = Int(across[place - width]) + 2 * Int(across[place]) + Int(across[place + width])
        result[place] = UInt8((sum + 2) >> 2)
      }
    }
    return Greys(width: width, height: height, levels: result)
  }

  /// The darkest level within a square around each pixel.
  func darkest(within reach: Int) -> Greys {
    guard reach > 0 else { return self }
    var across = levels
    var result = levels
    levels.withUnsafeBufferPointer { source in
      across.withUnsafeMutableBufferPointer { target in
        for y in 0..<height {
          for x in 0..<width {
            var least = UInt8.max
            for near in max(0, x - reach)...min(width - 1, x + reach) { least = min(least, source[y &* width &+ near]) }
            target[y &* width &+ x] = least
          }
        }
      }
    }
    across.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { target in
        for y in 0..<height {
          for x in 0..<width {
            var least = UInt8.max
            for near in max(0, y - reach)...min(height - 1, y + reach) {
              least = min(least, source[near &* width &+ x])
            }
            target[y &* width &+ x] = least
          }
        }
      }
    }
    return Greys(width: width, height: height, levels: result)
  }
}

/// How alike parts of two planes are: normalised correlation, 1 for the same, 0 for nothing in common.
struct Likeness {
  let printed: Greys
  let seen: Greys

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
          for column in 0..<part.width {
            let p = Int(printed[one &+ column])
            let s = Int(seen[other &+ column])
            a &+= p
            b &+= s
            aa &+= p &* p
            bb &+= s &* s
            ab &+= p &* s
          }
        }
      }
    }
    let count = Double(part.width * part.height)
    let covariance = Double(ab) - Double(a) * Double(b) / count
    let spread = (Double(aa) - Double(a) * Double(a) / count) * (Double(bb) - Double(b) * Double(b) / count)
    // A part that is blank on the scan has nothing in common with print.
    return spread <= count * count ? 0 : covariance / spread.squareRoot()
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
}
