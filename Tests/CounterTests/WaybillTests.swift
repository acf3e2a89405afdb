// A courier's list of parcels: every good line is recorded once, every other one is told with its place.
import Counter
import Domain
import Files
import Foundation
import Records
import Testing

@Suite struct WaybillTests {
  private let branch: HeadOfficeCounter
  private let desk: Desk
  private let first: String
  private let second: String

  init() throws {
    let branch = try HeadOfficeCounter()
    (self.branch, desk) = (branch, branch.desk)
    let posted: [FieldID: String] = [
      "delivery.method": "邮寄", "delivery.recipient": "李四", "delivery.phone": "13900000000",
      "delivery.address": "永城市样例路1号",
    ]
    let made = try [UInt32(1), 2].map { serial in
      let number = try branch.counter.order("bjca", "new", posted)
      try branch.counter.issue(number, on: branch.counter.card(serial: serial))
      return number
    }
    (first, second) = (made[0], made[1])
  }

  private struct Told {
    var shipped: [Int] = []
    var known: [Int] = []
    var codes: [String] = []
    var places: [Int] = []
  }

  private func take(_ text: String) throws -> (Desk.WaybillSummary, Told) {
    let file = try branch.source(text, "waybills.csv")
    var told = Told()
    let summary = try desk.importWaybills(file) { taken in
      switch taken {
      case .shipped(_, let place): told.shipped.append(place.line ?? 0)
      case .known(_, let place): told.known.append(place.line ?? 0)
      case .finding(let finding):
        told.codes.append(finding.explanation.code)
        told.places.append(finding.place.line ?? 0)
      }
    }
    return (summary, told)
  }

  private var list: String {
    """
    订单号,快递公司,快递单号,物品
    \(first),邮政EMS,EX1234567890,USBKey、密码卡 MK0001、发票 00012345
    A01002603090007S,邮政EMS,EX1234567891,
    \(second),邮政EMS,,
    \(second),邮政EMS,1.23457E+12,
    \(second),邮政EMS,EX 12,USBKey、密码卡 MK0001、发票 00012346
    \(second),邮政EMS,EX1234567890,USBKey、密码卡 MK0001、发票 00012346

    """
  }

  @Test func `good lines are taken, the others told with their places, and a second import changes nothing`() throws {
    let (summary, told) = try take(list)
    #expect(told.shipped == [2, 7])
    #expect(told.codes == ["N04", "D95", "D96", DeliveryRefusal.malformedWaybill.explanation.code, "D98"])
    #expect(told.places == [3, 4, 5, 6, 7])
    #expect(summary.shipped == 2 && summary.refused == 4 && summary.known == 0)
    let order = try desk.order(first)
    #expect(order.handedOver && order.delivery.goods?.waybill == "EX1234567890")
    #expect(try desk.order(second).handedOver)
    let (journal, versions) = (try desk.store.journalDigest().sequence, try self.versions)
    let (again, twice) = try take(list)
    #expect(twice.known == [2, 7] && again.shipped == 0)
    #expect(try self.versions == versions)
    // Only that a list was imported.
    #expect(try desk.store.journalDigest().sequence == journal + 1)
    #expect(try desk.store.journal(kinds: ["waybills-imported"]).count == 2)
  }

  private var versions: [Int] { get throws { try desk.store.orders().map(\.version) } }

  @Test func `another number for an order that left is refused`() throws {
    _ = try take(list)
    let (_, told) = try take("order,courier,waybill\n\(first),邮政EMS,EX9999999999\n")
    #expect(told.codes == ["D97"])
    #expect(try desk.order(first).delivery.shipments.count == 1)
  }

  @Test func `an invoice follows in a parcel of its own`() throws {
    _ = try take(list)
    let parcel = "订单号,快递公司,快递单号,内容\n\(first),邮政EMS,EX5555555555,发票\n"
    #expect(try take(parcel).1.codes == [DeliveryRefusal.noInvoice.explanation.code], "none was written yet")
    _ = try desk.requestInvoice(first, .init(kind: "定额发票"))
    let fee = try desk.view(desk.order(first)).fee
    try desk.move(Desk.Pieces(.invoice, ["00012399"], count: nil, amount: fee), .receive)
    try desk.move(Desk.Pieces(.invoice, ["00012399"], count: nil), .issue, order: first)
    _ = try desk.giveInvoices(first, "1", serials: ["00012399"])
    let (summary, told) = try take(parcel)
    #expect(told.codes.isEmpty && summary.shipped == 1)
    #expect(try desk.order(first).delivery.shipments.map(\.content) == [.goods, .invoice])
  }

  @Test(arguments: [("订单,单号\n1,2\n", "D99"), ("订单号,快递公司,快递单号\n", "D94")])
  func `a file that is no list is told`(text: String, code: String) throws {
    #expect(try take(text).1.codes == [code])
  }

  @Test func `nobody imports without having signed in`() throws {
    let nobody = Desk(store: desk.store, packs: desk.packs, forms: desk.forms)
    let file = try branch.source(list, "waybills.csv")
    #expect(throws: CounterError.nobody) { try nobody.importWaybills(file) { _ in } }
  }
}
