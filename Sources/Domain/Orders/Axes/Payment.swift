// The payment axis: by which evidence money counts, and how a wrong entry is put right where no refund exists.

/// What proves that money came (S0-15).
public enum Evidence: Hashable, Sendable, Codable {
  /// A line of an imported settlement statement, by its id, and who paid by its words; nil where it names nobody.
  case statementLine(String, payer: String? = nil)
  /// The original of a slip or bank receipt, seen by a second person.
  case original
  /// Cash, counted by somebody other than the order's clerk.
  case counted
}

/// What can happen to an order's money besides being recorded, confirmed and disputed.
public enum PaymentEvent: Hashable, Sendable, Codable {
  /// A statement's line brought money that nobody had recorded.
  case settled(PaymentEntry, line: String)
  /// A statement's line speaks of an entry that counts already.
  case reconciled(entry: String, line: String, payer: String? = nil)
  /// The bank took the money of an entry back.
  case reversed(entry: String, line: String)
  case correctionProposed(Correction)
  case correctionConfirmed(id: String)
  case correctionDeclined(id: String, reason: String)

  public var name: String {
    switch self {
    case .settled: "payment-settled"
    case .reconciled: "payment-reconciled"
    case .reversed: "payment-reversed"
    case .correctionProposed: "payment-correction-proposed"
    case .correctionConfirmed: "payment-correction-confirmed"
    case .correctionDeclined: "payment-correction-declined"
    }
  }

  public var title: String {
    switch self {
    case .settled: "对账单到账"
    case .reconciled: "与对账单核对一致"
    case .reversed: "银行冲正"
    case .correctionProposed: "提出更正付款"
    case .correctionConfirmed: "更正付款"
    case .correctionDeclined: "不同意更正付款"
    }
  }
}

/// A wrong amount and the right one. It counts once a second person has agreed; the entry and its history stay.
public struct Correction: Hashable, Sendable, Codable {
  public enum State: String, Hashable, Sendable, Codable { case open, confirmed, declined }

  public let id: String
  public let entry: String
  /// What the entry should count; 0 for one that should not.
  public let fen: Int
  public let reason: String
  public internal(set) var proposedBy: PersonID?
  public internal(set) var settledBy: PersonID?
  public internal(set) var state = State.open

  public init(id: String, entry: String, fen: Int, reason: String) {
    self.id = id
    self.entry = entry
    self.fen = fen
    self.reason = reason
  }
}

/// How a service may be paid, from its pack.
public struct PaymentTerms: Hashable, Sendable {
  public let ways: [PaymentEntry.Kind]
  /// Whether somebody else than the applicant may pay; finance is told then.
  public let otherPayer: Bool

  public init(ways: [PaymentEntry.Kind], otherPayer: Bool) {
    self.ways = ways
    self.otherPayer = otherPayer
  }
}

extension PaymentEntry {
  /// What it adds to the order, in fen: nothing before it is confirmed and after the bank took it back.
  public var countedFen: Int { confirmedBy == nil || reversedBy != nil ? 0 : corrected ?? fen }

  /// Who paid, as far as anybody knows: by the statement's line, else as it was typed from the slip.
  public var knownPayer: String? { linePayer ?? payer }

  /// Whether somebody must still look at its evidence.
  public var isWaiting: Bool { confirmedBy == nil && !disputed }

  /// The evidence that its kind has when a second person confirms it; a transfer has none by itself.
  var usualEvidence: Evidence? {
    switch kind {
    case .cash: .counted
    case .posSlip, .bankReceipt, .qrSlip: .original
    case .transfer: nil
    }
  }
}

extension Order {
  /// The sum for which there is evidence.
  public var confirmedFen: Int { payments.reduce(0) { $0 + $1.countedFen } }

  /// What is still to pay, and what was paid too much.
  public func balance(under rules: OrderRules) -> (due: Money, over: Money) {
    let difference = rules.fee.fen - confirmedFen
    return (Money(fen: max(0, difference)) ?? .zero, Money(fen: max(0, -difference)) ?? .zero)
  }

  public func isOtherPayer(_ payer: String?) -> Bool {
    guard let payer, let organisation = application.values["organisation.name"] else { return false }
    return !PayerName.agree(payer, organisation)
  }

  // MARK: What may happen

