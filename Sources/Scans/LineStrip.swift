// One line of print cut out of a page, laid level and brought to a height at which it is read best.
internal import Pictures

struct LineStrip {
  private let plane: Picture
  private let left: Int
  private let top: Int
  private let right: Int
  private let bottom: Int
  /// The height of its characters, in pixels.
  private let height: Double
  /// Pixels down for each pixel across.
  private var slope = 0.0

  init(_ line: CopyLine, of plane: Picture, _ limits: Thresholds.Copy) {
    self.plane = plane
    // The box of a sloping line is taller than its print, which is never taller than a share of its length.
    height = max(1, min(Double(line.bottom - line.top), Double(line.right - line.left) / limits.lineLength))
    // A reader loses characters at a line's ends, and those that touch the strip's edge.
    let (beside, above) = (Int(limits.lineBeside * height), Int(limits.lineAbove * height))
    left = max(0, line.left - beside)
    right = min(plane.width, line.right + beside + 1)
    top = max(0, line.top - above)
    bottom = min(plane.height, line.bottom + above + 1)
    slope = levellest(upTo: limits.lineSlope)
  }

  private var middle: Double { Double(left + right) / 2 }

  /// The slope along which dark rows are darkest and light ones lightest.
  private func levellest(upTo most: Double) -> Double {
    guard right > left, bottom > top else { return 0 }
    let paper = paper
    let hundredths = Int((most * 100).rounded())
    let slopes = (-hundredths...hundredths).map { Double($0) / 100 }
    let measured = slopes.map { (slope: $0, unevenness: unevenness($0, paper)) }
    return measured.max { $0.unevenness < $1.unevenness }?.slope ?? 0
  }

  /// The strip's middle grey, which is its paper's: print covers less than half of it.
  private var paper: Int {
    var greys: [UInt8] = []
    for y in top..<bottom { greys += plane.pixels[(y * plane.width + left)..<(y * plane.width + right)] }
    return Int(greys.sorted()[greys.count / 2])
  }

  private func unevenness(_ slope: Double, _ paper: Int) -> Double {
    let rows = bottom - top
    var sums = [Int](repeating: 0, count: 3 * rows)
    plane.pixels.withUnsafeBufferPointer { pixels in
      for x in left..<right {
        let moved = rows - Int((Double(x) - middle) * slope)
        for y in 0..<rows where moved + y >= 0 && moved + y < sums.count {
          sums[moved + y] += max(0, paper - Int(pixels[(top + y) &* plane.width &+ x]))
        }
      }
    }
    return sums.reduce(0.0) { $0 + Double($1) * Double($1) }
  }

  /// - Parameter wanted: of the characters, in pixels.
  func picture(height wanted: Int) -> Picture {
    let scale = Double(wanted) / height
    let size = (width: max(1, Int(Double(right - left) * scale)), height: max(1, Int(Double(bottom - top) * scale)))
    return Picture(width: size.width, height: size.height, channels: .grey) { target in
      for v in 0..<size.height {
        for u in 0..<size.width {
          let x = Double(left) + Double(u) / scale
          let y = Double(top) + Double(v) / scale + (x - middle) * slope
          target[v * size.width + u] = level(x, y)
        }
      }
    }
  }

  /// Linear between the four nearest pixels; beyond the page its edge goes on.
  private func level(_ x: Double, _ y: Double) -> UInt8 {
    let across = min(Double(plane.width - 1), max(0, x))
    let down = min(Double(plane.height - 1), max(0, y))
    let (left, top) = (Int(across), Int(down))
    let (right, bottom) = (min(left + 1, plane.width - 1), min(top + 1, plane.height - 1))
    func row(_ y: Int) -> Double {
      let (one, other) = (plane.pixels[y * plane.width + left], plane.pixels[y * plane.width + right])
      return Double(one) + (Double(other) - Double(one)) * (across - Double(left))
    }
    return UInt8(row(top) + (row(bottom) - row(top)) * (down - Double(top)))
  }
}
