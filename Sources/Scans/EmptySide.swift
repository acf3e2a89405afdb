// Whether a side of a sheet is empty: what duplex scanners make of backs.
package import Pictures

package struct EmptySide {
  private let limits: Thresholds.Side

  package init(thresholds: Thresholds) { limits = thresholds.side }

  /// A note when nothing stands on the page; nil when something does.
  package func finding(on picture: Picture) -> ScanFinding? {
    let share = inked(picture)
    guard share < limits.leastInk else { return nil }
    return ScanFinding(.note, .emptySide(share), measured: share, unit: "share", limit: limits.leastInk)
  }

  /// The share of the sheet's middle that is darker than the paper around it; shadows and a desk at the rim do not count.
  func inked(_ picture: Picture) -> Double {
    let page = Greys(reducing: picture.luma, toSide: Int(limits.height))
    let paper = page.brightest(within: Int(limits.reach)).darkest(within: Int(limits.reach))
    let across = margin(page.width, limits.widthShare)
    let down = margin(page.height, limits.heightShare)
    var count = 0
    for y in down {
      for x in across {
        let place = y &* page.width &+ x
        let light = Double(paper.levels[place])
        if light - Double(page.levels[place]) > limits.leastDarkness * max(1, light) { count += 1 }
      }
    }
    return Double(count) / Double(max(1, across.count * down.count))
  }

  private func margin(_ length: Int, _ share: Double) -> Range<Int> {
    let margin = Int(Double(length) * (1 - share) / 2)
    return margin..<max(margin + 1, length - margin)
  }
}

extension Greys {
  /// A grey picture made smaller, each pixel the mean of what it covers, until its longer side is as asked.
  init(reducing picture: Picture, toSide side: Int) {
    let longer = max(picture.width, picture.height)
    let factor = max(1, Double(longer) / Double(side))
    let width = Double(picture.width)
    let area = Area(left: 0, top: 0, width: width / factor, height: Double(picture.height) / factor)
    self.init(of: picture, pageWidth: width / factor, area, scale: 1)
  }

  /// The lightest level within a square around each pixel.
  func brightest(within reach: Int) -> Greys { inverted.darkest(within: reach).inverted }

  private var inverted: Greys { Greys(width: width, height: height, levels: levels.map { 255 - $0 }) }
}
