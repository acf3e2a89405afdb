// What a page of an order should look like: the judge's half of the layout.
public import Domain
public import Layout
public import Pictures

/// The sizes a class of seal may have, in millimetres of its outer edge.
public struct ExpectedSeal: Hashable, Sendable {
  public enum Shape: Hashable, Sendable {
    case round
    case oval
    /// Squares and other rectangles.
    case square
  }

  public var name: String
  public var shape: Shape
  /// Of a round seal the diameter, of others the longer side.
  public var width: ClosedRange<Double>
  /// Nil for a round seal, or when it does not matter.
  public var height: ClosedRange<Double>?
  /// Classes that are as good in its place, such as the oval seal of a foreign-invested company for a round one.
  public var others: [ExpectedSeal]

  public init(
    _ name: String, _ shape: Shape, width: ClosedRange<Double>, height: ClosedRange<Double>? = nil,
    others: [ExpectedSeal] = []
  ) {
    self.name = name
    self.shape = shape
    self.width = width
    self.height = height
    self.others = others
  }
}

/// What a place left open for the pen is for.
public enum BlankUse: Hashable, Sendable {
  /// Somebody must write there.
  case filled
  /// Nobody may: it is for the counter's staff, or the applicant gave no value.
  case empty
}

public struct ExpectedPage: Sendable {
  public var code: PageCode
  public var size: Size
  /// All named places of the page; those of kind seal, signature and capture are judged.
  public var boxes: [NamedBox]
  /// By the class's name in the service's pack.
  public var sealClasses: [String: ExpectedSeal]
  /// Names of boxes that may stay empty, such as a finance seal that not every applicant has.
  public var optional: Set<String>
  /// What blanks are for; those not named may be used or not.
  public var blanks: [String: BlankUse]
  /// The page as it was printed, in greys, filling the whole sheet; nil when print is not to be compared.
  public var printed: Picture?

  public init(
    code: PageCode, size: Size = .a4, boxes: [NamedBox], sealClasses: [String: ExpectedSeal] = [:],
    optional: Set<String> = [], blanks: [String: BlankUse] = [:], printed: Picture? = nil
  ) {
    self.code = code
    self.size = size
    self.boxes = boxes
    self.sealClasses = sealClasses
    self.optional = optional
    self.blanks = blanks
    self.printed = printed
  }
}

extension Rectangle {
  /// In millimetres, clockwise from the top left.
  var corners: [Place2D] {
    [(x, y), (maxX, y), (maxX, maxY), (x, maxY)].map { Place2D($0.0.millimetres, $0.1.millimetres) }
  }

  var middle: Place2D { Place2D((x.millimetres + maxX.millimetres) / 2, (y.millimetres + maxY.millimetres) / 2) }
}
