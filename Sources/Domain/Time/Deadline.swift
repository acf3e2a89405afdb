// When something that was promised is due, by working days or by the hours of an express service.

/// What a service promises, counted from the moment at which it has all that it needs.
public enum Promise: Hashable, Sendable {
  /// Until the close of that working day.
  case workingDays(Int)
  /// 加急: twelve hours stand for one working day, six for half of one.
  case hours(Int)

  /// `2 个工作日`
  public var text: String {
    switch self {
    case .workingDays(let days): "\(days) 个工作日"
    case .hours(let hours): "\(hours) 小时（加急）"
    }
  }
}

/// The moment at which something is due.
public struct Deadline: Hashable, Sendable {
  public let due: Instant
  /// Whether it rests on days whose holidays have not been published yet.
  public let isProvisional: Bool

  public init(due: Instant, isProvisional: Bool) {
    self.due = due
    self.isProvisional = isProvisional
  }

  /// `2026年3月9日 17:30`, with 暂定 while holidays may still move it.
  public var text: String { due.chineseMinute + (isProvisional ? "（暂定）" : "") }
}

extension WorkingCalendar {
  /// - Parameter start: when the promise begins to count.
  public func deadline(_ promise: Promise, from start: Instant, hours: WorkingHours) -> Deadline {
    let due =
      switch promise {
      case .workingDays(let days): Instant(day(days, after: start.day), minute: hours.close)
      case .hours(let promised): express(promised, from: start, hours)
      }
    let isCertain = isCertain(start.day) && isCertain(due.day)
    return Deadline(due: due, isProvisional: !isCertain)
  }

  /// Half days are counted in minutes of work. A whole day ends with the day in which its last half would have begun
  /// to be the next: never before what half a day less would give.
  private func express(_ promised: Int, from start: Instant, _ hours: WorkingHours) -> Instant {
    let halves = (promised + 5) / 6
    let counted = halves.isMultiple(of: 2) ? halves - 1 : halves
    let point = moment(hours.length * counted / 2, after: start, hours)
    return halves.isMultiple(of: 2) ? Instant(point.day, minute: hours.close) : point
  }

  /// The moment at which so many minutes of work have passed.
  private func moment(_ work: Int, after start: Instant, _ hours: WorkingHours) -> Instant {
    var day = workingDay(onOrAfter: start.day)
    var minute = day == start.day ? start.minuteOfDay : 0
    var left = work
    while hours.left(after: minute) < left {
      left -= hours.left(after: minute)
      (day, minute) = (self.day(1, after: day), 0)
    }
    return Instant(day, minute: hours.minute(left, after: minute))
  }
}

extension Instant {
  /// A minute of a day by China's clocks.
  public init(_ day: CivilDate, minute: Int) {
    self = Instant(startOf: day).advanced(bySeconds: Int64(minute) * 60)
  }

  /// Whole minutes since midnight by China's clocks; a begun minute counts.
  var minuteOfDay: Int {
    let passed = milliseconds - Instant(startOf: day).milliseconds
    return Int((passed + 59_999) / 60_000)
  }

  /// `2026年3月9日 14:05`, by China's clocks.
  public var chineseMinute: String { "\(day.chinese) \(chinaText.dropFirst(11).prefix(5))" }
}
