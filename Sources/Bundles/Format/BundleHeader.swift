// What a bundle says about itself: who sends it to whom, which one in the row it is, and until when it holds.
public import Domain

public struct BundleHeader: Hashable, Sendable {
  /// Up from a kiosk to head office, or down from head office to a kiosk.
  public enum Kind: String, Sendable, Codable { case up, down }

  public var kind: Kind
  /// The sender: a kiosk's id, or head office's.
  public var device: String
  /// The kiosk that a bundle coming down is for.
  public var addressee: String?
  /// Which life of the sender's store this is; a restored store begins another.
  public var incarnation: String
  /// Counts from 1 without gaps within an incarnation (and, coming down, for an addressee).
  public var sequence: Int
  /// The digest of the bundle before this one in the row.
  public var previousDigest: String?
  public var created: Instant
  /// Bundles coming down lapse.
  public var expires: Instant?
  /// Made in a rehearsal: refused wherever business is real, and the other way round.
  public var rehearsal: Bool

  public init(
    kind: Kind, device: String, addressee: String? = nil, incarnation: String, sequence: Int,
    previousDigest: String? = nil, created: Instant, expires: Instant? = nil, rehearsal: Bool
  ) {
    self.kind = kind
    self.device = device
    self.addressee = addressee
    self.incarnation = incarnation
    self.sequence = sequence
    self.previousDigest = previousDigest
    self.created = created
    self.expires = expires
    self.rehearsal = rehearsal
  }

  /// `BUNDLE-<device>-<sequence>`; coming down `BUNDLE-<device>-<addressee>-<sequence>`. Six digits.
  public var folderName: String {
    (["BUNDLE", device] + (addressee.map { [$0] } ?? []) + [sequence.padded(6)]).joined(separator: "-")
  }

  /// Whether a text can be a device's or record's id: letters, digits and hyphens, at most 64, no DOS device's name.
  public static func isSoundID(_ text: String) -> Bool { Names.isSound(text) }

  /// Fails when an id could not be part of a file name or the numbers make no sense.
  func requireSound() throws(BundleError) {
    for name in [device, addressee, incarnation].compactMap({ $0 }) { try Names.require(name) }
    guard (1...999_999).contains(sequence) else { throw .manifest(.malformed("sequence")) }
    if let previousDigest, !Names.isDigest(previousDigest) { throw .manifest(.malformed("previous")) }
  }
}

/// Which texts may become file names on any medium, FAT included.
enum Names {
  /// Names that DOS gave to devices; a FAT stick put into such a machine cannot hold them.
  private static let devices: Set<String> = Set(
    ["con", "prn", "aux", "nul"] + (1...9).flatMap { ["com\($0)", "lpt\($0)"] })

  static func isSound(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count) && !devices.contains(name.lowercased()) && name.first != "-"
      && name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
  }

  static func require(_ name: String) throws(BundleError) {
    guard isSound(name) else { throw .name(name) }
  }

  static func isDigest(_ text: String) -> Bool {
    text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
