// A PIV card in software (SP 800-73-5): power, commands, chains and answers. It shares no code with `Tokens`.
internal import Glibc

/// One card. It is strict where real cards are strict, and its `CardProfile` says where they differ.
/// Not safe for several threads at once: a card does one thing at a time.
public final class VirtualCard {
  public internal(set) var state: CardState {
    didSet { if state != oldValue { keep(state) } }
  }
  /// Faults to play; consumed as commands arrive.
  public var faults = CardFaults()
  /// For tests that tell where something went wrong.
  public private(set) var lastCommand: [UInt8]?
  /// Commands and bytes since the card was made, for measurements.
  public private(set) var traffic = Traffic()
  /// Why the last command got no answer.
  public private(set) var departure: Departure?
  var session = Session()
  /// How it makes keys, signs and attests.
  package var arithmetic = CardArithmetic()
  private let keep: (CardState) -> Void

  /// What the card knows only while it has power.
  struct Session {
    var isSelected = false
    var isPINVerified = false
    /// A quirk: the PIN no longer counts, but the card goes on saying that it is verified.
    var selectionLeftVerified = false
    /// Set by VERIFY, cleared by every other command: what PIN policy “always” asks for.
    var isPINFresh = false
    var isAdministrator = false
    var witness: [UInt8]?
    var challenge: [UInt8]?
    var chain: CardCommand?
    /// Another command came between the blocks of a chain.
    var chainWasBroken = false
    /// A quirk: after an object that was too large nothing can be written until a reset.
    var hasOverflowed = false
    var pendingAnswer: [UInt8] = []
  }

  /// What went over the wire: command and answer APDUs with their status words.
  public struct Traffic: Hashable, Codable, Sendable {
    public var commands = 0
    public var bytesIn = 0
    public var bytesOut = 0
  }

  /// `keep` is called with the new state after every lasting change.
  public init(_ state: CardState, keep: @escaping (CardState) -> Void = { _ in }) {
    self.state = state
    self.keep = keep
  }

  public var answerToReset: [UInt8] { state.profile.answerToReset }

  /// Power on, or reset: everything verified is forgotten.
  public func reset() { session = Session() }

  /// The card's answer to one command, or nil when a fault takes the card away before it can answer.
  public func answer(_ bytes: [UInt8]) -> [UInt8]? {
    let fault = faults.next()
    if fault == .pullBefore { return left(.pulled) }
    if fault == .swap { return left(.swapped) }
    lastCommand = bytes
    guard let answer = answer(bytes, under: fault) else { return left(.pulled) }
    traffic.commands += 1
    traffic.bytesIn += bytes.count
    traffic.bytesOut += answer.count
    return answer
  }

  private func answer(_ bytes: [UInt8], under fault: CardFault?) -> [UInt8]? {
    switch fault {
    case .status(let status): return refused(StatusWord(status))
    case .answer(let bytes): return bytes
    case .reset: reset()
    case .delay(let milliseconds): usleep(UInt32(milliseconds) * 1000)
    default: break
    }
    let answer = process(bytes)
    switch fault {
    case .pullAfter: return nil
    case .garbled(let bytes): return bytes
    case .truncated(let count): return answer.dropLast(2 + count) + answer.suffix(2)
    case .oversized(let count): return answer.dropLast(2) + [UInt8](repeating: 0xA5, count: count) + answer.suffix(2)
    default: return answer
    }
  }

  private func left(_ how: Departure) -> [UInt8]? {
    reset()
    departure = how
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
    if isWrongLe(command, answer.count) { return [0x6C, UInt8(answer.count)] }
    // Without Le a T=1 card hands out a short answer all the same: yubico-piv-tool counts on it.
    let room = command.expected ?? (state.profile.isT0 ? 0 : 256)
    session.pendingAnswer = Array(answer.dropFirst(room))
    let waiting = session.pendingAnswer.count
    let status = waiting == 0 ? StatusWord.done.bytes : [0x61, waiting > 255 ? 0 : UInt8(waiting)]
    return answer.prefix(room) + status
  }

  /// T=0 wants to be asked for exactly what there is; of a waiting answer it gives a part as well.
  private func isWrongLe(_ command: CardCommand, _ count: Int) -> Bool {
    guard state.profile.isT0, command.data.isEmpty, let expected = command.expected, count < 256 else { return false }
    return command.instruction == 0xC0 ? expected > count : expected != count
  }

  /// Joins a chain and runs the command when it is whole; an unrelated command ends the chain without effect.
  private func execute(_ command: CardCommand) throws(Refusal) -> [UInt8] {
    if command.instruction == 0xC0 { return try pendingAnswer() }
    session.pendingAnswer = []
    var whole = command
    if let chain = session.chain {
      if command.continues(chain) { whole.data = chain.data + command.data } else { session.chainWasBroken = true }
    }
    session.chain = command.chained ? whole : nil
    guard whole.data.count <= max(16_384, state.profile.largestObject + 512) else { throw Refusal(.wrongLength) }
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
    case 0x20: return try verify(command, wasFresh: wasFresh)
    case 0x24: return try changeReference(command)
    case 0x2C: return try resetRetryCounter(command)
    case 0x47: return try generate(command)
    case 0x87: return try generalAuthenticate(command, isPINFresh: wasFresh)
    default: return try runVendorCommand(command)
    }
  }

  /// The PIV application by any right-truncated name down to its version's (part 1, section 2.2), and on most cards
  /// down to its registered provider.
  private func select(_ command: CardCommand) throws(Refusal) -> [UInt8] {
    let name: [UInt8] = [0xA0, 0, 0, 3, 8, 0, 0, 0x10, 0, 1, 0]
    guard command.p1 == 0x04, command.p2 == 0 else { throw Refusal(.badParameters) }
    if state.profile.hasOtherApplication, command.data.starts(with: [0xD2, 0x76, 0x00, 0x01, 0x24, 0x01]) {
      session = Session()
      return []
    }
    guard command.data.count >= state.profile.shortestName, name.starts(with: command.data) else {
      throw Refusal(StatusWord(state.profile.unknownApplication))
    }
    startAnew()
    let authority = CardTemplate.item(0x79, CardTemplate.item(0x4F, Array(name.prefix(5))))
    return CardTemplate.item(0x61, CardTemplate.item(0x4F, Array(name[5...])) + authority)
  }

  /// What is verified ends with a selection, on every card that was measured.
  private func startAnew() {
    let before = session
    session = Session()
    session.isSelected = true
    session.hasOverflowed = before.hasOverflowed
    session.selectionLeftVerified =
      state.profile.selectionLeavesCounterVerified && (before.isPINVerified || before.selectionLeftVerified)
  }
}
