// Lengths and places on paper in whole micrometres, so that the same data gives the same page on every machine.

/// A length on paper in whole micrometres.
public struct Length: Hashable, Comparable, Sendable, AdditiveArithmetic {
  public var micrometres: Int

  public init(micrometres: Int) { self.micrometres = micrometres }

  public static let zero = Length(micrometres: 0)

  public static func mm(_ millimetres: Int) -> Length { Length(micrometres: millimetres * 1000) }

  /// Rounded to the nearest micrometre.
  public static func mm(_ millimetres: Double) -> Length {
    Length(micrometres: Int(millimetres * 1000 + (millimetres < 0 ? -0.5 : 0.5)))
  }

  /// Points of 1/72 inch, as type sizes are given.
  public static func pt(_ points: Double) -> Length { mm(points * 25.4 / 72) }

  public var millimetres: Double { Double(micrometres) / 1000 }
  public var points: Double { Double(micrometres) / 1000 * 72 / 25.4 }

  public static func + (left: Length, right: Length) -> Length {
    Length(micrometres: left.micrometres + right.micrometres)
  }
  public static func - (left: Length, right: Length) -> Length {
    Length(micrometres: left.micrometres - right.micrometres)
  }
  public static func * (length: Length, factor: Int) -> Length { Length(micrometres: length.micrometres * factor) }
  public static func / (length: Length, divisor: Int) -> Length { Length(micrometres: length.micrometres / divisor) }
  public static prefix func - (length: Length) -> Length { Length(micrometres: -length.micrometres) }
  public static func < (left: Length, right: Length) -> Bool { left.micrometres < right.micrometres }
}

/// A place on a page, from its top left corner.
public struct Point: Hashable, Sendable {
  public var x: Length
  public var y: Length

  public init(x: Length, y: Length) {
    self.x = x
    self.y = y
  }
}

public struct Size: Hashable, Sendable {
  public var width: Length
  public var height: Length

  public init(width: Length, height: Length) {
    self.width = width
    self.height = height
  }

  /// ISO 216 A4, upright.
  public static let a4 = Size(width: .mm(210), height: .mm(297))
}

/// A rectangle on a page; `origin` is its top left corner.
public struct Rectangle: Hashable, Sendable {
  public var origin: Point
  public var size: Size

  public init(x: Length, y: Length, width: Length, height: Length) {
    origin = Point(x: x, y: y)
    size = Size(width: width, height: height)
  }

  public var x: Length { origin.x }
  public var y: Length { origin.y }
  public var width: Length { size.width }
  public var height: Length { size.height }
  public var maxX: Length { origin.x + size.width }
  public var maxY: Length { origin.y + size.height }

  public func inset(by distance: Length) -> Rectangle {
    Rectangle(x: x + distance, y: y + distance, width: width - distance * 2, height: height - distance * 2)
  }
}
