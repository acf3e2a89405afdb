// A seal's ink as a transparent picture: one red, and the opacity carries how much ink there was.
internal import Pictures

struct SealPicture {
  private let window: Window
  private let outline: SealOutline
  private let limits: Thresholds.Capture

  init(_ window: Window, _ outline: SealOutline, _ limits: Thresholds.Capture) {
    self.window = window
    self.outline = outline
    self.limits = limits
  }

  var picture: Picture {
    let width = window.picture.width
    let height = window.picture.height
    let differences = differences
    let opacity = withoutSpecks(opacity(differences), width, height)
    let red = colour(differences)
    return Picture(width: width, height: height, channels: .colourAndAlpha, dpi: limits.dpi) { pixels in
      for place in 0..<(width * height) {
        pixels[place * 4] = red.0
        pixels[place * 4 + 1] = red.1
        pixels[place * 4 + 2] = red.2
        pixels[place * 4 + 3] = opacity[place]
      }
    }
  }

  /// How red each pixel is; nothing outside the outline.
  private var differences: [Int] {
    let pixels = window.picture.pixels
    let width = window.picture.width
    return (0..<(width * window.picture.height)).map { place in
      guard outline.distance(to: window.place(x: place % width, y: place / width)) < limits.margin else { return 0 }
      return max(0, Int(pixels[place * 3]) - Int(max(pixels[place * 3 + 1], pixels[place * 3 + 2])))
    }
  }

  private func opacity(_ differences: [Int]) -> [UInt8] {
    let none = limits.noDifference * 255
    let strong = Double(strength(of: differences.filter { Double($0) > limits.surelyInked * none }))
    let span = max(1, limits.fullShare * strong - none)
    return differences.map { UInt8(max(0, min(255, (Double($0) - none) / span * 255))) }
  }

  /// What the share of ink that is not the strongest stays under.
  private func strength(of inked: [Int]) -> Int {
    guard !inked.isEmpty else { return 255 }
    var counts = [Int](repeating: 0, count: 256)
    for difference in inked { counts[difference] += 1 }
    var rest = min(inked.count - 1, Int(Double(inked.count) * limits.strongShare))
    return counts.firstIndex { count in
      rest -= count
      return rest < 0
    } ?? 255
  }

  /// The mean of the most inked pixels.
  private func colour(_ differences: [Int]) -> (UInt8, UInt8, UInt8) {
    let strong = Int(Double(differences.max() ?? 255) * limits.colourShare)
    let places = differences.indices.filter { differences[$0] >= max(1, strong) }
    func mean(_ channel: Int) -> UInt8 {
      let sum = places.reduce(0) { $0 + Int(window.picture.pixels[$1 * 3 + channel]) }
      return UInt8(sum / max(1, places.count))
    }
    return (mean(0), mean(1), mean(2))
  }

  private func withoutSpecks(_ opacity: [UInt8], _ width: Int, _ height: Int) -> [UInt8] {
    let least = limits.leastSpeck * window.scale * window.scale
    var open = opacity.map { Double($0) > limits.opaque * 255 }
    var kept = opacity
    // What belongs to no blob is the paper's grain.
    var belongs = [Bool](repeating: false, count: opacity.count)
    for start in open.indices where open[start] {
      open[start] = false
      var blob = [start]
      var next = 0
      while next < blob.count {
        let x = blob[next] % width
        let y = blob[next] / width
        for near in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)] {
          guard near.0 >= 0, near.1 >= 0, near.0 < width, near.1 < height, open[near.1 * width + near.0] else {
            continue
          }
          open[near.1 * width + near.0] = false
          blob.append(near.1 * width + near.0)
        }
        next += 1
      }
      if Double(blob.count) >= least { for place in blob { belongs[place] = true } }
    }
    for place in kept.indices where !nearBlob(place, belongs, width, height) { kept[place] = 0 }
    return kept
  }

  /// An edge's soft pixels stay with their blob.
  private func nearBlob(_ place: Int, _ belongs: [Bool], _ width: Int, _ height: Int) -> Bool {
    if belongs[place] { return true }
    let x = place % width
    let y = place / width
    let reach = limits.softEdge
    for nearY in max(0, y - reach)...min(height - 1, y + reach) {
      for nearX in max(0, x - reach)...min(width - 1, x + reach) where belongs[nearY * width + nearX] { return true }
    }
    return false
  }
}
