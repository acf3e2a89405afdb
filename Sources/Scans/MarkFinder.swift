// Finds one registration mark near where it should be: a dark blob of the right size and compactness.
internal import Pictures

struct MarkFinder {
  /// The scan's red channel, where no red ink hides a mark.
  let plane: Picture
  let thresholds: Thresholds.Registration

  /// The centre of the mark nearest to the expected place, in pixels to a few hundredths.
  /// - Parameters:
  ///   - side: the mark's side or diameter, in pixels.
  ///   - reach: how far off its centre may be, in pixels.
  func mark(near expected: Place2D, side: Double, reach: Double) -> Place2D? {
    let half = reach + side
    guard half.isFinite, expected.x.isFinite, expected.y.isFinite, abs(expected.x) < Self.farthest,
      abs(expected.y) < Self.farthest, half < Self.widest, side >= thresholds.leastMarkSide
    else { return nil }
    let left = max(0, Int(expected.x - half))
    let right = min(plane.width - 1, Int(expected.x + half))
    let top = max(0, Int(expected.y - half))
    let bottom = min(plane.height - 1, Int(expected.y + half))
    guard right - left > Int(side), bottom - top > Int(side) else { return nil }
    var patch = Patch(plane, left: left, top: top, width: right - left + 1, height: bottom - top + 1, thresholds)
    guard patch.contrast >= thresholds.leastMarkContrast else { return nil }
    let blobs = patch.blobs().filter { looksLikeMark($0, area: side * side) }
    let nearest = blobs.min { $0.centre.distance(to: expected) < $1.centre.distance(to: expected) }
    guard let nearest, nearest.centre.distance(to: expected) <= reach else { return nil }
    return patch.refined(nearest)
  }

  /// No scan is as large, in pixels: a wild mapping is not followed, and costs nothing.
  private static let (farthest, widest) = (1e6, 4000.0)

  /// `area` is a square's; a disc of the same diameter covers 0.785 of it.
  private func looksLikeMark(_ blob: Blob, area: Double) -> Bool {
    let share = Double(blob.area) / area
    return share >= thresholds.leastMarkArea && share <= thresholds.mostMarkArea
      && blob.spread >= thresholds.leastMarkSpread && blob.spread <= thresholds.mostMarkSpread
  }
}

/// Dark pixels that touch.
struct Blob {
  var area = 0
  var left = Int.max
  var right = 0
  var top = Int.max
  var bottom = 0
  fileprivate var sumX = 0.0
  fileprivate var sumY = 0.0
  fileprivate var sumSquares = 0.0

  mutating func add(_ x: Int, _ y: Int) {
    area += 1
    left = min(left, x)
    right = max(right, x)
    top = min(top, y)
    bottom = max(bottom, y)
    sumX += Double(x)
    sumY += Double(y)
    sumSquares += Double(x * x + y * y)
  }

  var centre: Place2D { Place2D(sumX / Double(area), sumY / Double(area)) }

  /// Second central moments over area: the same for a shape however it is turned.
  var spread: Double {
    let count = Double(area)
    return (sumSquares / count - centre.x * centre.x - centre.y * centre.y) / count
  }
}

/// A small part of a plane, cut into dark and light halfway between its own black and white.
private struct Patch {
  private let plane: Picture
  private let left: Int
  private let top: Int
  private let width: Int
  private let height: Int
  private let light: Int
  private let black: Int
  private let edge: Int

  init(_ plane: Picture, left: Int, top: Int, width: Int, height: Int, _ limits: Thresholds.Registration) {
    self.plane = plane
    self.left = left
    self.top = top
    self.width = width
    self.height = height
    var counts = [Int](repeating: 0, count: 256)
    plane.pixels.withUnsafeBufferPointer { pixels in
      for y in top..<(top + height) {
        for x in left..<(left + width) { counts[Int(pixels[y &* plane.width &+ x])] &+= 1 }
      }
    }
    func level(_ share: Double) -> Int {
      var rest = Int(Double(width * height) * share)
      return counts.firstIndex { count in
        rest -= count
        return rest < 0
      } ?? 255
    }
    light = level(limits.lightShare)
    black = level(limits.darkShare)
    edge = limits.softEdge
  }

  var contrast: Int { light - black }
  private var limit: Int { (light + black) / 2 }

  mutating func blobs() -> [Blob] {
    var open = [Bool](repeating: false, count: width * height)
    plane.pixels.withUnsafeBufferPointer { pixels in
      for y in 0..<height {
        let row = (top + y) * plane.width + left
        for x in 0..<width { open[y * width + x] = Int(pixels[row + x]) < limit }
      }
    }
    var blobs: [Blob] = []
    var waiting: [Int] = []
    for start in open.indices where open[start] {
      var blob = Blob()
      open[start] = false
      waiting.append(start)
      while let place = waiting.popLast() {
        let x = place % width
        let y = place / width
        blob.add(x + left, y + top)
        func visit(_ next: Int) {
          guard open[next] else { return }
          open[next] = false
          waiting.append(next)
        }
        if x > 0 { visit(place - 1) }
        if x < width - 1 { visit(place + 1) }
        if y > 0 { visit(place - width) }
        if y < height - 1 { visit(place + width) }
      }
      blobs.append(blob)
    }
    return blobs
  }

  /// Pixels around a blob that its soft edge reaches.
  private static let soft = 2

  /// The centre of the blob's darkness, its soft edge included.
  func refined(_ blob: Blob) -> Place2D {
    var sum = 0.0
    var sumX = 0.0
    var sumY = 0.0
    for y in max(top, blob.top - Self.soft)...min(top + height - 1, blob.bottom + Self.soft) {
      for x in max(left, blob.left - Self.soft)...min(left + width - 1, blob.right + Self.soft) {
        let darkness = Double(max(0, light - edge - Int(plane.pixels[y * plane.width + x])))
        sum += darkness
        sumX += darkness * Double(x)
        sumY += darkness * Double(y)
      }
    }
    // A pixel's middle lies half a pixel inside it.
    return Place2D(sumX / sum + 0.5, sumY / sum + 0.5)
  }
}
