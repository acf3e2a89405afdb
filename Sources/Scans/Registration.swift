// Where the page lies on its scan: from the page code to the marks to one mapping from millimetres to pixels.
internal import Domain
internal import Layout
package import Pictures

/// A page found on its scan.
package struct Registration: Hashable, Sendable {
  /// Millimetres of the page to pixels of the scan.
  package let map: Homography
  /// Registration marks found, and how many the page has.
  package let marks: Int
  package let marksExpected: Int
  /// How far code corners and marks lie from where the mapping says, in millimetres; a curled page gives itself away.
  package let residual: Double
  /// Pixels per inch in the middle of the page.
  package let dpi: Double
  /// Where each code of the page was seen.
  let codes: [Seen]

  struct Seen: Hashable {
    let box: NamedBox
    let code: FoundCode
  }
}

/// Why a page cannot be laid over its scan.
package enum RegistrationFault: Error, Hashable, Sendable {
  /// The page has no code box, or the code was not seen.
  case noCode
  case tooFewMarks(found: Int, expected: Int)
  /// The mapping contradicts the codes by this many millimetres.
  case notFlat(Double)
}

struct Registrar {
  let plane: Picture
  let page: ExpectedPage
  let thresholds: Thresholds.Registration

  func register(_ codes: [FoundCode]) throws(RegistrationFault) -> Registration {
    let attempts = assignments(of: codes).map { Attempt(self, $0) }
    guard let best = attempts.max(by: { $0.rank < $1.rank }) else { throw .noCode }
    return try best.registration()
  }

  /// Every way the seen codes could be the page's two; a page code and its twin say the same.
  private func assignments(of codes: [FoundCode]) -> [[Registration.Seen]] {
    let first = page.boxes.filter { $0.kind == .pageCode }
    let second = page.boxes.filter { $0.kind == .secondPageCode }
    let boxes = first + second
    let bySize = codes.sorted { $0.side > $1.side }
    guard bySize.count > 1, boxes.count > 1 else {
      return bySize.prefix(1).flatMap { code in boxes.map { [.init(box: $0, code: code)] } }
    }
    return [[.init(box: boxes[0], code: bySize[0]), .init(box: boxes[1], code: bySize[1])]]
      + boxes.map { [.init(box: $0, code: bySize[0])] }
  }

  fileprivate var marks: [NamedBox] {
    page.boxes.filter { [.squareMark, .discMark, .edgeMark].contains($0.kind) }
  }
}

/// One reading of which code is which, and the marks found under it.
private struct Attempt {
  private let registrar: Registrar
  private let seen: [Registration.Seen]
  private var corners: [Homography.Pair] = []
  private var edges: [Homography.Pair] = []

  init(_ registrar: Registrar, _ seen: [Registration.Seen]) {
    self.registrar = registrar
    self.seen = seen
    findMarks()
  }

  /// More marks are always better; of as many, the smaller residual, which is never a page's length.
  var rank: Double { Double(corners.count + edges.count) * Self.far - (map.map(residual) ?? Self.far) }
  private static let far = 100.0

  private var codePairs: [Homography.Pair] {
    // A decoder tells corners in whole pixels; a mark's centre is ten times as exact.
    seen.flatMap { seen in
      zip(seen.box.rectangle.corners, seen.code.corners).map {
        .init(from: $0, to: $1, weight: registrar.thresholds.codeWeight)
      }
    }
  }

  /// From the nearest mark to the farthest, each found mark steadying the search for the next.
  private mutating func findMarks() {
    let finder = MarkFinder(plane: registrar.plane, thresholds: registrar.thresholds)
    var open = registrar.marks
    var known = codePairs
    while !open.isEmpty, let map = working(known) {
      let distances = open.map { mark in known.map { $0.from.distance(to: mark.rectangle.middle) }.min() ?? 0 }
      guard let next = open.indices.min(by: { distances[$0] < distances[$1] }) else { return }
      let mark = open.remove(at: next)
      let middle = mark.rectangle.middle
      let scale = map.scale(at: middle)
      let reach = registrar.thresholds.nearReach + registrar.thresholds.farReachShare * distances[next]
      guard
        let place = finder.mark(
          near: map(middle), side: mark.rectangle.width.millimetres * scale, reach: reach * scale)
      else { continue }
      let pair = Homography.Pair(from: middle, to: place)
      known.append(pair)
      if mark.kind == .edgeMark { edges.append(pair) } else { corners.append(pair) }
    }
  }

  /// A single code is too small to believe its perspective; with marks all around, it is believed.
  private func working(_ known: [Homography.Pair]) -> Homography? {
    known.count >= registrar.thresholds.steadyPlaces ? Homography.projective(known) : Homography.affine(known)
  }

  /// Three marks may be believed for a projective mapping only with both codes or an edge mark to hold the lost corner:
  /// otherwise it errs by centimetres there while everything near looks fine.
  private var map: Homography? {
    let marks = corners + edges
    if corners.count >= Self.cornersOfPage { return Homography.projective(marks) }
    guard corners.count == Self.cornersOfPage - 1 else { return nil }
    return isAffine ? Homography.affine(marks + codePairs) : Homography.projective(marks + codePairs)
  }

  /// A page has four, and a projective mapping needs as many places.
  private static let cornersOfPage = 4

  /// One corner is lost and nothing else holds it.
  private var isAffine: Bool { corners.count == Self.cornersOfPage - 1 && seen.count < 2 && edges.isEmpty }

  private func residual(_ map: Homography) -> Double {
    let scale = map.scale(at: middle)
    return max(map.residual(codePairs), map.residual(corners + edges)) / scale
  }

  private var middle: Place2D {
    Place2D(registrar.page.size.width.millimetres / 2, registrar.page.size.height.millimetres / 2)
  }

  func registration() throws(RegistrationFault) -> Registration {
    let expected = registrar.marks.count
    guard let map else { throw .tooFewMarks(found: corners.count + edges.count, expected: expected) }
    let residual = residual(map)
    let limit = isAffine ? registrar.thresholds.mostAffineResidual : registrar.thresholds.mostResidual
    guard residual <= limit else { throw .notFlat(residual) }
    return Registration(
      map: map, marks: corners.count + edges.count, marksExpected: expected, residual: residual,
      dpi: map.scale(at: middle) * 25.4, codes: seen)
  }
}

extension Registration {
  /// The largest distance in millimetres between where boxes' corners are and where the registration says; for
  /// measuring against a known truth.
  package static func worstError(
    _ picture: Picture, _ codes: [FoundCode], _ page: ExpectedPage, _ thresholds: Thresholds,
    _ truth: [String: [Place2D]]
  ) throws(RegistrationFault) -> Double? {
    let registrar = Registrar(plane: picture.red, page: page, thresholds: thresholds.registration)
    let found = try registrar.register(codes)
    let errors = page.boxes.flatMap { box in
      zip(box.rectangle.corners, truth[box.name] ?? []).map { corner, seen in
        found.map(corner).distance(to: seen) / found.map.scale(at: corner)
      }
    }
    return errors.max()
  }
}
