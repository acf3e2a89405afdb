// A store with many orders that wait for their money, and the statement that pays most of them.
import Counter
import Domain
import Files
import Foundation
import Records
import Services

final class StatementBench {
  let desk: Desk
  let statement: String
  private let moment: Instant
  private let clerk = Person(id: "wang", roles: [.clerk])

  init(forms: String, folder: String, pin: [UInt8], at moment: Instant) throws {
    self.moment = moment
    try? FileManager.default.removeItem(atPath: folder)
    try Files.makeFolder(folder)
    let store = try SettingUp.store(
      at: "\(folder)/store", kind: .rehearsal, kiosk: "B01", key: .file("\(folder)/key"), siteKey: nil)
    desk = Desk(store: store, packs: try Packs.load(from: forms), forms: forms, clock: Clock(now: { moment }))
    statement = "\(folder)/statement.csv"
    try store.enrol("zhao", name: "zhao", roles: [.finance], pin: pin, at: moment, by: nil)
    try desk.signIn("zhao", pin: pin)
  }

  /// Numbers of any amount: the days before today share them out.
  private func number(_ index: Int) -> OrderNumber {
    OrderNumber(
      kiosk: "B01", incarnation: 1, day: moment.day.advanced(byDays: -index / 9999), serial: index % 9999 + 1)
  }

  func register(_ count: Int) throws {
    for start in stride(from: 0, to: count, by: 500) {
      var change = Records.Change()
      for index in start..<min(count, start + 500) {
        let (row, lookups) = try order(index)
        change.orders.append(row)
        change.lookups[row.number] = lookups
      }
      try desk.store.commit(change)
    }
  }

  private func order(_ index: Int) throws -> (OrderRow, [Lookup]) {
    let application = Application(
      number: "B-\(index)", service: "bjca", businessType: "new",
      values: ["organisation.name": "样例\(index)号有限公司", "organisation.mergedLicence": "是"])
    let rules = try desk.rules(for: application)
    let order = try Order(number(index), registering: application, by: "wang").after(
      .acknowledged, by: clerk, under: rules)
    let row = OrderRow(
      number: order.number, application: application.number, service: "bjca", businessType: "new",
      state: order.state(under: rules).rawValue, version: 1, reference: order.number.text, updated: moment,
      body: Array(try JSONEncoder().encode(order)))
    return (row, desk.lookups(of: application))
  }

  /// Of ten lines seven name their order, one is found by its payer, one pays in part and one belongs to nobody.
  func writeStatement(_ count: Int) throws {
    var text = "交易日期,交易流水号,贷方金额,对方户名,对方账号,附言\n"
    for index in 0..<count {
      let (sum, payer, remark) =
        switch index % 10 {
        case 7: ("200.00", "样例\(index)号有限公司", "证书费")
        case 8: ("80.00", "样例\(index)号有限公司", "\(number(index)) 首付")
        case 9: ("200.00", "无名氏\(index)", "不明")
        default: ("200.00", "样例\(index)号有限公司", "订单\(number(index))")
        }
      text += "2026-05-29,S\(index),\(sum),\(payer),62220212345678\(index),\(remark)\n"
    }
    try Files.write(Array(text.utf8), to: statement)
  }
}
