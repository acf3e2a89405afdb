// Places in numbers with fractions: pixels of a scan, or millimetres of the page.

/// A place; the unit is whatever the owner says, x to the right and y down.
public struct Place2D: Hashable, Sendable, Codable {
  public var x: Double
  public var y: Double

  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  static func + (left: Place2D, right: Place2D) -> Place2D { Place2D(left.x + right.x, left.y + right.y) }
  static func - (left: Place2D, right: Place2D) -> Place2D { Place2D(left.x - right.x, left.y - right.y) }
  static func * (place: Place2D, factor: Double) -> Place2D { Place2D(place.x * factor, place.y * factor) }

  package func distance(to other: Place2D) -> Double {
    ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
  }
}
