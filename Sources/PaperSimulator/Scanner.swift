// The optics: a sheet of paper becomes the picture that a model of a scanner or a phone would give.
internal import Glibc
internal import Pictures

struct Scanner {
  let sheet: Sheet
  let model: ScanModel
  let seed: UInt64

  private var paper: Spot { Spot(Double(sheet.width) / sheet.scale, Double(sheet.height) / sheet.scale) }
  private var scale: Double { model.dpi / 25.4 }
  private var width: Int { Int((paper.x + 2 * model.margin - 2 * model.cropped) * scale) }
  private var height: Int { Int((paper.y + 2 * model.margin - 2 * model.cropped) * scale) }

  /// The finished picture, its quarter turns done.
  var picture: Picture {
    var planes = exposed()
    blur(&planes)
    let picture = developed(planes)
    let turned = picture.turned(by: [1, 6, 3, 8][model.quarterTurns & 3])
    return model.isBilevel ? turned.bilevel : turned
  }

  /// Where a place of the printed page, in millimetres, lies on the finished picture, in pixels.
  func place(of printed: Spot) -> Spot {
    let middle = Spot(paper.x / 2, paper.y / 2)
    var spot = middle + (printed - middle) * model.printScale
    // The inverse of `source`, by iteration: the bend is gentle.
    let edge = model.margin - model.cropped
    var guess = Spot((spot.x + edge) * scale, (spot.y + edge) * scale)
    let view = view
    for _ in 0..<30 {
      let error = spot - view.source(guess)
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

  private var view: View {
    View(middle: Spot(Double(width) / 2, Double(height) / 2), size: 1 / scale, paper: paper, model: model)
  }

  /// Red, green and blue as light, before blur and noise.
  private func exposed() -> [[Float]] {
    var planes = [[Float]](repeating: [Float](repeating: 0, count: width * height), count: 3)
    let dirt = Dirt(model, paper, seed: seed)
    for y in 0..<height {
      var line = [(Float, Float, Float)](repeating: (0, 0, 0), count: width)
      expose(y, dirt, into: &line)
      for x in 0..<width {
        planes[0][y &* width &+ x] = line[x].0
        planes[1][y &* width &+ x] = line[x].1
        planes[2][y &* width &+ x] = line[x].2
      }
    }
    return planes
  }

  /// One row; linear between the sheet's pixels, white where print was reduced.
  private func expose(_ y: Int, _ dirt: Dirt, into line: inout [(Float, Float, Float)]) {
    let (middle, paper, width) = (paper * 0.5, paper, width)
    let (view, around) = (view, Float(model.surroundings))
    let (across, down, row) = (Double(sheet.width - 1), Double(sheet.height - 1), sheet.width * 3)
    sheet.pixels.withUnsafeBufferPointer { pixels in
      for x in 0..<width {
        let onPaper = view.source(Spot(Double(x) + 0.5, Double(y) + 0.5))
        guard onPaper.x >= 0, onPaper.y >= 0, onPaper.x < paper.x, onPaper.y < paper.y else {
          line[x] = (around, around, around)
          continue
        }
        let printed = middle + (onPaper - middle) * (1 / model.printScale)
        let u = printed.x * sheet.scale - 0.5
        let v = printed.y * sheet.scale - 0.5
        let soil = dirt.isClean ? Float(1) : Float(dirt.light(onPaper))
        guard u >= 0, v >= 0, u < across, v < down else {
          line[x] = (252 * soil, 252 * soil, 252 * soil)
          continue
        }
        let (left, top) = (Int(u), Int(v))
        let (right, below) = (Float(u - Double(left)), Float(v - Double(top)))
        let corner = top &* row &+ left &* 3
        @inline(__always) func light(_ channel: Int) -> Float {
          let place = corner &+ channel
          let upper = Float(pixels[place]) * (1 - right) + Float(pixels[place &+ 3]) * right
          let lower = Float(pixels[place &+ row]) * (1 - right) + Float(pixels[place &+ row &+ 3]) * right
          return ((upper * (1 - below) + lower * below) * 0.97 + 4) * soil
        }
        line[x] = (light(0), light(1) * (0.7 + 0.3 * soil), light(2) * (0.4 + 0.6 * soil))
      }
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

/// How the paper lies before the lens; what is the same for all pixels is worked out once.
private struct View {
  let middle: Spot
  /// Of a pixel, in millimetres.
  let size: Double
  let paper: Spot
  let model: ScanModel
  private let turn: Spot

  init(middle: Spot, size: Double, paper: Spot, model: ScanModel) {
    (self.middle, self.size, self.paper, self.model) = (middle, size, paper, model)
    let angle = -model.skew * .pi / 180
    turn = Spot(cos(angle), sin(angle))
  }

  /// Which place of the paper, in millimetres, a pixel of the unturned picture sees.
  func source(_ pixel: Spot) -> Spot {
    let flat = (pixel - middle) * size
    var spot = Spot(flat.x * turn.x - flat.y * turn.y, flat.x * turn.y + flat.y * turn.x)
    // A page that lies tilted: far rows are smaller.
    let depth = 1 - model.keystone * spot.y / paper.y
    spot = spot * (1 / depth)
    if model.curl > 0 {
      spot.y += model.curl * cos(spot.x / paper.x * .pi)
      spot.x += model.curl * 0.5 * cos(spot.y / paper.y * .pi)
    }
    return spot + paper * 0.5
  }
}

extension Picture {
  /// Only black and white, as a fax or a copier's text mode has it.
  fileprivate var bilevel: Picture {
    let depth = channels.rawValue
    return Picture(width: width, height: height, channels: .grey, dpi: dpi) { target in
      for place in 0..<target.count { target[place] = pixels[place * depth] < 150 ? 0 : 255 }
    }
  }
}

/// Folds and stains of a page that was carried about.
private struct Dirt {
  private var folds: [(place: Double, isUpright: Bool)] = []
  private var stains: [(middle: Spot, radius: Double)] = []
  private let cloud: Cloud

  init(_ model: ScanModel, _ paper: Spot, seed: UInt64) {
    var chance = Chance(seed: seed ^ 0xD127)
    for _ in 0..<model.folds {
      let isUpright = chance.below(2) == 0
      folds.append((chance.between(0.3, 0.7) * (isUpright ? paper.x : paper.y), isUpright))
    }
    for _ in 0..<model.stains {
      let middle = Spot(chance.between(20, paper.x - 20), chance.between(20, paper.y - 20))
      stains.append((middle, chance.between(6, 18)))
    }
    cloud = Cloud(seed: chance.next(), knot: 5)
  }

  var isClean: Bool { folds.isEmpty && stains.isEmpty }

  /// The share of light that is left; a stain's rim is its darkest part.
  func light(_ place: Spot) -> Double {
    var light = 1.0
    for fold in folds {
      let away = abs((fold.isUpright ? place.x : place.y) - fold.place)
      if away < 1.2 { light *= 1 - 0.28 * (1 - away / 1.2) }
    }
    for stain in stains {
      let away = (place - stain.middle).length - stain.radius * (0.85 + 0.3 * cloud.at(place.x, place.y))
      if away < 0 { light *= away > -1.5 ? 0.8 : 0.88 }
    }
    return light
  }
}
