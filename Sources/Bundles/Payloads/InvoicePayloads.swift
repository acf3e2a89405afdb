// A request for an invoice going up and its number, or the reason for a refusal, coming down.
public import Domain

public struct InvoiceRequestPayload: BundlePayload, Hashable {
  public static let kind = "invoice-request"

  /// A payment that the invoice is for; head office invoices each once.
  public struct Payment: Codable, Hashable, Sendable {
    /// The entry's number within its order.
    public var entry: String
    public var method: String
    public var amountFen: Int
    public var reference: String?

    public init(entry: String, method: String, amountFen: Int, reference: String?) {
      self.entry = entry
      self.method = method
      self.amountFen = amountFen
      self.reference = reference
    }
  }

  /// Minted once: one invoice is written for it, however often it is asked.
  public var id: String
  /// The order's number.
  public var order: String
  public var service: String
  /// The edition of the service's pack by which it was asked.
  public var edition: Int
  /// A word of `invoice.kind`, such as 专票.
  public var invoiceKind: String
  /// 费用类别, where the service has any.
  public var category: String?
  public var payments: [Payment]
  /// The sum of the payments.
  public var amountFen: Int
  public var created: Instant
  /// The buyer's values by field id, such as `invoice.title`; cleaned and complete.
  public var buyer: [String: String]
  /// Where a paper invoice goes, by field id; empty when it is fetched at the counter.
  public var delivery: [String: String]

  public init(
    id: String, order: String, service: String, edition: Int, invoiceKind: String, category: String?,
    payments: [Payment], amountFen: Int, created: Instant, buyer: [String: String], delivery: [String: String]
  ) {
    self.id = id
    self.order = order
    self.service = service
    self.edition = edition
    self.invoiceKind = invoiceKind
    self.category = category
    self.payments = payments
    self.amountFen = amountFen
    self.created = created
    self.buyer = buyer
    self.delivery = delivery
  }
}

public struct InvoicePayload: BundlePayload, Hashable {
  public static let kind = "invoice"

  public enum Outcome: String, Codable, Sendable { case issued, refused }

  /// A file of the invoice as it was issued.
  public struct File: Codable, Hashable, Sendable {
    /// `pdf`, `ofd` or `xml`.
    public var format: String
    public var bytes: Base64Bytes

    public init(format: String, bytes: [UInt8]) {
      self.format = format
      self.bytes = Base64Bytes(bytes)
    }
  }

  /// The id of the request it answers.
  public var request: String
  public var outcome: Outcome
  /// 发票号码; nil when refused.
  public var number: String?
  public var issued: CivilDate?
  public var amountFen: Int?
  public var file: File?
  /// Why it was refused; the payments may be asked for again.
  public var reason: String?

  public init(
    request: String, outcome: Outcome, number: String? = nil, issued: CivilDate? = nil, amountFen: Int? = nil,
    file: File? = nil, reason: String? = nil
  ) {
    self.request = request
    self.outcome = outcome
    self.number = number
    self.issued = issued
    self.amountFen = amountFen
    self.file = file
    self.reason = reason
  }
}
