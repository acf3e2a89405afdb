// What an applicant hands in as data: a number, a service, a business type and the values of fields.

/// The id of a field in `Forms/common/fields.yaml`, such as `organisation.name`.
public typealias FieldID = String

/// One application as its data file gives it, normalised and judged.
public struct Application: Hashable, Sendable, Codable {
  /// Matches `[A-Za-z0-9-]{1,40}`; never an identity or credit number.
  public var number: String
  /// The service's id, the name of its folder under `Forms/`.
  public var service: String
  /// The business type's id in the service's pack.
  public var businessType: String
  /// Normalised values; a field without a value is absent.
  public var values: [FieldID: String]

  public init(number: String, service: String, businessType: String, values: [FieldID: String]) {
    self.number = number
    self.service = service
    self.businessType = businessType
    self.values = values
  }

  /// Whether a number may stand on folders, pages and bundles.
  public static func isWellFormed(number: String) -> Bool {
    (1...40).contains(number.utf8.count)
      && number.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
