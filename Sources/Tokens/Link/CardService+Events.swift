// Readers and cards that come and go, as events of the service: nobody polls.
internal import CPCSC

/// Something that happened at the readers.
public enum ReaderEvent: Hashable, Sendable {
  case readerCame(String), readerWent(String)
  case cardCame(String), cardWent(String)

  public var reader: String {
    switch self {
    case .readerCame(let name), .readerWent(let name), .cardCame(let name), .cardWent(let name): name
    }
  }
}

extension CardService {
  /// A name that is no reader: a change of its state is a reader that came or went.
  private static let notification = #"\\?PnP?\Notification"#

  /// Tells what comes and goes for as long as `seconds`, or until `told` answers false. What is there at the beginning
  /// is not told; `begun` is called once that is known.
  public func watch(seconds: Int, begun: () -> Void = {}, told: (ReaderEvent) throws -> Bool) throws {
    var known = try readers()
    begun()
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      let rest = (end - ContinuousClock.now).components.seconds + 1
      try waitForAnyChange(since: known, milliseconds: Int(min(rest, 60)) * 1000)
      let now = try readers()
      for event in Self.events(from: known, to: now) where try !told(event) { return }
      known = now
    }
  }

  /// What lies between two moments. A card that was pulled out and put back, or another of its kind in its place, has
  /// moved the reader's count.
  package static func events(from before: [Reader], to after: [Reader]) -> [ReaderEvent] {
    let gone = before.filter { old in !after.contains { $0.name == old.name } }.map { ReaderEvent.readerWent($0.name) }
    return gone
      + after.flatMap { now -> [ReaderEvent] in
        let old = before.first { $0.name == now.name }
        let came: [ReaderEvent] = old == nil ? [.readerCame(now.name)] : []
        let (had, has) = (old?.hasCard ?? false, now.hasCard)
        let isOther = old?.answerToReset != now.answerToReset || old?.comings != now.comings
        if had && has && isOther { return [.cardWent(now.name), .cardCame(now.name)] }
        return came + (had == has ? [] : [has ? .cardCame(now.name) : .cardWent(now.name)])
      }
  }

  /// Returns as soon as a reader holds no card. Fails when it still does after so many seconds.
  package func waitUntilEmpty(_ reader: String, seconds: Int) throws(TokenError) {
    let end = ContinuousClock.now + .seconds(seconds)
    var known = UInt(SCARD_STATE_PRESENT)
    do throws(LinkFailure) {
      while known & UInt(SCARD_STATE_PRESENT) != 0 {
        let rest = (end - ContinuousClock.now) / .milliseconds(1)
        guard rest > 0 else { throw LinkFailure(.timeout, code: LinkFailure.timedOut) }
        known = UInt(try change(of: [(reader, known)], Int(rest)).first?.dwEventState ?? 0)
      }
    } catch { throw TokenError(error, reader: reader) }
  }

  /// Returns as soon as any reader or its card is other than known, or after the time.
  func waitForAnyChange(since known: [Reader], milliseconds: Int) throws(TokenError) {
    do throws(LinkFailure) {
      try change(of: known.map { ($0.name, $0.event) } + [(Self.notification, UInt(known.count) << 16)], milliseconds)
    } catch { throw TokenError(error) }
  }
}

extension CardService {
  /// The service notices within seconds, on a busy machine too, that a card was pulled out or its reader unplugged.
  private static let noticing = Duration.seconds(3)

  /// A card that is pulled out in the middle of a command fails it with codes that say nothing of the kind. The state of
  /// its reader, a moment later, does.
  func explained(_ failure: LinkFailure, at reader: String) -> LinkFailure {
    guard failure.kind == .other || failure.code == LinkFailure.communicationError else { return failure }
    let end = ContinuousClock.now + Self.noticing
    var known = UInt(SCARD_STATE_PRESENT)
    while true {
      let rest = max(0, (end - ContinuousClock.now) / .milliseconds(1))
      let state: SCARD_READERSTATE?
      do throws(LinkFailure) { state = try change(of: [(reader, known)], Int(rest)).first } catch {
        return error.kind == .readerGone ? LinkFailure(.readerGone, code: failure.code) : failure
      }
      let event = state?.dwEventState ?? 0
      if event & DWORD(SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE) != 0 {
        return LinkFailure(.readerGone, code: failure.code)
      }
      if event & DWORD(SCARD_STATE_EMPTY) != 0 { return LinkFailure(.cardRemoved, code: failure.code) }
      guard rest > 0 else { return failure }
      known = UInt(event)
    }
  }
}
