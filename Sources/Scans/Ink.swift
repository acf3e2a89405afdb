// Which pixels carry which ink: red of seals, the same when faint, blue of pens, and black.
internal import Pictures

struct Ink: OptionSet, Hashable {
  let rawValue: UInt8

  static let red = Ink(rawValue: 1)
  /// Red, however little.
  static let faintRed = Ink(rawValue: 2)
  static let blue = Ink(rawValue: 4)
  static let dark = Ink(rawValue: 8)
}

/// The inks of a window, pixel by pixel.
struct InkMap {
  let area: Area
  let scale: Double
  let width: Int
  let height: Int
  let inks: [UInt8]
  /// The difference between a pixel's strongest and weakest channel that one pixel in a thousand reaches.
  let chroma: Int

  init(_ window: Window, thresholds: Thresholds.Ink) {
    area = window.area
    scale = window.scale
    let width = window.picture.width
    let height = window.picture.height
    self.width = width
    self.height = height
    let rule = Rule(thresholds)
    var spread = [Int](repeating: 0, count: 256)
    let raw = [UInt8](unsafeUninitializedCapacity: width * height) { inks, filled in
      window.picture.pixels.withUnsafeBufferPointer { pixels in
        for place in 0..<(width * height) {
          let red = Int(pixels[place &* 3])
          let green = Int(pixels[place &* 3 &+ 1])
          let blue = Int(pixels[place &* 3 &+ 2])
          inks[place] = rule.inks(red, green, blue)
          spread[max(red, green, blue) &- min(red, green, blue)] &+= 1
        }
      }
      filled = width * height
    }
    inks = Self.withoutSpecks(raw, width, height, least: thresholds.leastNeighbours)
    var rest = Int(Double(width * height) * thresholds.chromaShare)
    chroma =
      (0..<256).reversed().first { level in
        rest -= spread[level]
        return rest < 0
      } ?? 0
  }

  /// Thresholds as whole numbers of 255.
  private struct Rule {
    let difference: Int
    let faint: Int
    let saturation: Int
    let ground: Int
    let light: Int
    let dark: Int

    init(_ thresholds: Thresholds.Ink) {
      difference = Int(thresholds.leastDifference * 255)
      faint = Int(thresholds.faintDifference * 255)
      saturation = Int(thresholds.leastSaturation * 1000)
      ground = Int(thresholds.saturationGround * 255)
      light = Int(thresholds.leastLight * 255)
      dark = Int(thresholds.mostDarkLight * 255)
    }

    @inline(__always)
    func inks(_ red: Int, _ green: Int, _ blue: Int) -> UInt8 {
      var inks: UInt8 = 0
      // The larger of the other two: with the smaller, tea and coffee would count as seals.
      let redness = red &- max(green, blue)
      let blueness = blue &- max(red, green)
      if redness > difference && redness &* 1000 > saturation &* (red &+ ground) && red > light {
        inks = Ink.red.rawValue
      }
      if redness > faint { inks |= Ink.faintRed.rawValue }
      if blueness > difference { inks |= Ink.blue.rawValue }
      if max(red, green, blue) < dark { inks |= Ink.dark.rawValue }
      return inks
    }
  }

  /// A pixel keeps an ink that enough of its eight neighbours have too.
  private static func withoutSpecks(_ raw: [UInt8], _ width: Int, _ height: Int, least: Int) -> [UInt8] {
    let least = UInt16(least)
    var kept = [UInt8](repeating: 0, count: raw.count)
    guard width > 2, height > 2 else { return kept }
    // Each ink's bit moved to a counter of its own, four bits wide.
    let spread: [UInt16] = (0..<16).map { (inks: UInt16) in
      inks & 1 | (inks & 2) << 3 | (inks & 4) << 6 | (inks & 8) << 9
    }
    raw.withUnsafeBufferPointer { raw in
      spread.withUnsafeBufferPointer { spread in
        for y in 1..<(height - 1) {
          for place in (y &* width &+ 1)..<(y &* width &+ width &- 1) where raw[place] != 0 {
            var sum = Self.three(raw, spread, around: place &- width)
            sum &+= Self.three(raw, spread, around: place &+ width)
            sum &+= spread[Int(raw[place &- 1])] &+ spread[Int(raw[place &+ 1])]
            kept[place] = Self.supported(raw[place], sum, least)
          }
        }
      }
    }
    return kept
  }

  @inline(__always)
  private static func three(
    _ raw: UnsafeBufferPointer<UInt8>, _ spread: UnsafeBufferPointer<UInt16>, around place: Int
  ) -> UInt16 {
    spread[Int(raw[place &- 1])] &+ spread[Int(raw[place])] &+ spread[Int(raw[place &+ 1])]
  }

  @inline(__always)
  private static func supported(_ inks: UInt8, _ neighbours: UInt16, _ least: UInt16) -> UInt8 {
    var kept: UInt8 = 0
    for bit in 0..<4 where neighbours >> UInt16(bit * 4) & 15 >= least { kept |= inks & 1 << UInt8(bit) }
    return kept
  }

  @inline(__always)
  func has(_ ink: Ink, at place: Place2D) -> Bool {
    let x = Int((place.x - area.left) * scale)
    let y = Int((place.y - area.top) * scale)
    guard x >= 0, y >= 0, x < width, y < height, place.x >= area.left, place.y >= area.top else { return false }
    return inks[y &* width &+ x] & ink.rawValue != 0
  }

  /// The middles of all pixels with an ink inside an area.
  func places(of ink: Ink, in part: Area) -> [Place2D] {
    let across =
      max(
        0, Int((part.left - area.left) * scale))..<max(
        0, min(width, Int((part.left + part.width - area.left) * scale)))
    let down =
      max(
        0, Int((part.top - area.top) * scale))..<max(
        0, min(height, Int((part.top + part.height - area.top) * scale)))
    var places: [Place2D] = []
    for y in down {
      for x in across where inks[y &* width &+ x] & ink.rawValue != 0 {
        places.append(
          Place2D(area.left + (Double(x) + 0.5) / scale, area.top + (Double(y) + 0.5) / scale))
      }
    }
    return places
  }

  /// Square millimetres.
  func area(of count: Int) -> Double { Double(count) / (scale * scale) }
}
