// Takes parts of the page out of the scan, upright and to scale, whatever the page's turn and tilt were.
internal import Glibc
internal import Pictures

/// A part of the page in millimetres.
struct Area: Hashable {
  var left: Double
  var top: Double
  var width: Double
  var height: Double

  var middle: Place2D { Place2D(left + width / 2, top + height / 2) }

  /// Clockwise from the top left.
  var corners: [Place2D] {
    [(0, 0), (width, 0), (width, height), (0, height)].map { Place2D(left + $0, top + $1) }
  }

  func grown(by distance: Double) -> Area {
    Area(left: left - distance, top: top - distance, width: width + 2 * distance, height: height + 2 * distance)
  }

  func moved(by way: Place2D) -> Area { Area(left: left + way.x, top: top + way.y, width: width, height: height) }

  func contains(_ place: Place2D) -> Bool {
    place.x >= left && place.x <= left + width && place.y >= top && place.y <= top + height
  }

  /// How far outside a place lies; 0 inside.
  func distance(to place: Place2D) -> Double {
    let across = max(left - place.x, 0, place.x - left - width)
    let down = max(top - place.y, 0, place.y - top - height)
    return (across * across + down * down).squareRoot()
  }
}

/// Red, green and blue pixels of a part of the page, white brought to 255.
struct Window {
  let area: Area
  /// Pixels per millimetre.
  let scale: Double
  let picture: Picture

  func place(x: Int, y: Int) -> Place2D {
    Place2D(area.left + (Double(x) + 0.5) / scale, area.top + (Double(y) + 0.5) / scale)
  }
}

/// A scan with its halvings, so that reducing averages instead of skipping.
struct Rectifier {
  private let levels: [Picture]
  private let map: Homography
  /// How many of the scan's pixels fall on one, in a row, from where on the half is fine enough to take it from.
  private static let halfEnough = 1.7

  init(_ picture: Picture, map: Homography) {
    levels = [picture, picture.halvedInColour]
    self.map = map
  }

  /// - Parameters:
  ///   - scale: pixels per millimetre.
  ///   - white: what the paper's white is; nil leaves the scan's own values.
  func window(_ area: Area, scale: Double, white: PaperWhite?) -> Window {
    let window = Window(area: area, scale: scale, picture: picture(area, scale, .colour))
    return white?.whitened(window) ?? window
  }

  /// The red channel alone, in which neither seals nor red pens show.
  func red(_ area: Area, scale: Double, white: PaperWhite) -> Greys {
    let seen = white.whitened(Window(area: area, scale: scale, picture: picture(area, scale, .grey))).picture
    return Greys(width: seen.width, height: seen.height, levels: seen.pixels)
  }

  private func picture(_ area: Area, _ scale: Double, _ channels: Picture.Channels) -> Picture {
    let width = max(1, Int(area.width * scale))
    let height = max(1, Int(area.height * scale))
    let level = map.scale(at: area.middle) / scale >= Self.halfEnough ? 1 : 0
    return Picture(width: width, height: height, channels: channels) { target in
      let shrunk = level == 1 ? 0.5 : 1
      if channels == .grey {
        sample(levels[level], shrunk: shrunk, area, scale, width, height, channels: 1, into: target)
      } else {
        sample(levels[level], shrunk: shrunk, area, scale, width, height, channels: 3, into: target)
      }
    }
  }

  /// Linear between the four nearest pixels; what lies outside the scan is white.
  @inline(__always)
  private func sample(
    _ source: Picture, shrunk: Double, _ area: Area, _ scale: Double, _ width: Int, _ height: Int, channels: Int,
    into target: UnsafeMutableBufferPointer<UInt8>
  ) {
    let depth = source.channels.rawValue
    let green = depth == 1 ? 0 : 1
    let blue = depth == 1 ? 0 : 2
    let row = source.width * depth
    let lastX = Double(source.width - 1)
    let lastY = Double(source.height - 1)
    let step = 1 / scale
    source.pixels.withUnsafeBufferPointer { pixels in
      var write = 0
      for y in 0..<height {
        let pageY = area.top + (Double(y) + 0.5) * step
        var over = map.m[0] * (area.left + 0.5 * step) + map.m[1] * pageY + map.m[2]
        var down = map.m[3] * (area.left + 0.5 * step) + map.m[4] * pageY + map.m[5]
        var under = map.m[6] * (area.left + 0.5 * step) + map.m[7] * pageY + 1
        for _ in 0..<width {
          let factor = shrunk / under
          let x = over * factor - 0.5
          let y = down * factor - 0.5
          if x >= 0 && y >= 0 && x < lastX && y < lastY {
            let left = Int(x)
            let top = Int(y)
            let right = Int((x - Double(left)) * 256)
            let below = Int((y - Double(top)) * 256)
            let corner = top &* row &+ left &* depth
            let weights = (
              (256 &- right) &* (256 &- below), right &* (256 &- below), (256 &- right) &* below, right &* below
            )
            @inline(__always) func blend(_ channel: Int) -> UInt8 {
              let place = corner &+ channel
              let upper = Int(pixels[place]) &* weights.0 &+ Int(pixels[place &+ depth]) &* weights.1
              let lower =
                Int(pixels[place &+ row]) &* weights.2 &+ Int(pixels[place &+ row &+ depth]) &* weights.3
              return UInt8(truncatingIfNeeded: (upper &+ lower) >> 16)
            }
            target[write] = blend(0)
            if channels == 3 {
              target[write &+ 1] = blend(green)
              target[write &+ 2] = blend(blue)
            }
          } else {
            for channel in 0..<channels { target[write &+ channel] = 255 }
          }
          write &+= channels
          over += map.m[0] * step
          down += map.m[3] * step
          under += map.m[6] * step
        }
      }
    }
  }
}

extension Picture {
  /// Half the size, every channel the mean of four pixels.
  fileprivate var halvedInColour: Picture {
    guard channels == .colour else { return halved }
    let across = width / 2
    let row = bytesPerRow
    return Picture(width: across, height: height / 2, channels: .colour) { half in
      pixels.withUnsafeBufferPointer { source in
        var write = 0
        for y in 0..<(height / 2) {
          var read = 2 &* y &* row
          @inline(__always) func mean(_ channel: Int) -> UInt8 {
            let place = read &+ channel
            let top = UInt32(source[place]) &+ UInt32(source[place &+ 3])
            let below = UInt32(source[place &+ row]) &+ UInt32(source[place &+ row &+ 3])
            return UInt8(truncatingIfNeeded: (top &+ below &+ 2) >> 2)
          }
          for _ in 0..<across {
            half[write] = mean(0)
            half[write &+ 1] = mean(1)
            half[write &+ 2] = mean(2)
            write &+= 3
            read &+= 6
          }
        }
      }
    }
  }
}
