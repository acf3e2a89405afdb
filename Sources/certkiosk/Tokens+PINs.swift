// token change-pin, unlock, reset: tries are told before anything is asked, and new PINs are typed twice.
internal import CommandLine
internal import Counter
internal import Cryptography
internal import Domain
internal import Secrets
internal import Tokens

extension Certkiosk {
  static func changePIN(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    try withToken(session, desk.readerPolicy) { token in
      try desk.recognise(token)
      let current = try session.presentPIN(on: token, before: .presentAndNew)
      let new = try session.newPIN(on: token, .presentAndNew)
      try session.changePIN(on: token, from: current, to: new, at: desk)
    }
    session.console.say(Both("PIN 已修改", "the PIN was changed"))
    return .done
  }

  static func unlock(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    let order = session.invocation.argument("ORDER")
    guard order != nil || session.canAskPUK else { throw CounterError.unlockWithoutOrder }
    try withToken(session, desk.readerPolicy) { token in
      try desk.recognise(token)
      let given = try session.puk()
      let state = try session.tellSecrets(of: token, isGiven: given != nil)
      let last = session.invocation.flag("last-try")
      let new = try session.newPIN(on: token, .new)
      let puk = try given ?? session.unlockingPUK(of: token, desk, isForOrder: order != nil, saying: state)
      if let order {
        try desk.unlock(order, on: token, puk: puk, new: new, lastTryAllowed: last)
      } else if let puk {
        try desk.unlock(on: token, puk: puk, new: new, lastTryAllowed: last)
      }
    }
    session.console.say(Both("已解锁，新 PIN 已生效", "unlocked; the new PIN holds"))
    return .done
  }

  static func reset(_ session: Session) throws -> ExitStatus {
    let desk = try session.desk()
    try withToken(session, desk.readerPolicy) { token in
      try session.tellLosses(desk, token)
      let second = try session.witness()
      try desk.reset(
        on: token, confirming: session.invocation.value("confirm") ?? "",
        second: second, bids: session.bidAnswer("bids", isSigned: true),
        despite: session.invocation.value("despite-bids"), despiteValid: session.invocation.value("despite-valid"))
    }
    session.console.say(Both("介质已恢复出厂状态", "the token is as it left the factory"))
    return .done
  }
}

extension Session {
  /// Only the PUK settles a change that was cut off on a card that tells nothing (T25): whoever sits here is asked for it.
  fileprivate func changePIN(on token: TokenSession, from current: PIN, to new: PIN, at desk: Desk) throws {
    let (given, last) = (try puk(), invocation.flag("last-try"))
    do {
      try desk.changePIN(on: token, from: current, to: new, puk: given, lastTryAllowed: last)
    } catch let error as TokenError where error.problem == .pinUnclear && given == nil && canAskPUK {
      console.explain(error.explanation)
      try tellPUKTries(of: token, .only)
      try desk.changePIN(on: token, from: current, to: new, puk: presentPUK(), lastTryAllowed: last)
    }
  }

  /// Everything on the token that is not empty, whoever put it there.
  fileprivate func tellLosses(_ desk: Desk, _ token: TokenSession) throws {
    let facts = try token.facts(sealObjects: desk.sealObjects(), thoroughly: true)
    let filled = facts.slots.filter { $0.condition != .empty }
    let certificates = filled.count { $0.condition != .keyOnly }
    console.say(
      Both(
        "重置后介质上的一切全部丢失，无法恢复：证书 \(certificates) 张，没有证书的密钥 \(filled.count - certificates) 个，印章 \(facts.seals.count) 枚；以前加密的内容将无法解开",
        "everything on the token will be lost for good: \(certificates) certificates, \(filled.count - certificates) keys"
          + " without one, \(facts.seals.count) seals, and what was encrypted to the keys"))
    let today = Clock.system.now().day
    for line in filled.flatMap({ Certkiosk.lines($0, today) }) { console.say(line) }
    for seal in facts.seals { console.say(Both("  \(seal.title.chinese)", "  \(seal.title.english)")) }
  }

  /// Said before somebody types a PIN here, who takes time in which another program may have its turn. Otherwise the work
  /// itself says it, directly before a try may be spent, and the card is asked once.
  private func tellTries(of token: TokenSession, _ part: TokenPart, isTypedHere: Bool) throws {
    guard isTypedHere else {
      let console = console
      token.tellsPINTries = { console.say(part.pinTries($0)) }
      return
    }
    if let left = try token.pinTriesLeft() { console.say(part.pinTries(left)) }
  }

  /// The same of the PUK. Not every card tells them before one was wrong.
  private func tellPUKTries(of token: TokenSession, _ part: TokenPart) throws {
    guard invocation.number("puk-fd") == nil else {
      let console = console
      token.tellsPUKTries = { console.say(part.pukTries($0)) }
      return
    }
    if let left = try token.pukState().triesLeft { console.say(part.pukTries(left)) }
  }

  /// Says what is left of PIN and PUK before anybody types; returns what the token said of its PUK.
  /// - Parameter isGiven: a descriptor hands the PUK over, so that the work itself says it.
  fileprivate func tellSecrets(of token: TokenSession, isGiven: Bool) throws -> SecretState? {
    guard !isGiven else {
      try tellPUKTries(of: token, .only)
      return nil
    }
    let (pin, state) = try token.secretsLeft()
    for line in [pin.map(TokenPart.only.pinTries), state.triesLeft.map(TokenPart.only.pukTries)] {
      if let line { console.say(line) }
    }
    return state
  }

