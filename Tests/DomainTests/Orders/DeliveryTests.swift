// What was made leaves the counter whole: with every item, to the right place, against a signature or a waybill.
import Domain
import Testing

@Suite struct DeliveryTests {
  private static let clerk = OrderTests.clerk
  private static let items = DeliveryRules(items: [
    .init("USBKey", serial: .token), .init("密码卡", serial: .typed), .init("发票", serial: .none),
  ])
  private static let whole = ["USBKey T", "密码卡 MK01", "发票"]

  private static func rules() throws -> OrderRules {
    let usual = try OrderTests.rules(OrderTests.reviewFirst)
    return OrderRules(flow: usual.flow, papers: usual.papers, fee: usual.fee, tokens: 1, delivery: items)
  }

  /// An order whose token is finished.
  private static func made() throws -> Order {
    var order = try OrderTests.order()
    for (event, person, _) in OrderTests.counterDay {
      if case .handedOver = event { break }
      order = try order.after(event, by: person, under: rules())
    }
    return order
  }

  private static func refusal(_ event: Event, _ order: Order) throws -> DeliveryRefusal? {
    let rules = try rules()
    do throws(OutOfTurn) {
      _ = try order.after(event, by: clerk, under: rules)
      return nil
    } catch {
      if case .delivery(let refusal) = error { return refusal }
      Issue.record("\(error)")
      return nil
    }
  }

  private static func parcel(
    _ content: Shipment.Content = .goods, _ waybill: String = "1234567890123", _ items: [String] = whole
  ) -> Event { .delivery(.shipped(Shipment(content, courier: "邮政EMS", waybill: waybill, items: items))) }

  private static let address = Destination(.posted, recipient: "李四", phone: "13900000000", address: "永城市样例路1号")

  @Test(arguments: [
    ([], DeliveryRefusal.itemsMissing(["密码卡", "发票"])), (["USBKey", "发票"], .itemsMissing(["密码卡"])),
    (["USBKey T", "密码卡", "发票"], .itemsMissing(["密码卡的编号"])), (["USBKey X", "密码卡 1", "发票"], .foreignToken("USBKey")),
  ])
  func `an item that is missing keeps the order here`(items: [String], refusal: DeliveryRefusal) throws {
    #expect(try Self.refusal(.handedOver(items: items), Self.made()) == refusal)
  }

  @Test func `tokens are named by the order, other numbers by the clerk, and more may go along`() throws {
    let complete = try Self.items.complete(["密码卡 MK01", "发票", "说明书"], tokens: ["T1", "T2"])
    #expect(complete == ["USBKey T1", "USBKey T2", "密码卡 MK01", "发票", "说明书"])
    #expect(try Self.made().after(.handedOver(items: Self.whole), by: Self.clerk, under: Self.rules()).handedOver)
  }

  @Test func `each token has its own card, one of those that were opened for the order`() throws {
    let rules = DeliveryRules(items: [
      .init("USBKey", serial: .token, count: 2), .init("密码卡", serial: .cipherCard, count: 2),
    ])
    func complete(_ items: [String]) throws(DeliveryRefusal) -> [String] {
      try rules.complete(items, tokens: ["T1", "T2"], cards: ["MK1", "MK2"])
    }
    #expect(try complete(["密码卡 MK2", "密码卡 MK1"]) == ["USBKey T1", "USBKey T2", "密码卡 MK2", "密码卡 MK1"])
    #expect(throws: DeliveryRefusal.itemsMissing(["密码卡"])) { try complete(["密码卡 MK1"]) }
    #expect(throws: DeliveryRefusal.itemsMissing(["密码卡的编号"])) { try complete(["密码卡 MK1", "密码卡"]) }
    for other in ["密码卡 MK3", "密码卡 MK1"] {
      #expect(throws: DeliveryRefusal.foreignCard("密码卡")) { try complete(["密码卡 MK1", other]) }
    }
  }

