// A pair of the private service's virtual readers with the tokens of one trial: its own in the first, the old one in the second.
import Dispatch
import Processes
import Rehearsal
import Tokens
import VirtualCard

/// One fault, at one command of one token.
struct ServiceFault: Sendable {
  /// As virtual-token names it; `restart` is the service's own.
  let kind: String
  let place: Int
  var strikesOld = false

  static let restart = "restart"

  /// The token has to be put in anew afterwards.
  var takesAway: Bool { [Self.restart, "pull-before", "pull-after", "swap"].contains(kind) }

  var struck: TrialToken { strikesOld ? .old : .own }

  /// A card that waits for the service to be stopped waits for as long as that takes.
  var word: String { "\(place)=\(kind == Self.restart ? "delay:60000" : kind)" }
}

/// Puts a trial's tokens in and takes them out. A token that stayed in its reader is not put in again.
final class LaneReader: TrialReader {
  private let service: RehearsalCardService
  private let pair: Int
  private let fault: ServiceFault
  private let files: String
  /// Left when the service runs again; nil where it is not stopped.
  private let restarted: DispatchGroup?
  private var cards: [TrialToken: Child] = [:]
  private var insertions: [TrialToken: Int] = [:]

  /// - Parameter files: what the names of the trial's files begin with.
  init(
    _ service: RehearsalCardService, pair: Int, _ fault: ServiceFault, files: String, restarted: DispatchGroup?
  ) {
    (self.service, self.pair, self.fault) = (service, pair, fault)
    (self.files, self.restarted) = (files, restarted)
  }

  /// Lays out the tokens as the operation finds them.
  func lay(_ start: Start, other: CardState) throws {
    try start.card.save(to: path(.own))
    try start.old?.save(to: path(.old))
    try other.save(to: path(.other))
  }

  private func path(_ token: TrialToken) -> String { "\(files)-\(token).json" }

  /// Where the struck card notes its commands.
  static func trace(of files: String) -> String { "\(files).trace" }

  var swapped: TrialToken? { fault.kind == "swap" ? fault.struck : nil }

  func state(_ token: TrialToken) -> CardState {
    CardState(file: path(token)) ?? CardState(CardProfile(name: "lost"), serial: 0)
  }

  func insert(_ token: TrialToken) throws -> TokenSession {
    guard token != .other else { return try openStranger() }
    insertions[token, default: 0] += 1
    let isFirst = insertions[token] == 1
    if !isFirst { restarted?.wait() }
    if isFirst || isGone(token) {
      // A service that was started anew has never seen it.
      try takeOut(token, isSeen: restarted == nil || insertions[token] != 2)
      let strikes = isFirst && fault.struck == token
      let words = ["--fault", fault.word, "--other", path(.other), "--trace", Self.trace(of: files)]
      cards[token] = try service.begin(tokenState: path(token), strikes ? words : [], in: reader(token))
    }
    return try open(reader(token))
  }

  /// With the service both tokens are gone.
  private func isGone(_ token: TrialToken) -> Bool {
    let wasTaken = fault.takesAway && insertions[token] == 2 && (fault.struck == token || restarted != nil)
    return wasTaken || cards[token]?.poll() != nil
  }

  /// It comes by itself, a moment after the struck one has left.
  private func openStranger() throws -> TokenSession {
    let place = reader(fault.struck)
    // On a busy machine the moment in which nothing was there may have passed unseen.
    try? CardService().waitUntilEmpty(place.name, seconds: 1)
    return try open(place)
  }

  private func reader(_ token: TrialToken) -> VirtualReader { VirtualReader(pair: pair, slot: token == .old ? 1 : 0) }

  private func open(_ reader: VirtualReader) throws -> TokenSession {
    let cards = try CardService()
    let found = try cards.waitForCard(in: reader.name, policy: .rehearsal, seconds: 60)
    return try TokenSession(cards.connect(to: found, policy: .rehearsal))
  }

  private func takeOut(_ token: TrialToken, isSeen: Bool = true) throws {
    guard let card = cards.removeValue(forKey: token) else { return }
    card.stop()
    guard isSeen else { return }
    try CardService().waitUntilEmpty(reader(token).name, seconds: 60)
  }

  /// Leaves both readers empty for the next trial.
  func clear() throws { for token in [TrialToken.own, .old] { try takeOut(token) } }
}
