// The machine's smart-card service: its readers, their cards, and connections to them.
internal import CPCSC
internal import Glibc

/// A session with pcscd. It follows `PCSCLITE_CSOCK_NAME`, as every PC/SC program does.
public final class CardService {
  private let context: SCARDCONTEXT

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
      for name in try readerNames() { readers.append(try state(of: name, wait: 0, known: 0).reader) }
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

  private func state(of name: String, wait: Int, known: DWORD) throws(LinkFailure) -> (reader: Reader, event: DWORD) {
    var state = SCARD_READERSTATE()
    state.dwCurrentState = known
    let code = name.withCString { pointer in
      state.szReader = pointer
      return SCardGetStatusChange(context, DWORD(wait), &state, 1)
    }
    if UInt32(truncatingIfNeeded: code) != 0x8010_000A { try check(code) }
    let event = state.dwEventState
    let answer = withUnsafeBytes(of: state.rgbAtr) { Array($0.prefix(Int(state.cbAtr))) }
    let reader = Reader(
      name: name, hasCard: event & DWORD(SCARD_STATE_PRESENT) != 0, answerToReset: answer,
      isHeldByAnother: event & DWORD(SCARD_STATE_EXCLUSIVE) != 0)
    return (reader, event)
  }

  /// The one reader that the policy allows and that holds a card, waiting up to `seconds` for one to be inserted.
  /// A name chooses among several. Fails with T03 to T05 when there is no reader, no card, or the choice is open.
  public func waitForCard(
    in name: String? = nil, policy: ReaderPolicy, seconds: Int = 0
  ) throws(TokenError) -> Reader {
    var rounds = seconds * 5
    while true {
      let allowed = try choices(name, policy)
      let filled = allowed.filter(\.hasCard)
      if filled.count == 1 { return filled[0] }
      if filled.count > 1 { throw TokenError(.severalCards(filled.map(\.name))) }
      guard rounds > 0 else { throw TokenError(.noCard(reader: allowed[0].name)) }
      rounds -= 1
      try waitForChange(in: allowed[0].name, milliseconds: 200)
    }
  }

  private func waitForChange(in name: String, milliseconds: Int) throws(TokenError) {
    do throws(LinkFailure) {
      let now = try state(of: name, wait: 0, known: 0).event
      _ = try state(of: name, wait: milliseconds, known: now & ~DWORD(SCARD_STATE_CHANGED))
    } catch { throw TokenError(error) }
  }

  /// Never empty: no reader at all, only forbidden ones and an unknown name are failures.
  private func choices(_ name: String?, _ policy: ReaderPolicy) throws(TokenError) -> [Reader] {
    let all = try readers()
    let named = name.map { name in all.filter { $0.name == name } } ?? all
    let allowed = named.filter(policy.allows)
    if !allowed.isEmpty { return allowed }
    if let forbidden = named.first { throw TokenError(.readerNotAllowed(forbidden.name, policy)) }
    throw TokenError(name.map { .readerUnknown($0) } ?? .noReader)
  }

  /// Opens the card in a reader, shared with other programs. A program that has it for itself is waited for, up to
  /// `patience` seconds; then T09.
  public func connect(
    to reader: Reader, policy: ReaderPolicy, patience: Int = 5
  ) throws(TokenError) -> any Connection {
    guard policy.allows(reader) else { throw TokenError(.readerNotAllowed(reader.name, policy)) }
    var rounds = patience * 5
    while true {
      do throws(LinkFailure) { return try ServiceConnection(context, service: self, reader: reader) } catch {
        guard error.kind == .readerBusy, rounds > 0 else { throw TokenError(error, reader: reader.name) }
      }
      rounds -= 1
      usleep(200_000)
    }
  }

  /// Waits until the reader is empty, up to `seconds`; true when it is.
  public func waitForRemoval(from reader: Reader, seconds: Int) throws(TokenError) -> Bool {
    for _ in 0..<seconds * 5 {
      guard try readers().contains(where: { $0.name == reader.name && $0.hasCard }) else { return true }
      try waitForChange(in: reader.name, milliseconds: 200)
    }
    return false
  }
}
