// One inserted token: what it is, and a scope in which nobody else talks to it.
internal import Cryptography

/// A token in a reader. Every operation opens a scope with `exclusively`; failures say what had been changed by then.
public final class TokenSession {
  /// Nil on a blank token without a serial number.
  public private(set) var identity: TokenIdentity?
  /// How far the token has been altered since it was opened here.
  public private(set) var change = Change.nothing
  /// Algorithms that the card named when it was selected; nil when it named none, as most do.
  public private(set) var namedAlgorithms: [UInt8]?
  /// How the card numbers key algorithms.
  public var numbers: AlgorithmNumbers
  /// How many tries the token said were left when it last refused a PUK; only asked where it does not tell otherwise.
  public var rememberedPUKTries: Int?
  /// Told how many tries at the PIN are left, directly before one may be spent; once. For whoever need not say it earlier:
  /// the card is asked at that moment anyway.
  public var tellsPINTries: ((Int) -> Void)?
  /// The same for the PUK.
  public var tellsPUKTries: ((Int) -> Void)?
  let connection: any Connection
  /// What holds for as long as nobody else can reach the card.
  var scope = Scope()
  /// The kind of 9B, once it was learnt, and whether it is the factory's where the card has said so.
  var managementKey: (algorithm: ManagementAlgorithm, isFactory: Bool?)?
  /// Told what the holder shall type at the reader's keys, just before the reader waits for it.
  public var asks: (PINEntry) -> Void = { _ in }
  /// The reader's own keys; nil while it was not asked.
  var pinpad: Pinpad?
  /// The name by which the card knows the application.
  private var applicationName = SelectPIV.shortName
  private let channel: Channel
  /// The answer to the question for the firmware's version; nil while it was not asked.
  private var firmwareAnswer: [UInt8]??
  /// The card has said once that it knows no metadata.
  private var isWithoutMetadata = false
  /// Nothing was sent since the card was reset.
  private var isFresh = false
  /// This session's selection of the application has not been undone by anything it knows of.
  private var isSelected = false

  /// Learnt inside a scope and forgotten at its end.
  struct Scope {
    var isOpen = false
    /// The card has told its name in here, and it was `identity`.
    var isIdentified = false
    /// Both sides have proven the administration key.
    var isAuthenticated = false
    /// The PIN was given or set in here, and was right: its counter is full.
    var pinWasRight = false
    /// A PIN or PUK was sent in here: the card may hold it for verified.
    var pinWasGiven = false
  }

  /// Fails with T30 when the card has no PIV application.
  public init(_ connection: any Connection, numbers: AlgorithmNumbers = AlgorithmNumbers()) throws(TokenError) {
    self.connection = connection
    self.numbers = numbers
    channel = Channel(connection: connection)
    channel.takesExtended = AnswerToReset(connection.answerToReset).takesExtended ?? false
    try exclusively { () throws(TokenError) in identity = try readIdentity() }
  }

  /// Whether long commands travel in one piece; false again once the card or its reader has refused one.
  public var takesExtended: Bool { channel.takesExtended && connection.transport == .t1 }

  public var answerToReset: [UInt8] { connection.answerToReset }

  /// Runs several commands with every other program kept off the card. Inside another scope it is a part of that one.
  func exclusively<Result>(_ body: () throws(TokenError) -> Result) throws(TokenError) -> Result {
    guard !scope.isOpen else {
      if !isSelected { try select() }
      return try body()
    }
    try begin()
    scope.isOpen = true
    defer { end() }
    do throws(TokenError) {
      try makeCurrent()
      return try body()
    } catch {
      isSelected = false
      throw error.after(change)
    }
  }

  /// Keeps every other program off for questions to the reader itself; the card is asked nothing.
  func withReader<Result>(_ body: () throws(TokenError) -> Result) throws(TokenError) -> Result {
    guard !scope.isOpen else { return try body() }
    try begin()
    defer { connection.endTransaction() }
    do throws(TokenError) { return try body() } catch { throw error.after(change) }
  }

