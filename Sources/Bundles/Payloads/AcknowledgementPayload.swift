// What became of each record of one bundle, and which bundles are still awaited.
public import Domain

/// What head office did with a record; decided by the digest of its signed content.
public enum RecordOutcome: String, Codable, Hashable, Sendable {
  case applied = "APPLIED"
  case alreadyApplied = "ALREADY_APPLIED"
  /// Another content under the same id and revision: both are kept, a person decides.
  case conflict = "CONFLICT"
  /// Kept until an earlier revision arrives.
  case held = "HELD"
  case rejected = "REJECTED"

  /// Whether head office now has this record for good.
  public var isSafe: Bool { self == .applied || self == .alreadyApplied }
}

public struct AcknowledgementPayload: BundlePayload, Hashable {
  public static let kind = "acknowledgement"

  public struct Line: Codable, Hashable, Sendable {
    public var id: String
    public var revision: Int
    /// SHA-256 of the signed content; nil for a record that could not be opened.
    public var digest: String?
    public var outcome: RecordOutcome
    /// A code of the failure table, for what was refused.
    public var reason: String?

    public init(id: String, revision: Int, digest: String?, outcome: RecordOutcome, reason: String? = nil) {
      self.id = id
      self.revision = revision
      self.digest = digest
      self.outcome = outcome
      self.reason = reason
    }
  }

  /// The acknowledged bundle: SHA-256 of its manifest.cms.
  public var bundle: String
  public var incarnation: String
  public var sequence: Int
  public var outcomes: [Line]
  /// A lower bound for the kiosk's clock.
  public var headOfficeTime: Instant
  public var nextExpectedSequence: Int
  /// Numbers below the highest received that never arrived.
  public var gaps: [Int]

  public init(
    bundle: String, incarnation: String, sequence: Int, outcomes: [Line], headOfficeTime: Instant,
    nextExpectedSequence: Int, gaps: [Int]
  ) {
    self.bundle = bundle
    self.incarnation = incarnation
    self.sequence = sequence
    self.outcomes = outcomes
    self.headOfficeTime = headOfficeTime
    self.nextExpectedSequence = nextExpectedSequence
    self.gaps = gaps
  }
}
