// A process that is killed in the middle of its talk with a card through pcscd: the service lets go, and another one goes on.
import Foundation
import Glibc
import Processes
import Rehearsal
import Testing
import Tokens
import VirtualCard

/// Cards that are in the private service's first pair of readers, with their files in a drawer.
struct SeatedReader: TrialReader {
  let drawer: Drawer

  var swapped: TrialToken? { nil }

  func insert(_ token: TrialToken) throws -> TokenSession {
    let cards = try CardService()
    let reader = try cards.waitForCard(in: Self.reader(token).name, policy: .rehearsal, seconds: 60)
    return try TokenSession(cards.connect(to: reader, policy: .rehearsal))
  }

  static func reader(_ token: TrialToken) -> VirtualReader { VirtualReader(slot: token == .old ? 1 : 0) }

  func state(_ token: TrialToken) -> CardState {
    CardState(file: token == .old ? drawer.oldFile : drawer.cardFile) ?? CardState(CardProfile(name: "lost"), serial: 0)
  }
}

extension Death {
  /// Ends this process while it is a client of the service behind a socket.
  func die(through socket: String) throws {
    setenv("PCSCLITE_CSOCK_NAME", socket, 1)
    try ProcessTrial(folder, operation, isSeated: true).die(at: line, afterWriting: afterWriting)
  }
}

extension ServiceTests {
  @Test(arguments: Operation.jobs)
  func `a process killed while it talks to a card through pcscd is followed by one that ends the work`(
    operation: Operation
  ) async throws {
    let profile = operation.profiles[0]
    let clean = Trial(operation, on: try Trial.prepared(operation, profile, desk), desk)
    try clean.play(nil)
    let lines = clean.journal.steps.count
    let name = operation.name.filter(\.isLetter)
    let before = try ProcessTrial("\(folder)/killed-\(name)", operation.name, isSeated: true)
    try before.begin(profile)
    let keys = try #require(CardState(file: before.drawer.cardFile)).keysMade
    try service.insert(tokenState: before.drawer.cardFile)
    let old =
      try operation.readsOld ? service.begin(tokenState: before.drawer.oldFile, in: SeatedReader.reader(.old)) : nil
    defer {
      if let old {
        old.stop()
        do { try CardService().waitUntilEmpty(SeatedReader.reader(.old).name, seconds: 60) } catch {
          Issue.record(error)
        }
      }
    }
    let death = Death(
      folder: before.drawer.folder, operation: operation.name, line: lines / 2,
      afterWriting: operation.keys(profile) > 0)
    let socket = service.socket
    await #expect(processExitsWith: .signal(SIGKILL)) { [death = death as Death, socket = socket as String] in
      try death.die(through: socket)
    }
    let trial = try before.trial(keysBefore: keys)
    try trial.checkAlways()
    try trial.play(nil)
    try trial.checkEnd()
  }
}