  /// The guards of money, invoices and handover that hang on what the pack says.
  func permitMoney(_ event: Event, by person: Person, under rules: OrderRules) throws(OutOfTurn) {
    switch event {
    case .paymentRecorded(let entry):
      try requireMoneyRole(person)
      try permit(entry, under: rules)
    case .paymentConfirmed(let id, let evidence):
      try permitDeclined(under: rules)
      try permitEvidence(evidence, for: id, by: person, under: rules)
    case .paymentDisputed(_, let reason):
      try requireMoneyRole(person)
      guard !reason.isBlank else { throw .money(.noReason) }
    case .payment(let event): try permit(event, by: person, under: rules)
    case .invoice(let event): try permitInvoice(event, by: person, under: rules)
    case .handedOver where rules.flow.includes(.payment):
      let due = balance(under: rules).due
      guard due == .zero else { throw .money(.unpaid(due)) }
    default: break
    }
  }

  private func requireMoneyRole(_ person: Person) throws(OutOfTurn) {
    guard !person.roles.isDisjoint(with: [.clerk, .finance]) else { throw .money(.role) }
  }

  private func permit(_ entry: PaymentEntry, under rules: OrderRules) throws(OutOfTurn) {
    if entry.kind != .cash, (entry.reference ?? "").isBlank { throw .money(.noReference(entry.kind)) }
    guard let terms = rules.payment else { return }
    guard terms.ways.contains(entry.kind) else { throw .money(.way(entry.kind, permitted: terms.ways)) }
    try permit(payer: entry.payer, under: rules)
  }

  /// Where only the applicant may pay, nobody else's money counts, whoever tells the name.
  private func permit(payer: String?, under rules: OrderRules) throws(OutOfTurn) {
    guard let terms = rules.payment, !terms.otherPayer, isOtherPayer(payer) else { return }
    throw .money(.otherPayer)
  }

  private func permitEvidence(
    _ evidence: Evidence?, for id: String, by person: Person, under rules: OrderRules
  ) throws(OutOfTurn) {
    guard let entry = payments.first(where: { $0.id == id }) else { return }
    switch (evidence ?? entry.usualEvidence, entry.kind) {
    case (.statementLine(_, let payer), _): return try permit(payer: payer ?? entry.payer, under: rules)
    case (.original, .cash), (.counted, .posSlip), (.counted, .bankReceipt), (.counted, .qrSlip), (.counted, .transfer),
      (nil, _):
      throw .money(.evidence(entry.kind))
    case (.original, _), (.counted, _): break
    }
    guard entry.recordedBy != person.id, !isClerk(person.id) else { throw .ownPayment }
  }

  private func permit(_ event: PaymentEvent, by person: Person, under rules: OrderRules) throws(OutOfTurn) {
    switch event {
    case .settled(let entry, _):
      try permitDeclined(under: rules)
      try permit(payer: entry.payer, under: rules)
    case .reconciled(_, _, let payer):
      guard person.roles.contains(.finance) else { throw .role(.payment) }
      try permit(payer: payer, under: rules)
    case .reversed:
      guard person.roles.contains(.finance) else { throw .role(.payment) }
    case .correctionProposed(let correction):
      try requireMoneyRole(person)
      try permit(correction)
    case .correctionConfirmed(let id):
      guard person.roles.contains(.finance) else { throw .role(.payment) }
      try permitAgreement(to: id, by: person)
    case .correctionDeclined(_, let reason):
      try requireMoneyRole(person)
      guard !reason.isBlank else { throw .money(.noReason) }
    }
  }

  private func permit(_ correction: Correction) throws(OutOfTurn) {
    guard !correction.reason.isBlank else { throw .money(.noReason) }
    guard !invoicing.invoicedPayments.contains(correction.entry) else { throw .money(.invoiced(correction.entry)) }
    guard let entry = payments.first(where: { $0.id == correction.entry }) else { return }
    // What a statement says can be less ours than it seems, never more.
    if case .statementLine = entry.evidence, correction.fen > entry.fen { throw .money(.aboveStatement) }
  }

