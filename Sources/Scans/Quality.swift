// Whether a scan is good enough to be judged: sharpness, density, print scale, photograph or flat.
internal import Glibc
internal import Layout
internal import Pictures

struct Quality {
  let picture: Picture
  let plane: Picture
  let registration: Registration
  let size: Size
  let thresholds: Thresholds.Quality

  /// Width of the code's printed edges in millimetres: the range of greys over the steepest steps.
  var edgeWidth: Double? {
    let widths = registration.codes.compactMap { seen in
      edge(in: seen.code).map { $0 / registration.map.scale(at: seen.box.rectangle.middle) }
    }
    return widths.min()
  }

  private func edge(in code: FoundCode) -> Double? {
    let xs = code.corners.map(\.x)
    let ys = code.corners.map(\.y)
    let left = max(1, Int(xs.min() ?? 0))
    let right = min(plane.width - 2, Int(xs.max() ?? 0))
    let top = max(1, Int(ys.min() ?? 0))
    let bottom = min(plane.height - 2, Int(ys.max() ?? 0))
    guard right - left > thresholds.leastCode, bottom - top > thresholds.leastCode else { return nil }
    var greys = [Int](repeating: 0, count: 256)
    var slopes = [Int](repeating: 0, count: 512)
    plane.pixels.withUnsafeBufferPointer { pixels in
      for y in top...bottom {
        for x in left...right {
          let place = y &* plane.width &+ x
          greys[Int(pixels[place])] &+= 1
          let across = Double(Int(pixels[place &+ 1]) &- Int(pixels[place &- 1]))
          let down = Double(Int(pixels[place &+ plane.width]) &- Int(pixels[place &- plane.width]))
          slopes[min(511, Int((across * across + down * down).squareRoot()))] &+= 1
        }
      }
    }
    let range = Double(Self.level(greys, thresholds.lightShare) - Self.level(greys, thresholds.darkShare))
    let slope = Double(Self.level(slopes, thresholds.steepShare)) / 2
    return slope > 0 ? range / slope : nil
  }

  private static func level(_ counts: [Int], _ share: Double) -> Int {
    var rest = Int(Double(counts.reduce(0, +)) * share)
    return counts.firstIndex { count in
      rest -= count
      return rest < 0
    } ?? counts.count - 1
  }

  /// Printed size over intended size, where the scanner's own density can be believed: it is when it makes the
  /// picture about as large as the page. Nil for phones and chat programs.
  var printScale: Double? {
    guard let dpi = picture.dpi, dpi >= thresholds.leastClaim else { return nil }
    let sides = [Double(picture.width), Double(picture.height)].sorted().map { $0 / dpi * 25.4 }
    let paper = [size.width.millimetres, size.height.millimetres].sorted()
    guard zip(sides, paper).allSatisfy({ abs($0 / $1 - 1) < thresholds.mostPaperError }) else { return nil }
    return registration.dpi / dpi
  }

  /// What is said of a sheet whose dots have no known size.
  var scaleUnknown: ScanFinding {
    ScanFinding(.ask, .scaleUnknown, measured: picture.dpi ?? 0, unit: "dpi", limit: thresholds.leastClaim)
  }

  /// How much the scale varies over the page, as a share: nothing on a scanner, some on every photograph.
  var keystone: Double {
    let corners = Rectangle(x: .zero, y: .zero, width: size.width, height: size.height).corners
    let scales = corners.map { registration.map.scale(at: $0) }
    guard let least = scales.min(), let most = scales.max(), most > 0 else { return 1 }
    return 1 - least / most
  }
}