  /// A scope in which something was proven ends with the card reset: nobody else finds it open.
  private func end() {
    let wasProven = scope.isAuthenticated || scope.pinWasGiven
    scope = Scope()
    guard wasProven else { return connection.endTransaction() }
    (isSelected, isFresh) = (false, connection.endTransactionResetting())
  }

  /// Another program may have selected something else since the last scope. A card that still answers with its name is
  /// where it was left; any other is selected anew.
  private func makeCurrent() throws(TokenError) {
    if isSelected, let identity {
      do throws(TokenError) { scope.isIdentified = try readName(as: identity) == identity } catch {
        guard error.statusWord != nil || error.problem == .unreadable else { throw error }
      }
    }
    if !scope.isIdentified { try select() }
  }

  private func select() throws(TokenError) {
    do throws(TokenError) { namedAlgorithms = try send(SelectPIV(name: applicationName)) } catch {
      guard applicationName != SelectPIV.promisedName, error.statusWord?.isUnknownName == true else { throw error }
      namedAlgorithms = try send(SelectPIV(name: SelectPIV.promisedName))
      applicationName = SelectPIV.promisedName
    }
    isSelected = true
  }

  /// After another program's reset the connection is taken up again and the token's identity checked.
  private func begin() throws(TokenError) {
    do throws(LinkFailure) {
      do throws(LinkFailure) { try connection.beginTransaction() } catch {
        guard error.kind == .cardReset else { throw error }
        isSelected = false
        try connection.reconnect()
        try connection.beginTransaction()
      }
    } catch { throw TokenError(error).after(change) }
  }

  /// Sends one request and keeps account of what it did.
  func send<R: Request>(_ request: R) throws(TokenError) -> R.Reply {
    let before = change
    isFresh = false
    let command = request.command
    if !command.secrets.isEmpty || request.entry != nil { scope.pinWasGiven = true }
    if request.effect != .none { change = max(before, .possible) }
    let answer =
      if let entry = request.entry { try enter(entry, command) } else { try channel.send(command) }
    switch (request.effect, answer.status) {
    case (.none, _): break
    case (_, .done): change = .made
    case (.atOnce, _): change = before
    case (.inParts, _): break
    }
    if request.entry != nil, let fault = EntryFault(rawValue: answer.status.value) {
      throw TokenError(.refused(answer.status)).called(.notEntered(fault))
    }
    return try request.reply(to: answer)
  }

  /// The serial number, else the cardholder identifier, as far as the card has them. A card that speaks the maker's
  /// commands is asked twice for its serial number: a token must not be taken for another by one garbled answer.
  private func readIdentity() throws(TokenError) -> TokenIdentity? {
    if let serial = try send(ReadSerial()) { return TokenIdentity(serial: serial) }
    if try readFirmware() != nil, let serial = try send(ReadSerial()) { return TokenIdentity(serial: serial) }
    return try readCardholder().map { TokenIdentity(guid: $0.guid) }
  }

  /// The name of the kind that is expected.
  private func readName(as expected: TokenIdentity) throws(TokenError) -> TokenIdentity? {
    if expected.isKey { return try readNameFromKey() }
    return try expected.isSerial ? readIdentity() : readCardholder().map { TokenIdentity(guid: $0.guid) }
  }

  private func readNameFromKey() throws(TokenError) -> TokenIdentity? {
    guard case .certificate(let der) = try readCertificateObject(.signature) else { return nil }
    return (try? Certificate(der: der))?.publicKey.map { TokenIdentity(key: $0) }
  }

  /// The name for work that leaves keys and certificates alone: a token that has no other is known by the certified key
  /// in its signature slot.
  public func nameForPINs() throws(TokenError) -> TokenIdentity? {
    if let identity { return identity }
    try exclusively { () throws(TokenError) in identity = try readNameFromKey() }
    return identity
  }

  func readCardholder() throws(TokenError) -> CardholderIdentifier? {
    try send(ReadObject(object: .cardholderIdentifier)).flatMap { CardholderIdentifier($0) }
  }

