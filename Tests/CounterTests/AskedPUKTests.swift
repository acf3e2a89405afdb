// The PUK on a terminal: asked for last, and only where the work needs it.
import Counter
import Foundation
import Glibc
import Processes
import Rehearsal
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct AskedPUKTests {
  private let service: RehearsalCardService
  private let counter: TokenCounter
  private let state: String

  init() throws {
    counter = try TokenCounter()
    service = try RehearsalCardService(folder: "\(counter.folder)/p")
    state = "\(counter.folder)/card.json"
  }

  /// A card that tells nothing, pulled out in the change of its PIN: whether it was changed is in doubt.
  private func cutChange() throws -> CardState {
    for command in 0... {
      let card = VirtualCard(CardState(.lenient, serial: 1))
      card.faults = CardFaults([command: .pullAfter])
      guard let session = try? TokenSession(PluggedCard(card)) else { continue }
      #expect(throws: TokenError.self) {
        try counter.desk.changePIN(on: session, from: PIN("123456"), to: PIN("739154"))
      }
      if card.state.pin.value.starts(with: Array("739154".utf8)) { return card.state }
    }
    throw CocoaError(.featureUnsupported)
  }

  private struct Talk {
    let ending: Ending
    /// What the terminal asked, one question after the other.
    let questions: String
    let answered: Int
    let said: String
  }

  /// Runs a verb on a terminal of its own, with somebody who types the answers.
  private func talk(_ words: [String], _ answers: [String]) throws -> Talk {
    let (terminal, file) = (try PretendTerminal(), "\(counter.folder)/said-\(UUID().uuidString)")
    let said = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(said) }
    let house = ["--store", "\(counter.folder)/store", "--key-file", "\(counter.folder)/key", "--person", "wu"]
    let typist = Typist(at: terminal, (["417703"] + answers).map { Array("\($0)\r".utf8) })
    defer { typist.finish() }
    let child = try Child(
      "setsid",
      ["--ctty", "--wait", "\(Program.folder)/certkiosk", "token"] + words + house
        + ["--forms", "\(CounterDesk.root)/Forms"],
      environment: service.environment.merging(["LC_ALL": "zh_CN.UTF-8"]) { _, own in own },
      descriptors: [0: terminal.end, 1: said, 2: said])
    return Talk(
      // setsid became the verb, so that it is the verb that is ended: only the leader of a group would have begun another.
      ending: child.ended(within: 60), questions: typist.shown, answered: typist.answered,
      said: String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self))
  }

  private func expect(_ talk: Talk, answered count: Int) {
    #expect(talk.ending == .exited(0) && talk.answered == count, "\(talk.questions)\n\(talk.said)")
  }

  private func expectPIN(_ digits: String) {
    #expect(CardState(file: state)?.pin.value.starts(with: Array(digits.utf8)) == true)
  }

  @Test func `the PUK is asked for where a change of PIN is in doubt or a PIN is unlocked, after the new PIN`() throws {
    try cutChange().save(to: state)
    try service.insert(tokenState: state)
    let doubtful = try talk(["change-pin"], ["123456", "805193", "805193", "12345678"])
    expect(doubtful, answered: 5)
    #expect(doubtful.said.contains("T25") && doubtful.said.contains("PIN 已修改"))
    let (chosen, puk) = (doubtful.questions.range(of: "再输入一次"), doubtful.questions.range(of: "PUK"))
    #expect(try #require(chosen).upperBound < #require(puk).lowerBound)
    expectPIN("805193")
    #expect(try counter.desk.openJobs().isEmpty)

    let plain = try talk(["change-pin"], ["805193", "417295", "417295"])
    expect(plain, answered: 4)
    #expect(!plain.questions.contains("PUK"))
    expectPIN("417295")

    let unlocked = try talk(["unlock"], ["805193", "805193", "12345678"])
    expect(unlocked, answered: 4)
    let typed = unlocked.questions.range(of: "再输入一次")
    #expect(try #require(typed).upperBound < #require(unlocked.questions.range(of: "PUK")).lowerBound)
    expectPIN("805193")
  }
}
