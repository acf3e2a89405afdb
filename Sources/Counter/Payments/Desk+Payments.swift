// payment record, confirm, dispute, correct: what people do with an order's money.
internal import Records
public import Domain

extension Desk {
  /// A payment as the cashier's page describes it (S0-60).
  public struct Payment: Sendable {
    public var kind: PaymentEntry.Kind
    public var amount: Money
    /// Nil when the applicant itself paid.
    public var payer: String?
    public var reference: String?
    /// 手续费, which comes on top of the amount.
    public var handling: Money?
    public var payerType: PaymentEntry.PayerType?
    /// The bank or the application that was paid through.
    public var detail: String?
    /// When it was paid, as the evidence says.
    public var paidAt: Instant?
    /// A scan or photograph of the evidence; every page of it is kept.
    public var evidence: String?

    public init(
      _ kind: PaymentEntry.Kind, _ amount: Money, payer: String? = nil, reference: String? = nil,
      handling: Money? = nil, payerType: PaymentEntry.PayerType? = nil, detail: String? = nil, paidAt: Instant? = nil,
      evidence: String? = nil
    ) {
      self.kind = kind
      self.amount = amount
      self.payer = payer
      self.reference = reference
      self.handling = handling
      self.payerType = payerType
      self.detail = detail
      self.paidAt = paidAt
      self.evidence = evidence
    }
  }

  /// Records that money is said to have been paid; it counts only once there is evidence.
  /// - Returns: the order and the entry's id, which the second person names.
  /// - Throws: `UnreadableUpload` when the evidence is no picture.
  public func recordPayment(
    _ text: String, _ payment: Payment, worker: String = "/proc/self/exe"
  ) throws -> (order: Order, entry: String) {
    try journalling("payment-recorded", "登记付款", on: text) {
      let number = try row(text).number
      let clerk = try acting()
      if let paidAt = payment.paidAt, paidAt > clock.now() { throw CounterError.paidLater(clock.now()) }
      let pictures = try payment.evidence.map { try keepEvidence($0, of: number, worker: worker) }
      let reference = payment.reference.map { String($0.filter { !$0.isWhitespace }) }
      var more = Records.Change()
      if let reference, !reference.isEmpty {
        more.lookups = [number: [Lookup(kind: Self.referenceLookup, value: reference)]]
      }
      // Two clerks may record at once: the number is the next one of the order that is written.
      var id = ""
      let after = try record(on: number, by: clerk, also: more) { order in
        try requireNew(reference, payment.kind, of: order)
        id = String(order.payments.count + 1)
        return .paymentRecorded(
          PaymentEntry(
            id: id, kind: payment.kind, fen: payment.amount.fen, payer: payment.payer, reference: reference,
            handlingFen: payment.handling?.fen, payerType: payment.payerType, detail: payment.detail,
            paidAt: payment.paidAt, pictures: pictures))
      }
      return (after, id)
    }
  }

  public func recordPayment(
    _ order: String, kind: PaymentEntry.Kind, amount: Money, payer: String?, reference: String?
  ) throws -> (order: Order, entry: String) {
    try recordPayment(order, Payment(kind, amount, payer: payer, reference: reference))
  }

  static let referenceLookup = "payment-reference"

  /// A second person vouches for a payment.
  /// - Parameter evidence: nil for that of its kind; a transfer counts by the original of its bank receipt only.
  public func confirmPayment(_ order: String, entry: String, evidence: Evidence? = nil) throws -> Order {
    try journalling("payment-confirmed", "核对付款", on: order) {
      _ = try payment(entry, of: order)
      return try take(.paymentConfirmed(entry: entry, evidence: evidence), on: order)
    }
  }

  public func disputePayment(_ order: String, entry: String, reason: String) throws -> Order {
    try journalling("payment-disputed", "付款存疑", on: order) {
      _ = try payment(entry, of: order)
      return try take(.paymentDisputed(entry: entry, reason: reason), on: order)
    }
  }

  /// Says that a payment should count another amount. Nothing changes until a second person agrees.
  /// - Returns: the order and the correction's id.
  public func proposeCorrection(
    _ order: String, entry: String, amount: Money, reason: String
  ) throws -> (order: Order, correction: String) {
    try journalling("payment-correction-proposed", "更正付款", on: order) {
      if let standing = try payment(entry, of: order).standing { throw OrderMistake.uncounted(entry, standing) }
      var id = ""
      let after = try record(on: row(order).number, by: acting()) { order in
        id = String(order.corrections.count + 1)
        return .payment(.correctionProposed(Correction(id: id, entry: entry, fen: amount.fen, reason: reason)))
      }
      return (after, id)
    }
  }

  public func confirmCorrection(_ order: String, _ id: String) throws -> Order {
    try journalling("payment-correction-confirmed", "同意更正", on: order) {
      try requireWaiting(id, of: order)
      return try take(.payment(.correctionConfirmed(id: id)), on: order)
    }
  }

  public func declineCorrection(_ order: String, _ id: String, reason: String) throws -> Order {
    try journalling("payment-correction-declined", "不同意更正", on: order) {
      try requireWaiting(id, of: order)
      return try take(.payment(.correctionDeclined(id: id, reason: reason)), on: order)
    }
  }

  // MARK: Which one is meant

  private func payment(_ entry: String, of text: String) throws -> PaymentEntry {
    let payments = try order(text).payments
    guard let payment = payments.first(where: { $0.id == entry }) else {
      throw OrderMistake.noEntry(entry, known: payments.map(\.id))
    }
    return payment
  }

  private func requireWaiting(_ correction: String, of text: String) throws {
    let waiting = try order(text).corrections.filter { $0.state == .open }.map(\.id)
    guard waiting.contains(correction) else { throw OrderMistake.noCorrection(correction, waiting: waiting) }
  }

  /// One slip is one payment: an order's second entry with its number is the first typed again.
  private func requireNew(_ reference: String?, _ kind: PaymentEntry.Kind, of order: Order) throws {
    guard let reference, !reference.isEmpty else { return }
    let same = order.payments.first { payment in
      payment.kind == kind && payment.reference == reference && !payment.disputed && payment.reversedBy == nil
        && payment.corrected != 0
    }
    if let same { throw OrderMistake.referenceUsed(reference, entry: same.id) }
  }
}

extension PaymentEntry {
  /// Why it counts nothing; nil for one that counts.
  fileprivate var standing: OrderMistake.Standing? {
    if disputed { return .disputed }
    if reversedBy != nil { return .reversed }
    return confirmedBy == nil ? .waiting : nil
  }
}
