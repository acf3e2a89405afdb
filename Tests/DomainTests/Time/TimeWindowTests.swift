// A clock that cannot be believed gives nobody time.
import Domain
import Testing

@Suite struct TimeWindowTests {
  private static let noon = Instant(seconds: 1_780_000_000)

  private static func window(_ known: Int64?, ahead: Int64 = 0) -> TimeWindow {
    TimeWindow(shown: noon, known: known.map { noon.advanced(bySeconds: $0) }, ahead: ahead * 1000)
  }

  @Test(arguments: [nil, -3600, 0, 60])
  func `a clock that agrees with the journal is believed`(known: Int64?) {
    let window = Self.window(known)
    #expect(window.doubt == nil && window.notice == nil)
    #expect(window.earliest == window.latest)
    #expect(window.hasSurelyPassed(Self.noon) && !window.mayHavePassed(Self.noon.advanced(bySeconds: 61)))
  }

  @Test func `a clock set back a day is noticed, and a deadline in between counts as over`() {
    let window = Self.window(86_400)
    let deadline = Self.noon.advanced(bySeconds: 3600)
    #expect(window.doubt == .behind(Self.noon.advanced(bySeconds: 86_400)))
    #expect(window.mayHavePassed(deadline))
    #expect(window.notice?.contains("期限以较晚的时间为准") == true)
  }

  @Test func `bids that open in between are not taken as opened`() {
    let opening = Self.noon.advanced(bySeconds: 3600)
    #expect(!Self.window(86_400).hasSurelyPassed(opening))
    #expect(!Self.window(nil, ahead: 7200).hasSurelyPassed(Self.noon.advanced(bySeconds: -3600)))
  }

  @Test func `a clock that was ahead of head office is noticed`() {
    let window = Self.window(nil, ahead: 7200)
    #expect(window.doubt == .ahead(7_200_000))
    #expect(window.earliest == Self.noon.advanced(bySeconds: -7200) && window.latest == Self.noon)
    #expect(window.notice?.contains("120 分钟") == true)
  }
}