  /// The PUK that is kept here for an order, else what somebody types; nil where nobody can. Fetched or asked for once the
  /// new PIN was typed: only what is not kept here has to be typed, and without an order what is kept is not used.
  fileprivate func unlockingPUK(
    of token: TokenSession, _ desk: Desk, isForOrder: Bool, saying state: SecretState?
  ) throws -> PUK? {
    if isForOrder, let state, let kept = try desk.keptPUK(for: token, saying: state) { return kept }
    return canAskPUK ? try presentPUK() : nil
  }

  func pin(_ option: String, _ prompt: Both) throws -> PIN {
    try PIN(secret(option, prompt).content)
  }

  /// The PIN that holds now; how many tries are left is said before it is asked.
  /// - Parameter entry: another than `present` when a new PIN is asked for after it.
  func presentPIN(
    on token: TokenSession, _ part: TokenPart = .only, before entry: PINEntry = .present,
    _ option: String = "current-pin-fd",
    _ prompt: Both = Both("介质当前 PIN：", "The token's present PIN: ")
  ) throws -> PIN {
    let options = entry == .present ? [option] : [option, "new-pin-fd"]
    let isAtReader = try isTypedAtReader(token, options, entry)
    try tellTries(of: token, part, isTypedHere: !isAtReader && invocation.number(option) == nil)
    return try isAtReader ? .atReader : pin(option, prompt)
  }

  /// A PIN that the applicant chooses: typed twice on the terminal or at the reader, once on a descriptor.
  func newPIN(on token: TokenSession, _ entry: PINEntry) throws -> PIN {
    guard try !isTypedAtReader(token, ["new-pin-fd"], entry) else {
      console.say(
        Both(
          "新 PIN 由申请人在读卡器上输入：6–8 位数字，不要用连续或重复的数字",
          "the applicant types the new PIN at the reader: six to eight digits, no runs, no repetitions"))
      return .atReader
    }
    return try PIN(new: newSecret("new-pin-fd", Both("新 PIN（6–8 位数字）：", "New PIN (6 to 8 digits): ")).content)
  }

  /// The PUK, only when a descriptor hands it over.
  func puk() throws -> PUK? { invocation.number("puk-fd") == nil ? nil : try presentPUK() }

  /// The PUK that holds now. It is asked for like a PIN: not even a factory's is tried unasked.
  func presentPUK() throws -> PUK {
    let typed = try secret("puk-fd", Both("介质当前解锁码（PUK）：", "The token's present PUK: "))
    guard let puk = PUK(typed.content) else { throw PUK.Malformed() }
    return puk
  }

  /// Whether a PUK can be had: from a descriptor, or from somebody at a terminal.
  fileprivate var canAskPUK: Bool { invocation.number("puk-fd") != nil || Secret.canAsk }

  /// An issue always gives the token another PUK: with the factory's, anybody could set a new PIN. What an earlier run has
  /// set already is not asked for again.
  func issuePINs(
    for order: String, on token: TokenSession, _ desk: Desk, _ part: TokenPart = .only
  ) throws -> Desk.IssuePINs {
    try desk.recognise(token)
    let needed = try desk.secretsNeeded(for: order, on: token)
    guard needed == .all else {
      // Whoever repeats the same command names the PIN that was new then: it is the present one now.
      let isRepeated = invocation.number("new-pin-fd") != nil
      let pin = try presentPIN(on: token, part, before: .present, isRepeated ? "new-pin-fd" : "current-pin-fd")
      return try allowingLastTry(Desk.IssuePINs(pin: pin, currentPUK: needed == .pin ? nil : issuePUK(of: token, part)))
    }
    let current = try presentPIN(on: token, part, before: .presentAndNew)
    let new = try newPIN(on: token, .presentAndNew)
    return try allowingLastTry(Desk.IssuePINs(current: current, new: new, currentPUK: issuePUK(of: token, part)))
  }

  private func issuePUK(of token: TokenSession, _ part: TokenPart) throws -> PUK {
    try tellPUKTries(of: token, part)
    return try presentPUK()
  }

  private func allowingLastTry(_ pins: Desk.IssuePINs) -> Desk.IssuePINs {
    var pins = pins
    pins.lastPUKTryAllowed = invocation.flag("last-try")
    return pins
  }
}

/// Which of two inserted tokens is spoken of.
enum TokenPart {
  case only, old, new

  var words: Both {
    switch self {
    case .only: Both("介质", "the token")
    case .old: Both("旧介质", "the old token")
    case .new: Both("新介质", "the new token")
    }
  }

  fileprivate func pinTries(_ left: Int) -> Both {
    Both("\(words.chinese) PIN 还可尝试 \(left) 次", "PIN tries left on \(words.english): \(left)")
  }

  fileprivate func pukTries(_ left: Int) -> Both {
    Both("\(words.chinese)解锁码还可尝试 \(left) 次", "PUK tries left on \(words.english): \(left)")
  }
}
