// Moments as people write them.
import Domain
import Testing

@Suite struct InstantTests {
  @Test func `a moment of China's clocks is read as it is shown`() {
    let moment = Instant(seconds: 1_780_000_000)
    #expect(Instant(chinaText: moment.chinaText) == moment)
    #expect(Instant(chinaText: "2026-03-09T00:00") == CivilDate("2026-03-09").map { Instant(startOf: $0) })
    #expect(Instant(chinaText: "2026-03-09T14:05")?.chinaText == "2026-03-09T14:05:00+08:00")
  }

  @Test(arguments: [
    "", "2026-03-09", "2026-03-09 14:05", "2026-03-09T24:00", "2026-03-09T14:60", "2026-03-09T14:05:60",
    "2026-02-30T14:05", "2026-03-09T1:05", "2026-03-09T+1:05", "2026-03-09T14:05Z", "2026-03-09T14:05:00:00",
  ])
  func `whatever else is no moment`(text: String) { #expect(Instant(chinaText: text) == nil) }
}
