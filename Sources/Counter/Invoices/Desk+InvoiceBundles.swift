// Invoice requests on their way to head office, and the numbers that come back.
package import Bundles
package import Domain
internal import Records
internal import Services

extension Order {
  /// The records of its invoice requests that head office has not answered.
  var waitingInvoices: [String] {
    invoicing.invoices.filter { $0.state == .requested && $0.request.kind != InvoiceTerms.fixedAmount }.map {
      Desk.invoiceRecord(number, $0.request.id)
    }
  }
}

extension Order {
  /// What it waits for besides its steps.
  var waitingWords: [String] { waitingInvoices.isEmpty ? [] : [Desk.invoiceWord] }
}

extension Desk {
  /// The word by which orders are found that wait for an invoice, ended ones among them.
  static let invoiceWord = "invoice"

  func awaitingInvoices() throws -> [Order] {
    try store.orders(OrderFilter(open: Self.invoiceWord)).map { try read($0) }
  }

  static func invoiceRecord(_ order: OrderNumber, _ id: String) -> String { "\(order.text)-I\(id)" }

  /// The records of an order's requests that still wait; fixed-amount invoices come from stock instead.
  package func invoiceRecords(of order: Order) throws -> [BundleRecord] {
    let waiting = order.invoicing.invoices.filter {
      $0.state == .requested && $0.request.kind != InvoiceTerms.fixedAmount
    }
    guard !waiting.isEmpty else { return [] }
    let (pack, _) = try packs.terms(of: order.application)
    let asked = try history(of: order).reduce(into: [String: Instant]()) { asked, line in
      if case .invoice(.requested(let request))? = line.event { asked[request.id] = line.entry.instant }
    }
    return try waiting.map { invoice in
      let id = Self.invoiceRecord(order.number, invoice.request.id)
      return try BundleRecord(
        id: id, payload(of: invoice.request, id, order, pack, asked[invoice.request.id] ?? clock.now()))
    }
  }

  private func payload(
    of request: InvoiceRequest, _ id: String, _ order: Order, _ pack: Pack, _ created: Instant
  ) -> InvoiceRequestPayload {
    let payments = order.payments.filter { request.payments.contains($0.id) }.map {
      InvoiceRequestPayload.Payment(
        entry: $0.id, method: $0.kind.rawValue, amountFen: $0.countedFen, reference: $0.reference)
    }
    let delivery = order.deliveredValues.filter { $0.key.hasPrefix("delivery.") }
    return InvoiceRequestPayload(
      id: id, order: order.number.text, service: order.application.service, edition: pack.edition,
      invoiceKind: request.kind, category: request.category, payments: payments, amountFen: request.fen,
      created: created, buyer: request.buyer, delivery: delivery)
  }

  /// Takes head office's answer to a request. Taking it twice changes nothing.
  package func take(_ answer: InvoicePayload, as record: BundleRecord, by person: Person) throws -> Imported {
    func told(_ order: String?, _ fault: Explanation?, changed: Bool = false) -> Imported {
      Imported(record: record.id, kind: record.kind, order: order, fault: fault, changed: changed)
    }
    let parts = answer.request.split(separator: "-I", maxSplits: 1).map(String.init)
    guard parts.count == 2, let number = OrderNumber(parts[0]), let row = try store.order(number) else {
      return told(nil, CounterError.noOrder(String(answer.request.prefix(16))).explanation)
    }
    if row.isShredded { return told(number.text, nil) }
    let order = try read(row)
    guard let invoice = order.invoicing[parts[1]] else {
      return told(number.text, OutOfTurn.money(.noInvoice(parts[1])).explanation)
    }
    guard invoice.state == .requested else {
      let isSame = answer.outcome == .refused || invoice.number == answer.number
      return told(number.text, isSame ? nil : OutOfTurn.money(.noInvoice(parts[1])).explanation)
    }
    if let fen = answer.amountFen, fen != invoice.request.fen {
      let sum = Money(fen: invoice.request.fen) ?? .zero
      return told(number.text, OutOfTurn.money(.invoiceSum(sum)).explanation)
    }
    do {
      try self.record(.invoice(event(of: answer, parts[1], number)), on: number, by: person)
      return told(number.text, nil, changed: true)
    } catch let refusal as OutOfTurn { return told(number.text, refusal.explanation) }
  }

  /// The file is kept sealed before the store names it.
  private func event(of answer: InvoicePayload, _ id: String, _ order: OrderNumber) throws -> InvoiceEvent {
    guard answer.outcome == .issued, let number = answer.number else {
      return .refused(id: id, reason: answer.reason ?? "")
    }
    let object = try answer.file.map { try store.putObject($0.bytes.bytes, order: order).text }
    return .issued(
      id: id, number: number, day: answer.issued ?? clock.now().day, object: object, format: answer.file?.format)
  }
}
