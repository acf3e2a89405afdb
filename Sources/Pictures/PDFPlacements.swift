// Where a PDF page's content puts its pictures: the few words of it that scanners write, and nothing else.

/// A picture put on a page, upright, in points from the lower left.
struct PDFPlacement: Equatable {
  let name: String
  let left: Double
  let bottom: Double
  let width: Double
  let height: Double

  /// Every picture that the content draws; nil when it does more than put upright pictures (PDF 1.7, 8.4.4 and 8.8).
  static func all(in content: [UInt8]) -> [PDFPlacement]? {
    var reading = Reading()
    for word in content.split(whereSeparator: { [0, 9, 10, 12, 13, 32].contains($0) }) {
      guard reading.take(String(decoding: word, as: UTF8.self)) else { return nil }
    }
    return reading.placements
  }

  /// What scales and shifts; pictures are never turned by it, because a page has `/Rotate` for that.
  private struct Scaling {
    var across = 1.0
    var up = 1.0
    var left = 0.0
    var bottom = 0.0

    /// The matrix of `cm` set before this one; nil when it turns, mirrors or is no matrix.
    func after(_ matrix: [Double]) -> Scaling? {
      guard matrix.count == 6, matrix[1] == 0, matrix[2] == 0, matrix[0] > 0, matrix[3] > 0 else { return nil }
      return Scaling(
        across: across * matrix[0], up: up * matrix[3], left: left + across * matrix[4], bottom: bottom + up * matrix[5]
      )
    }
  }

  private struct Reading {
    var placements: [PDFPlacement] = []
    private var state = Scaling()
    private var kept: [Scaling] = []
    private var numbers: [Double] = []
    private var name: String?

    /// Paths that clip to the page, and settings of the state, draw nothing.
    private static let harmless: Set<String> = ["gs", "re", "W", "W*", "n", "ri", "i"]

    mutating func take(_ word: String) -> Bool {
      if let number = Double(word) {
        numbers.append(number)
        return numbers.count <= 6
      }
      if word.hasPrefix("/") {
        name = word
        return true
      }
      defer { numbers = [] }
      switch word {
      case "q": kept.append(state)
      case "Q":
        guard let last = kept.popLast() else { return false }
        state = last
      case "cm":
        guard let next = state.after(numbers) else { return false }
        state = next
      case "Do": return put()
      default: return Self.harmless.contains(word)
      }
      return kept.count < 32
    }

    private mutating func put() -> Bool {
      guard let name, placements.count < 1000 else { return false }
      placements.append(
        PDFPlacement(name: name, left: state.left, bottom: state.bottom, width: state.across, height: state.up))
      return true
    }
  }
}
