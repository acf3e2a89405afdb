// Numbers that look random and are the same for the same seed (SplitMix64).

struct Chance {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0xD1B5_4A32_D192_ED03 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  /// Evenly between two numbers.
  mutating func between(_ least: Double, _ most: Double) -> Double {
    least + (most - least) * Double(next() >> 11) / 9_007_199_254_740_992
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(1, count))) }
}

/// Smooth unevenness over the plane: values from 0 to 1 at knots, linear in between.
struct Cloud {
  private let seed: UInt64
  private let knot: Double

  /// - Parameter knot: millimetres from one knot to the next.
  init(seed: UInt64, knot: Double) {
    self.seed = seed
    self.knot = knot
  }

  func at(_ x: Double, _ y: Double) -> Double {
    let (u, v) = (x / knot + 4096, y / knot + 4096)
    let (left, top) = (Int(u), Int(v))
    let (right, below) = (u - Double(left), v - Double(top))
    let upper = value(left, top) * (1 - right) + value(left + 1, top) * right
    let lower = value(left, top + 1) * (1 - right) + value(left + 1, top + 1) * right
    return upper * (1 - below) + lower * below
  }

  private func value(_ x: Int, _ y: Int) -> Double {
    var mixed = seed ^ UInt64(bitPattern: Int64(x &* 73_856_093 ^ y &* 19_349_663))
    mixed = (mixed ^ mixed >> 33) &* 0xFF51_AFD7_ED55_8CCD
    mixed = (mixed ^ mixed >> 33) &* 0xC4CE_B9FE_1A85_EC53
    return Double((mixed ^ mixed >> 33) >> 11) / 9_007_199_254_740_992
  }
}
