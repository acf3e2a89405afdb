// Each class of fault once for each operation through pcscd: the same trials, with a real reader between.
import Cryptography
import Foundation
import Glibc
import Rehearsal
import Testing
import Tokens
import VirtualCard

/// The virtual reader of the private service, with the state files of a trial's two cards.
private final class ServiceReader: TrialReader {
  private let tests: ServiceTests
  private let name: String
  private let fault: String
  private let place: Int
  private var insertions = 0

  init(_ tests: ServiceTests, _ fault: String, at place: Int, _ trial: Trial) throws {
    (self.tests, self.fault, self.place) = (tests, fault, place)
    name = "trial-\(Random.bytes(6).hex)"
    try trial.card.state.save(to: path(other: false))
    try trial.other.state.save(to: path(other: true))
  }

  private func path(other: Bool) -> String { "\(tests.folder)/\(name)\(other ? "-other" : "").json" }

  var wasSwapped: Bool { fault == "swap" }

  func state(other: Bool) -> CardState {
    CardState(file: path(other: other)) ?? CardState(CardProfile(name: "lost"), serial: 0)
  }

  /// The other card comes by itself; this one is put in, the first time with its fault.
  func insert(other: Bool) throws -> TokenSession {
    insertions += 1
    guard !other else { return try tests.open() }
    guard insertions == 1 else { return try tests.session(name) }
    guard fault != "restart" else {
      restartLater()
      return try tests.session(name, ["--fault", "\(place)=delay:1200"])
    }
    return try tests.session(name, ["--fault", "\(place)=\(fault)", "--other", path(other: true)])
  }

  /// While the card takes its time over the command, pcscd is stopped and another one started.
  private func restartLater() {
    let service = Unchecked(tests.service)
    Thread.detachNewThread {
      usleep(2_300_000)
      try? service.value.restart()
    }
  }
}

private struct Unchecked<Value>: @unchecked Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}

extension ServiceTests {
  static let classes = [
    "pull-before", "pull-after", "swap", "6F00", "garbled:53829000", "random:20", "truncated:1", "oversized:300",
    "delay:300", "reset", "restart",
  ]

  /// Every class with every operation under `LONG=1`; else every class with one operation in turn.
  static let serviceCases: [(String, Operation)] = classes.enumerated().flatMap { number, fault in
    let all = Operation.all
    let isLong = FaultTableTests.isLong
    let chosen = isLong ? all : [all[(number + Int(FaultTableTests.seed)) % all.count]]
    return chosen.map { (fault, $0) }
  }

  /// Opens the card that is in the reader, or comes into it within ten seconds.
  func open() throws -> TokenSession {
    let cards = try CardService()
    let reader = try cards.waitForCard(policy: .rehearsal, seconds: 10)
    return try TokenSession(cards.connect(to: reader, policy: .rehearsal))
  }

  @Test(arguments: serviceCases)
  func `through pcscd as in the table`(fault: String, operation: Operation) throws {
    let profile = operation.profiles[0]
    let state = try Trial.prepared(operation, profile, desk)
    let clean = Trial(operation, on: state, desk)
    try clean.play(nil)
    let commands = clean.card.faults.commands
    var dice = Dice(seed: FaultTableTests.seed &+ UInt64(fault.count))
    let place = Int.random(in: commands / 4..<commands * 3 / 4, using: &dice)
    let trial = Trial(operation, on: state, desk)
    trial.reader = try ServiceReader(self, fault, at: place, trial)
    do {
      try trial.play(nil)
      try trial.checkEnd()
    } catch { Issue.record("\(operation.name), \(fault) at \(place), run \(trial.runs): \(error)") }
  }
}
