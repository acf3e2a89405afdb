// Back to the factory's state: everything on the token is lost. Two people decide; this only does it.

/// The erasure of a token's whole application.
public struct ResetJob: Codable, Hashable, Sendable, TokenJob {
  public private(set) var token: TokenIdentity?
  public private(set) var steps: [TokenStep] = []
  public private(set) var isComplete = false
  private var isBegun = false

  /// No secret has so many tries.
  private static let mostTries = 255

  public init(steps: [TokenStep] = []) { for step in steps { take(step) } }

  public mutating func take(_ step: TokenStep) {
    steps.append(step)
    switch step {
    case .begun(let identity): token = identity
    case .resetting: isBegun = true
    case .wasReset: isComplete = true
    default: break
    }
  }

  /// Blocks PIN and PUK, which the command asks for, and erases. A card without the command is refused (T64) before
  /// any try is spent. May be run again after any failure.
  public mutating func run(on session: TokenSession, journal: any TokenJournal) throws(TokenError) {
    guard !isComplete else { return }
    _ = try takeOn(session, journal)
    defer { try? session.finish() }
    if !isBegun {
      // With a PIN that is blocked already, the question alone may erase.
      let mayErase = try session.pinTriesLeft() == 0
      if mayErase { try record(.resetting, in: journal) }
      // Asked while the secrets are not blocked, it changes nothing and tells whether the command is known.
      let answer = try session.exclusively { () throws(TokenError) in try session.send(ResetApplication()) }
      if answer == .unknown { throw TokenError(.resetNotOffered) }
      if mayErase && answer == .done { return try record(.wasReset, in: journal) }
      if !mayErase { try record(.resetting, in: journal) }
    }
    try session.exclusively { () throws(TokenError) in
      try Self.block(session)
      guard try session.send(ResetApplication()) == .done else { throw TokenError(.resetNotOffered) }
    }
    try record(.wasReset, in: journal)
  }

  /// A token known by its cardholder identifier has lost it once it was erased.
  private mutating func takeOn(
    _ session: TokenSession, _ journal: any TokenJournal
  ) throws(TokenError) -> TokenIdentity {
    if let token, isBegun, !token.isSerial, session.identity == nil { return token }
    return try begin(on: session, journal)
  }

  /// Wrong values until nothing is left; a value that happens to be right is followed by another.
  private static func block(_ session: TokenSession) throws(TokenError) {
    try untilBlocked { () throws(TokenError) in
      try session.send(VerifyPIN(pin: .random()))
    }
    try untilBlocked { () throws(TokenError) in
      try session.send(UnblockPIN(puk: .random(), new: .random()))
    }
  }

  private static func untilBlocked(_ attempt: () throws(TokenError) -> Void) throws(TokenError) {
    for _ in 0..<mostTries {
      if try isBlocked(attempt) { return }
    }
  }

  private static func isBlocked(_ attempt: () throws(TokenError) -> Void) throws(TokenError) -> Bool {
    do throws(TokenError) { try attempt() } catch {
      switch error.problem {
      case .pinBlocked, .pukBlocked: return true
      case .wrongPIN, .wrongPUK: return false
      // Without a PUK there is none to block.
      default:
        guard error.statusWord?.isWithoutReference == true else { throw error }
        return true
      }
    }
    return false
  }
}
