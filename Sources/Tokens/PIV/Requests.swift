// The questions that any PIV card answers (SP 800-73-5 part 2, section 3), each with the reading of its answer.

/// Makes the PIV application current; security states end.
struct SelectPIV: Request {
  /// The registered provider alone, which works on every card that was measured.
  static let shortName: [UInt8] = [0xA0, 0, 0, 3, 8]
  /// Without its version, as every card has to take it (part 1, section 2.2).
  static let promisedName: [UInt8] = shortName + [0, 0, 0x10, 0]

  let name: [UInt8]
  var command: Command { Command(.select, p1: 0x04, data: name, wantsAnswer: true) }

  /// The algorithms named in the application's template (part 2, table 4); nil when it names none.
  func reply(to answer: Answer) throws(TokenError) -> [UInt8]? {
    guard answer.status == .done else { throw TokenError(.refused(answer.status)).called(.notPIV) }
    let named = TLV.single(0x61, answer.data).flatMap(TLV.sequence)?[tag: 0xAC].flatMap(TLV.sequence)
    let numbers = (named ?? []).filter { $0.tag == 0x80 }.compactMap(\.value.first)
    return numbers.isEmpty ? nil : numbers
  }
}

/// Reads an object's content; nil when it was never written or was deleted, however the card says so.
struct ReadObject: Request {
  let object: DataObject
  /// Nothing is expected there: a short question will do, and what there is all the same comes in parts.
  var expectsNothing = false
  var command: Command {
    let isLong = !object.isShort && !expectsNothing
    return Command(.getData, p1: 0x3F, p2: 0xFF, data: object.name, wantsAnswer: true, mayAnswerLong: isLong)
  }

  func reply(to answer: Answer) throws(TokenError) -> [UInt8]? {
    if answer.status == .absent { return nil }
    let data = try answer.accepted()
    if data.isEmpty { return nil }
    // A cut-off write can leave an outer length that does not fit; the content's own reader then says so.
    guard let content = TLV.single(0x53, data) else { return data }
    return content.isEmpty ? nil : content
  }
}

/// Replaces an object. Needs the management key. Some cards keep the first blocks of a write that never ended.
struct WriteObject: Request {
  let object: DataObject
  let content: [UInt8]
  let effect = Effect.inParts
  var command: Command {
    Command(.putData, p1: 0x3F, p2: 0xFF, data: object.name + TLV(0x53, content).bytes)
  }

  func reply(to answer: Answer) throws(TokenError) { _ = try answer.accepted() }
}

/// Asks how many PIN tries are left without spending one; nil when the PIN stands verified.
struct PINTriesLeft: Request {
  let command = Command(.verify, p2: 0x80)

  func reply(to answer: Answer) throws(TokenError) -> Int? {
    if answer.status == .done { return nil }
    guard let tries = answer.status.triesLeft else { throw TokenError(.refused(answer.status)) }
    return tries
  }
}

struct VerifyPIN: Request {
  let pin: PIN
  var entry: PINEntry? { pin.isAtReader ? .present : nil }
  var command: Command { Command(.verify, p2: 0x80, secrets: [pin.block]) }

  func reply(to answer: Answer) throws(TokenError) { try answer.acceptPIN() }
}

struct ChangePIN: Request {
  let old: PIN
  let new: PIN
  let effect = Effect.atOnce
  /// Whoever types the present PIN at the reader types the new one there as well.
  var entry: PINEntry? { old.isAtReader ? .presentAndNew : new.isAtReader ? .new : nil }
  var command: Command { Command(.changeReference, p2: 0x80, secrets: [old.block, new.block]) }

  func reply(to answer: Answer) throws(TokenError) { try answer.acceptPIN() }
}

/// False when the card has no PUK.
struct ChangePUK: Request {
  let old: PUK
  let new: PUK
  let effect = Effect.atOnce
  var command: Command { Command(.changeReference, p2: 0x81, secrets: [old.block, new.block]) }

  func reply(to answer: Answer) throws(TokenError) -> Bool {
    if answer.status.isWithoutReference { return false }
    try answer.acceptPUK()
    return true
  }
}

/// Sets a new PIN with the PUK, whatever the old PIN is; the PIN is not verified afterwards.
struct UnblockPIN: Request {
  let puk: PUK
  let new: PIN
  let effect = Effect.atOnce
  var entry: PINEntry? { new.isAtReader ? .new : nil }
  var command: Command { Command(.resetRetryCounter, p2: 0x80, secrets: [puk.block, new.block]) }

  func reply(to answer: Answer) throws(TokenError) { try answer.acceptPUK() }
}

extension Answer {
  fileprivate func acceptPIN() throws(TokenError) {
    guard status != .done else { return }
    let refusal = TokenError(.refused(status))
    guard let left = status.triesLeft else { throw refusal }
    throw refusal.called(left == 0 ? .pinBlocked : .wrongPIN(triesLeft: left))
  }

  fileprivate func acceptPUK() throws(TokenError) {
    guard status != .done else { return }
    let refusal = TokenError(.refused(status))
    guard let left = status.triesLeft else { throw refusal }
    throw refusal.called(left == 0 ? .pukBlocked : .wrongPUK(triesLeft: left))
  }
}
