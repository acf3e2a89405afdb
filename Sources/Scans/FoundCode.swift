// A QR code seen on a scan.
public import Domain

/// What a code says and where its outer corners lie.
public struct FoundCode: Hashable, Sendable, Codable {
  public let text: String
  /// Clockwise from the code's own top left, in pixels of the scan.
  public let corners: [Place2D]

  package init(text: String, corners: [Place2D]) {
    self.text = text
    self.corners = corners
  }

  /// Nil when the code is none of ours.
  public var pageCode: PageCode? { PageCode(text) }

  /// The mean length of its four sides, in pixels.
  var side: Double {
    (0..<4).map { corners[$0].distance(to: corners[($0 + 1) % 4]) }.reduce(0, +) / 4
  }

  func scaled(by factor: Double) -> FoundCode {
    FoundCode(text: text, corners: corners.map { $0 * factor })
  }
}
