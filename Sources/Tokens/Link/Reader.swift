// The readers of this machine, and which of them a store may use.

/// A reader and what is in it.
public struct Reader: Hashable, Sendable {
  public let name: String
  public let hasCard: Bool
  /// The answer to reset of the card in it; empty without one.
  public let answerToReset: [UInt8]
  /// Another program holds the card for itself.
  public let isHeldByAnother: Bool
  /// The service's own word about its state, by which a later change is noticed.
  let event: UInt
  /// How many cards had come or gone there by then (pcsc-lite counts them in the upper half).
  var comings: UInt { event >> 16 }

  public init(name: String, hasCard: Bool, answerToReset: [UInt8] = [], isHeldByAnother: Bool = false) {
    self.init(
      name: name, hasCard: hasCard, answerToReset: answerToReset, isHeldByAnother: isHeldByAnother, event: 0)
  }

  package init(name: String, hasCard: Bool, answerToReset: [UInt8], isHeldByAnother: Bool, event: UInt) {
    self.event = event
    self.name = name
    self.hasCard = hasCard
    self.answerToReset = answerToReset
    self.isHeldByAnother = isHeldByAnother
  }

  /// Whether the card in it is software: vpcd's readers say so in their name.
  public var isVirtual: Bool { Self.isVirtual(name) }

  public static func isVirtual(_ name: String) -> Bool { name.hasPrefix("Virtual PCD") }
}

/// Which readers may be opened. A rehearsal never touches a real token, a production store never a virtual one.
public enum ReaderPolicy: Hashable, Sendable {
  case production, rehearsal

  public func allows(_ reader: Reader) -> Bool { reader.isVirtual == (self == .rehearsal) }
}
