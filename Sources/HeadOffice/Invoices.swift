// Invoices at head office: requests that wait, and the one answer to each.
public import Bundles
public import Domain

/// A request for an invoice that waits for its answer.
public struct WaitingInvoice: Sendable {
  public let request: InvoiceRequestPayload
  public let device: String
}

extension HeadOffice {
  /// The requests without an answer, oldest first.
  public func waitingInvoices() throws -> [WaitingInvoice] {
    try invoiceRequests().filter { try letter(InvoicePayload.self, Self.invoiceID($0.request.id)) == nil }
      .sorted { ($0.request.created, $0.request.id) < ($1.request.created, $1.request.id) }
  }

  private func invoiceRequests() throws -> [WaitingInvoice] {
    try applied(InvoiceRequestPayload.kind).map { row in
      WaitingInvoice(request: try kept(InvoiceRequestPayload.self, row), device: row.device)
    }
  }

  /// Answers a request once, with the invoice's number or with the reason for a refusal; the next bundle carries it.
  /// Answering the same again sends the answer again.
  public func answerInvoice(_ answer: InvoicePayload, at moment: Instant) throws {
    guard let waiting = try invoiceRequests().first(where: { $0.request.id == answer.request }) else {
      throw OfficeRefusal.noInvoiceRequest(answer.request)
    }
    var answer = answer
    if answer.outcome == .issued {
      answer.amountFen = waiting.request.amountFen
      answer.number = try Self.invoiceNumber(answer.number ?? "")
    }
    let id = Self.invoiceID(answer.request)
    if let known = try letter(InvoicePayload.self, id), known.outcome != answer.outcome || known.number != answer.number
    {
      throw OfficeRefusal.invoiceAnswered(answer.request)
    }
    try post(answer, id: id, to: waiting.device, at: moment)
  }

  /// Eight digits of an invoice on paper, twenty of a fully digital one (数电发票); full-width digits and blanks are taken
  /// as meant.
  private static func invoiceNumber(_ text: String) throws(OfficeRefusal) -> String {
    let digits = text.plainASCII.filter { !$0.isWhitespace }
    guard [8, 20].contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }) else {
      throw .invoiceNumber(digits.count)
    }
    return digits
  }

  private static func invoiceID(_ request: String) -> String { "invoice-\(request)" }
}
