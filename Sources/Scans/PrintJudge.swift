// Whether a printed value still says what was printed: window by window against the page as it was made.
internal import Layout
internal import Pictures

struct PrintJudge {
  let rectifier: Rectifier
  let white: PaperWhite
  let printed: Picture
  let pageWidth: Double
  let thresholds: Thresholds.Print

  /// Pixels per millimetre at which values are compared.
  private static let scale = 7.0
  /// How many levels of blur beyond the first are tried, and how often print is softened from one to the next.
  private static let softer = (levels: 3, each: 2)
  /// What of the page is shown around a value, in millimetres, and with how many pixels per millimetre.
  private static let shown = (around: 2.0, scale: 10.0)

  /// A value compared.
  struct Comparison {
    let box: NamedBox
    /// Of the least alike window; nil when there was nothing to compare.
    let score: Double?
    /// Where that window lies, in millimetres of the page.
    let worst: Area?
  }

  /// - Parameter shift: by how far print lies beside its place there, in millimetres.
  func compare(_ box: NamedBox, off shift: Place2D) -> Comparison {
    let least = leastAlike(in: Area(box.rectangle), off: shift, contrast: thresholds.leastContrast)
    return Comparison(box: box, score: least?.score, worst: least?.area)
  }

  /// The window of a part of the page that is least like its print; nil when there is nothing to compare.
  /// - Parameters:
  ///   - shift: by how far print lies beside its place there, in millimetres.
  ///   - contrast: greys by which a window must vary to be compared.
  func leastAlike(in part: Area, off shift: Place2D, contrast: Double) -> (score: Double, area: Area)? {
    let area = part.grown(by: thresholds.valueMargin)
    let reach = thresholds.shift + thresholds.localShift
    let seen = rectifier.red(area.grown(by: reach).moved(by: shift), scale: Self.scale, white: white)
    let sharp = Greys(of: printed, pageWidth: pageWidth, area, scale: Self.scale)
    let margin = Int(reach * Self.scale)
    let whole = Likeness.Part(left: 0, top: 0, width: sharp.width, height: sharp.height)
    guard seen.width >= sharp.width + margin, seen.height >= sharp.height + margin,
      let (soft, place) = softened(sharp, seen, whole, margin)
    else { return nil }
    let likeness = Likeness(printed: soft.printed, seen: seen, leastStrength: thresholds.leastStrength)
    return leastAlike(likeness, area, place, contrast)
  }

  /// The print as blurred as the scan is, and where it lies.
  private func softened(
    _ sharp: Greys, _ seen: Greys, _ whole: Likeness.Part, _ margin: Int
  ) -> (Likeness, (x: Int, y: Int))? {
    var soft = sharp.softened
    let shift = Int(thresholds.shift * Self.scale)
    guard let rough = Likeness(printed: soft, seen: seen).best(whole, around: margin, margin, within: shift, step: 2),
      let place = Likeness(printed: soft, seen: seen).best(whole, around: rough.x, rough.y, within: 1)
    else { return nil }
    var best = (Likeness(printed: soft, seen: seen), place.score)
    for _ in 0..<Self.softer.levels {
      for _ in 0..<Self.softer.each { soft = soft.softened }
      let likeness = Likeness(printed: soft, seen: seen)
      guard let score = likeness.at(whole, x: place.x, y: place.y), score > best.1 else { break }
      best = (likeness, score)
    }
    return (best.0, (place.x, place.y))
  }

  private func leastAlike(
    _ likeness: Likeness, _ area: Area, _ place: (x: Int, y: Int), _ contrast: Double
  ) -> (score: Double, area: Area)? {
    let (width, height) = (likeness.printed.width, likeness.printed.height)
    let across = min(width, Int(thresholds.window * Self.scale))
    let down = min(height, Int(thresholds.windowHeight * Self.scale))
    let step = max(1, Int(thresholds.step * Self.scale))
    let local = Int(thresholds.localShift * Self.scale)
    var least: (score: Double, part: Likeness.Part)?
    for top in Self.starts(height, down, step: max(1, down / 2)) {
      for left in Self.starts(width, across, step: step) {
        let part = Likeness.Part(left: left, top: top, width: across, height: down)
        guard likeness.contrast(part) >= contrast else { continue }
        let (x, y) = (place.x + left, place.y + top)
        var score = likeness.at(part, x: x, y: y) ?? 1
        // What is alike without being moved needs no search.
        if score < thresholds.surelyAlike { score = likeness.best(part, around: x, y, within: local)?.score ?? score }
        if score < least?.score ?? 2 { least = (score, part) }
      }
    }
    return least.map { score, part in
      let found = Area(
        left: area.left + Double(part.left) / Self.scale, top: area.top + Double(part.top) / Self.scale,
        width: Double(part.width) / Self.scale, height: Double(part.height) / Self.scale)
      return (score, found)
    }
  }

  /// Every step, and the end.
  private static func starts(_ length: Int, _ window: Int, step: Int) -> [Int] {
    let last = max(0, length - window)
    return Array(stride(from: 0, to: last, by: step)) + [last]
  }

  /// What the finding shows: the value as it was printed and as it came back.
  func pictures(of area: Area, off shift: Place2D, box: String) -> SeenBesidePrinted? {
    let around = area.grown(by: Self.shown.around)
    let printed = Greys(of: printed, pageWidth: pageWidth, around, scale: Self.shown.scale)
    let seen = rectifier.window(around.moved(by: shift), scale: Self.shown.scale, white: white).picture
    let print = Picture(
      width: printed.width, height: printed.height, channels: .grey, pixels: printed.levels,
      dpi: Self.shown.scale * 25.4)
    guard let one = try? PNG.encode(print), let other = try? PNG.encode(seen) else { return nil }
    return SeenBesidePrinted(box: box, printed: one, seen: other)
  }
}
