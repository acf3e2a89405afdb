// A small picture for a screen: each of its pixels is the mean of those that it stands for.

extension Picture {
  /// The picture no longer than `most` pixels on either side; itself when it is small already.
  public func bounded(by most: Int) -> Picture {
    let longest = max(width, height)
    guard longest > most, most > 0 else { return self }
    let size = (max(1, width * most / longest), max(1, height * most / longest))
    return Picture(
      width: size.0, height: size.1, channels: channels, dpi: dpi.map { $0 * Double(most) / Double(longest) }
    ) { target in
      pixels.withUnsafeBufferPointer { source in
        for y in 0..<size.1 {
          let rows = y * height / size.1..<max(y * height / size.1 + 1, (y + 1) * height / size.1)
          fill(target, row: y, width: size.0, from: source, rows)
        }
      }
    }
  }

  private func fill(
    _ target: UnsafeMutableBufferPointer<UInt8>, row: Int, width small: Int, from source: UnsafeBufferPointer<UInt8>,
    _ rows: Range<Int>
  ) {
    let depth = channels.rawValue
    for x in 0..<small {
      let start = x * width / small
      let end = max(start + 1, (x + 1) * width / small)
      for channel in 0..<depth {
        var sum = 0
        for y in rows {
          let line = y * width
          for column in start..<end { sum += Int(source[(line + column) * depth + channel]) }
        }
        let count = rows.count * (end - start)
        target[(row * small + x) * depth + channel] = UInt8((sum + count / 2) / count)
      }
    }
  }
}