  /// The second of two people; one who lets more count must be able to vouch for it as for a payment.
  private func permitAgreement(to id: String, by person: Person) throws(OutOfTurn) {
    guard let correction = corrections.first(where: { $0.id == id }) else { return }
    guard correction.proposedBy != person.id else { throw .money(.twoPeople) }
    guard !invoicing.invoicedPayments.contains(correction.entry) else { throw .money(.invoiced(correction.entry)) }
    let counted = payments.first { $0.id == correction.entry }?.countedFen ?? 0
    guard correction.fen <= counted || !isClerk(person.id) else { throw .ownPayment }
  }

  // MARK: What it changes

  mutating func applyPayment(_ event: Event, by person: PersonID) throws(OutOfTurn) {
    switch event {
    case .paymentRecorded(var entry):
      guard entry.fen > 0, !payments.contains(where: { $0.id == entry.id }) else { throw .impossible(event.title) }
      entry.recordedBy = person
      entry.isOtherPayer = isOtherPayer(entry.payer)
      payments.append(entry)
    case .paymentConfirmed(let id, let evidence):
      let place = try place(of: id, event, where: \.isWaiting)
      payments[place].confirmedBy = person
      payments[place].evidence = evidence ?? payments[place].usualEvidence
      if case .statementLine(let line, let payer)? = evidence { note(line, from: payer, at: place) }
    case .paymentDisputed(let id, _):
      payments[try place(of: id, event, where: \.isWaiting)].disputed = true
    case .payment(let event): try apply(event, by: person)
    default: throw .impossible(event.title)
    }
  }

  private mutating func apply(_ event: PaymentEvent, by person: PersonID) throws(OutOfTurn) {
    let whole = Event.payment(event)
    switch event {
    case .settled(var entry, let line):
      guard entry.fen > 0, !payments.contains(where: { $0.id == entry.id || $0.line == line }) else {
        throw .impossible(event.title)
      }
      (entry.recordedBy, entry.confirmedBy, entry.evidence, entry.line) = (
        person, person, .statementLine(line, payer: entry.payer), line
      )
      entry.linePayer = entry.payer
      entry.isOtherPayer = isOtherPayer(entry.payer)
      payments.append(entry)
    case .reconciled(let id, let line, let payer):
      note(line, from: payer, at: try place(of: id, whole) { $0.countedFen > 0 && $0.line == nil })
    case .reversed(let id, let line):
      payments[try place(of: id, whole) { $0.confirmedBy != nil && $0.reversedBy == nil }].reversedBy = line
    case .correctionProposed(let correction): try propose(correction, by: person)
    case .correctionConfirmed(let id):
      let correction = try settle(id, .confirmed, by: person)
      payments[try place(of: correction.entry, whole) { $0.confirmedBy != nil }].corrected = correction.fen
    case .correctionDeclined(let id, _): _ = try settle(id, .declined, by: person)
    }
  }

  /// A statement's line speaks of an entry: what the bank says of the payer goes before what was typed.
  private mutating func note(_ line: String, from payer: String?, at place: Int) {
    payments[place].line = line
    payments[place].linePayer = payer
    payments[place].isOtherPayer = isOtherPayer(payments[place].knownPayer)
  }

  private mutating func propose(_ correction: Correction, by person: PersonID) throws(OutOfTurn) {
    let event = Event.payment(.correctionProposed(correction))
    let place = try place(of: correction.entry, event) { $0.confirmedBy != nil && $0.reversedBy == nil }
    let isKnown = corrections.contains {
      $0.id == correction.id || $0.entry == correction.entry && $0.state == .open
    }
    guard !isKnown, Money(fen: correction.fen) != nil, correction.fen != payments[place].countedFen else {
      throw .impossible(event.title)
    }
    var proposed = correction
    proposed.proposedBy = person
    corrections.append(proposed)
  }

  private mutating func settle(
    _ id: String, _ state: Correction.State, by person: PersonID
  ) throws(OutOfTurn) -> Correction {
    guard let place = corrections.firstIndex(where: { $0.id == id && $0.state == .open }) else {
      throw .impossible("更正付款")
    }
    corrections[place].state = state
    corrections[place].settledBy = person
    return corrections[place]
  }

  private func place(
    of id: String, _ event: Event, where holds: (PaymentEntry) -> Bool
  ) throws(OutOfTurn) -> Int {
    guard let place = payments.firstIndex(where: { $0.id == id && holds($0) }) else { throw .impossible(event.title) }
    return place
  }
}

extension String {
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
