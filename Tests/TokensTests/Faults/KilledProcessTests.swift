// A real process that is killed (SIGKILL) at a line of the journal, and another one that goes on from what is on disk.
import Foundation
import Testing
import Tokens
import VirtualCard

/// Where and when a process is killed.
struct Death: Codable, Sendable {
  let folder: String
  let operation: String
  let line: Int
  let afterWriting: Bool

  /// Ends this process.
  func die() throws { try ProcessTrial(folder, operation).die(at: line, afterWriting: afterWriting) }
}

/// One operation in a process of its own; card and journal are files.
struct ProcessTrial {
  let drawer: Drawer
  let operation: Operation
  /// The cards are in the private service's readers already.
  let isSeated: Bool

  init(_ folder: String, _ name: String, isSeated: Bool = false) throws {
    (drawer, self.isSeated) = (Drawer(folder: folder), isSeated)
    operation = try #require(Operation.all.first { $0.name == name })
  }

  /// Lays out the tokens as the operation finds them.
  func begin(_ profile: CardProfile) throws {
    try FileManager.default.createDirectory(atPath: drawer.folder, withIntermediateDirectories: true)
    let start = try Trial.prepared(operation, profile, Desk(drawer))
    try start.card.save(to: drawer.cardFile)
    try start.old?.save(to: drawer.oldFile)
  }

  /// A trial of what is on disk.
  func trial(keysBefore: Int? = nil) throws -> Trial {
    let journal = MemoryJournal(steps: try drawer.steps())
    let file = drawer.cardFile
    journal.kept = drawer.append
    let trial = Trial(
      operation, on: Start(card: try #require(CardState(file: file)), old: CardState(file: drawer.oldFile)),
      try Desk(drawer), journal: journal, drawer: drawer, keysBefore: keysBefore
    ) { state in
      do { try state.save(to: file) } catch { fatalError("\(error)") }
    }
    if isSeated { trial.reader = SeatedReader(drawer: drawer) }
    return trial
  }

  /// Runs until the process is killed at a line of the journal.
  func die(at line: Int, afterWriting: Bool) throws {
    let trial = try trial()
    trial.journal.cut = { kill(getpid(), SIGKILL) }
    if afterWriting { trial.journal.cutAfter = line } else { trial.journal.cutBefore = line }
    try trial.play(nil)
  }
}

@Suite struct KilledProcessTests {
  /// Each operation on one kind of card in turn; on all of them under `LONG=1`.
  static let pairs = Operation.withoutKeys.enumerated().flatMap { number, operation in
    let chosen =
      FaultTableTests.isLong
      ? operation.profiles : [operation.profiles[(number + Int(FaultTableTests.seed)) % operation.profiles.count]]
    return chosen.map { FaultTableTests.Pair(operation: operation, profile: $0) }
  }

  @Test(arguments: pairs)
  func `a process killed at any line of the journal is followed by one that ends the work`(
    pair: FaultTableTests.Pair
  ) async throws {
    let (operation, profile) = (pair.operation.name, pair.profile)
    let root = NSTemporaryDirectory() + "killed-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    let desk = try Desk()
    let clean = Trial(pair.operation, on: try Trial.prepared(pair.operation, profile, desk), desk)
    try clean.play(nil)
    // An upgrade's lines after the old token's are an issue's.
    let isHalf = pair.operation.readsOld && !FaultTableTests.isLong
    for line in 0..<(isHalf ? 2 : clean.journal.steps.count) {
      let folder = "\(root)/\(line)"
      let before = try ProcessTrial(folder, operation)
      try before.begin(profile)
      let keys = try #require(CardState(file: before.drawer.cardFile)).keysMade
      // A sample: before one line, after the next.
      let afterWriting = (line + Int(FaultTableTests.seed)).isMultiple(of: 2)
      let death = Death(folder: folder, operation: operation, line: line, afterWriting: afterWriting)
      await #expect(processExitsWith: .signal(SIGKILL)) { [death = death as Death] in try death.die() }
      #expect(try before.drawer.steps().count == line + (afterWriting ? 1 : 0))
      let trial = try before.trial(keysBefore: keys)
      try trial.checkAlways()
      try trial.play(nil)
      try trial.checkEnd()
    }
  }
}
