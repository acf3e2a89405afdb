// Carries whole commands over a connection: chains of short blocks, GET RESPONSE, a corrected Le.

/// Cuts commands into APDUs that any PIV card takes: short ones, 255 bytes a block (SP 800-73-5 part 2, A.3).
package struct Channel {
  let connection: any Connection

  package init(connection: any Connection) { self.connection = connection }

  private static let blockSize = 255
  /// More than any PIV object; a card that never ends its answer is stopped here.
  private static let longestAnswer = 32_768

  package func send(_ command: Command) throws(TokenError) -> Answer {
    var rest = command.data[...]
    while rest.count > Self.blockSize {
      let answer = try transmit(header(command, chained: true) + [255] + rest.prefix(Self.blockSize))
      guard answer.status == .done else { return answer }
      rest = rest.dropFirst(Self.blockSize)
    }
    return try collect(try sendLast(command, Array(rest)))
  }

  private func header(_ command: Command, chained: Bool) -> [UInt8] {
    [chained ? 0x10 : 0x00, command.instruction.rawValue, command.p1, command.p2]
  }

  /// T=0 has no Le beside data; the card offers its answer with 61xx instead.
  private func sendLast(_ command: Command, _ data: [UInt8]) throws(TokenError) -> Answer {
    var bytes = header(command, chained: false)
    if !data.isEmpty { bytes += [UInt8(data.count)] + data }
    if command.wantsAnswer && (data.isEmpty || connection.transport == .t1) { bytes.append(0) }
    let answer = try transmit(bytes)
    guard answer.status.value >> 8 == 0x6C, command.wantsAnswer, data.isEmpty else { return answer }
    return try transmit(bytes.dropLast() + [UInt8(answer.status.value & 0xFF)])
  }

  private func collect(_ first: Answer) throws(TokenError) -> Answer {
    var (data, status) = (first.data, first.status)
    while status.value >> 8 == 0x61 {
      let next = try transmit([0, Instruction.getResponse.rawValue, 0, 0, UInt8(status.value & 0xFF)])
      let isEndless = next.data.isEmpty && next.status.value >> 8 == 0x61
      guard !isEndless, data.count + next.data.count <= Self.longestAnswer else { throw TokenError(.unreadable) }
      data += next.data
      status = next.status
    }
    return Answer(data: data, status: status)
  }

  private func transmit(_ bytes: [UInt8]) throws(TokenError) -> Answer {
    do throws(LinkFailure) {
      let answer = try connection.transmit(bytes)
      guard answer.count >= 2 else { throw LinkFailure(.other, code: 0) }
      let status = UInt16(answer[answer.count - 2]) << 8 | UInt16(answer[answer.count - 1])
      return Answer(data: Array(answer.dropLast(2)), status: StatusWord(status))
    } catch { throw TokenError(error) }
  }
}
