// What white means in each part of the page: lamps, shadows and yellowed paper are divided out.
internal import Pictures

/// The bright level of tiles of the page, linear in between.
struct PaperWhite {
  private let tile: Double
  private let columns: Int
  private let rows: Int
  /// Red, green and blue of each tile, 1…255.
  private let levels: [Float]

  /// - Parameter page: the whole page, not whitened.
  init(_ page: Window, thresholds: Thresholds.Ink) {
    tile = thresholds.whiteTile
    columns = max(2, Int(page.area.width / tile))
    rows = max(2, Int(page.area.height / tile))
    var levels: [Float] = []
    for row in 0..<rows {
      for column in 0..<columns {
        levels += Self.levels(page, column, columns, row, rows, thresholds)
      }
    }
    self.levels = levels
  }

  private static func levels(
    _ page: Window, _ column: Int, _ columns: Int, _ row: Int, _ rows: Int, _ limits: Thresholds.Ink
  ) -> [Float] {
    let picture = page.picture
    let across = (column * picture.width / columns)..<((column + 1) * picture.width / columns)
    let down = (row * picture.height / rows)..<((row + 1) * picture.height / rows)
    return (0..<3).map { channel in
      var counts = [Int](repeating: 0, count: 256)
      picture.pixels.withUnsafeBufferPointer { pixels in
        for y in down {
          for x in across { counts[Int(pixels[(y &* picture.width &+ x) &* 3 &+ channel])] &+= 1 }
        }
      }
      var rest = Int(Double(across.count * down.count) * limits.whitePercentile)
      let level = counts.firstIndex { count in
        rest -= count
        return rest < 0
      }
      // A black tile is no paper; dividing by it would make light of noise.
      return Float(max(Int(limits.leastWhite * 255), level ?? 255))
    }
  }

  /// The window with its pixels divided by the white around them; of red alone, by red's.
  func whitened(_ window: Window) -> Window {
    window.picture.channels == .grey ? whitened(window, channels: 1) : whitened(window, channels: 3)
  }

  @inline(__always)
  private func whitened(_ window: Window, channels: Int) -> Window {
    var picture = window.picture
    let width = picture.width
    let height = picture.height
    let places = (0..<width).map { x in
      place(window.area.left + (Double(x) + 0.5) / window.scale, columns)
    }
    picture.draw { pixels in
      for y in 0..<height {
        let line = line(at: window.area.top + (Double(y) + 0.5) / window.scale)
        line.withUnsafeBufferPointer { line in
          places.withUnsafeBufferPointer { places in
            for x in 0..<width {
              let (column, share) = places[x]
              for channel in 0..<channels {
                let left = line[column &* 3 &+ channel]
                let white = left + (line[column &* 3 &+ 3 &+ channel] - left) * share
                let place = (y &* width &+ x) &* channels &+ channel
                pixels[place] = UInt8(min(255, Float(pixels[place]) * 255 / white))
              }
            }
          }
        }
      }
    }
    return Window(area: window.area, scale: window.scale, picture: picture)
  }

  /// Which two tiles a coordinate lies between, and how far along.
  private func place(_ millimetres: Double, _ count: Int) -> (Int, Float) {
    let at = min(Double(count - 1), max(0, millimetres / tile - 0.5))
    let first = min(count - 2, Int(at))
    return (first, Float(at - Double(first)))
  }

  private func line(at millimetres: Double) -> [Float] {
    let (row, share) = place(millimetres, rows)
    let start = row * columns * 3
    return (0..<(columns * 3)).map { place in
      let above = levels[start + place]
      return above + (levels[start + columns * 3 + place] - above) * share
    }
  }
}
