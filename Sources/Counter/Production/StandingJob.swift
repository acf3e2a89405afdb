// Work on a token that belongs to no order's making: it stands on the desk until it ends, and survives any stop.
public import Domain
internal import FoundationEssentials
internal import Records
public import Tokens

/// A job on a token with everything that was journalled of it.
public struct StandingJob: Codable, Sendable {
  public enum Kind: String, Codable, Sendable {
    case changePIN = "change-pin"
    case unlock, reset, seal

    public var title: String {
      switch self {
      case .changePIN: "修改 PIN"
      case .unlock: "解锁"
      case .reset: "重置"
      case .seal: "写入印章"
      }
    }
  }

  public let id: Int
  public let kind: Kind
  /// The order that it is done for; nil for a walk-in.
  public let order: String?
  public let opened: Instant
  public let openedBy: PersonID
  public fileprivate(set) var token: String
  public fileprivate(set) var steps: [TokenStep] = []
  public fileprivate(set) var ended: Instant?

  /// The last failure, for lists.
  public var lastFailure: TokenFailure? { steps.lastFailure }

  /// Whether nothing is left to be done on the token.
  fileprivate var isComplete: Bool {
    switch kind {
    case .changePIN, .unlock: PINJob(steps: steps).isComplete
    case .reset: ResetJob(steps: steps).isComplete
    case .seal: SealJob(steps: steps).outcome != nil
    }
  }

  /// How many bytes the token did not take as a whole seal; nil where it took them, or has not been asked to the end.
  fileprivate var refusedSealSize: Int? {
    switch SealJob(steps: steps).outcome {
    case .binding?, .notHeld?: steps.compactMap(\.refusedSealSize).min()
    case .whole?, nil: nil
    }
  }

  /// Whether the job ends with this step, its latest. A reset goes on in the store: the token's PUK is forgotten.
  fileprivate func ends(with step: TokenStep) -> Bool {
    if case .abandoned = step { true } else { kind != .reset && isComplete }
  }
}

extension Desk {
  private static let prefix = "token-job/"

  private func standingJobs() throws -> [StandingJob] {
    try store.settings().filter { $0.hasPrefix(Self.prefix) }.compactMap { name in
      try store.setting(name).map { try JSONDecoder().decode(StandingJob.self, from: Data($0)) }
    }.sorted { $0.id < $1.id }
  }

  /// Jobs that have not ended.
  public func openJobs() throws -> [StandingJob] { try standingJobs().filter { $0.ended == nil } }

  /// The size in bytes of the smallest seal that this token could not hold whole; nil where none is known here.
  public func refusedSealSize(of token: TokenIdentity) throws -> Int? {
    try standingJobs().filter { $0.kind == .seal && $0.token == token.text }.compactMap(\.refusedSealSize).min()
  }

  /// The open job of this kind on this token, else a new one. One that has nothing left to do is ended first: what is
  /// wanted now is other work.
  /// - Parameter isErased: the token lost its name with this very job, so that no other work can be meant.
  func standingJob(
    _ kind: StandingJob.Kind, on token: String, for order: String? = nil, isErased: Bool = false
  ) throws -> StandingJob {
    let all = try standingJobs()
    let open = all.filter { $0.ended == nil && $0.kind == kind && $0.token == token && $0.order == order }
    for job in open where job.isComplete && !isErased { try journal(of: job).end() }
    return try open.last { !$0.isComplete || isErased }
      ?? StandingJob(
        id: (all.last?.id ?? 0) + 1, kind: kind, order: order, opened: clock.now(), openedBy: acting().id, token: token)
  }

  private func journal(of job: StandingJob) throws -> StandingJournal {
    StandingJournal(desk: self, job: job, person: try acting())
  }

