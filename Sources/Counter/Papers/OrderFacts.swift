// What the store already knows of an order, as facts for its papers. What it does not know stays an open place.
internal import Cryptography
internal import Domain
internal import Records
internal import Services

/// Everything that an order's facts follow from.
struct OrderFacts {
  let order: Order
  let pack: Pack
  let type: BusinessType
  let rules: OrderRules
  /// The order's events with when they happened and by whom.
  let history: [(entry: JournalEntry, event: Event?)]
  let names: [PersonID: String]
  let time: TimeWindow
  /// When the certificate is due; nil where papers must not change with it, or nothing is due.
  let deadline: Deadline?
  /// When the paper was first made.
  let moment: Instant
  let kiosk: String
  /// Who prints.
  let clerk: String?

  var facts: Facts {
    var facts = Facts()
    addSlip(to: &facts)
    addService(to: &facts)
    addOrder(to: &facts)
    addPayments(to: &facts)
    addPapers(to: &facts)
    addReview(to: &facts)
    addTokens(to: &facts)
    addOld(to: &facts)
    return facts
  }

  // MARK: The slip and the service

  private func addSlip(to facts: inout Facts) {
    facts.set("slip.date", moment.day)
    facts["slip.time"] = moment.chineseMinute
    facts["slip.clerk"] = clerk
    facts["slip.kiosk"] = kiosk
    facts["slip.clock"] = time.notice
  }

  private func addService(to facts: inout Facts) {
    facts["service.acknowledgement"] = pack.acknowledgement
    facts["payee.name"] = pack.payment.payee?.name
    facts["payee.bank"] = pack.payment.payee?.bank
    facts["payee.account"] = pack.payment.payee?.account
    facts["payment.ways"] = pack.payment.ways.map(\.title).joined(separator: "、")
    facts = facts.merging(pack.mailingFacts)
  }

  private func addOrder(to facts: inout Facts) {
    facts["order.number"] = order.number.text
    facts["order.application"] = order.application.number
    facts["order.state"] = order.state(under: rules).rawValue
    facts["order.time"] = promised
    facts["order.next"] = next
    facts["order.confirmed"] = isConfirmed ? "是" : "否"
  }

  private var isConfirmed: Bool { if case .confirmed = order.sync { true } else { false } }

  /// The time that the service promises, and its moment once it counts.
  private var promised: String? {
    guard let promise = type.promiseText(for: order.application.values) else { return nil }
    return promise + (deadline.map { "，至 \($0.text)" } ?? "")
  }

  /// What the applicant waits for or does next.
  private var next: String? {
    if order.voided { return "本单已作废" }
    let open = rules.flow.open(done: order.done(under: rules)).map { $0.forApplicant(order.destination.method) }
    return open.isEmpty ? nil : open.joined(separator: "；") + "。"
  }

  // MARK: Money

  private func addPayments(to facts: inout Facts) {
    let fee = rules.fee
    facts.set("order.amount", fee)
    facts.set("order.paid", Money(fen: order.confirmedFen))
    facts.set("order.balance", Money(fen: max(0, fee.fen - order.confirmedFen)))
    facts.set(list: "fees", type.priced(order.headOffice.prices).feeFacts(for: order.application.values))
    let counted = order.payments.filter { $0.countedFen > 0 }
    facts.set(list: "payments", counted.flatMap(rows))
    facts["invoice.number"] = order.invoicing.invoices.compactMap(\.number).last
    guard let last = counted.last else { return }
    facts.set("receipt.amount", Money(fen: order.confirmedFen))
    facts["receipt.payer"] = shown(payer: last.payer)
    facts.set("receipt.date", day { $0.confirmsMoney })
    facts["receipt.form"] = paidForm
  }

  /// The digest of the form as it had been printed when the money counted last (S0-123), as its page code holds it.
  /// What is printed afterwards changes no receipt.
  private var paidForm: String? {
    guard let form = slots.first(where: { $0.source != .upload })?.id,
      let paid = history.lastIndex(where: { $0.event?.confirmsMoney ?? false })
    else { return nil }
    let digest = history[..<paid].compactMap { $0.event?.madeDocuments[form] }.last.flatMap { [UInt8](hex: $0) }
    return digest.map { PageCode.digest($0) }
  }

  /// A payment that counts; charges on top of it stand in a row of their own and pay for nothing.
  private func rows(_ entry: PaymentEntry) -> [[FieldID: String]] {
    let first = history.first { $0.event?.records(entry.id) ?? false }?.entry.instant.day
    let through = [entry.detail, entry.payerType?.title].compactMap(\.self).joined(separator: "，")
    let line: [FieldID: String] = [
      "date": first?.description ?? "", "way": entry.kind.title + (through.isEmpty ? "" : "（\(through)）"),
      "payer": shown(payer: entry.payer) ?? "", "reference": entry.reference ?? "",
      "amount": Money(fen: entry.countedFen)?.yuan ?? "", "state": "已核对",
    ]
    guard let charges = entry.handlingFen, charges > 0 else { return [line] }
    return [line, ["way": "手续费（另付）", "amount": Money(fen: charges)?.yuan ?? "", "state": "不计入订单"]]
  }

