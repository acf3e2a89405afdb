// What time it is: the machine's clock held against the journal and against head office.
package import Bundles
internal import Cryptography
public import Domain
internal import FoundationEssentials
public import Records

/// What is known of time beside the clock, kept in the store.
struct KnownTime: Codable {
  static let setting = "known-time"

  /// The latest time that head office has vouched for.
  var headOffice: Instant?
  /// By how many milliseconds this kiosk's clock was ahead of head office's when that was last seen; 0 when it was not.
  var ahead: Int64 = 0
  /// Rows of the journal up to this one were written under a clock that is known to have been wrong.
  var mistrusted = 0
}

extension Store {
  /// Between which moments it is now.
  public func time(_ clock: Clock) throws -> TimeWindow {
    let known = try knownTime()
    let past = [known.headOffice, try latestInstant(after: known.mistrusted)].compactMap(\.self).max()
    return TimeWindow(shown: clock.now(), known: past, ahead: known.ahead)
  }

  func knownTime() throws -> KnownTime {
    guard let bytes = try setting(KnownTime.setting) else { return KnownTime() }
    return try JSONDecoder().decode(KnownTime.self, from: Data(bytes))
  }
}

extension Desk {
  /// Between which moments it is now: the one way to ask wherever a decision hangs on time.
  public func time() throws -> TimeWindow { try store.time(clock) }

  /// It was not earlier than head office says it is; `instant` stands under its signature.
  package func learnTime(_ instant: Instant) throws {
    var known = try store.knownTime()
    guard known.headOffice.map({ $0 < instant }) ?? true else { return }
    known.headOffice = instant
    try store.set(Setting(KnownTime.setting, Self.bytes(known), secret: false))
  }

  /// What is answered was sent before: a kiosk whose bundle is younger than its answer had a clock that was ahead.
  package func learnTime(from answer: AcknowledgementPayload) throws {
    try learnTime(answer.headOfficeTime)
    guard let ours = try store.bundles(.up).first(where: { $0.digest.hex == answer.bundle }) else { return }
    var known = try store.knownTime()
    known.ahead = max(0, ours.instant.milliseconds - answer.headOfficeTime.milliseconds)
    try store.set(Setting(KnownTime.setting, Self.bytes(known), secret: false))
  }

  /// Takes the clock as right from here on, after somebody has set it; head office's time still holds.
  public func acceptClock(reason: String) throws -> TimeWindow {
    try requireAdministrator()
    var known = try store.knownTime()
    (known.mistrusted, known.ahead) = (try store.journalDigest().sequence, 0)
    let entry = NewEntry(
      at: clock.now(), by: person?.id, kind: "clock-accepted", payload: try Self.bytes(["reason": reason]))
    try store.commit(
      Change(entries: [entry], settings: [Setting(KnownTime.setting, try Self.bytes(known), secret: false)]))
    return try time()
  }
}
