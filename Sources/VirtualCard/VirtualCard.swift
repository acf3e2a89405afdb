// A PIV card in software (SP 800-73-5): power, commands, chains and answers. It shares no code with the terminal's side.
internal import Cryptography

/// One card. It is strict where real cards are strict, and its `CardProfile` says where they differ.
/// Not safe for several threads at once: a card does one thing at a time.
public final class VirtualCard {
  public internal(set) var state: CardState {
    didSet { if state != oldValue { keep(state) } }
  }
  /// Faults to play; consumed as commands arrive.
  public var faults = CardFaults()
  /// Every command received while powered, for tests and counting.
  public private(set) var log: [[UInt8]] = []
  var session = Session()
  private let keep: (CardState) -> Void

  /// What the card knows only while it has power.
  struct Session {
    var isSelected = false
    var isPINVerified = false
    /// Set by VERIFY, cleared by every other command: what PIN policy “always” asks for.
    var isPINFresh = false
    var isAdministrator = false
    var witness: [UInt8]?
    var challenge: [UInt8]?
    var chain: CardCommand?
    var pendingAnswer: [UInt8] = []
  }

  /// `keep` is called with the new state after every lasting change.
  public init(_ state: CardState, keep: @escaping (CardState) -> Void = { _ in }) {
    self.state = state
    self.keep = keep
  }

  public var answerToReset: [UInt8] { state.profile.answerToReset }

  /// Power on, or reset: everything verified is forgotten.
  public func reset() { session = Session() }

  /// The card's answer to one command, or nil when a fault pulls the card out before it can answer.
  public func answer(_ bytes: [UInt8]) -> [UInt8]? {
    let fault = faults.next()
    if fault == .pullBefore { return pulled() }
    log.append(bytes)
    if case .status(let status) = fault { return refused(StatusWord(status)) }
    let answer = process(bytes)
    if case .garbled(let bytes) = fault { return bytes }
    return fault == .pullAfter ? pulled() : answer
  }

  private func pulled() -> [UInt8]? {
    reset()
    return nil
  }

  private func refused(_ status: StatusWord) -> [UInt8] {
    session.isPINFresh = false
    session.chain = nil
    return status.bytes
  }

  private func process(_ bytes: [UInt8]) -> [UInt8] {
    do throws(Refusal) {
      let command = try CardCommand(bytes)
      try checkTransport(command)
      return try deliver(execute(command), for: command)
    } catch {
      return refused(error.status)
    }
  }

  private func checkTransport(_ command: CardCommand) throws(Refusal) {
    guard !command.isExtended || state.profile.acceptsExtended else { throw Refusal(.wrongLength) }
    guard !state.profile.isT0 || command.data.isEmpty || command.expected == nil else { throw Refusal(.wrongLength) }
  }

  /// Hands out what fits; the rest waits for GET RESPONSE (ISO 7816-4, section 5.3.4).
  private func deliver(_ answer: [UInt8], for command: CardCommand) throws(Refusal) -> [UInt8] {
    guard !answer.isEmpty else { return StatusWord.done.bytes }
    if state.profile.isT0, command.data.isEmpty, let expected = command.expected, expected != answer.count,
      command.instruction != 0xC0, answer.count < 256
    {
      return [0x6C, UInt8(answer.count)]
    }
    // Without Le a T=1 card hands out a short answer all the same: yubico-piv-tool counts on it.
    let room = command.expected ?? (state.profile.isT0 ? 0 : 256)
    session.pendingAnswer = Array(answer.dropFirst(room))
    let waiting = session.pendingAnswer.count
    let status = waiting == 0 ? StatusWord.done.bytes : [0x61, waiting > 255 ? 0 : UInt8(waiting)]
    return answer.prefix(room) + status
  }

  /// Joins a chain and runs the command when it is whole; an unrelated command ends the chain without effect.
  private func execute(_ command: CardCommand) throws(Refusal) -> [UInt8] {
    if command.instruction == 0xC0 { return try pendingAnswer() }
    session.pendingAnswer = []
    var whole = command
    if let chain = session.chain, command.continues(chain) { whole.data = chain.data + command.data }
    session.chain = command.chained ? whole : nil
    guard whole.data.count <= 16_384 else { throw Refusal(.wrongLength) }
    if command.chained {
      try beginWriting(whole)
      return []
    }
    return try run(whole)
  }

  private func pendingAnswer() throws(Refusal) -> [UInt8] {
    guard !session.pendingAnswer.isEmpty else { throw Refusal(.conditionsNotMet) }
    return session.pendingAnswer
  }

  private func run(_ command: CardCommand) throws(Refusal) -> [UInt8] {
    if command.instruction == 0xA4 { return try select(command) }
    guard session.isSelected else { throw Refusal(.unknownCommand) }
    let wasFresh = session.isPINFresh
    session.isPINFresh = false
    switch command.instruction {
    case 0xCB: return try getData(command)
    case 0xDB: return try putData(command)
    case 0x20: return try verify(command)
    case 0x24: return try changeReference(command)
    case 0x2C: return try resetRetryCounter(command)
    case 0x47: return try generate(command)
    case 0x87: return try generalAuthenticate(command, isPINFresh: wasFresh)
    default: return try runVendorCommand(command)
    }
  }

  /// The PIV application by any right-truncated name down to its registered provider (part 1, section 2.2).
  private func select(_ command: CardCommand) throws(Refusal) -> [UInt8] {
    let name: [UInt8] = [0xA0, 0, 0, 3, 8, 0, 0, 0x10, 0, 1, 0]
    guard command.p1 == 0x04 else { throw Refusal(.badParameters) }
    guard command.data.count >= 5, name.starts(with: command.data) else { throw Refusal(.absent) }
    session = Session()
    session.isSelected = true
    let authority = CardTemplate.item(0x79, CardTemplate.item(0x4F, Array(name.prefix(5))))
    return CardTemplate.item(0x61, CardTemplate.item(0x4F, Array(name[5...])) + authority)
  }
}
