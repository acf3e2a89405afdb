// Single-channel views of a scan: the red channel, in which red ink vanishes, and its reductions.
package import Pictures

extension Picture {
  /// The red channel; red seals and pens leave almost nothing in it.
  package var red: Picture {
    if channels == .grey { return self }
    let depth = channels.rawValue
    return Picture(width: width, height: height, channels: .grey, dpi: dpi) { plane in
      pixels.withUnsafeBufferPointer { source in
        for place in 0..<plane.count { plane[place] = source[place &* depth] }
      }
    }
  }

  /// What `red.halved` is, without the red channel in between.
  package var redHalved: Picture {
    switch channels {
    case .grey: halved
    case .colour: redHalved(depth: 3)
    case .colourAndAlpha: redHalved(depth: 4)
    }
  }

  /// - Parameter depth: bytes of a pixel, known where this is called so that nothing is multiplied for each.
  @inline(__always)
  private func redHalved(depth: Int) -> Picture {
    let (across, row) = (width / 2, bytesPerRow)
    return Picture(width: across, height: height / 2, channels: .grey) { half in
      pixels.withUnsafeBufferPointer { source in
        for y in 0..<(height / 2) {
          var read = 2 &* y &* row
          for x in 0..<across {
            let top = Int(source[read]) &+ Int(source[read &+ depth])
            let below = Int(source[read &+ row]) &+ Int(source[read &+ row &+ depth])
            half[y &* across &+ x] = UInt8(truncatingIfNeeded: (top &+ below &+ 2) >> 2)
            read &+= 2 &* depth
          }
        }
      }
    }
  }

  /// Luminance by BT.601 in whole numbers.
  package var luma: Picture {
    if channels == .grey { return self }
    let depth = channels.rawValue
    return Picture(width: width, height: height, channels: .grey, dpi: dpi) { plane in
      pixels.withUnsafeBufferPointer { source in
        for place in 0..<plane.count {
          let read = place &* depth
          let sum = Int(source[read]) &* 77 &+ Int(source[read &+ 1]) &* 150 &+ Int(source[read &+ 2]) &* 29
          plane[place] = UInt8(truncatingIfNeeded: sum >> 8)
        }
      }
    }
  }

  /// Half the size, each pixel the mean of four. For one channel.
  package var halved: Picture {
    let across = width / 2
    return Picture(width: across, height: height / 2, channels: .grey) { half in
      pixels.withUnsafeBufferPointer { source in
        for y in 0..<(height / 2) {
          var read = 2 &* y &* width
          for x in 0..<across {
            let top = Int(source[read]) &+ Int(source[read &+ 1])
            let below = Int(source[read &+ width]) &+ Int(source[read &+ width &+ 1])
            half[y &* across &+ x] = UInt8(truncatingIfNeeded: (top &+ below &+ 2) >> 2)
            read &+= 2
          }
        }
      }
    }
  }

  /// Twice the size with linear steps between. For one channel.
  package var doubled: Picture {
    Picture(width: width * 2, height: height * 2, channels: .grey) { twice in
      pixels.withUnsafeBufferPointer { source in
        for y in 0..<(height * 2) {
          for x in 0..<(width * 2) {
            let right = min((x + 1) / 2, width - 1)
            let below = min((y + 1) / 2, height - 1)
            let top = Int(source[y / 2 * width + x / 2]) + Int(source[y / 2 * width + right])
            let bottom = Int(source[below * width + x / 2]) + Int(source[below * width + right])
            twice[y * width * 2 + x] = UInt8((top + bottom) / 4)
          }
        }
      }
    }
  }

  /// The same picture with contrast for decoders that need it: these shares of its pixels come out black and not white.
  /// For one channel.
  package func stretched(dark darkShare: Double, light lightShare: Double) -> Picture {
    let dark = percentile(darkShare)
    let light = max(percentile(lightShare), dark + 1)
    let table = (0..<256).map { UInt8(max(0, min(255, ($0 - dark) * 255 / (light - dark)))) }
    return Picture(width: width, height: height, channels: .grey) { target in
      pixels.withUnsafeBufferPointer { source in
        for place in 0..<target.count { target[place] = table[Int(source[place])] }
      }
    }
  }

  /// The grey below which this share of one channel's pixels lies.
  package func percentile(_ share: Double) -> Int {
    var counts = [Int](repeating: 0, count: 256)
    pixels.withUnsafeBufferPointer { source in
      for pixel in source { counts[Int(pixel)] += 1 }
    }
    var left = Int(Double(pixels.count) * share)
    return counts.firstIndex { count in
      left -= count
      return left < 0
    } ?? 255
  }
}
