// The outer edge of a captured seal, round, oval or square, in millimetres of the page.
internal import Glibc

struct SealOutline {
  let centre: Place2D
  let width: Double
  let height: Double
  let coverage: Double
  /// The outline's typical strength of ink, as a share of full colour.
  let strength: Double
  /// Nil unless round.
  let diameter: Double?
  /// One millimetre along its width.
  private let direction: Place2D
  private let isOval: Bool

  init(round imprint: RoundImprint) {
    centre = imprint.circle.centre
    width = imprint.circle.radius * 2
    height = width
    diameter = width
    coverage = imprint.coverage
    strength = imprint.strength
    direction = Place2D(1, 0)
    isOval = true
  }

  init(box: BoxImprint, isOval: Bool) {
    centre = box.centre
    width = box.width
    height = box.height
    diameter = nil
    coverage = box.coverage
    strength = box.strength
    direction = Place2D(cos(box.angle), sin(box.angle))
    self.isOval = isOval
  }

  /// How far outside the outline a place lies, roughly, in millimetres; negative inside.
  func distance(to place: Place2D) -> Double {
    let offset = place - centre
    let along = abs(offset.x * direction.x + offset.y * direction.y)
    let across = abs(offset.y * direction.x - offset.x * direction.y)
    guard isOval else { return max(along - width / 2, across - height / 2) }
    let reach = ((along / width * 2) * (along / width * 2) + (across / height * 2) * (across / height * 2)).squareRoot()
    return (reach - 1) * min(width, height) / 2
  }

  /// Half of what the outline covers along the page's own axes.
  private var half: Place2D {
    let (x, y) = (abs(direction.x), abs(direction.y))
    guard isOval else { return Place2D((width * x + height * y) / 2, (width * y + height * x) / 2) }
    return Place2D(
      (width * width * x * x + height * height * y * y).squareRoot() / 2,
      (width * width * y * y + height * height * x * x).squareRoot() / 2)
  }

  var bounds: Area {
    Area(left: centre.x - half.x, top: centre.y - half.y, width: 2 * half.x, height: 2 * half.y)
  }

  /// From the outline to the nearest side of an area; negative when it crosses.
  func gap(to area: Area) -> Double {
    let bounds = bounds
    return min(
      bounds.left - area.left, bounds.top - area.top, area.left + area.width - bounds.left - bounds.width,
      area.top + area.height - bounds.top - bounds.height)
  }

  func shareOutside(_ map: InkMap, _ ink: Ink, in area: Area, beyond reach: Double) -> Double {
    let places = map.places(of: ink, in: area)
    let outside = places.count { distance(to: $0) > reach }
    return Double(outside) / Double(max(1, places.count))
  }

  /// Square millimetres inside the outline.
  func area(of ink: Ink, in map: InkMap, reach: Double) -> Double {
    map.area(of: map.places(of: ink, in: bounds).count { distance(to: $0) < reach })
  }

  struct WrongSize {
    let figure: Double
    let window: ClosedRange<Double>
  }

  func wrongSize(_ expected: ExpectedSeal, tolerance: Double) -> WrongSize? {
    func wrong(_ figure: Double, _ window: ClosedRange<Double>?) -> WrongSize? {
      guard let window, figure < window.lowerBound - tolerance || figure > window.upperBound + tolerance else {
        return nil
      }
      return WrongSize(figure: figure, window: window)
    }
    return wrong(width, expected.width) ?? wrong(height, expected.height)
  }
}
