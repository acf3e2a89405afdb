// The turn at a card that another program holds in a transaction: waited for, told of, and given up in the end.
internal import CPCSC
internal import Dispatch
internal import Synchronization

/// How long another program is waited for that keeps the card to itself, in seconds.
public struct Patience {
  public var untilTold = 5.0
  public var untilGivenUp = 30.0
  /// Told once, with the programs that use the card service as far as the system shows them.
  public var tell: ([String]) -> Void = { _ in }

  public init() {}
}

/// The begin of one transaction. pcsc-lite's call asks again and again for as long as somebody else holds the card and
/// cannot be cancelled, so that it waits on a thread of its own.
final class Turn: Sendable {
  private enum State { case waiting, begun(Int), givenUp }

  private let card: SCARDHANDLE
  private let state = Mutex(State.waiting)
  private let answered = DispatchSemaphore(value: 0)

  init(_ card: SCARDHANDLE) { self.card = card }

  /// Fails with `readerBusy` when the patience is over.
  func take(_ patience: Patience) throws(LinkFailure) {
    DispatchQueue.global().async { self.wait() }
    if let code = outcome(within: patience.untilTold) { return try check(code) }
    patience.tell(CardServiceUsers.names)
    if let code = outcome(within: patience.untilGivenUp - patience.untilTold) { return try check(code) }
    try check(giveUp())
  }

  private func wait() {
    let code = SCardBeginTransaction(card)
    let isTooLate = state.withLock { state in
      if case .givenUp = state { return true }
      state = .begun(code)
      return false
    }
    // Nobody waits for it any more: the card is the next program's.
    if isTooLate, code == 0 { SCardEndTransaction(card, DWORD(SCARD_LEAVE_CARD)) }
    answered.signal()
  }

  private func outcome(within seconds: Double) -> Int? {
    guard answered.wait(timeout: .now() + seconds) == .success else { return nil }
    return giveUp()
  }

  /// What the call answered; from now on it may answer what it likes.
  private func giveUp() -> Int {
    state.withLock { state in
      if case .begun(let code) = state { return code }
      state = .givenUp
      return Int(LinkFailure.sharingViolation)
    }
  }
}
