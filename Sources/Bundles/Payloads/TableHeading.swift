// What every table coming down says of itself, so that an older one never takes the place of a newer.
public import Domain

/// A table's place in time (the rules of TUF, “The Update Framework”, for what a repository hands out).
public struct TableHeading: Codable, Hashable, Sendable {
  /// What a kiosk does with a table that has lapsed.
  public enum Lapse: String, Codable, Sendable {
    /// It is not used any more.
    case stop
    /// It is used, and everybody is told.
    case warn
  }

  /// Counts up with every table of this kind and scope; a lower one than the one kept is a rollback.
  public var version: Int
  public var issued: Instant
  public var expires: Instant
  public var lapse: Lapse

  public init(version: Int, issued: Instant, expires: Instant, lapse: Lapse) {
    self.version = version
    self.issued = issued
    self.expires = expires
    self.lapse = lapse
  }
}

/// A table that replaces the one of the same kind and scope whole.
public protocol DownlinkTable: BundlePayload {
  var heading: TableHeading { get }
  /// What it is about within its kind, such as a service; empty for a table of which a kiosk keeps one.
  var scope: String { get }
}

extension DownlinkTable {
  public var scope: String { "" }
}
