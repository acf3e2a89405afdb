// The words by which events are known in the journal; they never change.

extension Event {
  public var name: String {
    switch self {
    case .registered: "registered"
    case .amended: "amended"
    case .acknowledged: "acknowledged"
    case .valuesConfirmed: "values-confirmed"
    case .printed: "printed"
    case .printStarted: "print-started"
    case .printEnded: "print-ended"
    case .paperAccepted: "paper-accepted"
    case .paperRefused: "paper-refused"
    case .paperReferred: "paper-referred"
    case .paperDecided: "paper-decided"
    case .copies(let event): event.name
    case .submitted: "submitted"
    case .withdrawn: "withdrawn"
    case .approved: "approved"
    case .rejected: "rejected"
    case .paymentRecorded: "payment-recorded"
    case .paymentConfirmed: "payment-confirmed"
    case .paymentDisputed: "payment-disputed"
    case .payment(let event): event.name
    case .invoice(let event): event.name
    case .bankProofAccepted: "bank-proof-accepted"
    case .productionStarted: "production-started"
    case .tokenStep: "token-step"
    case .certificateRequested: "certificate-requested"
    case .certificateReceived: "certificate-received"
    case .certificateProven: "certificate-proven"
    case .pinRenewed: "pin-renewed"
    case .tokenGivenUp: "token-given-up"
    case .sealDue: "seal-due"
    case .sealBound: "seal-bound"
    case .noSeal: "no-seal"
    case .handedOver: "handed-over"
    case .delivery(.chosen): "delivery-chosen"
    case .delivery(.shipped): "shipped"
    case .agreementPrinted: "agreement-printed"
    case .exported: "exported"
    case .confirmed: "confirmed"
    case .headOfficeRefused: "head-office-refused"
    case .voided: "voided"
    case .headOffice(let event): event.name
    case .entitlement(let event): event.name
    case .presence(let event): event.name
    case .oldCertificate(let event): event.name
    case .pendingBids(let event): event.name
    case .checklist(let event): event.name
    }
  }
}
