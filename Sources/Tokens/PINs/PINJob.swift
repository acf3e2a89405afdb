// Setting a new PIN, with the old one or with the PUK: journalled, so that a cut leaves no doubt that nobody sees.

/// A change of PIN by its holder, or an unblocking with the PUK.
public struct PINJob: Codable, Hashable, Sendable, TokenJob {
  public private(set) var token: TokenIdentity?
  public private(set) var steps: [TokenStep] = []
  public private(set) var isComplete = false
  /// A change began and nothing tells whether it happened.
  public private(set) var isInDoubt = false
  private var wasFactory: Bool?

  public init(steps: [TokenStep] = []) { for step in steps { take(step) } }

  public mutating func take(_ step: TokenStep) {
    steps.append(step)
    switch step {
    case .begun(let identity): token = identity
    case .settingPIN(let factory): (isInDoubt, wasFactory) = (true, factory)
    case .keptPIN: isInDoubt = false
    case .setPIN: (isInDoubt, isComplete) = (false, true)
    default: break
    }
  }

  /// Changes the PIN. A wrong old PIN costs one try (T20 says how many are left); the last is spent only when somebody
  /// said so. After a cut the PUK decides; without it T25, or T20 where the card tells enough. Ends with the token reset.
  public mutating func change(
    from old: PIN, to new: PIN, puk: PUK? = nil, lastTryAllowed: Bool = false, on session: TokenSession,
    journal: any TokenJournal
  ) throws(TokenError) {
    try run(session, journal) { (job, session) throws(TokenError) in
      if job.isInDoubt {
        let wasSet = if job.wasFactory == true { try session.readPIN().isFactory == false } else { false }
        return try job.settlePIN(
          new, wasSet: wasSet, puk: puk, lastTryAllowed: lastTryAllowed, on: session, journal)
      }
      // Only of a PIN that can be the factory's is the card asked whether it is: its word settles a cut without the PUK.
      let pin =
        old.mayBeFactory ? try session.readPIN() : SecretState(triesLeft: try session.readPINTriesLeft())
      try session.mind(pinTries: pin.triesLeft, lastTryAllowed: lastTryAllowed)
      try job.record(.settingPIN(fromFactory: pin.isFactory), in: journal)
      try job.noting(journal) { () throws(TokenError) in try session.change(old, to: new) }
    }
  }

  /// Sets a new PIN with the PUK, whatever the old PIN is; done once more after a cut, it does no harm. A wrong PUK
  /// costs one of its tries; the last is spent only when somebody said so (T27). Ends with the token reset.
  public mutating func unblock(
    puk: PUK, new: PIN, lastTryAllowed: Bool = false, on session: TokenSession, journal: any TokenJournal
  ) throws(TokenError) {
    try run(session, journal) { (job, session) throws(TokenError) in
      // Whatever the PIN was, the PUK sets it: nothing need be known about it.
      try job.record(.settingPIN(fromFactory: nil), in: journal)
      try job.noting(journal) { () throws(TokenError) in
        try session.unblock(puk, new: new, lastTryAllowed: lastTryAllowed)
      }
    }
  }

  private mutating func run(
    _ session: TokenSession, _ journal: any TokenJournal,
    _ body: (inout PINJob, TokenSession) throws(TokenError) -> Void
  ) throws(TokenError) {
    guard !isComplete else { throw TokenError(.outOfTurn) }
    defer { try? session.finish() }
    try alone(session) { (job, session) throws(TokenError) in
      _ = try job.begin(on: session, journal)
      try body(&job, session)
    }
    try record(.setPIN, in: journal)
  }

  /// A refusal by the card leaves the PIN what it was, and says so in the journal.
  private mutating func noting(
    _ journal: any TokenJournal, _ body: () throws(TokenError) -> Void
  ) throws(TokenError) {
    do throws(TokenError) { try body() } catch {
      if error.isAnswer { try record(.keptPIN, in: journal) }
      throw error
    }
  }
}
