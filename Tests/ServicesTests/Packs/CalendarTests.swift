// Deadlines over the Spring Festival, the National Day and the weekends that are worked for them.
import Domain
import Services
import Testing

@Suite struct CalendarTests {
  private let calendar: WorkingCalendar
  private let hours = WorkingHours.usual

  init() throws { calendar = try PacksTests.packs().calendar }

  private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  private func moment(_ text: String) throws -> Instant {
    let words = text.split(separator: " ")
    return Instant(try day(String(words[0])), minute: try #require(WorkingHours.minute(String(words[1]))))
  }

  @Test(arguments: [
    ("2026-02-13", true), ("2026-02-14", true), ("2026-02-15", false), ("2026-02-23", false), ("2026-02-24", true),
    ("2026-02-28", true), ("2026-03-01", false), ("2026-10-10", true), ("2026-10-08", true), ("2026-09-20", true),
    ("2026-09-25", false), ("2025-10-08", false), ("2025-10-11", true), ("2024-02-18", true), ("2024-02-09", true),
    ("2024-09-16", false), ("2025-01-28", false), ("2025-01-26", true), ("2026-01-04", true), ("2026-01-02", false),
  ])
  func `a day is worked or not as the State Council's notice says`(text: String, worked: Bool) throws {
    #expect(calendar.isWorkingDay(try day(text)) == worked)
  }

  /// Working days in a year: 366 or 365 less weekends and holidays, with the days worked for them.
  @Test(arguments: [(2024, 251), (2025, 248), (2026, 248)])
  func `a year has as many working days as its table says`(year: Int, count: Int) throws {
    let first = try #require(CivilDate(year: year, month: 1, day: 1))
    let days = (0..<366).map { first.advanced(byDays: $0) }.filter { $0.year == year }
    #expect(days.count { calendar.isWorkingDay($0) } == count)
  }

  @Test(arguments: [
    ("2026-02-13 10:00", 2, "2026-02-24 17:30"), ("2026-02-12 16:00", 2, "2026-02-14 17:30"),
    ("2026-09-30 09:00", 3, "2026-10-10 17:30"), ("2026-02-27 09:00", 1, "2026-02-28 17:30"),
    ("2026-02-14 09:00", 10, "2026-03-06 17:30"), ("2026-03-07 12:00", 2, "2026-03-10 17:30"),
    ("2025-09-26 18:00", 3, "2025-09-30 17:30"),
  ])
  func `working days are counted over holidays`(start: String, days: Int, due: String) throws {
    let deadline = calendar.deadline(.workingDays(days), from: try moment(start), hours: hours)
    #expect(deadline.due == (try moment(due)), "\(deadline.text)")
    #expect(!deadline.isProvisional)
  }

  @Test(arguments: [
    // Half a day of seven hours' work is three and a half.
    ("2026-03-09 09:00", 6, "2026-03-09 14:00"), ("2026-03-09 13:30", 6, "2026-03-09 17:00"),
    ("2026-03-09 16:30", 6, "2026-03-10 11:30"), ("2026-03-09 20:00", 6, "2026-03-10 14:00"),
    ("2026-02-14 16:30", 6, "2026-02-24 11:30"), ("2026-09-30 17:30", 6, "2026-10-08 14:00"),
    // The same day; too late for half a day's work, the next.
    ("2026-03-09 09:00", 12, "2026-03-09 17:30"), ("2026-03-09 13:30", 12, "2026-03-09 17:30"),
    ("2026-03-09 16:30", 12, "2026-03-10 17:30"), ("2026-10-01 10:00", 12, "2026-10-08 17:30"),
  ])
  func `express hours are half a day and the same day of work`(start: String, promised: Int, due: String) throws {
    let deadline = calendar.deadline(.hours(promised), from: try moment(start), hours: hours)
    #expect(deadline.due == (try moment(due)), "\(deadline.text)")
  }

  @Test func `whoever pays for six hours never waits longer than for twelve`() throws {
    let start = try moment("2026-02-12 00:00")
    for quarter in 0..<(96 * 20) {
      let asked = start.advanced(bySeconds: Int64(quarter) * 900)
      let (half, whole) = (
        calendar.deadline(.hours(6), from: asked, hours: hours),
        calendar.deadline(.hours(12), from: asked, hours: hours)
      )
      #expect(half.due > asked && half.due <= whole.due)
      #expect(calendar.isWorkingDay(half.due.day) && calendar.isWorkingDay(whole.due.day))
    }
  }

  @Test func `past the table's last year a deadline is provisional`() throws {
    let deadline = calendar.deadline(.workingDays(3), from: try moment("2026-12-30 10:00"), hours: hours)
    #expect(deadline.isProvisional && deadline.text.hasSuffix("（暂定）"))
    #expect(!calendar.deadline(.workingDays(1), from: try moment("2026-12-30 10:00"), hours: hours).isProvisional)
  }

  @Test func `a promise counts from fee and papers, and from the submission where a flow has neither`() throws {
    let packs = try PacksTests.packs()
    let type = try #require(packs["bjca"]?.businessType("new"))
    #expect(type.promiseSteps(on: type.flow) == [.payment, .papers])
    let unlock = try #require(packs["yangguang"]?.businessType("unlock"))
    #expect(unlock.promiseSteps(on: unlock.flow) == [.papers])
    #expect(type.promise(for: [:]) == .workingDays(10) && type.promisedStep(for: [:], on: type.flow) == .production)
    let reviewed = try #require(packs["szca"]?.businessType("new"))
    #expect(reviewed.promiseSteps(on: reviewed.flow) == [.submission])
    #expect(reviewed.promisedStep(for: [:], on: reviewed.flow) == .review)
    #expect(reviewed.promiseText(for: [:]) == "3 个工作日内完成“审核”" && type.promiseText(for: [:]) == "10 个工作日")
    let urgent = try #require(packs["guocai"]?.businessType("new"))
    #expect(urgent.promise(for: ["delivery.urgency": "加急6小时"]) == .hours(6))
    #expect(urgent.promise(for: ["delivery.urgency": "不加急"]) == nil)
  }
}
