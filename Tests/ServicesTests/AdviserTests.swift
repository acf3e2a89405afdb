// What can be done with a token in each state, for every service, as a file that a clerk can read.
import Domain
import Services
import Testing

@Suite struct AdviserTests {
  private static let today = CivilDate(daysSince1970: 20_521)

  private static func token(_ days: Int?, tries: Int? = 3) -> AdvisedToken {
    AdvisedToken(until: days.map { today.advanced(byDays: $0) }, triesLeft: tries, hasSeal: true)
  }

  private static let states: [(name: String, token: AdvisedToken, renewal: String?)] = [
    ("没有证书的介质", token(nil), nil), ("证书还有 200 天", token(200), nil), ("证书还有 30 天", token(30), nil),
    ("证书还有 30 天，PIN 锁住", token(30, tries: 0), nil), ("证书还有 30 天，已有未办完的续期", token(30), "A01002603090007S"),
    ("证书已过期 10 天", token(-10), nil), ("证书已过期 4000 天", token(-4000), nil), ("证书还有 1 年 8 个月", token(620), nil),
  ]

  @Test func `each state has its possible and impossible business types, with reasons`() throws {
    let packs = try PacksTests.packs().packs
    let text = Self.states.map { name, token, renewal in
      let services = packs.map { pack in
        let lines = pack.advice(on: token, today: Self.today, renewal: renewal).map(Self.line)
        return "[\(pack.id)]\n" + lines.joined(separator: "\n")
      }
      return "# \(name)\n" + services.joined(separator: "\n")
    }.joined(separator: "\n\n")
    try Golden.expect(text + "\n", in: "adviser.txt")
  }

  private static func line(_ advice: Advice) -> String {
    guard advice.isPossible else {
      let reasons = advice.obstacles.map { "\($0.explanation.code) \($0.explanation.chinese.happened)" }
      return "✗ \(advice.type.title)  \(reasons.joined(separator: "；"))"
    }
    let bids = advice.asksForBids ? "  询问未开标" : ""
    let time = advice.deadline.map { "  \($0)" } ?? ""
    return "✓ \(advice.type.title)  \(advice.fee.yuan) 元\(time)  \(advice.papers.count) 项材料\(bids)"
  }

  @Test func `a medium that the pack does not list is not upgraded`() throws {
    let terms = UpgradeTerms(annual: .zero, media: ["蓝色介质": ["3b6c00"], "绿色介质": ["3b9f"]])
    #expect(terms.medium(answering: [0x3B, 0x6C, 0x00, 0xFF]) == "蓝色介质")
    #expect(terms.medium(answering: [0x3B, 0x6C, 0x01]) == nil)
  }
}
