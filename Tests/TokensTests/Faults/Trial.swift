// One case of the fault table: a token, its journal, a mishap, and the runs that a desk would make until all is well.
import Cryptography
import Domain
import Processes
import Tokens
import VirtualCard
import WrittenSecrets

/// An operation on one token, interrupted once.
final class Trial {
  static func pin() throws -> PIN { try PIN("730194") }
  static let pinBlock = Array("730194".utf8) + [0xFF, 0xFF]

  let operation: Operation
  let desk: Desk
  let journal: MemoryJournal
  private(set) var card: VirtualCard
  /// A token of the same kind that has nothing to do with the work.
  let other: VirtualCard
  /// Where the cards really are when they are not in this process: puts one in and opens it.
  var reader: (any TrialReader)?
  private(set) var lowestTries = Int.max
  private(set) var runs = 0
  private var certificates: [[UInt8]: [UInt8]] = [:]
  private var knownPair: EncryptionPair?
  private var linkFailure: (command: Int, kind: LinkFailure.Kind)?
  private let keysBefore: Int
  /// Answers of head office that a later process will find again; nil keeps them here.
  private let drawer: Drawer?
  private let arithmetic: CardArithmetic

  /// A desk that plays the operation on a card in this state.
  /// - Parameters:
  ///   - keysBefore: how many keys the card had made when the operation began; nil: as many as it has now.
  ///   - arithmetic: how the card computes; a table's trials share what they compute alike.
  ///   - keep: told of every lasting change of the card.
  init(
    _ operation: Operation, on state: CardState, _ desk: Desk, journal: MemoryJournal = MemoryJournal(),
    drawer: Drawer? = nil, keysBefore: Int? = nil, arithmetic: CardArithmetic = CardArithmetic(),
    keep: @escaping (CardState) -> Void = { _ in }
  ) {
    (self.operation, self.desk, self.journal, self.drawer) = (operation, desk, journal, drawer)
    (self.keysBefore, self.arithmetic) = (keysBefore ?? state.keysMade, arithmetic)
    card = VirtualCard(state)
    other = VirtualCard(CardState(state.profile, serial: 87_654_321))
    card = VirtualCard(state) { [unowned self] in
      lowestTries = min(lowestTries, $0.pin.triesLeft)
      keep($0)
    }
    card.arithmetic = arithmetic
  }

  /// The state in which an operation finds its token.
  static func prepared(
    _ operation: Operation, _ profile: CardProfile, _ desk: Desk, _ arithmetic: CardArithmetic = CardArithmetic()
  ) throws -> CardState {
    let trial = Trial(operation, on: CardState(profile, serial: 12_345_678), desk, arithmetic: arithmetic)
    try operation.prepare(trial)
    return trial.card.state
  }

  /// The one certificate that head office made for a request.
  func certificate(for request: [UInt8], round: UInt8 = 1) throws -> [UInt8] {
    if let known = certificates[request] { return known }
    let made =
      try drawer?.certificate(for: request) { try desk.certificate(for: $0, round: round) }
      ?? desk.certificate(for: request, round: round)
    certificates[request] = made
    return made
  }

  /// Plays the operation to its end: after every stop the token is taken out, put in again and the work repeated.
  func play(_ mishap: Mishap?) throws {
    plan(mishap)
    for run in 1...5 {
      runs = run
      do {
        try operation.run(self, session(other: false))
        return
      } catch let error as TokenError {
        try checkAlways()
        journal.cutBefore = nil
        journal.cutAfter = nil
        if wasSwapped && run == 1 { try expectRefusal() }
        if run == 5 { throw error }
      }
    }
  }

  private func plan(_ mishap: Mishap?) {
    switch mishap?.kind {
    case .card(let fault): card.faults = CardFaults([mishap?.place ?? 0: fault])
    case .link(let kind): linkFailure = (mishap?.place ?? 0, kind)
    case .killed(let after): if after { journal.cutAfter = mishap?.place } else { journal.cutBefore = mishap?.place }
    case nil: break
    }
  }

  private var wasSwapped: Bool { reader?.wasSwapped ?? (card.departure == .swapped) }

  /// The state of the token, wherever it is.
  var state: CardState { reader?.state(other: false) ?? card.state }

  private func session(other isOther: Bool) throws -> TokenSession {
    if let reader { return try reader.insert(other: isOther) }
    return try TokenSession(connection(to: isOther ? other : card))
  }

  private func connection(to card: VirtualCard) -> FaultyConnection {
    defer { linkFailure = nil }
    return FaultyConnection(card, failing: linkFailure)
  }

  /// Once a job knows its token, another one is refused and stays as it was.
  private func expectRefusal() throws {
    let isTied = journal.steps.contains {
      switch $0 {
      case .begun, .named: true
      default: false
      }
    }
    guard isTied else { return }
    let before = reader?.state(other: true) ?? other.state
    do {
      try operation.run(self, session(other: true))
      throw Broken(description: "another token was taken")
    } catch let error as TokenError {
      if case .differentToken = error.problem {} else { throw Broken(description: "another token: \(error)") }
    }
    try demand((reader?.state(other: true) ?? other.state) == before, "another token was changed")
  }