  /// Runs work under a standing job. A failure is journalled with its codes; when it left nothing on the token and
  /// nothing in doubt, the job is closed with the reason.
  func stand<Result>(
    _ job: StandingJob, _ body: (any TokenJournal, [TokenStep]) throws -> Result
  ) throws -> Result {
    let journal = try journal(of: job)
    do {
      let result = try body(journal, job.steps)
      try journal.end()
      return result
    } catch let error as TokenError {
      // Should the store fail too, the token's own trouble is still what the clerk must hear: a try may be spent.
      guard (try? journal.record(.failed(error))) != nil else { throw error }
      if error.change == .nothing && !job.steps.isBegun && !journal.job.steps.isBegun {
        try journal.record(.abandoned(code: error.explanation.code))
      }
      throw error
    }
  }

  /// Closes a job that will not be finished, such as one on a token that never came back.
  public func closeJob(_ id: Int, reason: String) throws {
    guard let job = try openJobs().first(where: { $0.id == id }) else { throw CounterError.noJob(id) }
    try journal(of: job).record(.abandoned(code: reason))
  }

  /// Two counters on one store may begin a job each at once, with one number.
  private static func setting(of job: StandingJob) -> String { "\(prefix)\(job.id)-\(job.opened.milliseconds)" }

  /// A step and what ends with it, in one transaction.
  fileprivate func keep(_ job: StandingJob, _ step: TokenStep?, by person: Person) throws {
    let jobs = try [job] + (step == .setPIN && job.kind == .unlock ? changesSettled(with: job) : [])
    let entries =
      try (step.map { try [entry(of: job, $0, by: person)] } ?? [])
      + jobs.filter { $0.ended != nil }.map { try entry(of: $0, nil, by: person) }
    let settings = try jobs.map { Setting(Self.setting(of: $0), try Self.bytes($0), secret: true) }
    try store.commit(
      Change(
        entries: entries,
        settings: settings
          + (step.map { try pukTries(after: $0, of: job.token, unlocks: job.kind == .unlock) } ?? [])))
  }

  private func entry(of job: StandingJob, _ step: TokenStep?, by person: Person) throws -> NewEntry {
    NewEntry(
      at: clock.now(), by: person.id, order: job.order.flatMap { OrderNumber($0) }, kind: "token-job",
      payload: try Self.bytes(JobLine(job: job.id, kind: job.kind, step: step)))
  }

  /// Changes of PIN that nothing is in doubt of any more, now that the PUK has set the PIN.
  private func changesSettled(with unlocking: StandingJob) throws -> [StandingJob] {
    try openJobs().filter { $0.kind == .changePIN && $0.token == unlocking.token }.map { change in
      var settled = change
      settled.ended = clock.now()
      return settled
    }
  }
}

/// A job's line in the store's journal; without a step it is the job's end.
private struct JobLine: Codable {
  let job: Int
  let kind: StandingJob.Kind
  let step: TokenStep?
}

/// Each step goes to the store's journal and to the job's own record in one transaction.
private final class StandingJournal: TokenJournal {
  private let desk: Desk
  private(set) var job: StandingJob
  private let person: Person

  init(desk: Desk, job: StandingJob, person: Person) { (self.desk, self.job, self.person) = (desk, job, person) }

  func record(_ step: TokenStep) throws {
    var next = job
    next.steps.append(step)
    if case .begun(let token) = step { next.token = token.text }
    if next.ends(with: step) { next.ended = desk.clock.now() }
    try desk.keep(next, step, by: person)
    job = next
  }

  func end() throws {
    guard job.ended == nil else { return }
    var next = job
    next.ended = desk.clock.now()
    try desk.keep(next, nil, by: person)
    job = next
  }
}

extension TokenStep {
  fileprivate var refusedSealSize: Int? { if case .sealTooLarge(_, let bytes) = self { bytes } else { nil } }
}

extension [TokenStep] {
  /// Whether something on the token was announced that may have happened.
  fileprivate var isBegun: Bool {
    var begun = false
    for step in self {
      switch step {
      case .settingPIN, .resetting, .writingSeal, .writingSealBinding: begun = true
      case .keptPIN: begun = false
      default: break
      }
    }
    return begun
  }
}
