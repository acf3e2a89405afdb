// The whole table: every operation, on every kind of card, with every mishap at every command and journal line.
import Domain
import Foundation
import Testing
import Tokens
import VirtualCard

@Suite struct FaultTableTests {
  static let environment = ProcessInfo.processInfo.environment
  /// `SEED=n` draws another sample; a failure names its case, so that it can be found again.
  static let seed = environment["SEED"].flatMap(UInt64.init) ?? 1
  /// One case in so many; all of them unless somebody who works on the tables asks for fewer.
  static let sampling = environment["SAMPLE"].flatMap(UInt64.init) ?? 1
  static let isLong = environment["LONG"].map { !$0.isEmpty } ?? false

  static let pairs = Operation.all.flatMap { operation in
    operation.profiles.map { Pair(operation: operation, profile: $0) }
  }

  struct Pair: Sendable, CustomTestStringConvertible {
    let operation: Operation
    let profile: CardProfile
    var testDescription: String { "\(operation.name) on \(profile.name)" }
  }

  @Test(arguments: pairs)
  func `whatever happens, the operation ends well or says why not`(pair: Pair) throws {
    let (desk, arithmetic) = (try Desk(), CardArithmetic.remembering())
    let start = try Trial.prepared(pair.operation, pair.profile, desk, arithmetic)
    let clean = Trial(pair.operation, on: start, desk, arithmetic: arithmetic)
    try clean.play(nil)
    #expect(clean.runs == 1)
    try clean.checkEnd()
    var played = 0
    for mishap in Self.mishaps(after: clean, one: Self.isLong ? 1 : pair.operation.share) {
      played += 1
      let trial = Trial(pair.operation, on: start, desk, arithmetic: arithmetic)
      Self.judge(trial, mishap, pair)
    }
    Self.count(played, of: pair)
  }

  /// A stop for good must be one that the operation announces, and leave nothing that contradicts itself.
  private static func judge(_ trial: Trial, _ mishap: Mishap, _ pair: Pair) {
    do {
      do {
        try trial.play(mishap)
        try trial.checkEnd()
      } catch let error as TokenError where pair.operation.closes.contains(error.explanation.code) {
        try trial.checkAlways()
      }
    } catch {
      let last = trial.card.lastCommand?.prefix(4).map { String($0, radix: 16) }.joined(separator: " ") ?? "–"
      Issue.record("\(pair.testDescription), \(mishap), run \(trial.runs): \(error); last command \(last)")
    }
  }

  /// Everything that can happen to an operation that ran once without any, or one case in so many of it.
  private static func mishaps(after clean: Trial, one share: UInt64) -> [Mishap] {
    let own = (0..<clean.card.faults.commands).flatMap { Mishap.atCommand($0, seed: seed) }
    let old = (0..<(clean.old?.faults.commands ?? 0)).flatMap { Mishap.atCommand($0, seed: seed, toOld: true) }
    let prompts = (clean.holder?.pinpad.prompts ?? []).enumerated().flatMap { Mishap.atPrompt($0, $1) }
    let all = own + old + prompts + (0..<clean.journal.steps.count).flatMap(Mishap.atLine)
    var dice = Dice(seed: seed)
    return all.filter { _ in UInt64.random(in: 0..<(sampling * share), using: &dice) == 0 }
  }

  /// `COUNT=FILE` keeps how many cases were played.
  private static func count(_ cases: Int, of pair: Pair) {
    guard let path = environment["COUNT"], let file = FileHandle(forWritingAtPath: path) else { return }
    file.seekToEndOfFile()
    file.write(Data("\(cases) \(pair.testDescription)\n".utf8))
  }
}
