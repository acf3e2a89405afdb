// The conversion of an old certificate's time: the trade's vectors, its bounds, and a printed sum that recomputes.
import Domain
import Testing

@Suite struct UpgradeTests {
  struct Vectors: Decodable {
    struct Case: Decodable {
      let today: String
      let not_after: String
      let months: Int
      let annual_fen: Int
      let carry_years: Int
      let discount_months: Int
      let discount_fen: Int
      let note: String
    }
    let cases: [Case]
  }

  private static let dear = Money(fen: 99_999_999) ?? .zero

  /// The last second of a day in China.
  private func upgrade(_ today: String, _ until: String, annual: Int, price: Money = Self.dear) throws -> Upgrade {
    let last = Instant(startOf: try #require(CivilDate(until)).advanced(byDays: 1)).advanced(bySeconds: -1)
    return Upgrade(
      today: try #require(CivilDate(today)), notAfter: last, annual: try #require(Money(fen: annual)), price: price)
  }

  @Test func `every vector comes out to the fen`() throws {
    let vectors = try DomainTests.Vectors.load("upgrade", as: Vectors.self)
    #expect(vectors.cases.count >= 5)
    for line in vectors.cases {
      let upgrade = try upgrade(line.today, line.not_after, annual: line.annual_fen)
      #expect(upgrade.months == line.months, "\(line.note)")
      #expect(upgrade.carriedYears == line.carry_years, "\(line.note)")
      #expect(upgrade.discountMonths == line.discount_months, "\(line.note)")
      #expect(upgrade.discount.fen == line.discount_fen, "\(line.note)")
    }
  }

  @Test func `the manual's year and eight months carry a year and discount eight months`() throws {
    let upgrade = try upgrade("2026-03-09", "2027-11-20", annual: 28_000, price: #require(Money(fen: 30_000)))
    #expect(upgrade.remaining == "20 个月（1 年 8 个月）")
    #expect(upgrade.carriedYears == 1 && upgrade.discount.yuan == "186.66" && upgrade.payable.yuan == "113.34")
  }

  @Test func `a discount is never more than there is to pay`() throws {
    let upgrade = try upgrade("2024-01-10", "2026-04-10", annual: 30_000, price: #require(Money(fen: 30_000)))
    #expect(upgrade.converted.fen == 37_500)
    #expect(upgrade.discount.fen == 30_000 && upgrade.payable == .zero)
  }

  @Test(arguments: [
    ("2024-01-31", "2024-02-29", 1), ("2023-01-31", "2023-02-28", 1), ("2024-01-31", "2024-02-28", 0),
    ("2024-02-29", "2025-02-28", 12), ("2024-03-31", "2024-04-30", 1), ("2024-05-01", "2024-04-30", 0),
    ("2023-12-31", "2024-12-31", 12),
  ])
  func `months end with the month where the day does not exist`(today: String, until: String, months: Int) throws {
    #expect(try upgrade(today, until, annual: 30_000).months == months)
  }

  @Test func `the last day is the day in China`() throws {
    // 18:00 UTC is two in the morning of the next day in China.
    let upgrade = Upgrade(
      today: try #require(CivilDate("2024-01-11")), notAfter: Instant(seconds: 1_725_991_200), annual: Self.dear,
      price: Self.dear)
    #expect(upgrade.until.description == "2024-09-11" && upgrade.months == 8)
  }

  @Test func `the printed steps recompute to the total`() throws {
    var numbers = Seeded(state: 12)
    for _ in 0..<2_000 {
      let today = CivilDate(daysSince1970: 19_000 + Int(numbers.next() % 3_000))
      let until = today.advanced(byDays: Int(numbers.next() % 1_900) - 60)
      let price = try #require(Money(fen: Int(numbers.next() % 60_000)))
      let sum = try upgrade(today.description, until.description, annual: Int(numbers.next() % 50_000), price: price)
      let results = sum.lines.map { $0.result.filter { $0.isNumber || $0 == "." } }
      let (months, years) = (try #require(Int(results[0])), try #require(Int(results[1])))
      #expect(years == (months >= 12 ? 1 : 0))
      #expect(Int(results[2]) == months - 12 * years)
      let worth = sum.annual.fen * (months - 12 * years) / 12
      #expect(Money(fen: worth)?.yuan == results[3])
      #expect(Money(fen: min(worth, price.fen))?.yuan == results[4])
      #expect(Money(fen: price.fen - min(worth, price.fen))?.yuan == results[5])
    }
  }
}
