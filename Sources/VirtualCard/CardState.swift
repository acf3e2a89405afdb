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
  /// 1 never, 2 always, 3 for a while; recorded only, nobody can touch this card.
  public var touchPolicy: UInt8 = 1
  public var isImported: Bool

  public init(
    algorithm: UInt8, secret: [UInt8], pinPolicy: PINPolicy, touchPolicy: UInt8 = 1, isImported: Bool = false
  ) {
    (self.algorithm, self.secret) = (algorithm, secret)
    (self.pinPolicy, self.touchPolicy, self.isImported) = (pinPolicy, touchPolicy, isImported)
  }
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
  /// The PIN that all applications of a card share; of effect only with `Discovery.globalPIN`.
  public var globalPIN: CardSecret
  public var managementAlgorithm: UInt8
  public var managementKey: [UInt8]
  /// By slot number.
  public var keys: [UInt8: CardKey] = [:]
  /// By object tag.
  public var objects: [Int: [UInt8]] = [:]
  /// How many key pairs this card has made in its life.
  public var keysMade = 0
  /// Who vouches for keys made here; nil without attestation.
  public var maker: CardMaker?

  static let factoryPIN: [UInt8] = Array("123456".utf8) + [0xFF, 0xFF]
  static let factoryGlobalPIN: [UInt8] = Array("654321".utf8) + [0xFF, 0xFF]
  static let factoryPUK: [UInt8] = Array("12345678".utf8)

  /// A card as it leaves the factory.
  public init(_ profile: CardProfile, serial: UInt32? = nil, maker: CardMaker = .ofThisProcess) {
    self.profile = profile
    self.serial = serial ?? Random.bytes(4).reduce(0) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    pin = CardSecret(value: Self.factoryPIN, triesLeft: profile.pinTries, tries: profile.pinTries)
    puk = CardSecret(value: Self.factoryPUK, triesLeft: profile.pukTries, tries: profile.pukTries)
    globalPIN = CardSecret(value: Self.factoryGlobalPIN, triesLeft: profile.pinTries, tries: profile.pinTries)
    managementAlgorithm = profile.managementAlgorithm
    managementKey = Self.factoryManagementKey(profile.managementAlgorithm, profile)
    guard profile.vendorCommands.contains(.attestation) else { return }
    self.maker = maker
    objects[0x5FFF01] = CardTemplate.certificateObject(maker.certificate)
  }

  /// 01 02 … 08 as often as the kind of key needs it, unless the maker sets another.
  static func factoryManagementKey(_ algorithm: UInt8, _ profile: CardProfile) -> [UInt8] {
    let size = managementKeySizes[algorithm] ?? 24
    if let own = [UInt8](hex: profile.factoryKey), own.count == size { return own }
    return (0..<size).map { UInt8($0 % 8 + 1) }
  }

  static let managementKeySizes: [UInt8: Int] = [0x03: 24, 0x08: 16, 0x0A: 24, 0x0C: 32]

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
