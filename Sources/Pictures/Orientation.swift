// Turns a picture upright as its EXIF orientation says (EXIF 2.3, tag 0x0112).

extension Picture {
  /// The picture as it is meant to be seen.
  /// - Parameter orientation: 1…8; where the file's row 0 and column 0 are.
  public func turned(by orientation: Int) -> Picture {
    guard (2...8).contains(orientation) else { return self }
    let swapped = orientation >= 5
    let size = swapped ? (height, width) : (width, height)
    return Picture(width: size.0, height: size.1, channels: channels, dpi: dpi) { target in
      pixels.withUnsafeBufferPointer { source in
        copy(source, to: target, width: size.0, height: size.1, orientation: orientation)
      }
    }
  }

  private func copy(
    _ source: UnsafeBufferPointer<UInt8>, to target: UnsafeMutableBufferPointer<UInt8>, width: Int, height: Int,
    orientation: Int
  ) {
    let depth = channels.rawValue
    let origin = Self.source(ofX: 0, y: 0, self.width, self.height, orientation)
    let right = Self.source(ofX: 1, y: 0, self.width, self.height, orientation)
    let step = ((right.y - origin.y) * self.width + right.x - origin.x) * depth
    var write = 0
    for y in 0..<height {
      let start = Self.source(ofX: 0, y: y, self.width, self.height, orientation)
      var read = (start.y * self.width + start.x) * depth
      for _ in 0..<width {
        for channel in 0..<depth { target[write + channel] = source[read + channel] }
        write += depth
        read += step
      }
    }
  }

  /// Where in the file the upright picture's pixel lies.
  private static func source(ofX x: Int, y: Int, _ width: Int, _ height: Int, _ orientation: Int) -> (x: Int, y: Int) {
    switch orientation {
    case 2: (width - 1 - x, y)
    case 3: (width - 1 - x, height - 1 - y)
    case 4: (x, height - 1 - y)
    case 5: (y, x)
    case 6: (y, height - 1 - x)
    case 7: (width - 1 - y, height - 1 - x)
    case 8: (width - 1 - y, x)
    default: (x, y)
    }
  }
}
