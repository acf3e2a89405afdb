// The optics: a sheet of paper becomes the picture that a model of a scanner or a phone would give.
internal import Glibc
internal import Pictures

struct Scanner {
  let sheet: Sheet
  let model: ScanModel
  let seed: UInt64

  private var paper: Spot { Spot(Double(sheet.width) / sheet.scale, Double(sheet.height) / sheet.scale) }
  private var scale: Double { model.dpi / 25.4 }
  private var width: Int { Int((paper.x + 2 * model.margin) * scale) }
  private var height: Int { Int((paper.y + 2 * model.margin) * scale) }

  /// The finished picture, its quarter turns done.
  var picture: Picture {
    var planes = exposed()
    blur(&planes)
    let picture = developed(planes)
    return picture.turned(by: [1, 6, 3, 8][model.quarterTurns & 3])
  }

  /// Where a place of the printed page, in millimetres, lies on the finished picture, in pixels.
  func place(of printed: Spot) -> Spot {
    let middle = Spot(paper.x / 2, paper.y / 2)
    var spot = middle + (printed - middle) * model.printScale
    // The inverse of `source`, by iteration: the bend is gentle.
    var guess = Spot((spot.x + model.margin) * scale, (spot.y + model.margin) * scale)
    for _ in 0..<30 {
      let error = spot - source(guess)
      guess = guess + error * scale
    }
    spot = guess
    switch model.quarterTurns & 3 {
    case 1: return Spot(Double(height) - spot.y, spot.x)
    case 2: return Spot(Double(width) - spot.x, Double(height) - spot.y)
    case 3: return Spot(spot.y, Double(width) - spot.x)
    default: return spot
    }
  }

  /// Which place of the paper, in millimetres, a pixel of the unturned picture sees.
  private func source(_ pixel: Spot) -> Spot {
    let middle = Spot(Double(width) / 2, Double(height) / 2)
    var spot = ((pixel - middle) * (1 / scale)).turned(-model.skew * .pi / 180)
    // A page that lies tilted: far rows are smaller.
    let depth = 1 - model.keystone * spot.y / paper.y
    spot = spot * (1 / depth)
    spot.y += model.curl * cos(spot.x / paper.x * .pi)
    spot.x += model.curl * 0.5 * cos(spot.y / paper.y * .pi)
    return spot + paper * 0.5
  }

  /// Red, green and blue as light, before blur and noise.
  private func exposed() -> [[Float]] {
    var planes = [[Float]](repeating: [Float](repeating: 0, count: width * height), count: 3)
    let middle = paper * 0.5
    for y in 0..<height {
      for x in 0..<width {
        let onPaper = source(Spot(Double(x) + 0.5, Double(y) + 0.5))
        let printed = middle + (onPaper - middle) * (1 / model.printScale)
        let outside = onPaper.x < 0 || onPaper.y < 0 || onPaper.x >= paper.x || onPaper.y >= paper.y
        for channel in 0..<3 {
          planes[channel][y * width + x] = outside ? Float(model.surroundings) : light(printed, channel)
        }
      }
    }
    return planes
  }

  /// Linear between the sheet's pixels; white where print was reduced.
  private func light(_ place: Spot, _ channel: Int) -> Float {
    let x = place.x * sheet.scale - 0.5
    let y = place.y * sheet.scale - 0.5
    guard x >= 0, y >= 0, x < Double(sheet.width - 1), y < Double(sheet.height - 1) else { return 252 }
    let (left, top) = (Int(x), Int(y))
    let (right, below) = (Float(x - Double(left)), Float(y - Double(top)))
    return sheet.pixels.withUnsafeBufferPointer { pixels in
      let corner = (top * sheet.width + left) * 3 + channel
      let low = corner + sheet.width * 3
      let upper = Float(pixels[corner]) * (1 - right) + Float(pixels[corner + 3]) * right
      let lower = Float(pixels[low]) * (1 - right) + Float(pixels[low + 3]) * right
      return (upper * (1 - below) + lower * below) * 0.97 + 4
    }
  }

  private func blur(_ planes: inout [[Float]]) {
    let sigma = model.blur * scale
    guard sigma > 0.2 else { return }
    let reach = Int(sigma * 2.5 + 1)
    let raw = (-reach...reach).map { Float(exp(-Double($0 * $0) / (2 * sigma * sigma))) }
    let sum = raw.reduce(0, +)
    let weights = raw.map { $0 / sum }
    for channel in 0..<3 {
      planes[channel] = smeared(planes[channel], weights, reach, step: 1, count: width, limit: width)
      planes[channel] = smeared(planes[channel], weights, reach, step: width, count: height, limit: height)
    }
  }

  private func smeared(
    _ plane: [Float], _ weights: [Float], _ reach: Int, step: Int, count: Int, limit: Int
  ) -> [Float] {
    var result = plane
    plane.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { target in
        for y in 0..<height {
          for x in 0..<width {
            let at = step == 1 ? x : y
            guard at >= reach, at < count - reach else { continue }
            let place = y &* width &+ x
            var sum: Float = 0
            for offset in 0..<weights.count { sum += source[place &+ (offset &- reach) &* step] * weights[offset] }
            target[place] = sum
          }
        }
      }
    }
    return result
  }

  /// Light, shade and grain become greys.
  private func developed(_ planes: [[Float]]) -> Picture {
    var chance = Chance(seed: seed ^ 0x6A1)
    let corner = Spot(chance.between(0, 1) < 0.5 ? 0 : 1, chance.between(0, 1) < 0.5 ? 0 : 1)
    let cast = [Float(model.cast.red), Float(model.cast.green), Float(model.cast.blue)]
    let grain = (0..<4096).map { _ in Float((chance.between(-1, 1) + chance.between(-1, 1)) * 1.22 * model.noise) }
    let channels = model.isGrey ? 1 : 3
    return Picture(
      width: width, height: height, channels: model.isGrey ? .grey : .colour, dpi: model.claimedDPI
    ) { pixels in
      for y in 0..<height {
        let far = abs(Double(y) / Double(height) - corner.y)
        var skip = chance.below(4096)
        for x in 0..<width {
          let away = (abs(Double(x) / Double(width) - corner.x) + far) / 2
          let lamp = Float(1 - model.shade * (1 - away))
          let place = y * width + x
          func grey(_ channel: Int) -> UInt8 {
            skip = (skip &* 5 &+ 1) & 4095
            return UInt8(max(0, min(255, planes[channel][place] * lamp * cast[channel] + grain[skip])))
          }
          if channels == 1 {
            let sum = Int(grey(0)) * 77 + Int(grey(1)) * 150 + Int(grey(2)) * 29
            pixels[place] = UInt8(sum >> 8)
          } else {
            pixels[place * 3] = grey(0)
            pixels[place * 3 + 1] = grey(1)
            pixels[place * 3 + 2] = grey(2)
          }
        }
      }
    }
  }
}
