// Tells that two pictures show the same page where no code can: by which of its neighbours each part of it is lighter than.
internal import Pictures

/// 256 bits of a picture, the same whatever its size, compression and quarter turn (a difference hash).
struct PageLikeness: Hashable, Sendable {
  private static let side = 16
  /// As it lies, and turned by one, two and three quarters.
  private let turns: [[Bool]]

  /// - Parameter step: greys by which a part must be lighter than its neighbour to count so.
  init(_ picture: Picture, step: Double) {
    let luma = picture.luma
    turns = [1, 6, 3, 8].map { Self.bits(of: luma.turned(by: $0), step) }
  }

  private static func bits(of picture: Picture, _ step: Double) -> [Bool] {
    let columns = side + 1
    let sums = (0..<(columns * side)).map { cell in
      mean(of: picture, column: cell % columns, of: columns, row: cell / columns)
    }
    return (0..<side).flatMap { row in
      (0..<side).map { sums[row * columns + $0] > sums[row * columns + $0 + 1] + step }
    }
  }

  /// Pixels across a cell and down that are looked at: a hash needs no more.
  private static let enough = 64

  private static func mean(of picture: Picture, column: Int, of columns: Int, row: Int) -> Double {
    let across = (column * picture.width / columns)..<((column + 1) * picture.width / columns)
    let down = (row * picture.height / side)..<((row + 1) * picture.height / side)
    var sum = 0
    var count = 0
    for y in stride(from: down.lowerBound, to: down.upperBound, by: max(1, down.count / enough)) {
      for x in stride(from: across.lowerBound, to: across.upperBound, by: max(1, across.count / enough)) {
        sum += Int(picture.pixels[y * picture.width + x])
        count += 1
      }
    }
    return Double(sum) / Double(max(1, count))
  }

  /// In how many of the 256 bits the pages differ at the turn where they differ least.
  func distance(to other: PageLikeness) -> Int {
    other.turns.map { turn in zip(turns[0], turn).count { $0 != $1 } }.min() ?? 256
  }
}

/// The pages without a code that came in one run.
public struct CodelessPages: Sendable {
  private let limits: Thresholds.Side
  private var known: [PageLikeness] = []

  public init(thresholds: Thresholds) { limits = thresholds.side }

  /// Told beside why a page without a code is refused, so that whoever looks need look only once.
  public mutating func findings(on page: ScannedPage) -> [ScanFinding] {
    guard page.codes.isEmpty else { return [] }
    let likeness = PageLikeness(page.picture, step: limits.leastStep)
    let least = known.map { $0.distance(to: likeness) }.min() ?? 256
    known.append(likeness)
    guard least <= limits.mostDifference else { return [] }
    let limit = Double(limits.mostDifference)
    return [ScanFinding(.note, .sameAgain, measured: Double(least), unit: "bits", limit: limit)]
  }
}