  /// What must hold after every stop, wherever it was.
  func checkAlways() throws {
    let state = state
    for slot in state.keys.keys {
      guard let certificate = try? certificate(in: Self.object(of: slot)) else { continue }
      try demand(certificate.publicKey == key(in: slot), "\(slot): certificate and key differ")
    }
    try demand(operation.spendsTries || lowestTries >= state.pin.tries, "a PIN try was spent")
    let made = journal.steps.count { if case .madeKey = $0 { true } else { false } }
    let requested = journal.steps.count { if case .madeRequest = $0 { true } else { false } }
    try demand(made <= 1 && requested <= 1, "two keys or requests stand in the journal")
  }

  /// Where the certificate of a slot stands (SP 800-73-5 part 1, table 3).
  private static func object(of slot: UInt8) -> Int {
    [0x9A: 0x5FC105, 0x9C: 0x5FC10A, 0x9D: 0x5FC10B, 0x9E: 0x5FC101][slot] ?? 0x5FC10D + Int(slot) - 0x82
  }

  func key(in slot: UInt8) throws -> PublicKey? {
    try state.keys[slot].map { try ReadKeys.key(der: $0.secret).publicKey }
  }

  /// The one encryption pair that head office made for this work.
  func encryptionPair() throws -> EncryptionPair {
    if let knownPair { return knownPair }
    let key = try drawer?.key() ?? arithmetic.makeKey(.p256, -1)
    let certificate = try desk.certificate(for: key.publicKey)
    let der = try drawer?.kept("pair.cer") { certificate } ?? certificate
    let pair = try EncryptionPair(certificate: der, key: key)
    knownPair = pair
    return pair
  }

  /// A card that cannot show its key makes it again when its only announcement was lost with the answer.
  func checkEnd() throws {
    try checkAlways()
    let state = state
    let made = state.keysMade - keysBefore
    let wanted = operation.keys(state.profile)
    let mayRepeat = !state.profile.hasMetadata && wanted > 0
    try demand((wanted...wanted + (mayRepeat ? 1 : 0)).contains(made), "\(made) keys made")
    let secrets = [state.pin, state.puk]
    try demand(operation.spendsTries || secrets.allSatisfy { $0.triesLeft == $0.tries }, "tries are missing")
    try operation.finish(self)
  }

  /// The whole certificate in an object; nil for anything else.
  func certificate(in tag: Int) throws -> Certificate? {
    guard let object = state.objects[tag], object.count > 4, object[0] == 0x70, object[1] == 0x82 else {
      return nil
    }
    let length = Int(object[2]) << 8 | Int(object[3])
    guard object.count >= 4 + length else { return nil }
    let content = Array(object[4..<(4 + length)])
    // A refusal for want of room is answered with a compressed one.
    guard content.starts(with: [0x1F, 0x8B]) else { return try Certificate(der: content) }
    return try Certificate(der: Program.run("/usr/bin/gzip", ["-dc"], input: content).output)
  }

  /// Puts an encryption pair into 9D that was there before this work.
  func occupy() throws {
    var state = card.state
    let key = try Self.oldEncryptionKey.get()
    let der = try desk.certificate(for: key.publicKey)
    state.keys[0x9D] = CardKey(algorithm: 0x11, secret: key.der, pinPolicy: .once, isImported: true)
    state.objects[0x5FC10B] = CertificateObject.content(der)
    card = VirtualCard(state)
  }

  static let oldEncryptionKey = Result { try PrivateKey.generate(.p256) }
}

/// A reader outside this process, with the two cards of a trial.
protocol TrialReader {
  var wasSwapped: Bool { get }
  func insert(other: Bool) throws -> TokenSession
  func state(other: Bool) -> CardState
}

/// A connection straight to a software card whose way can fail, as a reader or the service would report it.
final class FaultyConnection: Connection {
  private let card: VirtualCard
  private let failing: (command: Int, kind: LinkFailure.Kind)?
  private var sent = 0
  private var dead: LinkFailure?
  /// Reported once at the next call.
  private var wasReset = false

  init(_ card: VirtualCard, failing: (command: Int, kind: LinkFailure.Kind)? = nil) {
    (self.card, self.failing) = (card, failing)
    card.reset()
  }

  var transport: Transport { card.state.profile.isT0 ? .t0 : .t1 }
  var answerToReset: [UInt8] { card.answerToReset }

  func transmit(_ command: UnsafeRawBufferPointer) throws(LinkFailure) -> [UInt8] {
    try check()
    defer { sent += 1 }
    if let failing, failing.command == sent { try fail(failing.kind) }
    guard let answer = card.answer(Array(command)) else { throw die(.cardRemoved, 0x8010_0069) }
    return answer
  }

  /// A reset by another program leaves the connection usable; everything else ends it.
  private func fail(_ kind: LinkFailure.Kind) throws(LinkFailure) {
    card.reset()
    if kind == .cardReset { throw LinkFailure(kind, code: 0x8010_0068) }
    throw die(kind, kind == .serviceStopped ? 0x8010_001E : 0x8010_0017)
  }

  private func die(_ kind: LinkFailure.Kind, _ code: UInt32) -> LinkFailure {
    let failure = LinkFailure(kind, code: code)
    dead = failure
    return failure
  }

  private func check() throws(LinkFailure) { if let dead { throw dead } }

  func beginTransaction() throws(LinkFailure) { try check() }

  func endTransaction() {}

  func reset() throws(LinkFailure) {
    try check()
    card.reset()
  }

  func reconnect() throws(LinkFailure) { try check() }
}
