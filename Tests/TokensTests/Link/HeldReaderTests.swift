// Another program with an exclusive connection: a real one, over pyscard, beside this process.
import Domain
import Processes
import Rehearsal
import Testing
import Tokens

/// A program that has a reader's card for itself until it is told to let go.
private final class HoldingProgram {
  private let child: Child
  private let keyboard: Line

  init(_ reader: String, environment: [String: String]) throws {
    let (input, output) = (try Line(), try Line())
    // Debian's, which has Debian's pyscard; another may come first in PATH.
    child = try Child(
      "/usr/bin/python3", [ServiceTests.script("hold_reader.py"), reader], environment: environment,
      descriptors: [0: input.reading, 1: output.writing])
    keyboard = input
    input.closeReading()
    output.closeWriting()
    let word = withExtendedLifetime(output) { read(5, from: output.reading, within: 60) }
    try #require(String(decoding: word, as: UTF8.self) == "held\n")
  }

  func letGo() {
    keyboard.closeWriting()
    #expect(child.ended(within: 60) == .exited(0))
  }
}

extension ServiceTests {
  @Test func `a program with an exclusive connection is named, waited for, and given up`() throws {
    try service.insert(tokenState: "\(folder)/held.json")
    let cards = try CardService()
    let reader = try cards.waitForCard(policy: .rehearsal, seconds: 60)
    let other = try HoldingProgram(reader.name, environment: service.environment)
    defer { other.letGo() }
    #expect(try cards.readers().first { $0.name == reader.name }?.isHeldByAnother == true)
    final class Told { var names: [[String]] = [] }
    let told = Told()
    cards.patience.tell = { told.names.append($0) }
    (cards.patience.untilTold, cards.patience.untilGivenUp) = (0.1, 0.5)
    let busy = #expect(throws: TokenError.self) { try cards.connect(to: reader, policy: .rehearsal) }
    #expect(busy?.explanation.code == "T09" && busy?.change == .nothing)
    // Debian calls it by its version, python3.11.
    #expect(told.names.count == 1 && told.names[0].contains { $0.hasPrefix("python3") }, "\(told.names)")
    #expect(busy?.explanation.chinese.happened.contains("python3") == true)
    cards.patience.untilGivenUp = 20
    // It lets go once it was named.
    cards.patience.tell = { _ in other.letGo() }
    let connection = try cards.connect(to: reader, policy: .rehearsal)
    #expect(try TokenSession(connection).pinTriesLeft() == 3)
  }
}
