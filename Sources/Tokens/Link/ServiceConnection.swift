// A connection through pcscd, shared with other programs.
internal import CPCSC

/// One card in one reader. Closing it resets the card, so that no PIN stays verified.
final class ServiceConnection: Connection {
  private let card: SCARDHANDLE
  /// The context must outlive its connections.
  private let service: CardService
  private let reader: String
  private var activeProtocol: DWORD
  private let patience: Patience
  let answerToReset: [UInt8]

  private static let bothProtocols = DWORD(SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1)
  /// An extended answer and its status word.
  private static let longestAnswer = 65_538
  /// What a reader says about itself fits into a short answer.
  private static let longestControl = 258

  init(_ context: SCARDCONTEXT, service: CardService, reader: Reader, _ patience: Patience) throws(LinkFailure) {
    var card = SCARDHANDLE()
    var chosen = DWORD()
    try check(SCardConnect(context, reader.name, DWORD(SCARD_SHARE_SHARED), Self.bothProtocols, &card, &chosen))
    self.card = card
    self.reader = reader.name
    self.service = service
    self.patience = patience
    activeProtocol = chosen
    answerToReset = reader.answerToReset
  }

  deinit { SCardDisconnect(card, DWORD(SCARD_RESET_CARD)) }

  var transport: Transport { activeProtocol == DWORD(SCARD_PROTOCOL_T0) ? .t0 : .t1 }

  func transmit(_ command: UnsafeRawBufferPointer) throws(LinkFailure) -> [UInt8] {
    var header = SCARD_IO_REQUEST(
      dwProtocol: activeProtocol, cbPciLength: DWORD(MemoryLayout<SCARD_IO_REQUEST>.size))
    var answer = [UInt8](repeating: 0, count: Self.longestAnswer)
    var length = DWORD(answer.count)
    let start = command.bindMemory(to: UInt8.self).baseAddress
    let code = SCardTransmit(card, &header, start, DWORD(command.count), nil, &answer, &length)
    if let failure = LinkFailure(serviceCode: code) { throw service.explained(failure, at: reader) }
    // A card that leaves in the middle of a command can look like one that answered nothing.
    guard length >= 2 else { throw service.explained(LinkFailure(.other, code: 0), at: reader) }
    return Array(answer.prefix(Int(length)))
  }

  func control(_ code: UInt32, _ data: UnsafeRawBufferPointer) throws(LinkFailure) -> [UInt8] {
    var answer = [UInt8](repeating: 0, count: Self.longestControl)
    var length = DWORD(0)
    let result = SCardControl(
      card, DWORD(code), data.baseAddress, DWORD(data.count), &answer, DWORD(answer.count), &length)
    if let failure = LinkFailure(serviceCode: result) {
      // While somebody typed a PIN the card may have been pulled out; a question to the reader itself has no content.
      let mayBeGone = !data.isEmpty && failure.code != LinkFailure.unsupported
      throw mayBeGone ? service.explained(failure, at: reader) : failure
    }
    guard data.isEmpty || length >= 2 else { throw service.explained(LinkFailure(.other, code: 0), at: reader) }
    return Array(answer.prefix(Int(length)))
  }

  func beginTransaction() throws(LinkFailure) { try Turn(card).take(patience) }

  func endTransaction() { SCardEndTransaction(card, DWORD(SCARD_LEAVE_CARD)) }

  func endTransactionResetting() -> Bool { SCardEndTransaction(card, DWORD(SCARD_RESET_CARD)) == 0 }

  func reset() throws(LinkFailure) { try reconnect(DWORD(SCARD_RESET_CARD)) }

  func reconnect() throws(LinkFailure) { try reconnect(DWORD(SCARD_LEAVE_CARD)) }

  private func reconnect(_ disposition: DWORD) throws(LinkFailure) {
    try check(SCardReconnect(card, DWORD(SCARD_SHARE_SHARED), Self.bothProtocols, disposition, &activeProtocol))
  }
}
