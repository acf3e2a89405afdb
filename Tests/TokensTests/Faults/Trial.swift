// One case of the fault table: a token, its journal, a mishap, and the runs that a desk would make until all is well.
import Cryptography
import Domain
import Processes
import Tokens
import VirtualCard
import WrittenSecrets

/// The tokens as an operation finds them.
struct Start {
  let card: CardState
  /// The holder's old token in a second reader, where the operation wants one.
  var old: CardState?
}

/// Which of a trial's tokens.
enum TrialToken: Sendable { case own, other, old }

/// A reader outside this process, with the tokens of a trial.
protocol TrialReader {
  /// The token in whose place another one was put.
  var swapped: TrialToken? { get }
  func insert(_ token: TrialToken) throws -> TokenSession
  func state(_ token: TrialToken) -> CardState
}

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
  /// The holder's old token, which an upgrade reads.
  private(set) var old: VirtualCard?
  private let start: Start
  /// The stranger stands in the old token's reader.
  private var strangerIsOld = false
  /// The reader's own keys and whoever presses them, where PINs are typed there.
  private(set) var holder: Holder?
  /// Where the cards really are when they are not in this process: puts one in and opens it.
  var reader: (any TrialReader)?
  private(set) var lowestTries = Int.max
  private(set) var runs = 0
  private var certificates: [[UInt8]: [UInt8]] = [:]
  private var knownPair: EncryptionPair?
  private var linkFailure: (token: TrialToken, command: Int, kind: LinkFailure.Kind)?
  private let keysBefore: Int
  /// Answers of head office that a later process will find again; nil keeps them here.
  private let drawer: Drawer?
  private let arithmetic: CardArithmetic

  /// A desk that plays the operation on tokens in this state.
  /// - Parameters:
  ///   - keysBefore: how many keys the card had made when the operation began; nil: as many as it has now.
  ///   - arithmetic: how the card computes; a table's trials share what they compute alike.
  ///   - keep: told of every lasting change of the card.
  init(
    _ operation: Operation, on start: Start, _ desk: Desk, journal: MemoryJournal = MemoryJournal(),
    drawer: Drawer? = nil, keysBefore: Int? = nil, arithmetic: CardArithmetic = CardArithmetic(),
    keep: @escaping (CardState) -> Void = { _ in }
  ) {
    (self.operation, self.desk, self.journal, self.drawer, self.start) = (operation, desk, journal, drawer, start)
    (self.keysBefore, self.arithmetic) = (keysBefore ?? start.card.keysMade, arithmetic)
    card = VirtualCard(start.card)
    other = VirtualCard(CardState(start.card.profile, serial: 87_654_321))
    holder = operation.typed.map { Holder(present: $0.present, new: $0.new) }
    card = VirtualCard(start.card) { [unowned self] in
      lowestTries = min(lowestTries, $0.pin.triesLeft)
      keep($0)
    }
    old = start.old.map { state in
      VirtualCard(state) { [unowned self] in lowestTries = min(lowestTries, $0.pin.triesLeft) }
    }
    card.arithmetic = arithmetic
  }

  /// The state in which an operation finds its tokens.
  static func prepared(
    _ operation: Operation, _ profile: CardProfile, _ desk: Desk, _ arithmetic: CardArithmetic = CardArithmetic()
  ) throws -> Start {
    func state(serial: UInt32, _ arithmetic: CardArithmetic, _ prepare: (Trial) throws -> Void) throws -> CardState {
      let factory = Start(card: CardState(profile, serial: serial))
      let trial = Trial(operation, on: factory, desk, arithmetic: arithmetic)
      try prepare(trial)
      return trial.card.state
    }
    // The old token's key is none that the new one may make: it computes for itself.
    return Start(
      card: try state(serial: 12_345_678, arithmetic, operation.prepare),
      old: operation.readsOld ? try state(serial: 55_555_555, CardArithmetic(), Trial.issued) : nil)
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
        try operation.run(self, session(.own))
        return
      } catch let error as TokenError {
        try checkAlways()
        journal.cutBefore = nil
        journal.cutAfter = nil
        if run == 1, let swapped { try expectRefusal(instead: swapped) }
        if run == 5 { throw error }
      }
    }
  }

  private func plan(_ mishap: Mishap?) {
    guard let mishap else { return }
    switch mishap.kind {
    case .card(let fault): (mishap.strikesOld ? old : card)?.faults = CardFaults([mishap.place: fault])
    case .link(let kind): linkFailure = (mishap.strikesOld ? .old : .own, mishap.place, kind)
    case .killed(let after): if after { journal.cutAfter = mishap.place } else { journal.cutBefore = mishap.place }
    case .entry(let press): holder?.slip = (mishap.place, press)
    }
  }

  private var swapped: TrialToken? {
    if let reader { return reader.swapped }
    return card.departure == .swapped ? .own : old?.departure == .swapped ? .old : nil
  }

  /// The state of the token, wherever it is.
  var state: CardState { reader?.state(.own) ?? card.state }

  private var otherState: CardState { reader?.state(.other) ?? other.state }

  /// Puts a token in and opens it; the stranger, where it took the old one's place.
  func session(_ token: TrialToken) throws -> TokenSession {
    let wanted = token == .old && strangerIsOld ? .other : token
    let session = try reader?.insert(wanted) ?? TokenSession(connection(to: wanted))
    session.asks = { [weak holder] in holder?.asked = $0 }
    return session
  }

  private func connection(to token: TrialToken) -> FaultyConnection {
    let failing = linkFailure.flatMap { $0.token == token ? ($0.command, $0.kind) : nil }
    if failing != nil { linkFailure = nil }
    return FaultyConnection(
      token == .own ? card : token == .old ? old ?? other : other, failing: failing, pinpad: holder?.pinpad)
  }

  /// Once a job knows its token, another one is refused and stays as it was; in the old one's place, always.
  private func expectRefusal(instead token: TrialToken) throws {
    guard token == .old || isTied else { return }
    let before = otherState
    strangerIsOld = token == .old
    do {
      try operation.run(self, session(token == .old ? .own : .other))
      throw Broken(description: "another token was taken")
    } catch let error as TokenError {
      switch error.problem {
      case .differentToken where token == .own: break
      case .nothingToRenew where token == .old: break
      default: throw Broken(description: "another token: \(error)")
      }
    }
    strangerIsOld = false
    try demand(otherState == before, "another token was changed")
  }

  private var isTied: Bool {
    journal.steps.contains {
      switch $0 {
      case .begun, .named: true
      default: false
      }
    }
  }

  /// What must hold after every stop, wherever it was.
  func checkAlways() throws {
    let state = state
    for slot in state.keys.keys {
      guard let certificate = try? certificate(in: Self.object(of: slot)) else { continue }
      try demand(certificate.publicKey == key(in: slot), "\(slot): certificate and key differ")
    }
    let tries = min(lowestTries, state.pin.triesLeft)
    try demand(operation.spendsTries || tries >= state.pin.tries, "a PIN try was spent")
    if let wanted = start.old {
      try demand((reader?.state(.old) ?? old?.state) == wanted, "the old token was changed")
    }
    let made = journal.steps.count { if case .madeKey = $0 { true } else { false } }
    let requested = journal.steps.count { if case .madeRequest = $0 { true } else { false } }
    let found = journal.steps.count { if case .found = $0 { true } else { false } }
    try demand(made <= 1 && requested <= 1 && found <= 1, "two keys, requests or old certificates in the journal")
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
  func certificate(in tag: Int) throws -> Certificate? { try state.objects[tag].flatMap(Self.certificate) }

  private static func certificate(in object: [UInt8]) throws -> Certificate? {
    guard object.count > 4, object[0] == 0x70, object[1] == 0x82 else { return nil }
    let length = Int(object[2]) << 8 | Int(object[3])
    guard object.count >= 4 + length else { return nil }
    let content = Array(object[4..<(4 + length)])
    // A refusal for want of room is answered with a compressed one.
    guard content.starts(with: [0x1F, 0x8B]) else { return try Certificate(der: content) }
    return try Certificate(der: Program.run("/usr/bin/gzip", ["-dc"], input: content).output)
  }

  /// What stands on the old token.
  func oldCertificate() throws -> [UInt8]? {
    try start.old?.objects[0x5FC10A].flatMap { try Self.certificate(in: $0)?.der }
  }

  /// What stood in 9D when the operation began.
  func oldEncryptionCertificate() throws -> Certificate? {
    try start.card.objects[0x5FC10B].flatMap { try Self.certificate(in: $0) }
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
