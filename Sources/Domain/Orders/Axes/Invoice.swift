// The invoice axis: which payments are invoiced, to whom, and what came back; a payment is invoiced at most once.

/// What an applicant asks to be invoiced (S0-24, S0-25).
public struct InvoiceRequest: Hashable, Sendable, Codable {
  /// Counts from 1 within its order.
  public let id: String
  /// A word of `invoice.kind`, such as 专票.
  public let kind: String
  /// 费用类别; nil where the service has none.
  public let category: String?
  /// The entries that are invoiced.
  public let payments: [String]
  /// Their sum.
  public let fen: Int
  /// The buyer by field id, such as `invoice.title`; already cleaned.
  public let buyer: [FieldID: String]

  public init(
    id: String, kind: String, category: String?, payments: [String], fen: Int, buyer: [FieldID: String]
  ) {
    self.id = id
    self.kind = kind
    self.category = category
    self.payments = payments
    self.fen = fen
    self.buyer = buyer
  }
}

/// An invoice on its way.
public struct Invoice: Hashable, Sendable, Codable {
  public enum State: Hashable, Sendable, Codable {
    /// Waits to leave, or for its number to come back.
    case requested
    /// `object`: the sealed file that came with the number.
    case issued(number: String, day: CivilDate, object: String?, format: String?)
    /// Fixed-amount invoices from stock.
    case given(serials: [String])
    /// The payments may be asked for again.
    case refused(reason: String)
  }

  public let request: InvoiceRequest
  public internal(set) var state = State.requested
  /// How often its information was given out again.
  public internal(set) var copies = 0

  public var isAlive: Bool { if case .refused = state { false } else { true } }

  /// Its numbers: one, or those of the fixed-amount invoices that were given for it.
  public var numbers: [String] {
    switch state {
    case .issued(let number, _, _, _): [number]
    case .given(let serials): serials
    case .requested, .refused: []
    }
  }

  /// What stands on papers as the invoice's number.
  public var number: String? { numbers.isEmpty ? nil : numbers.joined(separator: "、") }
}

/// What has become of an order's invoices.
public struct Invoicing: Hashable, Sendable, Codable {
  /// Who recorded that the applicant, asked in so many words, wants none.
  public internal(set) var declinedBy: PersonID?
  public internal(set) var invoices: [Invoice] = []

  public subscript(id: String) -> Invoice? { invoices.first { $0.request.id == id } }

  /// The kinds that were settled on since: what was asked for, or none at all; empty while nobody has said anything.
  public var kinds: Set<String> {
    let asked = Set(invoices.filter(\.isAlive).map(\.request.kind))
    return asked.isEmpty && declinedBy != nil ? [InvoiceTerms.none] : asked
  }

  /// Payments that cannot be invoiced again.
  public var invoicedPayments: Set<String> { Set(invoices.filter(\.isAlive).flatMap(\.request.payments)) }
}

public enum InvoiceEvent: Hashable, Sendable, Codable {
  case declined
  case requested(InvoiceRequest)
  case issued(id: String, number: String, day: CivilDate, object: String?, format: String?)
  case refused(id: String, reason: String)
  case given(id: String, serials: [String])
  /// Its information was given out again (S0-143).
  case copied(id: String)

  public var name: String {
    switch self {
    case .declined: "invoice-declined"
    case .requested: "invoice-requested"
    case .issued: "invoice-issued"
    case .refused: "invoice-refused"
    case .given: "invoice-given"
    case .copied: "invoice-copied"
    }
  }

  public var title: String {
    switch self {
    case .declined: "确认放弃开票"
    case .requested: "申请开票"
    case .issued: "发票已开具"
    case .refused: "总部未开票"
    case .given: "交付定额发票"
    case .copied: "再次取得发票信息"
    }
  }
}

