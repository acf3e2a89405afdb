// One inserted token: what it is, and a scope in which nobody else talks to it.

/// A token in a reader. Every operation opens a scope with `exclusively`; failures say what had been changed by then.
public final class TokenSession {
  /// Nil on a blank token without a serial number.
  public private(set) var identity: TokenIdentity?
  /// The firmware of cards that speak Yubico's commands, such as `[5, 7, 1]`; nil for plain cards.
  public private(set) var firmware: [UInt8]?
  /// How far this session has altered the token.
  public private(set) var change = Change.nothing
  let connection: any Connection
  private let channel: Channel

  /// Fails with T30 when the card has no PIV application.
  public init(_ connection: any Connection) throws(TokenError) {
    self.connection = connection
    channel = Channel(connection: connection)
    try exclusively { () throws(TokenError) in try identify() }
  }

  public var answerToReset: [UInt8] { connection.answerToReset }

  /// Runs several commands with every other program kept off the card, in a freshly selected application:
  /// another program may have selected something else since the last scope.
  func exclusively<Result>(_ body: () throws(TokenError) -> Result) throws(TokenError) -> Result {
    try begin()
    defer { connection.endTransaction() }
    do throws(TokenError) {
      try send(SelectPIV())
      return try body()
    } catch { throw error.after(change) }
  }

  /// After another program's reset the connection is taken up again and the token's identity checked.
  private func begin() throws(TokenError) {
    do throws(LinkFailure) {
      do throws(LinkFailure) { try connection.beginTransaction() } catch {
        guard error.kind == .cardReset else { throw error }
        try connection.reconnect()
        try connection.beginTransaction()
      }
    } catch { throw TokenError(error).after(change) }
  }

  /// Sends one request and keeps account of what it did.
  func send<R: Request>(_ request: R) throws(TokenError) -> R.Reply {
    let before = change
    if request.effect != .none { change = max(before, .possible) }
    let answer = try channel.send(request.command)
    switch (request.effect, answer.status) {
    case (.none, _): break
    case (_, .done): change = .made
    case (.atOnce, _): change = before
    case (.inParts, _): break
    }
    return try request.reply(to: answer)
  }

  /// Reads version, serial and cardholder identifier, as far as the card has them.
  func identify() throws(TokenError) {
    firmware = try send(ReadVersion())
    identity = try readIdentity()
  }

  private func readIdentity() throws(TokenError) -> TokenIdentity? {
    if firmware != nil, let serial = try send(ReadSerial()) { return TokenIdentity(serial: serial) }
    return try readCardholder().map { TokenIdentity(guid: $0.guid) }
  }

  func readCardholder() throws(TokenError) -> CardholderIdentifier? {
    try send(ReadObject(object: .cardholderIdentifier)).flatMap { CardholderIdentifier($0) }
  }

  /// Makes sure, inside a scope and before a write, that this is still the token that the work was begun with.
  func check(is expected: TokenIdentity) throws(TokenError) {
    let found = try expected.isSerial ? readIdentity() : readCardholder().map { TokenIdentity(guid: $0.guid) }
    guard found == expected else {
      throw TokenError(.differentToken(expected: expected.text, found: found?.text ?? "—"))
    }
  }

  /// What the card says about a key or secret, where it knows the command at all.
  func describe(_ reference: UInt8) throws(TokenError) -> Described {
    firmware == nil ? .unknown : try send(ReadMetadata(reference: reference))
  }

  /// Resets the card, so that nothing stays verified at a public counter. The next scope selects anew.
  public func finish() throws(TokenError) {
    do throws(LinkFailure) { try connection.reset() } catch { throw TokenError(error).after(change) }
  }
}