  @Test func `by post nothing is done before the waybill, and the parcel is the handover`() throws {
    let rules = try Self.rules()
    var order = try Self.made().after(.delivery(.chosen(Self.address)), by: Self.clerk, under: rules)
    #expect(try Self.refusal(.handedOver(items: Self.whole), order) == .noWaybill)
    order = try order.after(Self.parcel(), by: Self.clerk, under: rules)
    #expect(try Self.refusal(Self.parcel(.goods, "1234567890124"), order) == .tooLate)
    #expect(try Self.refusal(.delivery(.chosen(Destination(.collected))), order) == .tooLate)
    order = try order.after(.handedOver(items: Self.whole), by: Self.clerk, under: rules)
    #expect(order.state(under: rules) == .completed)
    // The invoice follows by itself.
    #expect(try Self.refusal(Self.parcel(.invoice, "9876543210987", ["发票 1"]), order) == .noInvoice)
    let asked = InvoiceRequest(id: "1", kind: "普票", category: nil, payments: ["1"], fen: 30000, buyer: [:])
    let written = Event.invoice(
      .issued(id: "1", number: "1", day: try #require(CivilDate("2026-03-10")), object: nil, format: nil))
    order = try order.after(.invoice(.requested(asked)), by: Self.clerk, under: rules)
    order = try order.after(written, by: Self.clerk, under: rules)
    order = try order.after(Self.parcel(.invoice, "9876543210987", ["发票 1"]), by: Self.clerk, under: rules)
    #expect(order.delivery.shipments.map(\.content) == [.goods, .invoice])
    #expect(try Self.refusal(Self.parcel(.invoice, "9876543210987"), order) == .waybillTwice)
    #expect(try Self.refusal(Self.parcel(.invoice, "9876543210988", ["发票 1"]), order) == .noInvoice)
  }

  @Test func `an invoice that was handed over at the counter is not posted as well`() throws {
    let rules = try Self.rules()
    let asked = InvoiceRequest(id: "1", kind: "普票", category: nil, payments: ["1"], fen: 30000, buyer: [:])
    let written = Event.invoice(
      .issued(id: "1", number: "7", day: try #require(CivilDate("2026-03-10")), object: nil, format: nil))
    let whole = ["USBKey T", "密码卡 MK01"]
    for (last, left) in [("发票 7", [String]()), ("发票", ["7"])] {
      let events: [Event] = [.invoice(.requested(asked)), written, .handedOver(items: whole + [last])]
      let order = try events.reduce(Self.made()) { try $0.after($1, by: Self.clerk, under: rules) }
      #expect(order.postableInvoices == left)
      let refusal = try Self.refusal(Self.parcel(.invoice, "9876543210987", ["发票 7"]), order)
      #expect(refusal == (left.isEmpty ? .noInvoice : nil))
    }
  }

  @Test func `an address without its parts is no address`() throws {
    let event = Event.delivery(.chosen(Destination(.posted, recipient: "李四")))
    #expect(try Self.refusal(event, OrderTests.order()) == .addressIncomplete(["收件人联系电话", "邮寄地址"]))
  }

  @Test func `nothing is posted before it is made, paid, or where it is collected`() throws {
    let posted = try OrderTests.order().after(.delivery(.chosen(Self.address)), by: Self.clerk, under: Self.rules())
    #expect(try Self.refusal(Self.parcel(), posted) == .notMade)
    #expect(try Self.refusal(Self.parcel(.invoice), posted) == .invoiceTooEarly)
    #expect(try Self.refusal(Self.parcel(), Self.made()) == .collected)
    #expect(try Self.refusal(Self.parcel(.goods, "12 34"), Self.made()) == .malformedWaybill)
  }

  @Test func `only a clerk sends things away`() throws {
    let maker = Person(id: "maker", roles: [.maker])
    let event = Event.delivery(.chosen(Self.address))
    #expect(throws: OutOfTurn.role(.handover)) { try OrderTests.order().after(event, by: maker, under: Self.rules()) }
  }

  @Test func `who says nothing collects, and the agent signs`() {
    let destination = Destination(values: ["agent.name": "李四"])
    #expect(destination == Destination(.collected, recipient: "李四"))
    #expect(Destination(values: ["delivery.method": "邮寄", "delivery.recipient": "王五"]).method == .posted)
  }

  @Test func `a step's moment is kept until the step is undone`() throws {
    let rules = try Self.rules()
    var order = try OrderTests.order()
    let start = Instant(seconds: 1_780_000_000)
    let day: [Event] = [.acknowledged, OrderTests.paper(1), OrderTests.paper(2), .submitted]
    for (hour, event) in day.enumerated() {
      order = try order.after(event, by: Self.clerk, under: rules, at: start.advanced(bySeconds: Int64(hour) * 3600))
    }
    #expect(order.timing[.papers] == start.advanced(bySeconds: 7200))
    #expect(order.timing.moment(of: [.papers, .payment]) == nil)
    let rejection = Event.rejected([Rejection(slot: "application-form", reason: "印章不清")])
    order = try order.after(rejection, by: OrderTests.reviewer, under: rules, at: start.advanced(bySeconds: 20_000))
    #expect(order.timing[.papers] == nil && order.timing[.acknowledgement] == start)
  }
}