  /// Makes sure, inside a scope and before a write, that this is still the token that the work was begun with. Once in
  /// a scope is enough: nobody can take the token out of it.
  func check(is expected: TokenIdentity) throws(TokenError) {
    if scope.isIdentified, identity == expected { return }
    let found = try readName(as: expected)
    guard found == expected else {
      throw TokenError(.differentToken(expected: expected.text, found: found?.text ?? "—"))
    }
    (identity, scope.isIdentified) = (expected, true)
  }

  /// The firmware of cards that speak Yubico's commands, such as `[5, 7, 1]`; nil for plain cards. Asked once.
  func readFirmware() throws(TokenError) -> [UInt8]? {
    if let firmwareAnswer { return firmwareAnswer }
    let answer = try send(ReadVersion())
    firmwareAnswer = .some(answer)
    // A card whose answer to reset is silent about long commands: this line takes them since 4.0.
    if AnswerToReset(answerToReset).takesExtended == nil, let answer {
      channel.takesExtended = !answer.lexicographicallyPrecedes([4])
    }
    return answer
  }

  /// Whether the card speaks Yubico's commands: it has told its serial number or its version.
  func speaksVendorCommands() throws(TokenError) -> Bool {
    if identity?.isSerial == true { return true }
    return try readFirmware() != nil
  }

  /// What the card says about a key or secret, where it knows the command at all.
  /// - Parameter isLong: whether the answer may be longer than a short one, as that of an RSA key is.
  func describe(_ reference: UInt8, isLong: Bool = true) throws(TokenError) -> Described {
    guard !isWithoutMetadata, try speaksVendorCommands() else { return .unknown }
    let request = ReadMetadata(reference: reference, numbers: numbers, isLong: isLong)
    let described = try send(request)
    guard case .unknown = described else { return described }
    try requireSelected()
    let again = try send(request)
    if case .unknown = again { isWithoutMetadata = true }
    return again
  }

  /// A card that does not know a command may have lost power for a moment and with it the application: then it does not
  /// answer with its name either, and nothing it says counts.
  func requireSelected() throws(TokenError) {
    guard scope.isIdentified, let identity else { return }
    var found: TokenIdentity?
    do throws(TokenError) { found = try readName(as: identity) } catch {
      guard error.statusWord != nil else { throw error }
    }
    guard found == identity else { throw TokenError(.interrupted) }
  }

  /// The number by which this card knows an algorithm. Fails with T43 where it has none, or named others only.
  func number(of algorithm: KeyAlgorithm) throws(TokenError) -> UInt8 {
    guard let number = numbers.number(of: algorithm), namedAlgorithms?.contains(number) ?? true else {
      throw TokenError(.algorithmNotOffered)
    }
    return number
  }

  /// Whether the card can move a key to another slot. Ask before authenticating. One answer is not enough: work that
  /// counts on it cannot be ended on a card that cannot, and a renewal that does not loses the old key. The answer that
  /// comes twice is believed.
  func moves() throws(TokenError) -> Bool {
    guard try speaksVendorCommands() else { return false }
    let (first, second) = (try send(AskMove(slot: .signature)), try send(AskMove(slot: .signature)))
    let moves = try first == second ? first : send(AskMove(slot: .signature))
    if !moves { try requireSelected() }
    return moves
  }

  /// Whether the card takes keys from outside. Ask before authenticating. That it does not must be said twice.
  func imports(_ identifier: UInt8) throws(TokenError) -> Bool {
    let question = AskImport(slot: .keyManagement, identifier: identifier)
    if try send(question) { return true }
    try requireSelected()
    return try send(question)
  }

  /// Resets the card, so that nothing stays verified at a public counter. The next scope selects anew.
  public func finish() throws(TokenError) {
    guard !isFresh else { return }
    isSelected = false
    (scope.isIdentified, scope.isAuthenticated) = (false, false)
    (scope.pinWasRight, scope.pinWasGiven) = (false, false)
    do throws(LinkFailure) { try connection.reset() } catch { throw TokenError(error).after(change) }
  }
}
