// A request that certificates be revoked, going up; head office decides.
public import Domain

public struct RevocationPayload: BundlePayload, Hashable {
  public static let kind = "revocation-request"

  /// Minted once; also the record's id.
  public var id: String
  /// The number of the order that takes their place.
  public var order: String
  public var service: String
  /// The organisation's credit code: where no serial number is known, head office finds the certificates by it.
  public var organisation: String
  /// In hexadecimal; may be empty.
  public var serials: [String]
  /// `lost`, `damaged`, `changed` or `upgraded`.
  public var reason: String
  public var requested: Instant
  /// The id of whoever asked.
  public var person: String

  public init(
    id: String, order: String, service: String, organisation: String, serials: [String], reason: String,
    requested: Instant, person: String
  ) {
    self.id = id
    self.order = order
    self.service = service
    self.organisation = organisation
    self.serials = serials
    self.reason = reason
    self.requested = requested
    self.person = person
  }
}