  /// The organisation itself stands whole; whoever else paid is masked.
  private func shown(payer: String?) -> String? {
    let organisation = order.application.values["organisation.name"]
    guard let payer, payer != organisation else { return organisation }
    return Masking.masked(payer, .personName)
  }

  // MARK: Papers and review

  private var slots: [DocumentSlot] {
    type.documents(for: order.application.values, by: order.channel).filter(\.returned)
  }

  private func addPapers(to facts: inout Facts) {
    let missing = Set(order.missingPapers(under: rules).map(\.paper.slot))
    facts.set(list: "papers", slots.map { $0.fact(isHere: !missing.contains($0.id)) })
    facts.set(list: "bring", type.brought(for: order.application.values).map { ["item": $0] })
  }

  private func addReview(to facts: inout Facts) {
    let verdicts = history.filter { $0.event?.sentBack != nil }
    guard let last = verdicts.last else { return }
    facts.set("review.date", last.entry.instant.day)
    facts["review.reviewer"] = last.entry.person.flatMap { names[$0] }
    guard let items = last.event?.sentBack, !items.isEmpty else { return }
    let round = verdicts.count { $0.event?.sentBack?.isEmpty == false }
    facts["correction.number"] = "\(order.number.text)-\(round)"
    facts.set("correction.deadline", last.entry.instant.day.advanced(byDays: pack.correctionDays))
    facts.set(list: "corrections", items.map(correction))
  }

  private func correction(_ item: Rejection) -> [FieldID: String] {
    let slot = slots.first { $0.id == item.slot }
    return [
      "paper": slot?.title ?? item.plainTitle, "reason": item.reason,
      "bring": slot?.checklistLine ?? (item.isOfApplication ? "更正后的申请信息" : ""),
    ]
  }

  // MARK: Tokens

  private func addTokens(to facts: inout Facts) {
    let makings = order.makings.filter { $0.givenUp == nil }
    if !makings.isEmpty { facts.set(list: "tokens", makings.map(described)) }
    let given = history.compactMap { entry, event -> (Instant, [String])? in
      if case .handedOver(let items) = event { (entry.instant, items) } else { nil }
    }.last
    addRecipient(to: &facts)
    if let parcel = order.delivery.shipments.last {
      facts["shipping.company"] = parcel.courier
      facts["shipping.waybill"] = parcel.waybill
    }
    if let (moment, items) = given {
      facts.set("handover.date", moment.day)
      facts.set(list: "handover", items.map(Self.item))
    } else if !makings.isEmpty {
      let medium = pack.words["medium"] ?? "证书介质"
      facts.set(
        list: "handover", makings.map { ["item": medium, "serial": $0.production.token, "count": "1"] })
    }
  }

  /// Who takes the things; only the agent's number is known, anybody else's is written in.
  private func addRecipient(to facts: inout Facts) {
    let values = order.application.values
    let recipient = order.destination.recipient
    facts["handover.recipient"] = recipient
    guard recipient != nil, recipient == values["agent.name"], let number = values["agent.idNumber"] else { return }
    facts["handover.idNumber"] = Masking.masked(number, .identityNumber(kindField: nil))
  }

  private func described(_ making: Making) -> [FieldID: String] {
    var row = ["serial": making.production.token]
    row["certificate"] = making.serial
    let request = "\(order.number.text)-\(making.item)"
    let bytes = history.compactMap { line -> [UInt8]? in
      if case .certificateReceived(request, let der, _, _)? = line.event { der } else { nil }
    }.last
    guard let certificate = bytes.flatMap({ try? Certificate(der: $0) }) else { return row }
    row["certificate"] = row["certificate"] ?? certificate.serial
    row["from"] = certificate.notBefore.day.description
    row["until"] = certificate.notAfter.day.description
    return row
  }

  /// `USBKey 9A01026030` is an item with its serial.
  private static func item(_ text: String) -> [FieldID: String] {
    let words = text.split(separator: " ")
    guard words.count > 1, let serial = words.last else { return ["item": text, "count": "1"] }
    return ["item": words.dropLast().joined(separator: " "), "serial": String(serial), "count": "1"]
  }

  private func day(_ isMeant: (Event) -> Bool) -> CivilDate? {
    history.last { $0.event.map(isMeant) ?? false }?.entry.instant.day
  }
}

extension Event {
  fileprivate var confirmsMoney: Bool {
    switch self {
    case .paymentConfirmed, .payment(.settled): true
    default: false
    }
  }

  func records(_ id: String) -> Bool {
    switch self {
    case .paymentRecorded(let entry), .payment(.settled(let entry, _)): entry.id == id
    default: false
    }
  }
}

extension Step {
  /// The step as an applicant reads it, who collects or is sent what was made.
  fileprivate func forApplicant(_ delivery: Destination.Method) -> String {
    switch self {
    case .acknowledgement: "请确认知晓不能退办"
    case .confirmation: "请核对申请内容"
    case .papers: "请交回签字盖章的材料"
    case .submission: "等待柜台提交"
    case .review: "等待审核"
    case .payment: "请缴费，凭据交柜台登记"
    case .bankProof: "等待 0.01 元金融认证，请留意基本户的来账附言"
    case .production: "等待制作证书"
    case .handover: delivery == .posted ? "等待寄出，请留意查收" : "请到柜台领取"
    }
  }
}
