// Copies of licences and identity cards, which carry no code: sharp, stamped, and with the number the order has.
public import Domain
internal import Glibc
internal import Layout
internal import Pictures

/// Judges a copy that the applicant brought. Where it lies on its scan is not known, so that lengths follow from the
/// scanner's own density or, without one, from an A4 page that fills the picture.
public struct CopyJudge: Sendable {
  private let thresholds: Thresholds
  /// tesseract's program; looked up in PATH.
  private let reader: String

  public init(thresholds: Thresholds, reader: String = "tesseract") {
    self.thresholds = thresholds
    self.reader = reader
  }

  /// - Parameters:
  ///   - number: the identity number or credit code that the order has; nil when none is to be looked for.
  ///   - isSealed: whether a red seal must stand on the copy.
  ///   - isCard: whether it is an identity card, of which both sides are wanted.
  public func findings(
    _ page: ScannedPage, number: String?, isSealed: Bool, isCard: Bool = false
  ) -> [ScanFinding] {
    let picture = page.picture
    var findings = size(picture, isCard) + sharpness(picture)
    if isSealed { findings += seal(picture) }
    if let number { findings += self.number(number, isCard, on: picture) }
    return findings
  }

  /// Why numbers on copies cannot be read on this machine; nil when they can.
  public static func trouble(reader: String = "tesseract") -> Explanation? {
    CopyReader.isInstalled(reader) ? nil : ScanFault.readerMissing.explanation
  }

  private func size(_ picture: Picture, _ isCard: Bool) -> [ScanFinding] {
    let side = Double(min(picture.width, picture.height))
    // A card cut out of its page has few pixels and loses nothing by it; whether they are enough shows its number.
    let isPart = isCard || density(of: picture) ?? 0 >= thresholds.copy.leastDPI
    let limit = isPart ? thresholds.copy.leastPartSide : thresholds.copy.leastSide
    guard side < limit else { return [] }
    return [ScanFinding(.refuse, .copyCoarse(side), measured: side, unit: "pixels", limit: limit)]
  }

  /// Pixels per inch, where the scanner's word can be taken for it.
  private func density(of picture: Picture) -> Double? {
    picture.dpi.flatMap { $0 >= thresholds.copy.leastClaim ? $0 : nil }
  }

  /// The steepest steps of a copy's print over the range of its greys, in pixels: a sharp edge takes two or three.
  private func sharpness(_ picture: Picture) -> [ScanFinding] {
    let plane = picture.red
    var slopes = [Int](repeating: 0, count: 256)
    plane.pixels.withUnsafeBufferPointer { pixels in
      for y in 1..<max(2, plane.height - 1) {
        for x in 1..<max(2, plane.width - 1) {
          let place = y &* plane.width &+ x
          let across = Int(pixels[place &+ 1]) &- Int(pixels[place &- 1])
          let down = Int(pixels[place &+ plane.width]) &- Int(pixels[place &- plane.width])
          slopes[min(255, max(abs(across), abs(down)))] &+= 1
        }
      }
    }
    var rest = Int(Double(plane.pixels.count) * thresholds.copy.steepShare)
    let steep =
      (0..<256).reversed().first { level in
        rest -= slopes[level]
        return rest < 0
      } ?? 0
    let range = Double(plane.percentile(thresholds.copy.lightShare) - plane.percentile(thresholds.copy.darkShare))
    let width = range / max(1, Double(steep) / 2)
    guard width > thresholds.copy.mostEdge else { return [] }
    return [ScanFinding(.ask, .copyBlurred(width), measured: width, unit: "pixels", limit: thresholds.copy.mostEdge)]
  }

  /// Pixels per millimetre at which a seal is looked for.
  private static let fineness = 3.0

  private func seal(_ picture: Picture) -> [ScanFinding] {
    let width = Double(picture.width) / scale(picture)
    let height = Double(picture.height) / scale(picture)
    let map = Homography.affine([
      .init(from: Place2D(0, 0), to: Place2D(0, 0)), .init(from: Place2D(1, 0), to: Place2D(scale(picture), 0)),
      .init(from: Place2D(0, 1), to: Place2D(0, scale(picture))),
    ])
    guard let map else { return [] }
    let whole = Area(left: 0, top: 0, width: width, height: height)
    let raw = Rectifier(picture, map: map).window(whole, scale: Self.fineness, white: nil)
    let white = PaperWhite(raw, thresholds: thresholds.ink)
    let inks = InkMap(white.whitened(raw), thresholds: thresholds.ink)
    guard inks.chroma >= thresholds.quality.leastChroma else {
      let limit = Double(thresholds.quality.leastChroma)
      return [ScanFinding(.ask, .greyPage, measured: Double(inks.chroma), unit: "greys", limit: limit)]
    }
    let limits = thresholds.seal
    let search = CircleSearch(map: inks, ink: .red, thresholds: thresholds.search)
    let found = search.best(
      in: whole, centres: whole,
      radii: (limits.usualLeastDiameter / 2 - thresholds.copy.radiusSlack)...(limits.usualMostDiameter / 2
        + thresholds.copy.radiusSlack))
    let coverage = found?.coverage ?? 0
    guard coverage < thresholds.copy.leastSeal else { return [] }
    return [
      ScanFinding(.ask, .copyUnsealed(coverage), measured: coverage, unit: "share", limit: thresholds.copy.leastSeal)
    ]
  }

  /// Pixels per millimetre.
  private func scale(_ picture: Picture) -> Double {
    if let dpi = density(of: picture) { return dpi / 25.4 }
    return Double(min(picture.width, picture.height)) / Size.a4.width.millimetres
  }

  // MARK: The number

  private func number(_ wanted: String, _ isCard: Bool, on picture: Picture) -> [ScanFinding] {
    let reader = CopyReader(program: reader, isCard: isCard, limits: thresholds.copy)
    guard reader.isInstalled else { return [ScanFinding(.ask, .readerMissing)] }
    let read = reader.reading(of: picture) { !$0.numbers.isEmpty && ($0.saysUntil || !isCard) }
    let sides = isCard && !read.saysUntil ? [ScanFinding(.ask, .emblemSideUnseen)] : []
    if read.numbers.contains(wanted) { return sides }
    // Of several numbers the likest is meant for the order's.
    let differences = read.numbers.sorted().map { NumberDifference(read: $0, wanted: wanted) }
    if let nearest = differences.min(by: { $0.places.count < $1.places.count }) {
      let count = Double(nearest.places.count)
      return [ScanFinding(.ask, .numberDiffers(nearest), measured: count, unit: "characters", limit: 0)] + sides
    }
    return [ScanFinding(.ask, isCard ? .portraitSideUnseen : .numberUnread)] + sides
  }
}
