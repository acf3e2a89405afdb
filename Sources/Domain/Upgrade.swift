// 升级折算: the time that an old certificate has left, converted into a discount and a carried year, step by step (S0-110 … S0-113).

/// What is converted; everything else follows from these four.
public struct Upgrade: Hashable, Sendable, Codable {
  public let today: CivilDate
  /// The last day of the old certificate, in China.
  public let until: CivilDate
  /// The price of a year.
  public let annual: Money
  /// What the upgrade costs before the discount.
  public let price: Money

  public init(today: CivilDate, notAfter: Instant, annual: Money, price: Money) {
    self.today = today
    until = notAfter.day
    self.annual = annual
    self.price = price
  }

  /// Whole months left; the days beyond them do not count.
  public var months: Int { today.wholeMonths(until: until) }

  /// A year or more: one year is moved to the new medium.
  public var carriedYears: Int { months >= 12 ? 1 : 0 }

  public var discountMonths: Int { months - 12 * carriedYears }

  /// What the months are worth, parts of a fen dropped.
  public var converted: Money { Money(fen: annual.fen * discountMonths / 12) ?? .zero }

  /// Never more than there is to pay.
  public var discount: Money { min(converted, price) }

  public var payable: Money { Money(fen: price.fen - discount.fen) ?? .zero }

  /// `20 个月（1 年 8 个月）`
  public var remaining: String {
    months < 12 ? "\(months) 个月" : "\(months) 个月（\(months / 12) 年\(months % 12 == 0 ? "" : " \(months % 12) 个月")）"
  }

  /// A line of the sum as it is printed.
  public struct Line: Hashable, Sendable {
    public let step: String
    public let formula: String
    public let result: String
  }

  public var lines: [Line] {
    [
      Line(step: "剩余满月数", formula: "\(today) 至 \(until)，不满一月不计", result: "\(months) 个月"),
      Line(
        step: "转接年数", formula: carriedYears > 0 ? "\(months) ≥ 12" : "\(months) < 12", result: "\(carriedYears) 年"),
      Line(step: "折算月数", formula: "\(months) − 12 × \(carriedYears)", result: "\(discountMonths) 个月"),
      Line(step: "折算金额", formula: "\(annual.yuan) × \(discountMonths) ÷ 12，舍去不足一分", result: converted.yuan),
      Line(step: "折算优惠", formula: "不超过 \(price.yuan)", result: discount.yuan),
      Line(step: "应付金额", formula: "\(price.yuan) − \(discount.yuan)", result: payable.yuan),
    ]
  }
}

extension CivilDate {
  /// The same day some months later; the last of the month where that day does not exist. Nil past the year 9999.
  func advanced(byMonths months: Int) -> CivilDate? {
    let count = year * 12 + month - 1 + months
    let (year, month) = (count / 12, count % 12 + 1)
    return CivilDate(year: year, month: month, day: min(day, Self.daysIn(month: month, year: year)))
  }

  /// Whole months from this day until another; 0 when it has passed.
  func wholeMonths(until end: CivilDate) -> Int {
    guard end > self else { return 0 }
    let most = (end.year - year) * 12 + end.month - month
    return advanced(byMonths: most).map { $0 <= end } == true ? most : most - 1
  }
}
