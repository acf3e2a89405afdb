// Reviewing at head office: applications that wait, their papers, and decisions about exactly what was shown.
public import Bundles
internal import Cryptography
public import Domain
internal import Files

/// An application that waits for a decision.
public struct WaitingReview: Sendable {
  public let application: ApplicationPayload
  public let device: String
  /// The digest of its record, which the decision names.
  public let digest: String
}

extension HeadOffice {
  /// What waits, oldest order first. Of an order that was handed in again only the latest counts.
  public func waitingReviews() throws -> [WaitingReview] {
    try latestApplications().filter { try letter(DecisionPayload.self, Self.decisionID($0.application)) == nil }
  }

  private func latestApplications() throws -> [WaitingReview] {
    let all = try applied(ApplicationPayload.kind).map { row in
      WaitingReview(application: try kept(ApplicationPayload.self, row), device: row.device, digest: row.digest)
    }
    return Dictionary(grouping: all, by: \.application.number).values
      .compactMap { $0.max { $0.application.submission < $1.application.submission } }
      .sorted { $0.application.number < $1.application.number }
  }

  private func latestApplication(_ order: String) throws -> WaitingReview {
    guard let found = try latestApplications().first(where: { $0.application.number == order }) else {
      throw OfficeRefusal.noApplication(order)
    }
    return found
  }

  private static func decisionID(_ application: ApplicationPayload) -> String {
    "decision-\(application.number)-\(application.submission)"
  }

  /// Writes the papers of an application into a folder, named by slot, copy and page.
  /// - Returns: the application and the files' names.
  public func show(_ order: String, to folder: String) throws -> (review: WaitingReview, files: [String]) {
    let review = try latestApplication(order)
    let rows = try applied(PaperPayload.kind)
    try Files.makeFolder(folder, mode: 0o700)
    var files: [String] = []
    for page in review.application.papers {
      guard let row = rows.first(where: { $0.id == page.record(of: order) && $0.device == review.device }) else {
        continue
      }
      let picture = try kept(PaperPayload.self, row).picture.bytes
      guard Digest.sha256(picture).hex == page.sha256 else { throw HeadOfficeError.damaged("evidence/\(row.evidence)") }
      let name = "\(page.slot)-\(page.copy)\(page.page.map { "-\($0)" } ?? "").\(picture.first == 0x89 ? "png" : "jpg")"
      try Files.write(picture, to: "\(folder)/\(name)", mode: 0o600)
      files.append(name)
    }
    return (review, files)
  }

  /// Decides about what an order handed in last. Deciding the same again sends the decision again.
  /// - Parameter rejected: the papers sent back, each with what to bring; nil to approve.
  @discardableResult
  public func decide(
    _ order: String, rejecting rejected: [DecisionPayload.Item]?, by reviewer: String, at moment: Instant
  ) throws -> DecisionPayload {
    let review = try latestApplication(order)
    let application = review.application
    if let rejected { try requireSound(rejected, of: application) }
    let decision = DecisionPayload(
      order: order, revision: application.revision, submission: application.submission, digest: review.digest,
      verdict: rejected == nil ? .approved : .rejected, rejected: rejected ?? [], reviewer: reviewer, decided: moment)
    let id = Self.decisionID(application)
    if let known = try letter(DecisionPayload.self, id) {
      guard known.verdict == decision.verdict, known.rejected == decision.rejected else {
        throw OfficeRefusal.decidedBefore(order)
      }
    }
    try post(decision, id: id, to: review.device, at: moment)
    return decision
  }

  private func requireSound(_ rejected: [DecisionPayload.Item], of application: ApplicationPayload) throws {
    guard !rejected.isEmpty, rejected.allSatisfy({ !$0.reason.isEmpty }) else { throw OfficeRefusal.nothingSentBack }
    let known = application.papers.isEmpty ? [Rejection.application] : Set(application.papers.map(\.slot))
    for item in rejected where !known.contains(item.slot) {
      throw OfficeRefusal.unknownPaper(item.slot, known: known.sorted())
    }
  }
}
