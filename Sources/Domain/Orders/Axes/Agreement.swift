// Which text of the service's agreement the applicant was given to sign.

/// The text of an agreement as it was printed.
public struct Agreement: Hashable, Sendable, Codable {
  /// The edition that stands on the paper.
  public let version: Int
  /// SHA-256 of the text in hexadecimal, without an applicant's values.
  public let digest: String

  public init(version: Int, digest: String) {
    self.version = version
    self.digest = digest
  }
}
