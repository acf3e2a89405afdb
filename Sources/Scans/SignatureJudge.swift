// Whether something was written in a signature's box; never who wrote it.
internal import Pictures

struct SignatureJudge {
  let rectifier: Rectifier
  let white: PaperWhite
  let thresholds: Thresholds.Signature

  /// Pixels per millimetre at which strokes are looked at.
  private static let scale = 6.0

  /// How much of a box is written on.
  struct Writing {
    /// Cells of 2 × 2 mm that carry ink.
    let cells: Int
    /// From the leftmost to the rightmost ink, in millimetres.
    let width: Double
  }

  func findings(box name: String, _ area: Area) -> [ScanFinding] {
    let writing = writing(in: area)
    let cells = Double(writing.cells)
    func finding(_ weight: Weight, _ fault: ScanFault, _ limit: Int) -> [ScanFinding] {
      [ScanFinding(weight, fault, box: name, measured: cells, unit: "cells", limit: Double(limit))]
    }
    if writing.cells < thresholds.doubtfulCells { return finding(.refuse, .notSigned(cells), thresholds.doubtfulCells) }
    let signed = writing.cells >= thresholds.signedCells && writing.width >= thresholds.leastWidth
    return signed ? [] : finding(.ask, .hardlySigned(cells), thresholds.signedCells)
  }

  func writing(in area: Area) -> Writing {
    let window = rectifier.window(area.grown(by: -thresholds.inset), scale: Self.scale, white: white)
    var strokes = Strokes(window, mostLight: thresholds.mostLight)
    strokes.dropSpecks(thresholds)
    return Writing(
      cells: strokes.cells(of: thresholds.cell, inked: thresholds.cellShare), width: strokes.extent)
  }
}

/// The dark strokes of a window. Judged in the red channel, where a seal across a signature does not show.
struct Strokes {
  private let width: Int
  private let height: Int
  private let scale: Double
  private var inked: [Bool]

  init(_ window: Window, mostLight: Double) {
    width = window.picture.width
    height = window.picture.height
    scale = window.scale
    let limit = UInt8(mostLight * 255)
    let pixels = window.picture.pixels
    inked = (0..<(width * height)).map { pixels[$0 * 3] < limit }
  }

  /// Removes what is too small to be a stroke, and printed rules: long, flat and nothing else.
  mutating func dropSpecks(_ limits: Thresholds.Signature) {
    let least = limits.leastComponent * scale * scale
    for blob in blobs() {
      let across = (blob.map { $0 % width }.max() ?? 0) - (blob.map { $0 % width }.min() ?? 0) + 1
      let down = (blob.map { $0 / width }.max() ?? 0) - (blob.map { $0 / width }.min() ?? 0) + 1
      let rule = Double(down) < limits.ruleHeight * scale && Double(across) > limits.ruleShare * Double(width)
      if Double(blob.count) < least || rule { for place in blob { inked[place] = false } }
    }
  }

  private func blobs() -> [[Int]] {
    var open = inked
    var blobs: [[Int]] = []
    for start in open.indices where open[start] {
      open[start] = false
      var blob = [start]
      var next = 0
      while next < blob.count {
        let x = blob[next] % width
        let y = blob[next] / width
        for nearY in max(0, y - 1)...min(height - 1, y + 1) {
          for nearX in max(0, x - 1)...min(width - 1, x + 1) where open[nearY * width + nearX] {
            open[nearY * width + nearX] = false
            blob.append(nearY * width + nearX)
          }
        }
        next += 1
      }
      blobs.append(blob)
    }
    return blobs
  }

  func cells(of side: Double, inked share: Double) -> Int {
    let step = max(1, Int(side * scale))
    var count = 0
    for top in stride(from: 0, through: height - step, by: step) {
      for left in stride(from: 0, through: width - step, by: step) {
        var sum = 0
        for y in top..<(top + step) {
          for x in left..<(left + step) where inked[y * width + x] { sum += 1 }
        }
        if Double(sum) > share * Double(step * step) { count += 1 }
      }
    }
    return count
  }

  /// In millimetres.
  var extent: Double {
    let columns = (0..<width).filter { x in (0..<height).contains { inked[$0 * width + x] } }
    guard let first = columns.first, let last = columns.last else { return 0 }
    return Double(last - first + 1) / scale
  }
}
