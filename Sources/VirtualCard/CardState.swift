// Everything a card keeps without power, and the file that holds it.
internal import Cryptography
internal import Foundation

/// A key in a slot.
public struct CardKey: Codable, Hashable, Sendable {
  public enum PINPolicy: UInt8, Codable, Sendable { case never = 1, once, always }

  /// The algorithm's identifier (SP 800-78-5, table 9).
  public var algorithm: UInt8
  /// PKCS #8.
  public var secret: [UInt8]
  public var pinPolicy: PINPolicy
  public var isImported: Bool
}

/// A reference with a counter: the PIN or the PUK, eight bytes.
public struct CardSecret: Codable, Hashable, Sendable {
  public var value: [UInt8]
  public var triesLeft: Int
  public var tries: Int

  /// Compares and counts; true restores the counter.
  mutating func matches(_ candidate: [UInt8]) -> Bool {
    guard triesLeft > 0 else { return false }
    let same = candidate == value
    triesLeft = same ? tries : triesLeft - 1
    return same
  }
}

/// The lasting state of one card.
public struct CardState: Codable, Hashable, Sendable {
  public var profile: CardProfile
  public var serial: UInt32
  public var pin: CardSecret
  public var puk: CardSecret
  public var managementAlgorithm: UInt8
  public var managementKey: [UInt8]
  /// By slot number.
  public var keys: [UInt8: CardKey] = [:]
  /// By object tag.
  public var objects: [Int: [UInt8]] = [:]
  /// How many key pairs this card has made in its life.
  public var keysMade = 0

  static let factoryPIN: [UInt8] = Array("123456".utf8) + [0xFF, 0xFF]
  static let factoryPUK: [UInt8] = Array("12345678".utf8)
  static let factoryManagementKey: [UInt8] = [[UInt8]](repeating: Array(1...8), count: 3).flatMap { $0 }

  /// A card as it leaves the factory.
  public init(_ profile: CardProfile, serial: UInt32? = nil) {
    self.profile = profile
    self.serial = serial ?? Random.bytes(4).reduce(0) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    pin = CardSecret(value: Self.factoryPIN, triesLeft: profile.pinTries, tries: profile.pinTries)
    puk = CardSecret(value: Self.factoryPUK, triesLeft: profile.pukTries, tries: profile.pukTries)
    managementAlgorithm = profile.managementAlgorithm
    managementKey = Self.factoryManagementKey
  }

  /// Reads a state file; nil when there is none or it holds something else.
  public init?(file path: String) {
    guard let data = FileManager.default.contents(atPath: path),
      let state = try? JSONDecoder().decode(CardState.self, from: data)
    else { return nil }
    self = state
  }

  /// Replaces the state file whole.
  public func save(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try encoder.encode(self).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