/// Which invoices an order can have, from its service's pack.
public struct InvoiceTerms: Hashable, Sendable {
  public let kinds: [String]
  /// The kind when the applicant says nothing.
  public let usual: String
  /// Whether an invoice that was declined may be asked for later.
  public let later: Bool
  /// 费用类别 of the order's business type; nil where the service has none.
  public let category: String?
  /// What must be known of the buyer, by kind.
  public let required: [String: Set<FieldID>]
  /// Whether the organisation must hold a certificate before an invoice is asked for (S0-02).
  public let needsCertificate: Bool

  public init(
    kinds: [String], usual: String, later: Bool, category: String?, required: [String: Set<FieldID>] = [:],
    needsCertificate: Bool = false
  ) {
    self.kinds = kinds
    self.usual = usual
    self.later = later
    self.category = category
    self.required = required
    self.needsCertificate = needsCertificate
  }

  /// The word for no invoice at all.
  public static let none = "无需发票"
  /// The word for fixed-amount invoices, which come from stock.
  public static let fixedAmount = "定额发票"

  /// What must be known of the buyer for a kind, whatever the pack leaves out: a fixed-amount invoice names nobody,
  /// a special one has the buyer's address and account (S0-83), an electronic one is sent to phone and mail (S0-176).
  public func required(for kind: String) -> Set<FieldID> {
    let least: Set<FieldID> =
      switch kind {
      case Self.fixedAmount: []
      case "专票": ["invoice.title", "invoice.taxNumber", "invoice.contact", "invoice.bank", "invoice.account"]
      case "电子发票": ["invoice.title", "invoice.taxNumber", "invoice.mobile", "invoice.email"]
      default: ["invoice.title", "invoice.taxNumber"]
      }
    return least.union(required[kind] ?? [])
  }
}

extension Order {
  /// The kind of invoice that the applicant wants: as the application says, else the service's usual.
  public func invoiceKind(under terms: InvoiceTerms) -> String { application.values["invoice.kind"] ?? terms.usual }

  /// Payments that count and are not invoiced yet.
  public var uninvoicedPayments: [PaymentEntry] {
    payments.filter { $0.countedFen > 0 && !invoicing.invoicedPayments.contains($0.id) }
  }

  /// Where an invoice that was not asked for is never written later, declining it is said in so many words before the
  /// money counts (S0-80).
  func permitDeclined(under rules: OrderRules) throws(OutOfTurn) {
    guard let terms = rules.invoice, !terms.later, terms.usual != InvoiceTerms.none,
      application.values["invoice.kind"] == InvoiceTerms.none, invoicing.declinedBy == nil
    else { return }
    throw .money(.declineUnsaid)
  }

  /// Where an invoice is usual and never written later, it is asked for or declined before the applicant leaves with
  /// the goods (S0-46, S0-79); asking holds the buyer's data complete.
  func invoiceNeeds(under rules: OrderRules) -> [Need] {
    guard let terms = rules.invoice, !terms.later, terms.usual != InvoiceTerms.none, rules.flow.includes(.payment),
      confirmedFen > 0, invoicing.kinds.isEmpty
    else { return [] }
    return [.invoice]
  }

  func requireInvoice(under rules: OrderRules) throws(OutOfTurn) {
    if let need = invoiceNeeds(under: rules).first { throw .needed(need, before: .handover) }
  }

  func permitInvoice(_ event: InvoiceEvent, by person: Person, under rules: OrderRules) throws(OutOfTurn) {
    switch event {
    case .declined, .requested, .given, .copied:
      guard !person.roles.isDisjoint(with: [.clerk, .finance]) else { throw .money(.role) }
    case .issued, .refused: return
    }
    guard let terms = rules.invoice else { return }
    switch event {
    case .declined:
      guard terms.kinds.contains(InvoiceTerms.none) else { throw .money(.invoiceKind(InvoiceTerms.none, terms.kinds)) }
    case .requested(let request): try permit(request, terms)
    case .issued, .refused, .given, .copied: break
    }
  }

