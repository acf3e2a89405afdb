// Chooses the mask that leaves a QR code easiest to find and read (ISO/IEC 18004, 7.8), whole rows of modules at a time.

struct MaskChoice {
  /// The mask with the fewest penalty points, not counting the few modules that tell which mask it is; 0 for codes too
  /// wide to be judged here (more than 56 modules).
  let best: Int

  /// - Parameter code: under mask 0.
  init(_ code: CodeModules) {
    guard code.width <= Lines.widest else {
      best = 0
      return
    }
    let dark = Self.words(code.dark, code.width)
    let masked = Self.words(code.masked, code.width)
    let penalties = Self.patterns.indices.map { mask in
      Lines(
        rows: (0..<code.width).map { row in
          let pattern = Self.patterns[0][row % 12] ^ Self.patterns[mask][row % 12]
          return dark[row] ^ (pattern & masked[row])
        }
      ).penalty
    }
    best = penalties.indices.min { penalties[$0] < penalties[$1] } ?? 0
  }

  /// A bit a module, the first lowest.
  private static func words(_ modules: [Bool], _ width: Int) -> [UInt64] {
    (0..<width).map { row in
      (0..<width).reduce(0) { $0 | (modules[row * width + $1] ? 1 << UInt64($1) : 0) }
    }
  }

  /// Where each mask turns a module over (table 10); all come again after twelve rows.
  private static let patterns: [[UInt64]] = {
    let turns: [(Int, Int) -> Bool] = [
      { ($0 + $1) % 2 == 0 }, { row, _ in row % 2 == 0 }, { $1 % 3 == 0 }, { ($0 + $1) % 3 == 0 },
      { ($0 / 2 + $1 / 3) % 2 == 0 }, { $0 * $1 % 2 + $0 * $1 % 3 == 0 }, { ($0 * $1 % 2 + $0 * $1 % 3) % 2 == 0 },
      { ($0 * $1 % 3 + ($0 + $1) % 2) % 2 == 0 },
    ]
    return turns.map { turns in
      (0..<12).map { row in
        (0..<64).reduce(UInt64(0)) { $0 | (turns(row, $1) ? 1 << UInt64($1) : 0) }
      }
    }
  }()
}

/// A masked code's rows.
private struct Lines {
  /// With the white around it, four modules at either end, a row fits into a word.
  static let widest = 56

  let rows: [UInt64]

  private var width: Int { rows.count }

  /// Table 11.
  var penalty: Int {
    let columns = turned
    var points = 0
    for line in rows { points += lonely(line) }
    for line in columns { points += lonely(line) }
    for (row, next) in zip(rows, rows.dropFirst()) {
      let alike = same(row) & ~(row ^ next)
      points += 3 * (alike & ~((row ^ next) >> 1)).nonzeroBitCount
    }
    let dark = rows.reduce(0) { $0 + $1.nonzeroBitCount }
    return points + abs(dark * 20 - width * width * 10) / (width * width) * 10
  }

  /// Points for five and more alike in a line, and for what looks like a corner's finder.
  private func lonely(_ line: UInt64) -> Int {
    let same = same(line)
    let fives = same & same >> 1 & same >> 2 & same >> 3
    let runs = fives & ~(fives << 1)
    let x = line << 4
    let finder = x & ~(x >> 1) & x >> 2 & x >> 3 & x >> 4 & ~(x >> 5) & x >> 6
    let white = ~x
    let before = white << 1 & white << 2 & white << 3 & white << 4
    let after = white >> 7 & white >> 8 & white >> 9 & white >> 10
    return fives.nonzeroBitCount + 2 * runs.nonzeroBitCount + 40 * (finder & (before | after)).nonzeroBitCount
  }

  /// Modules that are as the next one is.
  private func same(_ line: UInt64) -> UInt64 { ~(line ^ line >> 1) & (1 << UInt64(width - 1) - 1) }

  private var turned: [UInt64] {
    var columns = [UInt64](repeating: 0, count: width)
    for (row, line) in rows.enumerated() {
      var rest = line
      while rest != 0 {
        columns[rest.trailingZeroBitCount] |= 1 << UInt64(row)
        rest &= rest - 1
      }
    }
    return columns
  }
}
