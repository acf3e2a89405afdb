// Every class of fault with every operation through a pcscd of this process's own, in several pairs of readers at once.
import Cryptography
import Dispatch
import Files
import Foundation
import Glibc
import Rehearsal
import Synchronization
import Tokens
import VirtualCard

/// Most of a trial is waiting for the service to look at a reader, so that six at a time take hardly longer than one.
final class ServiceFaults: @unchecked Sendable {
  struct Case: Sendable {
    let number: Int
    let kind: String
    let operation: Operation
  }

  /// An operation as it begins, and how many commands it takes when nothing happens.
  private struct Setting {
    let desk: Desk
    let start: Start
    let commands: Int
    let oldCommands: Int
  }

  /// pcsc-lite knows sixteen readers; each pair has two.
  private static let lanes = 6
  private static let statuses = FaultTableTests.isLong ? Mishap.statuses : [0x6F00]

  /// As virtual-token names them; what takes longest first.
  private static let kinds =
    ["swap", "pull-after", "pull-before"] + statuses.map { String($0, radix: 16, uppercase: true) }
    // Random bytes that come again with the seed and end in no status word that a card could mean.
    + ["garbled:53829000", "garbled:\((Mishap.noise(18, seed: FaultTableTests.seed, place: 0) + [0x12, 0x34]).hex)"]
    + ["truncated:1", "oversized:300", "delay:300", "reset", ServiceFault.restart]

  static let cases: [Case] = kinds.flatMap { kind in
    Operation.withoutKeys.map { (kind, $0) }
  }.enumerated().map { Case(number: $0, kind: $1.0, operation: $1.1) }

  private let folder: String
  /// Its readers are used by one thread each; nothing else of it changes but in `restart`, when nobody uses it.
  private let service: RehearsalCardService
  private let settings: [String: Setting]
  private let failures = Mutex<[String]>([])
  private let taken = Mutex(0)
  private let ended = Mutex<Set<Int>>([])

  /// libpcsclite looks for its socket once in a process: this wants one of its own.
  /// - Parameter folder: whoever waits for this process removes it, however this ends.
  init(folder: String) throws {
    self.folder = folder
    service = try RehearsalCardService(folder: folder, pairs: Self.lanes)
    service.useInThisProcess()
    settings = try Operation.withoutKeys.reduce(into: [:]) { $0[$1.name] = try Self.setting(of: $1) }
  }

  private static func setting(of operation: Operation) throws -> Setting {
    let desk = try Desk()
    let start = try Trial.prepared(operation, operation.profiles[0], desk)
    let clean = Trial(operation, on: start, desk)
    try clean.play(nil)
    return Setting(
      desk: desk, start: start, commands: clean.card.faults.commands,
      oldCommands: clean.old?.faults.commands ?? 0)
  }

  /// Plays all cases; what failed, a line each.
  func play() throws -> [String] {
    let stops = Self.cases.filter { $0.kind == ServiceFault.restart }
    let others = Self.cases.filter { $0.kind != ServiceFault.restart }
    Self.inParallel(Self.lanes) { [self] lane in
      while let one = next(of: others) { play(one, lane, restarted: nil) }
    }.wait()
    for first in stride(from: 0, to: stops.count, by: Self.lanes) {
      try playTogether(Array(stops[first..<min(first + Self.lanes, stops.count)]))
    }
    return failures.withLock { $0 }
  }

  private func next(of cases: [Case]) -> Case? {
    taken.withLock { taken in
      defer { taken += 1 }
      return taken < cases.count ? cases[taken] : nil
    }
  }

  private static func inParallel(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) -> DispatchGroup {
    let group = DispatchGroup()
    for number in 0..<count {
      group.enter()
      Thread.detachNewThread {
        body(number)
        group.leave()
      }
    }
    return group
  }

  // MARK: One case

  private func files(of one: Case) -> String { "\(folder)/case\(one.number)" }

  /// Somewhere in the middle of the work, every other time on the old token where there is one.
  private func fault(of one: Case, _ setting: Setting) -> ServiceFault {
    let strikesOld = setting.oldCommands > 0 && one.number.isMultiple(of: 2)
    let commands = strikesOld ? setting.oldCommands : setting.commands
    var dice = Dice(seed: FaultTableTests.seed &+ UInt64(one.number))
    let place = Int.random(in: commands / 4..<max(commands * 3 / 4, commands / 4 + 1), using: &dice)
    return ServiceFault(kind: one.kind, place: place, strikesOld: strikesOld)
  }

  private func play(_ one: Case, _ lane: Int, restarted: DispatchGroup?) {
    guard let setting = settings[one.operation.name] else { return fail(one, "no setting") }
    let fault = fault(of: one, setting)
    let trial = Trial(one.operation, on: setting.start, setting.desk)
    let reader = LaneReader(service, pair: lane, fault, files: files(of: one), restarted: restarted)
    do {
      try reader.lay(setting.start, other: trial.other.state)
      trial.reader = reader
      try trial.play(nil)
      try trial.checkEnd()
      try demand(trial.runs > 1 || !fault.takesAway, "nothing was interrupted")
    } catch { fail(one, "at \(fault.place), run \(trial.runs): \(error)") }
    do { try reader.clear() } catch { fail(one, "the reader was not emptied: \(error)") }
  }

  private func fail(_ one: Case, _ words: String) {
    let line = "\(one.operation.name), \(one.kind) \(words)".split(separator: "\n").joined(separator: " ")
    failures.withLock { $0.append(line) }
  }

  // MARK: The service stopped

  /// All of them come to a stop in the middle of a command; then the service is killed, and another one started.
  private func playTogether(_ cases: [Case]) throws {
    let restarted = DispatchGroup()
    restarted.enter()
    let all = Self.inParallel(cases.count) { [self] lane in
      play(cases[lane], lane, restarted: restarted)
      ended.withLock { _ = $0.insert(cases[lane].number) }
    }
    // Nobody would be woken if the service did not start again.
    defer {
      restarted.leave()
      all.wait()
    }
    let deadline = ContinuousClock.now + .seconds(300)
    while let late = cases.first(where: { !isWaiting($0) }) {
      guard ContinuousClock.now < deadline else { return fail(late, "did not come to its command in time") }
      usleep(20_000)
    }
    try service.restart(abruptly: true)
  }

  /// Its card has come to the command at which it waits, or the case is over, which then says why.
  private func isWaiting(_ one: Case) -> Bool {
    if ended.withLock({ $0.contains(one.number) }) { return true }
    guard let setting = settings[one.operation.name],
      let trace = FileManager.default.contents(atPath: LaneReader.trace(of: files(of: one)))
    else { return false }
    return trace.count { $0 == UInt8(ascii: "\n") } >= fault(of: one, setting).place
  }
}
