// Invoices that follow by post: only what was written, what is on paper, and what has not left yet, over the counter or
// by post (S0-116).

extension Order {
  /// The word before an invoice's number among what is handed over or posted.
  public static let invoiceItem = "发票"

  /// Numbers of invoices on paper that are still here. An electronic one goes by mail.
  public var postableInvoices: [String] {
    let gone = Set(delivery.shipments.flatMap(\.items) + delivery.handed)
    let written = invoicing.invoices.filter { $0.request.kind != "电子发票" }.flatMap(\.numbers)
    return written.filter { !gone.contains("\(Self.invoiceItem) \($0)") }
  }

  /// A parcel with invoices names them: at least one, and none twice.
  func permitInvoices(_ items: [String]) throws(DeliveryRefusal) {
    let known = Set(postableInvoices.map { "\(Self.invoiceItem) \($0)" })
    guard !items.isEmpty, Set(items).count == items.count, known.isSuperset(of: items) else { throw .noInvoice }
  }
}
