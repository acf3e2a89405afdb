// A certificate is renewed in its window only, and an expired one by a type of its own.
import Domain
import Testing

@Suite struct RenewalWindowTests {
  private static let valid = RenewalWindow(daysBefore: 90, afterExpiry: nil)
  private static let expired = RenewalWindow(daysBefore: nil, afterExpiry: 365)

  @Test(arguments: [
    (valid, "2026-06-07", RenewalWindow.Verdict.open), (valid, "2026-03-09", .open),
    (valid, "2026-06-08", .tooEarly(opens: CivilDate(daysSince1970: 20_522))), (valid, "2026-03-08", .expired),
    (expired, "2026-03-09", .stillValid), (expired, "2026-03-08", .open), (expired, "2025-03-09", .open),
    (expired, "2025-03-08", .tooLate(days: 365)), (.whileValid, "2036-01-01", .open),
    (.whileValid, "2026-03-08", .expired),
  ])
  func `the last day still counts as valid`(
    window: RenewalWindow, until: String, verdict: RenewalWindow.Verdict
  ) throws {
    let today = try #require(CivilDate("2026-03-09"))
    #expect(window.verdict(until: try #require(CivilDate(until)), on: today) == verdict)
  }
}
