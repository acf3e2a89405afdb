// The machine's smart-card service: its readers, their cards, and connections to them.
internal import CPCSC
internal import Glibc

/// A session with pcscd. It follows `PCSCLITE_CSOCK_NAME`, as every PC/SC program does.
public final class CardService {
  private let context: SCARDCONTEXT
  /// With programs that keep a card to themselves; of cards that are connected to from then on.
  public var patience = Patience()

  /// Fails with T01 when the service does not run and with T02 when this user may not use it.
  public init() throws(TokenError) {
    var context = SCARDCONTEXT()
    do throws(LinkFailure) {
      try check(SCardEstablishContext(DWORD(SCARD_SCOPE_SYSTEM), nil, nil, &context))
    } catch { throw TokenError(error) }
    self.context = context
  }

  deinit { SCardReleaseContext(context) }

  /// All readers, in the service's order; an empty list when there is none.
  public func readers() throws(TokenError) -> [Reader] {
    do throws(LinkFailure) {
      var readers: [Reader] = []
      for name in try readerNames() { readers.append(try state(of: name)) }
      return readers
    } catch { throw TokenError(error) }
  }

  private func readerNames() throws(LinkFailure) -> [String] {
    var length = DWORD(0)
    do throws(LinkFailure) { try check(SCardListReaders(context, nil, nil, &length)) } catch {
      if error.kind == .noReaders { return [] }
      throw error
    }
    var names = [CChar](repeating: 0, count: Int(length))
    try check(SCardListReaders(context, nil, &names, &length))
    let bytes = names.prefix(Int(length)).map { UInt8(bitPattern: $0) }
    return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Returns when a reader's state is other than the one named with it, or after the time; the states as they are then.
  @discardableResult
  func change(
    of known: [(name: String, event: UInt)], _ milliseconds: Int
  ) throws(LinkFailure) -> [SCARD_READERSTATE] {
    let names = known.map { strdup($0.name) }
    defer { for name in names { free(name) } }
    var states = zip(names, known).map { name, known -> SCARD_READERSTATE in
      var state = SCARD_READERSTATE()
      state.szReader = UnsafePointer(name)
      state.dwCurrentState = DWORD(known.event) & ~DWORD(SCARD_STATE_CHANGED)
      return state
    }
    guard !states.isEmpty else { return [] }
    let code = SCardGetStatusChange(context, DWORD(milliseconds), &states, DWORD(states.count))
    if UInt32(truncatingIfNeeded: code) != 0x8010_000A { try check(code) }
    return states
  }

  private func state(of name: String) throws(LinkFailure) -> Reader {
    guard let state = try change(of: [(name, 0)], 0).first else { throw LinkFailure(.readerGone, code: 0) }
    let event = state.dwEventState
    return Reader(
      name: name, hasCard: event & DWORD(SCARD_STATE_PRESENT) != 0,
      answerToReset: withUnsafeBytes(of: state.rgbAtr) { Array($0.prefix(Int(state.cbAtr))) },
      isHeldByAnother: event & DWORD(SCARD_STATE_EXCLUSIVE) != 0, event: UInt(event))
  }

  /// The one reader that the policy allows and that holds a card, waiting up to `seconds` for one to be inserted.
  /// A name chooses among several. Fails with T03 to T05 when there is no reader, no card, or the choice is open.
  public func waitForCard(
    in name: String? = nil, policy: ReaderPolicy, seconds: Int = 0
  ) throws(TokenError) -> Reader {
    try wait(seconds) { all throws(TokenError) in
      let allowed = try Self.choices(all, name, policy)
      let filled = allowed.filter(\.hasCard)
      if filled.count > 1 { throw TokenError(.severalCards(filled.map(\.name))) }
      return filled.first.map { .success($0) } ?? .failure(TokenError(.noCard(reader: allowed[0].name)))
    }
  }

  /// Two readers with a card each. A name that is given fixes its place; otherwise the service's order does.
  public func waitForTwoCards(
    old: String?, new: String?, policy: ReaderPolicy, seconds: Int = 0
  ) throws(TokenError) -> (old: Reader, new: Reader) {
    try wait(seconds) { all throws(TokenError) in
      let filled = try Self.choices(all, nil, policy).filter(\.hasCard)
      if filled.count > 2 && (old == nil || new == nil) { throw TokenError(.severalCards(filled.map(\.name))) }
      let first = filled.first { old == nil ? $0.name != new : $0.name == old }
      let second = filled.first { new == nil ? $0.name != first?.name : $0.name == new }
      guard let first, let second else {
        return .failure(TokenError((old ?? new).map { .noCard(reader: $0) } ?? .oneCard))
      }
      return .success((first, second))
    }
  }

  /// Looks again whenever something comes or goes, until the time is over. A token that is its own reader brings it
  /// along, so that a missing reader is waited for as well.
  private func wait<Found>(
    _ seconds: Int, _ look: ([Reader]) throws(TokenError) -> Result<Found, TokenError>
  ) throws(TokenError) -> Found {
    let end = ContinuousClock.now + .seconds(seconds)
    while true {
      let all = try readers()
      let found: Result<Found, TokenError>
      do throws(TokenError) { found = try look(all) } catch {
        guard error.isMissingReader else { throw error }
        found = .failure(error)
      }
      let rest = (end - ContinuousClock.now) / .milliseconds(1)
      guard case .failure = found, rest > 0 else { return try found.get() }
      try waitForAnyChange(since: all, milliseconds: Int(min(rest, 1000)))
    }
  }

  /// Never empty: no reader at all, only forbidden ones and an unknown name are failures.
  private static func choices(
    _ all: [Reader], _ name: String?, _ policy: ReaderPolicy
  ) throws(TokenError) -> [Reader] {
    let named = name.map { name in all.filter { $0.name == name } } ?? all
    let allowed = named.filter(policy.allows)
    if !allowed.isEmpty { return allowed }
    if let forbidden = named.first { throw TokenError(.readerNotAllowed(forbidden.name, policy)) }
    throw TokenError(name.map { .readerUnknown($0) } ?? .noReader)
  }

  /// Opens the card in a reader, shared with other programs. A program that has it for itself is told of and waited for
  /// as one that holds a transaction is; then T09.
  public func connect(to reader: Reader, policy: ReaderPolicy) throws(TokenError) -> any Connection {
    guard policy.allows(reader) else { throw TokenError(.readerNotAllowed(reader.name, policy)) }
    let begin = ContinuousClock.now
    var isTold = false
    while true {
      do throws(LinkFailure) {
        return try ServiceConnection(context, service: self, reader: reader, patience)
      } catch {
        guard error.kind == .readerBusy else { throw TokenError(error, reader: reader.name) }
        let waited = (ContinuousClock.now - begin) / .seconds(1)
        if !isTold, waited >= patience.untilTold {
          patience.tell(CardServiceUsers.names)
          isTold = true
        }
        guard waited < patience.untilGivenUp else { throw TokenError(error) }
      }
      usleep(Self.pause)
    }
  }

  /// The service tells nobody when a card is free again. In microseconds.
  private static let pause: UInt32 = 200_000
}
