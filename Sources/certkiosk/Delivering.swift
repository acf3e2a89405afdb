// handover, order deliver and order ship: how what was made reaches the applicant.
internal import CommandLine
internal import Counter
internal import Domain
internal import Records
internal import Services

extension Certkiosk {
  static let handover = Command(
    "handover", Both("交付介质、密码卡和发票", "give the applicant what was made"),
    details: Both(
      "本机构列有交付物品的，须逐件齐备；介质的编号不用填，其余的写作“名称 编号”。",
      "Where the service lists what belongs to it, everything must be there; tokens need no number, the others are written"
        + " as title and number."),
    examples: [
      Example(
        "certkiosk handover A-1 --item \"密码卡 MK0881\" --print", Both("交付并打印领取凭证", "hand over and print the receipt"))
    ],
    options: [
      .repeated("item", "ITEM", Both("物品及编号", "an item with its number")),
      .value("recipient", "NAME", Both("领取人（默认为申请中的领取人或经办人）", "who signs (as applied by default)")),
    ] + slipOptions, arguments: [orderArgument],
    run: { invocation in
      let session = Session(invocation)
      let desk = try session.desk()
      let order = try desk.handOver(
        session.argument("ORDER"), items: invocation.values("item"), recipient: invocation.value("recipient"))
      return try session.tell(order, at: desk, slips: ["handover-receipt"])
    })

  static let deliver = Command(
    "deliver", Both("更改领取方式、收件人和地址", "change how and to whom an order is delivered"),
    examples: [
      Example("certkiosk order deliver A-1 --method 现场领取", Both("改为现场领取", "it is collected in person after all"))
    ],
    options: [
      .value(
        "method", "WORD", .words(of: Destination.Method.allCases, \.words), Both("领取方式", "the way of delivery")),
      .value("recipient", "NAME", Both("收件人或领取人", "who receives it")),
      .value("phone", "NUMBER", Both("联系电话", "a telephone")), .value("address", "TEXT", Both("邮寄地址", "the address")),
    ], arguments: [orderArgument],
    run: { invocation in
      let session = Session(invocation)
      let desk = try session.desk()
      let order = try desk.choose(
        invocation.value("method").flatMap { Destination.Method(rawValue: $0) },
        recipient: invocation.value("recipient"), phone: invocation.value("phone"),
        address: invocation.value("address"), for: session.argument("ORDER"))
      return try session.tell(order, at: desk)
    })

  static let ship = Command(
    "ship", Both("登记寄出：快递公司和单号", "record a parcel: courier and waybill"),
    examples: [
      Example(
        "certkiosk order ship A-1 --courier 邮政EMS --waybill 1234567890123", Both("寄出介质", "post the token")),
      Example(
        "certkiosk order ship A-1 --courier 邮政EMS --waybill 1234567890124 --invoice",
        Both("只寄发票", "post the invoice alone")),
    ],
    options: [
      .value("courier", "NAME", required: true, Both("快递公司", "the courier")),
      .value("waybill", "NUMBER", required: true, Both("快递单号", "the waybill's number")),
      .repeated("item", "ITEM", Both("物品及编号", "an item with its number")),
      .flag(
        "invoice",
        Both(
          "只寄发票：--item “发票 号码”，不写即全部已开具而未寄出的", "invoices alone: --item “发票 NUMBER”, or all that are written and here")),
    ] + slipOptions, arguments: [orderArgument],
    run: { invocation in
      let session = Session(invocation)
      let desk = try session.desk()
      let order = try desk.ship(
        session.argument("ORDER"), courier: invocation.value("courier") ?? "",
        waybill: invocation.value("waybill") ?? "", items: invocation.values("item"),
        invoiceOnly: invocation.flag("invoice"))
      let slips = invocation.flag("invoice") ? ["shipping-label"] : ["shipping-label", "handover-receipt"]
      return try session.tell(order, at: desk, slips: slips)
    })
}

extension Session {
  /// How an order is delivered, what is to be handed over, and when it is due.
  func tellDelivery(_ view: OrderView) {
    for shipment in view.order.delivery.shipments {
      console.emit([
        "order": .string(view.order.number.text), "shipment": .string(shipment.content.rawValue),
        "courier": .string(shipment.courier), "waybill": .string(shipment.waybill),
        "items": .array(shipment.items.map { .string($0) }),
      ])
    }
    guard !console.json else { return }
    let items = view.delivery.items.map(\.title).joined(separator: "、")
    let way = view.order.destination.method
    console.tell(
      Both("  领取：", "  delivery: ").with(way.words).with(items.isEmpty ? nil : Both("：\(items)", " (“\(items)”)")))
    let urgency = view.order.application.values["delivery.urgency"]
    console.tell(Both("  加急：\(urgency ?? "无")", "  express: \(urgency.map { "“\($0)”" } ?? "none")"))
    console.tell(invoice(of: view))
    for shipment in view.order.delivery.shipments {
      let parcel = "\(shipment.courier) \(shipment.waybill)"
      console.tell(Both("  已寄出：\(parcel)", "  posted: \(parcel)"))
    }
    if let deadline = view.deadline { console.tell(Both("  期限：", "  due: ").with(deadline.words)) }
    for bond in view.order.seal?.bonds ?? [] {
      let (seal, certificate) = (bond.seal, bond.certificate ?? "")
      console.tell(Both("  印章：\(seal)，绑定证书 \(certificate)", "  seal: \(seal), bound to certificate \(certificate)"))
    }
  }

  /// 要不要发票 (S0-76): the kind wanted, or that there will be none.
  private func invoice(of view: OrderView) -> Both {
    if view.order.invoicing.declinedBy != nil { return Both("  发票：不要，以后不补开", "  invoice: declined for good") }
    let kind = view.order.application.values["invoice.kind"]
    let asked = view.order.invoicing.invoices.count { $0.isAlive }
    return Both(
      "  发票：\(kind ?? "按规定")\(asked > 0 ? "，已申请 \(asked) 张" : "")",
      "  invoice: \(kind.map { "“\($0)”" } ?? "as usual")\(asked > 0 ? ", \(asked) asked for" : "")")
  }
}
