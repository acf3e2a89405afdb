// What every job on a token has: one token, a journal of steps, and a scope on that token and on no other.

/// Work on one token that can be taken up after any interruption from its journal alone.
public protocol TokenJob {
  var token: TokenIdentity? { get }
  var steps: [TokenStep] { get }
  /// Counts a step that stands in the journal.
  mutating func take(_ step: TokenStep)
}

extension TokenJob {
  /// Journals a step, then counts it as done.
  mutating func record(_ step: TokenStep, in journal: any TokenJournal) throws(TokenError) {
    do { try journal.record(step) } catch { throw TokenError(.journalFailed) }
    take(step)
  }

  /// A whole run in one scope: nobody else comes between its steps, so that nothing need be asked twice.
  mutating func alone<Result>(
    _ session: TokenSession, _ body: (inout Self, TokenSession) throws(TokenError) -> Result
  ) throws(TokenError) -> Result {
    var job = self
    defer { self = job }
    return try session.exclusively { () throws(TokenError) in try body(&job, session) }
  }

  /// A scope on the token of this job and on no other.
  mutating func exclusively<Result>(
    _ session: TokenSession, _ token: TokenIdentity, _ body: (inout Self, TokenSession) throws(TokenError) -> Result
  ) throws(TokenError) -> Result {
    var job = self
    // The journal may be ahead of what the body achieved; the job keeps what was journalled either way.
    defer { self = job }
    return try session.exclusively { () throws(TokenError) in
      try session.check(is: token)
      return try body(&job, session)
    }
  }

  /// Ties the job to the inserted token, or makes sure that it is the one it was begun with. A garbled answer must
  /// not tie it to a token that does not exist, so that the name is read once more.
  mutating func begin(
    on session: TokenSession, _ journal: any TokenJournal
  ) throws(TokenError) -> TokenIdentity {
    guard let identity = token ?? session.identity else { throw TokenError(.tokenWithoutName) }
    try session.exclusively { () throws(TokenError) in try session.check(is: identity) }
    if token == nil { try record(.begun(identity), in: journal) }
    return identity
  }
}
