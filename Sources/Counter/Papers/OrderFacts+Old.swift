// What the store knows of the old token and of unopened bids, as facts for papers.
internal import Domain
internal import Services

extension OrderFacts {
  func addOld(to facts: inout Facts) {
    if let upgrade = order.old.upgrade { add(upgrade, to: &facts) }
    let rows = order.openings.map {
      ["opening": $0.isStartOfDay ? $0.advanced(bySeconds: -1).day.chinese : $0.chineseMinute]
    }
    if !rows.isEmpty { facts.set(list: "bids", rows) }
  }

  private func add(_ upgrade: Upgrade, to facts: inout Facts) {
    let reading = order.old.reading
    facts["upgrade.medium"] = [reading?.medium, reading?.token].compactMap(\.self).joined(separator: " ")
    facts.set("upgrade.until", upgrade.until)
    facts["upgrade.remaining"] = upgrade.remaining
    facts.set("upgrade.discount", upgrade.discount)
    facts.set("upgrade.payable", upgrade.payable)
    facts["upgrade.carried"] = String(upgrade.carriedYears)
    facts.set(list: "steps", upgrade.lines.map { ["step": $0.step, "formula": $0.formula, "result": $0.result] })
    facts.set(list: "fees", (facts.lists["fees"] ?? []) + upgrade.feeRows)
  }
}

extension Upgrade {
  /// The discount, and the 续期 line that came with the carried year; it costs nothing (S0-112).
  fileprivate var feeRows: [[FieldID: String]] {
    var rows = [
      ["title": "升级折算优惠（\(discountMonths) 个月）", "count": "1", "unit": "单", "amount": "-\(discount.yuan)"]
    ]
    if carriedYears > 0 {
      rows.append(["title": "续期（转接 \(carriedYears) 年）", "price": "0.00", "count": "1", "unit": "年", "amount": "0.00"])
    }
    return rows
  }
}

extension Instant {
  /// A day's end is the next day's beginning.
  fileprivate var isStartOfDay: Bool { self == Instant(startOf: day) }
}
