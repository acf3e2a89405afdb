// Why a payment, a correction or an invoice may not happen to an order now; each names its rule and what to bring.

public enum MoneyRefusal: Explained, Hashable {
  case evidence(PaymentEntry.Kind)
  case otherPayer
  case way(PaymentEntry.Kind, permitted: [PaymentEntry.Kind])
  case noReason
  case noReference(PaymentEntry.Kind)
  case invoiced(String)
  case twoPeople
  case aboveStatement
  case unpaid(Money)
  case role
  case declineUnsaid
  case declined
  case invoiceKind(String, [String])
  case notInvoiceable(String)
  case invoiceSum(Money)
  case category(String)
  case buyerIncomplete(String, [FieldID])
  case taxNumber
  case nothingToInvoice
  case noInvoice(String)
  case noCertificate

  public static let specimens: [MoneyRefusal] = [
    .evidence(.transfer), .otherPayer, .way(.cash, permitted: [.transfer, .qrSlip]), .noReason, .noReference(.posSlip),
    .invoiced("1"), .twoPeople, .aboveStatement, .unpaid(.zero), .role, .declineUnsaid, .declined,
    .invoiceKind("专票", ["普票"]), .notInvoiceable("2"), .invoiceSum(.zero), .category("数字证书新制费"),
    .buyerIncomplete("专票", ["invoice.bank"]), .taxNumber, .nothingToInvoice, .noInvoice("1"), .noCertificate,
  ]
}
