// An order that head office reviews: what was handed in goes up, the decision comes down.
public import Domain

/// A submitted order as its reviewer at head office needs it.
public struct ApplicationPayload: BundlePayload, Hashable {
  public static let kind = "application"

  /// An accepted page; nil for a paper without page codes.
  public struct Page: Codable, Hashable, Sendable {
    public var slot: String
    public var page: Int?
    public var copy: Int
    /// Of the picture, in hexadecimal: what was decided about is what was shown.
    public var sha256: String

    public init(slot: String, page: Int?, copy: Int, sha256: String) {
      self.slot = slot
      self.page = page
      self.copy = copy
      self.sha256 = sha256
    }

    /// The id of the record with the picture.
    public func record(of order: String) -> String { "paper-\(order)-\(sha256.prefix(16))" }
  }

  public var number: String
  public var service: String
  public var businessType: String
  /// The order's own revision, which its papers carry.
  public var revision: Int
  /// Counts how often the order was handed in, from 1.
  public var submission: Int
  /// The application's values by field id.
  public var application: [String: String]
  /// The papers that came back; their pictures travel as records of their own.
  public var papers: [Page]
  /// The id of whoever handed it in.
  public var clerk: String

  public init(
    number: String, service: String, businessType: String, revision: Int, submission: Int,
    application: [String: String], papers: [Page], clerk: String
  ) {
    self.number = number
    self.service = service
    self.businessType = businessType
    self.revision = revision
    self.submission = submission
    self.application = application
    self.papers = papers
    self.clerk = clerk
  }

  /// The record's id: each handing in is a record of its own.
  public static func record(_ order: String, submission: Int) -> String { "application-\(order)-\(submission)" }
}

/// The picture of a page that came back, for whoever reviews it at head office. The application says which page it is.
public struct PaperPayload: BundlePayload, Hashable {
  public static let kind = "paper"

  public var order: String
  /// A PNG or JPEG file.
  public var picture: Base64Bytes

  public init(order: String, picture: [UInt8]) {
    self.order = order
    self.picture = Base64Bytes(picture)
  }
}

/// What head office decided about exactly one content of one revision.
public struct DecisionPayload: BundlePayload, Hashable {
  public static let kind = "decision"

  public enum Verdict: String, Codable, Sendable { case approved, rejected }

  /// A paper that is sent back, with what to bring.
  public struct Item: Codable, Hashable, Sendable {
    public var slot: String
    public var reason: String

    public init(slot: String, reason: String) {
      self.slot = slot
      self.reason = reason
    }
  }

  public var order: String
  public var revision: Int
  public var submission: Int
  /// The digest of the application's record: no other content was decided about.
  public var digest: String
  public var verdict: Verdict
  /// What is sent back; empty where approved.
  public var rejected: [Item]
  /// The reviewer's id at head office.
  public var reviewer: String
  public var decided: Instant

  public init(
    order: String, revision: Int, submission: Int, digest: String, verdict: Verdict, rejected: [Item],
    reviewer: String, decided: Instant
  ) {
    self.order = order
    self.revision = revision
    self.submission = submission
    self.digest = digest
    self.verdict = verdict
    self.rejected = rejected
    self.reviewer = reviewer
    self.decided = decided
  }
}
