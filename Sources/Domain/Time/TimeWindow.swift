// Between which moments it is now, when the machine's clock alone cannot be believed.

/// The machine's clock held against what is known: rows of the journal were written before now, and so were head office's
/// letters. A decision that depends on time takes the end that is worse for whoever would profit from a wrong clock.
public struct TimeWindow: Hashable, Sendable {
  public enum Doubt: Hashable, Sendable {
    /// The clock shows less than what is known to have passed: it was set back.
    case behind(Instant)
    /// Head office answered before the kiosk says it had asked: the clock was this many milliseconds ahead.
    case ahead(Int64)
  }

  /// What the machine's clock shows.
  public let shown: Instant
  public let earliest: Instant
  public let latest: Instant
  public let doubt: Doubt?

  /// Clocks that are kept right still differ by this much, in milliseconds.
  public static let tolerance: Int64 = 120_000

  /// - Parameters:
  ///   - known: the latest moment that has certainly passed.
  ///   - ahead: by how many milliseconds the clock was seen to be ahead; 0 when it was not.
  public init(shown: Instant, known: Instant?, ahead: Int64 = 0) {
    self.shown = shown
    let known = known ?? shown
    let corrected = Instant(milliseconds: shown.milliseconds - ahead)
    if known.milliseconds - shown.milliseconds > Self.tolerance {
      (earliest, latest, doubt) = (shown, known, .behind(known))
    } else if ahead > Self.tolerance {
      (earliest, latest, doubt) = (corrected, max(shown, known), .ahead(ahead))
    } else {
      (earliest, latest, doubt) = (max(shown, known), max(shown, known), nil)
    }
  }

  /// For what must be over before something is allowed, such as the opening of bids.
  public func hasSurelyPassed(_ moment: Instant) -> Bool { earliest >= moment }

  /// For what must not be over yet, such as a deadline or a certificate's last day.
  public func mayHavePassed(_ moment: Instant) -> Bool { latest > moment }

  /// What slips say; nil while the clock is believed.
  public var notice: String? {
    switch doubt {
    case .behind(let known)?:
      "时间说明：本机时钟（\(shown.chineseMinute)）早于已知时间（\(known.chineseMinute)），期限以较晚的时间为准。"
    case .ahead(let milliseconds)?:
      "时间说明：本机时钟曾比总部时间快约 \(milliseconds / 60_000) 分钟，以对申请人不利的时间为准。"
    case nil: nil
    }
  }
}
