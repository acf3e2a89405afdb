// Which days are worked in China: weekdays less the holidays, and the weekend days that are worked for them (调休).

/// The holidays that the State Council publishes a year at a time, as a calendar of working days.
public struct WorkingCalendar: Hashable, Sendable {
  public let holidays: Set<CivilDate>
  /// Weekend days that are worked so that a holiday may be longer.
  public let worked: Set<CivilDate>
  /// The years whose tables are here; nil for none.
  public let covered: ClosedRange<Int>?

  public init(holidays: Set<CivilDate>, worked: Set<CivilDate>, covered: ClosedRange<Int>?) {
    self.holidays = holidays
    self.worked = worked
    self.covered = covered
  }

  /// Weekends alone: where nobody has published anything yet.
  public static let weekends = WorkingCalendar(holidays: [], worked: [], covered: nil)

  public func isWorkingDay(_ day: CivilDate) -> Bool {
    worked.contains(day) || !day.isWeekend && !holidays.contains(day)
  }

  /// Whether the table of that day's year is here; without it a working day is a guess.
  public func isCertain(_ day: CivilDate) -> Bool { covered?.contains(day.year) ?? false }

  /// The working day that is the `count`-th after a day, which itself does not count.
  public func day(_ count: Int, after start: CivilDate) -> CivilDate {
    var (day, left) = (start, count)
    while left > 0 {
      day = day.advanced(byDays: 1)
      if isWorkingDay(day) { left -= 1 }
    }
    return day
  }

  /// The day itself when it is worked, else the next that is.
  public func workingDay(onOrAfter day: CivilDate) -> CivilDate {
    isWorkingDay(day) ? day : self.day(1, after: day)
  }
}

extension CivilDate {
  /// 1970-01-01 was a Thursday.
  public var isWeekend: Bool { (daysSince1970 % 7 + 7 + 3) % 7 >= 5 }
}
