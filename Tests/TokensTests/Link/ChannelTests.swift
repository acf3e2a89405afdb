// Commands cut into blocks and answers joined again, as the standard and real cards have it.
import Testing
import Tokens

/// A connection that answers from a list and keeps what it was sent.
final class Script: Connection {
  var answers: [[UInt8]]
  private(set) var sent: [[UInt8]] = []
  let transport: Transport
  let answerToReset: [UInt8] = []

  init(_ answers: [[UInt8]], _ transport: Transport = .t1) {
    self.answers = answers
    self.transport = transport
  }

  func transmit(_ command: UnsafeRawBufferPointer) throws(LinkFailure) -> [UInt8] {
    sent.append(Array(command))
    guard !answers.isEmpty else { throw LinkFailure(.cardRemoved, code: 0) }
    return answers.removeFirst()
  }

  func beginTransaction() throws(LinkFailure) {}
  func endTransaction() {}
  func reset() throws(LinkFailure) {}
  func reconnect() throws(LinkFailure) {}
}

@Suite struct ChannelTests {
  static let read = Command(.getData, p1: 0x3F, p2: 0xFF, data: [0x5C, 1, 0x7E], wantsAnswer: true)

  @Test func `a long command travels in blocks of 255 bytes, Le only with the last`() throws {
    let script = Script([[0x90, 0], [0x90, 0], [0x90, 0]])
    let data = (0..<600).map { UInt8(truncatingIfNeeded: $0) }
    let command = Command(.generalAuthenticate, p1: 7, p2: 0x9C, data: data, wantsAnswer: true)
    _ = try Channel(connection: script).send(command)
    #expect(script.sent.map(\.count) == [260, 260, 96])
    #expect(script.sent.map { $0[0] } == [0x10, 0x10, 0x00])
    #expect(script.sent.flatMap { $0.dropFirst(5) } == data + [0x00])
  }

  @Test func `a command that no extended one can hold travels in blocks`() throws {
    let data = [UInt8](repeating: 7, count: 70_000)
    let script = Script(Array(repeating: [0x90, 0], count: 300))
    let channel = Channel(connection: script)
    channel.takesExtended = true
    #expect(try channel.send(Command(.putData, data: data)).status == StatusWord(0x9000))
    #expect(script.sent.allSatisfy { $0.count <= 260 })
    #expect(script.sent.flatMap { $0.dropFirst(5) } == data)
  }

  @Test func `a question that the reader does not carry in one piece is asked in a short one`() throws {
    let script = Script([[], [7, 0x90, 0]])
    let channel = Channel(connection: script)
    channel.takesExtended = true
    var question = Self.read
    question.mayAnswerLong = true
    #expect(try channel.send(question).data == [7])
    #expect(script.sent.map(\.count) == [12, 9] && !channel.takesExtended)
  }

  @Test(arguments: [[0x67, 0x00], [0x6C, 0x04]] as [[UInt8]])
  func `a card that refuses the length of a long command gets short ones`(refusal: [UInt8]) throws {
    let script = Script([refusal, [0x90, 0], [7, 0x90, 0]])
    let channel = Channel(connection: script)
    channel.takesExtended = true
    let command = Command(.generalAuthenticate, data: [UInt8](repeating: 5, count: 300), wantsAnswer: true)
    #expect(try channel.send(command).data == [7])
    #expect(script.sent.map(\.count) == [309, 260, 51] && !channel.takesExtended)
  }

  @Test func `a change that the reader may have carried is not sent again, and the next one goes in blocks`() throws {
    let script = Script([[], [0x90, 0], [0x90, 0]])
    let channel = Channel(connection: script)
    channel.takesExtended = true
    let write = Command(.putData, data: [UInt8](repeating: 0, count: 300))
    #expect(throws: TokenError.self) { try channel.send(write) }
    #expect(script.sent.count == 1)
    #expect(try channel.send(write).status == StatusWord(0x9000))
    #expect(script.sent.count == 3)
  }

  @Test func `a refused block ends the chain`() throws {
    let script = Script([[0x69, 0x82]])
    let answer = try Channel(connection: script).send(Command(.putData, data: [UInt8](repeating: 0, count: 300)))
    #expect(answer.status == StatusWord(0x6982))
    #expect(script.sent.count == 1)
  }

  @Test func `an answer in parts is fetched and joined`() throws {
    let script = Script([[1, 2, 0x61, 0x02], [3, 4, 0x61, 0x01], [5, 0x90, 0x00]])
    let answer = try Channel(connection: script).send(Self.read)
    #expect(answer.data == [1, 2, 3, 4, 5])
    #expect(script.sent.dropFirst() == [[0, 0xC0, 0, 0, 2], [0, 0xC0, 0, 0, 1]])
  }

  @Test func `over T=0 no Le stands beside data`() throws {
    let script = Script([[0x61, 0x01], [9, 0x90, 0x00]], .t0)
    #expect(try Channel(connection: script).send(Self.read).data == [9])
    #expect(script.sent[0] == [0, 0xCB, 0x3F, 0xFF, 3, 0x5C, 1, 0x7E])
  }

  @Test func `a wrong Le is corrected by the card's word`() throws {
    let script = Script([[0x6C, 0x04], [1, 2, 3, 4, 0x90, 0x00]], .t0)
    #expect(try Channel(connection: script).send(Command(.serial, wantsAnswer: true)).data == [1, 2, 3, 4])
    #expect(script.sent == [[0, 0xF8, 0, 0, 0], [0, 0xF8, 0, 0, 4]])
  }

  @Test func `a wrong Le is corrected beside data and in the middle of an answer too`() throws {
    let script = Script([[0x6C, 0x02], [0x61, 0x09], [0x6C, 0x03], [1, 2, 3, 0x90, 0x00]])
    #expect(try Channel(connection: script).send(Self.read).data == [1, 2, 3])
    let read: [UInt8] = [0, 0xCB, 0x3F, 0xFF, 3, 0x5C, 1, 0x7E]
    #expect(script.sent == [read + [0], read + [2], [0, 0xC0, 0, 0, 9], [0, 0xC0, 0, 0, 3]])
  }

  @Test(arguments: [[], [0x90]] as [[UInt8]])
  func `an answer without a status word is a failed link`(answer: [UInt8]) {
    let error = #expect(throws: TokenError.self) { try Channel(connection: Script([answer])).send(Self.read) }
    #expect(error?.problem == .linkFailed)
  }

  @Test func `an answer that never ends is given up`() {
    let endless = [[UInt8]](repeating: [UInt8](repeating: 1, count: 256) + [0x61, 0x00], count: 1000)
    let error = #expect(throws: TokenError.self) { try Channel(connection: Script(endless)).send(Self.read) }
    #expect(error?.problem == .unreadable)
    let silent = #expect(throws: TokenError.self) {
      try Channel(connection: Script([[0x61, 1], [0x61, 1], [0x61, 1]])).send(Self.read)
    }
    #expect(silent?.problem == .unreadable)
  }
}
