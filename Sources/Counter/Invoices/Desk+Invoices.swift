// invoice request, decline, give, profile: which payments are invoiced, and to whom.
public import Domain
internal import FoundationEssentials
internal import Records
internal import Services

extension Desk {
  /// What an applicant wants invoiced; what is left out follows from the order.
  public struct InvoiceWish: Sendable {
    /// A word of `invoice.kind`; nil for the application's, else the service's usual.
    public var kind: String?
    /// Entries; empty for all that are not invoiced yet.
    public var payments: [String]
    /// Values of the buyer by field id, before those that are known.
    public var values: [FieldID: String]
    public var cleaning: BuyerCleaning

    public init(
      kind: String? = nil, payments: [String] = [], values: [FieldID: String] = [:],
      cleaning: BuyerCleaning = BuyerCleaning()
    ) {
      self.kind = kind
      self.payments = payments
      self.values = values
      self.cleaning = cleaning
    }
  }

  /// What came of a wish: the request, or what a person must look at first.
  public enum InvoiceAnswer: Sendable {
    case requested(Order, id: String)
    case unclean([BuyerFinding])
  }

  /// Asks for an invoice over payments that count; it leaves with the next bundle.
  public func requestInvoice(_ text: String, _ wish: InvoiceWish) throws -> InvoiceAnswer {
    try journalling("invoice-requested", "申请发票", on: text) {
      let order = try order(text)
      let (pack, type) = try packs.terms(of: order.application)
      let terms = pack.invoice.terms(for: type)
      let kind = wish.kind ?? order.invoiceKind(under: terms)
      let known = order.buyer(profile: try profile(of: order), wanted: terms.required(for: kind))
      let buyer = Buyer(
        kind == InvoiceTerms.fixedAmount ? [:] : known.merging(wish.values) { _, said in said }, wish.cleaning,
        catalogue: packs.catalogue, today: clock.now().day, context: order.application.values)
      guard buyer.findings.isEmpty else { return .unclean(buyer.findings) }
      let free = order.uninvoicedPayments
      let payments = wish.payments.isEmpty ? free.map(\.id) : wish.payments
      let request = InvoiceRequest(
        id: String(order.invoicing.invoices.count + 1), kind: kind, category: terms.category, payments: payments,
        fen: free.filter { payments.contains($0.id) }.reduce(0) { $0 + $1.countedFen }, buyer: buyer.values)
      return .requested(try take(.invoice(.requested(request)), on: text), id: request.id)
    }
  }

  /// Records that the applicant, asked in so many words, wants no invoice (S0-80).
  public func declineInvoice(_ order: String) throws -> Order { try take(.invoice(.declined), on: order) }

  /// Gives fixed-amount invoices, which were issued to the order from stock, to a request. Together they are the sum
  /// that was asked for (S0-126).
  public func giveInvoices(_ text: String, _ id: String, serials: [String]) throws -> Order {
    try journalling("invoice-given", "发放发票", on: text) {
      let order = try order(text)
      guard let invoice = order.invoicing[id] else { throw OutOfTurn.money(.noInvoice(id)) }
      var more = Records.Change()
      var sum = 0
      for serial in serials {
        guard let piece = try store.piece(.invoice, serial), piece.place == .issued else {
          throw LedgerError.notIssued(serial)
        }
        guard piece.order == order.number else { throw LedgerError.othersPiece(serial) }
        // What was given for one request cannot be given for another.
        guard !order.invoicing.invoices.contains(where: { $0.request.id != id && $0.numbers.contains(serial) }) else {
          throw LedgerError.othersPiece(serial)
        }
        guard let fen = piece.fen else { throw LedgerError.amountUnknown(serial) }
        sum += fen
        // They leave with the token; when it has gone already, now.
        if order.handedOver { more.ledgers.pieces.append(moved(piece, .handOver, to: order.number)) }
      }
      // Naming one twice must not make the sum agree.
      guard Set(serials).count == serials.count else { throw LedgerError.badSerials(serials.joined(separator: " ")) }
      guard sum == invoice.request.fen else {
        throw LedgerError.amountsDiffer(
          expected: Money(fen: invoice.request.fen) ?? .zero, given: Money(fen: sum) ?? .zero)
      }
      return try take(.invoice(.given(id: id, serials: serials)), on: text, also: more)
    }
  }

  // MARK: Profiles

  /// What fills in the organisation's next invoice.
  public func profile(of order: Order) throws -> [FieldID: String] {
    guard let code = order.application.values["organisation.creditCode"],
      let body = try store.profile(creditCode: code)
    else { return [:] }
    do { return try JSONDecoder().decode([FieldID: String].self, from: Data(body)) } catch {
      throw CounterError.damagedRecord(order.number.text)
    }
  }

  /// Keeps an organisation's invoice data; values that are empty are taken out.
  /// - Returns: what must be looked at; nothing was kept then.
  public func keepProfile(
    of text: String, _ values: [FieldID: String], _ cleaning: BuyerCleaning
  ) throws -> [BuyerFinding] {
    let order = try order(text)
    let person = try acting()
    guard let code = order.application.values["organisation.creditCode"] else { throw LedgerError.noCreditCode }
    let given = try profile(of: order).merging(values) { _, said in said }.filter { $0.key.hasPrefix("invoice.") }
    let buyer = Buyer(
      given, cleaning, catalogue: packs.catalogue, today: clock.now().day, context: order.application.values)
    guard buyer.findings.isEmpty else { return buyer.findings }
    let body = try Self.bytes(buyer.values)
    var change = Records.Change(entries: [
      NewEntry(
        at: clock.now(), by: person.id, order: order.number, kind: "invoice-profile-kept", payload: body)
    ])
    change.ledgers.profiles = [ProfileRow(creditCode: code, body: body)]
    try store.commit(change)
    return []
  }

  // MARK: Giving out again

  /// Writes an invoice's data, and its file when head office sent one, into a folder. Every time after the first is
  /// marked as a copy (S0-143).
  public func fetchInvoice(_ text: String, _ id: String, to folder: String) throws -> [String] {
    let order = try order(text)
    guard let invoice = order.invoicing[id], let number = invoice.number else { throw OutOfTurn.money(.noInvoice(id)) }
    let times = invoice.copies
    _ = try take(.invoice(.copied(id: id)), on: text)
    try disclose(.invoice, 1, of: [order.number.text], toPath: folder)
    let name = "\(order.number.text)-I\(id)" + (times == 0 ? "" : ".copy-\(times)")
    return try InvoiceFiles(order, invoice, number: number, copy: times, packs.catalogue).write(name, to: folder) {
      guard let object = ObjectID($0) else { throw CounterError.damagedRecord(order.number.text) }
      return try store.object(object)
    }
  }
}
