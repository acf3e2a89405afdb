// PIN and PUK: VERIFY, CHANGE REFERENCE DATA, RESET RETRY COUNTER (part 2, section 3.2).

extension VirtualCard {
  func verify(_ command: CardCommand, wasFresh: Bool) throws(Refusal) -> [UInt8] {
    let reference = try pinReference(command.p2)
    if command.p1 == 0xFF, command.data.isEmpty {
      forgetPIN()
      return []
    }
    guard command.p1 == 0 else { throw Refusal(.badParameters) }
    if command.data.isEmpty {
      session.isPINFresh = wasFresh && state.profile.countingKeepsPINFresh
      return try report(reference)
    }
    guard state[keyPath: reference].triesLeft > 0 else { throw Refusal(.blocked) }
    guard command.data.count == 8 else { throw Refusal(StatusWord(state.profile.unpaddedPIN)) }
    try checkForm(command.data)
    session.selectionLeftVerified = false
    session.isPINVerified = state[keyPath: reference].matches(command.data)
    session.isPINFresh = session.isPINVerified
    guard session.isPINVerified else { throw wrong(reference) }
    return []
  }

  /// 80 is the application's own PIN, 00 the card's (part 2, section 3.2.1).
  private func pinReference(_ number: UInt8) throws(Refusal) -> WritableKeyPath<CardState, CardSecret> {
    if number == 0x80 { return \.pin }
    guard number == 0x00, state.profile.discovery == .globalPIN else { throw Refusal(.noReference) }
    return \.globalPIN
  }

  private func wrong(_ reference: WritableKeyPath<CardState, CardSecret>) -> Refusal {
    let left = state[keyPath: reference].triesLeft
    return Refusal(left == 0 && state.profile.lastTryAnswersBlocked ? .blocked : .tries(left))
  }

  private func report(_ reference: WritableKeyPath<CardState, CardSecret>) throws(Refusal) -> [UInt8] {
    if session.isPINVerified || session.selectionLeftVerified { return [] }
    let left = state[keyPath: reference].triesLeft
    throw Refusal(left == 0 && !state.profile.blockedReadsAsZeroTries ? .blocked : .tries(left))
  }

  /// Some cards look at the form before they count a try.
  private func checkForm(_ pin: [UInt8]) throws(Refusal) {
    guard state.profile.malformedPINCostsTry || Self.isPIN(pin) else { throw Refusal(.badData) }
  }

  /// Six to eight digits filled up with FF (part 2, section 2.4.3).
  static func isPIN(_ bytes: [UInt8], shortest: Int = 6) -> Bool {
    let digits = bytes.prefix { (0x30...0x39).contains($0) }
    return bytes.count == 8 && digits.count >= shortest && bytes[digits.count...].allSatisfy { $0 == 0xFF }
  }

  private func checkNew(pin: [UInt8]) throws(Refusal) {
    guard Self.isPIN(pin, shortest: state.profile.acceptsShortNewPIN ? 1 : 6) else { throw Refusal(.badData) }
  }

  func changeReference(_ command: CardCommand) throws(Refusal) -> [UInt8] {
    guard command.p1 == 0 else { throw Refusal(.badParameters) }
    if command.p2 == 0x81 { try requirePUK() }
    let secret = command.p2 == 0x81 ? \.puk : try pinReference(command.p2)
    guard command.data.count == 16 else { throw Refusal(.wrongLength) }
    let (old, new) = (Array(command.data[..<8]), Array(command.data[8...]))
    if command.p2 != 0x81 { try checkNew(pin: new) }
    forgetPIN()
    try replace(secret, proof: secret, candidate: old, with: new)
    return []
  }

  func resetRetryCounter(_ command: CardCommand) throws(Refusal) -> [UInt8] {
    guard command.p1 == 0, command.p2 == 0x80 else { throw Refusal(.badParameters) }
    try requirePUK()
    guard command.data.count == 16 else { throw Refusal(.wrongLength) }
    let (puk, pin) = (Array(command.data[..<8]), Array(command.data[8...]))
    try checkNew(pin: pin)
    forgetPIN()
    try replace(\.pin, proof: \.puk, candidate: puk, with: pin)
    return []
  }

  private func requirePUK() throws(Refusal) {
    guard state.profile.withoutPUK == 0 else { throw Refusal(StatusWord(state.profile.withoutPUK)) }
  }

  /// Sets one secret when another (or its old value) is shown. One change of state, so that no cut splits it.
  private func replace(
    _ secret: WritableKeyPath<CardState, CardSecret>, proof: WritableKeyPath<CardState, CardSecret>,
    candidate: [UInt8], with value: [UInt8]
  ) throws(Refusal) {
    guard state[keyPath: proof].triesLeft > 0 else { throw Refusal(.blocked) }
    var next = state
    let shown = next[keyPath: proof].matches(candidate)
    if shown {
      next[keyPath: secret].value = value
      next[keyPath: secret].triesLeft = next[keyPath: secret].tries
    }
    state = next
    guard shown else { throw wrong(proof) }
  }

  private func forgetPIN() {
    session.isPINVerified = false
    session.selectionLeftVerified = false
  }
}
