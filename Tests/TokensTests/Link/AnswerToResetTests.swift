// What an answer to reset says about long commands, from real cards and from nonsense.
import Testing
import Tokens

@Suite struct AnswerToResetTests {
  @Test(
    arguments: [
      // A key of firmware 5: interface bytes in three rounds, capabilities 73 C0 21 C0.
      (
        [
          0x3B, 0xFD, 0x13, 0x00, 0x00, 0x81, 0x31, 0xFE, 0x15, 0x80, 0x73, 0xC0, 0x21, 0xC0, 0x57, 0x59, 0x75, 0x62,
          0x69, 0x4B, 0x65, 0x79, 0x40,
        ] as [UInt8], true
      ),
      ([0x3B, 0x85, 0x01, 0x80, 0x73, 0x00, 0x00, 0x80, 0x77], false),
      ([0x3B, 0x88, 0x01, 0x63, 0x6B, 0x2D, 0x70, 0x69, 0x76, 0x2D, 0x31, 0x00], nil), ([0x3B], nil), ([], nil),
      ([0x3B, 0xFF, 0xFF], nil), ([0x3B, 0x05, 0x80, 0x73, 0xC0, 0x21, 0xC0], true),
    ] as [([UInt8], Bool?)])
  func `extended commands are taken from the card's capabilities`(answer: [UInt8], expected: Bool?) {
    #expect(AnswerToReset(answer).takesExtended == expected)
  }

  @Test func `a long command travels in one piece until the card refuses it`() throws {
    let data = [UInt8](repeating: 7, count: 600)
    let script = Script([
      [0x90, 0], [0x67, 0], [0x90, 0], [0x90, 0], [0x90, 0], [0x90, 0], [0x90, 0], [0x90, 0],
    ])
    let channel = Channel(connection: script)
    channel.takesExtended = true
    _ = try channel.send(Command(.putData, data: data))
    #expect(script.sent.map(\.count) == [4 + 3 + 600])
    #expect(Array(script.sent[0][4..<7]) == [0, 0x02, 0x58])
    _ = try channel.send(Command(.putData, data: data))
    #expect(script.sent.map(\.count) == [607, 607, 260, 260, 95])
    _ = try channel.send(Command(.putData, data: data))
    #expect(script.sent.count == 8)
    #expect(!channel.takesExtended)
  }
}
