// Whether print that is nobody's value, such as a letter's sentences, a table's words and a title, is still what it was.

/// Looks at the whole small page: coarser than values are, and for a person to decide.
struct PrintElsewhere {
  let difference: PageDifference
  /// Values, which are compared finely.
  let values: [Area]
  /// Codes and marks.
  let furniture: [Area]
  /// Places whose ink lies over print: pens' and stamps'.
  let inked: [Area]
  let page: Area
  let limits: Thresholds.Print

  /// Print that is gone, in square millimetres, and the area around it.
  var lost: (size: Double, around: Area)? {
    let margin = limits.lostMargin
    let blots = difference.missingBlots(in: page.grown(by: -margin)).filter { blot in
      blot.area >= limits.leastBlot && !(values + furniture).contains { $0.contains(blot.middle) }
    }
    guard let first = blots.first else { return nil }
    return (blots.reduce(0) { $0 + $1.area }, blots.dropFirst().reduce(first.bounds) { $0.joined($1.bounds) })
  }

  typealias Seen = (score: Double, area: Area)

  /// How like what was made the print of each window is.
  var windows: [Seen] {
    let covered = values + furniture + inked
    var windows: [Seen] = []
    let inside = page.grown(by: -limits.lostMargin)
    for top in stride(from: inside.top, to: inside.bottom - limits.otherHeight, by: limits.otherHeight / 2) {
      for left in stride(from: inside.left, to: inside.right - limits.otherWidth, by: limits.otherStep) {
        let window = Area(left: left, top: top, width: limits.otherWidth, height: limits.otherHeight)
        guard !covered.contains(where: { $0.touches(window) }),
          let score = difference.likeness(in: window, least: limits.otherContrast, limits.surelyAlike)
        else { continue }
        windows.append((score, window))
      }
    }
    return windows
  }

  /// So many windows that are least alike, none of which lies over the middle of another; what is looked at around them
  /// reaches into no value, which is compared by itself.
  func leastAlike(of windows: [Seen]) -> [Area] {
    let covered = values + furniture + inked
    var chosen: [Area] = []
    for (_, area) in windows.sorted(by: { $0.score < $1.score }) where chosen.count < limits.closeWindows {
      let around = area.grown(by: limits.valueMargin)
      let isFree = chosen.allSatisfy { !$0.contains(area.middle) } && !covered.contains { $0.touches(around) }
      if isFree { chosen.append(area) }
    }
    return chosen
  }
}

extension Area {
  fileprivate var right: Double { left + width }
  fileprivate var bottom: Double { top + height }

  fileprivate func touches(_ other: Area) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }

  fileprivate func joined(_ other: Area) -> Area {
    let (x, y) = (min(left, other.left), min(top, other.top))
    return Area(left: x, top: y, width: max(right, other.right) - x, height: max(bottom, other.bottom) - y)
  }
}
