// Carries whole commands over a connection: extended or in chains of short blocks, GET RESPONSE, a corrected Le.
internal import Secrets

/// Cuts commands into APDUs. Short ones in chains of 255 bytes are taken by every PIV card (SP 800-73-5 part 2, A.3);
/// a card that says that it takes extended ones gets those. When it or its reader refuses one, short ones follow from then
/// on: at once where nothing can have been carried out, else when the work is taken up again.
package final class Channel {
  let connection: any Connection
  /// Whether long commands travel in one piece.
  package var takesExtended = false

  package init(connection: any Connection) { self.connection = connection }

  private static let blockSize = 255
  /// Lc of an extended command has two bytes (ISO 7816-4, 5.1).
  private static let longestExtended = 65_535
  /// An extended answer and then some; a card that never ends its answer is stopped here.
  private static let longestAnswer = 65_536

  /// Fails with T32 for bytes where none belong: beside a refusal, or in answer to a command that asks for none
  /// (ISO 7816-4, section 5.1). They are somebody else's answer, and whether the command was carried out is not known.
  package func send(_ command: Command) throws(TokenError) -> Answer {
    let answer = try carry(command)
    let mayHoldData = command.wantsAnswer && !answer.status.isRefusal
    guard answer.data.isEmpty || mayHoldData else { throw TokenError(.unreadable) }
    return answer
  }

  private func carry(_ command: Command) throws(TokenError) -> Answer {
    guard command.secrets.isEmpty else { return try transmit(command.secretBytes) }
    if takesExtended, connection.transport == .t1, command.data.count <= Self.longestExtended,
      command.data.count > Self.blockSize || command.mayAnswerLong,
      let answer = try sendExtended(command)
    {
      return answer
    }
    var rest = command.data[...]
    while rest.count > Self.blockSize {
      let answer = try transmit(header(command, chained: true) + [255] + rest.prefix(Self.blockSize))
      guard answer.status == .done else { return answer }
      rest = rest.dropFirst(Self.blockSize)
    }
    return try collect(try sendLast(command, Array(rest)))
  }

  /// Nil when the length or its Le was refused, which happens before anything is carried out (ISO 7816-4, 5.1), and when
  /// a reader does not carry a question of this length: asking it again in short ones changes nothing.
  private func sendExtended(_ command: Command) throws(TokenError) -> Answer? {
    let length = [UInt8(command.data.count >> 8), UInt8(command.data.count & 0xFF)]
    var bytes = header(command, chained: false) + [0]
    if !command.data.isEmpty { bytes += length + command.data }
    if command.wantsAnswer { bytes += [0, 0] }
    let answer: Answer
    do throws(TokenError) { answer = try transmit(bytes) } catch {
      guard error.problem == .linkFailed else { throw error }
      takesExtended = false
      guard command.instruction.onlyAsks else { throw error }
      return nil
    }
    guard answer.status != .wrongLength, !answer.status.correctsLength else {
      takesExtended = false
      return nil
    }
    return try collect(answer)
  }

  private func header(_ command: Command, chained: Bool) -> [UInt8] {
    [chained ? 0x10 : 0x00, command.instruction.rawValue, command.p1, command.p2]
  }

  /// T=0 has no Le beside data; the card offers its answer with 61xx instead.
  private func sendLast(_ command: Command, _ data: [UInt8]) throws(TokenError) -> Answer {
    var bytes = header(command, chained: false)
    if !data.isEmpty { bytes += [UInt8(data.count)] + data }
    guard command.wantsAnswer && (data.isEmpty || connection.transport == .t1) else { return try transmit(bytes) }
    return try transmit(bytes, expecting: 0)
  }

  /// With an Le at the end, which the card may correct once (6Cxx): nothing was carried out by then.
  private func transmit(_ bytes: [UInt8], expecting length: UInt8) throws(TokenError) -> Answer {
    let answer = try transmit(bytes + [length])
    guard answer.status.correctsLength else { return answer }
    return try transmit(bytes + [UInt8(answer.status.value & 0xFF)])
  }

  private func collect(_ first: Answer) throws(TokenError) -> Answer {
    var (data, status) = (first.data, first.status)
    while status.value >> 8 == 0x61 {
      let next = try transmit([0, Instruction.getResponse.rawValue, 0, 0], expecting: UInt8(status.value & 0xFF))
      let isEndless = next.data.isEmpty && next.status.value >> 8 == 0x61
      guard !isEndless, data.count + next.data.count <= Self.longestAnswer else { throw TokenError(.unreadable) }
      data += next.data
      status = next.status
    }
    return Answer(data: data, status: status)
  }

  private func transmit(_ secret: SecretBytes) throws(TokenError) -> Answer {
    do throws(LinkFailure) {
      return try Answer(whole: secret.withBytes { bytes throws(LinkFailure) in try connection.transmit(bytes) })
    } catch { throw TokenError(error) }
  }

  private func transmit(_ bytes: [UInt8]) throws(TokenError) -> Answer {
    do throws(LinkFailure) {
      return try Answer(whole: connection.transmit(bytes))
    } catch { throw TokenError(error) }
  }
}
