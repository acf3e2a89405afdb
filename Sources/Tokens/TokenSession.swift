// One inserted token: what it is, and a scope in which nobody else talks to it.
internal import Cryptography

/// A token in a reader. Every operation opens a scope with `exclusively`; failures say what had been changed by then.
public final class TokenSession {
  /// Nil on a blank token without a serial number.
  public private(set) var identity: TokenIdentity?
  /// The firmware of cards that speak Yubico's commands, such as `[5, 7, 1]`; nil for plain cards.
  public private(set) var firmware: [UInt8]?
  /// How far this session has altered the token.
  public private(set) var change = Change.nothing
  /// Algorithms that the card named when it was selected; nil when it named none, as most do.
  public private(set) var namedAlgorithms: [UInt8]?
  let numbers: AlgorithmNumbers
  let connection: any Connection
  private let channel: Channel
  /// The card has said once that it knows no metadata.
  private var isWithoutMetadata = false

  /// Fails with T30 when the card has no PIV application.
  public init(_ connection: any Connection, numbers: AlgorithmNumbers = AlgorithmNumbers()) throws(TokenError) {
    self.connection = connection
    self.numbers = numbers
    channel = Channel(connection: connection)
    try exclusively { () throws(TokenError) in try identify() }
    channel.takesExtended = saysExtended
  }

  /// By its answer to reset; a card that says nothing there, by its firmware: that line does since 4.0.
  private var saysExtended: Bool {
    AnswerToReset(answerToReset).takesExtended ?? firmware.map { !$0.lexicographicallyPrecedes([4]) } ?? false
  }

  /// Whether long commands travel in one piece; false again once the card or its reader has refused one.
  public var takesExtended: Bool { channel.takesExtended && connection.transport == .t1 }

  public var answerToReset: [UInt8] { connection.answerToReset }

  /// Runs several commands with every other program kept off the card, in a freshly selected application:
  /// another program may have selected something else since the last scope.
  func exclusively<Result>(_ body: () throws(TokenError) -> Result) throws(TokenError) -> Result {
    try begin()
    defer { connection.endTransaction() }
    do throws(TokenError) {
      namedAlgorithms = try send(SelectPIV())
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
    guard firmware != nil, !isWithoutMetadata else { return .unknown }
    let described = try send(ReadMetadata(reference: reference, numbers: numbers))
    if case .unknown = described { isWithoutMetadata = true }
    return described
  }

  /// The number by which this card knows an algorithm. Fails with T43 where it has none, or named others only.
  func number(of algorithm: KeyAlgorithm) throws(TokenError) -> UInt8 {
    guard let number = numbers.number(of: algorithm), namedAlgorithms?.contains(number) ?? true else {
      throw TokenError(.algorithmNotOffered)
    }
    return number
  }

  /// Whether the card can move a key to another slot. Ask before authenticating. Asked twice, because work that counts
  /// on it cannot be ended on a card that cannot.
  func moves() throws(TokenError) -> Bool {
    guard firmware != nil, try send(AskMove(slot: .signature)) else { return false }
    return try send(AskMove(slot: .signature))
  }

  /// Resets the card, so that nothing stays verified at a public counter. The next scope selects anew.
  public func finish() throws(TokenError) {
    do throws(LinkFailure) { try connection.reset() } catch { throw TokenError(error).after(change) }
  }
}