  private func permit(_ request: InvoiceRequest, _ terms: InvoiceTerms) throws(OutOfTurn) {
    guard terms.kinds.contains(request.kind), request.kind != InvoiceTerms.none else {
      throw .money(.invoiceKind(request.kind, terms.kinds.filter { $0 != InvoiceTerms.none }))
    }
    guard !terms.needsCertificate || holdsCertificate else { throw .money(.noCertificate) }
    let isDeclined = invoicing.declinedBy != nil || application.values["invoice.kind"] == InvoiceTerms.none
    guard terms.later || !isDeclined else { throw .money(.declined) }
    guard request.category == terms.category else { throw .money(.category(terms.category ?? "")) }
    let missing = terms.required(for: request.kind).filter { (request.buyer[$0] ?? "").isBlank }
    guard missing.isEmpty else { throw .money(.buyerIncomplete(request.kind, missing.sorted())) }
    try permitTaxNumber(of: request)
  }

  /// This order's own, one that was shown, looked up, or that two people vouched for.
  private var holdsCertificate: Bool {
    !finished.isEmpty || old.reading != nil || entitlement.evidence != nil || entitlement.isWaived(.certificate)
  }

  /// D-16: eighteen characters that are a credit code must be the applicant's own, unless a reason is given.
  private func permitTaxNumber(of request: InvoiceRequest) throws(OutOfTurn) {
    guard let number = request.buyer["invoice.taxNumber"], (try? SocialCreditCode(number)) != nil,
      let own = application.values["organisation.creditCode"], own != number,
      (request.buyer["invoice.taxNumberReason"] ?? "").isBlank
    else { return }
    throw .money(.taxNumber)
  }

  mutating func applyInvoice(_ event: InvoiceEvent, by person: PersonID) throws(OutOfTurn) {
    switch event {
    case .declined:
      guard invoicing.invoices.allSatisfy({ !$0.isAlive }), invoicing.declinedBy == nil else {
        throw .impossible(event.title)
      }
      invoicing.declinedBy = person
    case .requested(let request):
      try take(request)
    case .issued(let id, let number, let day, let object, let format):
      try change(id, event) { $0.state = .issued(number: number, day: day, object: object, format: format) }
    case .refused(let id, let reason): try change(id, event) { $0.state = .refused(reason: reason) }
    case .given(let id, let serials):
      guard !serials.isEmpty, invoicing[id]?.request.kind == InvoiceTerms.fixedAmount else {
        throw .impossible(event.title)
      }
      try change(id, event) { $0.state = .given(serials: serials) }
    case .copied(let id):
      guard let place = invoicing.invoices.firstIndex(where: { $0.request.id == id && $0.number != nil }) else {
        throw .money(.noInvoice(id))
      }
      invoicing.invoices[place].copies += 1
    }
  }

  private mutating func take(_ request: InvoiceRequest) throws(OutOfTurn) {
    let free = Dictionary(uninvoicedPayments.map { ($0.id, $0.countedFen) }, uniquingKeysWith: { first, _ in first })
    guard !request.payments.isEmpty else { throw .money(.nothingToInvoice) }
    for payment in request.payments where free[payment] == nil { throw .money(.notInvoiceable(payment)) }
    let sum = request.payments.reduce(0) { $0 + (free[$1] ?? 0) }
    guard Set(request.payments).count == request.payments.count, sum == request.fen else {
      throw .money(.invoiceSum(Money(fen: sum) ?? .zero))
    }
    guard invoicing[request.id] == nil else { throw .impossible("申请开票") }
    invoicing.invoices.append(Invoice(request: request))
    invoicing.declinedBy = nil
  }

  private mutating func change(
    _ id: String, _ event: InvoiceEvent, _ change: (inout Invoice) -> Void
  ) throws(OutOfTurn) {
    let place = invoicing.invoices.firstIndex { $0.request.id == id }
    guard let place else { throw .money(.noInvoice(id)) }
    guard invoicing.invoices[place].state == .requested else { throw .impossible(event.title) }
    change(&invoicing.invoices[place])
  }
}
