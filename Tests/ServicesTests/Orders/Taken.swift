// What must never happen to an order, whoever tried what.
import Domain
import Services

/// An event that was let through, held against what must never happen.
struct Taken {
  let event: Event
  let person: Person
  let before: Order
  let after: Order
  let rules: OrderRules

  /// The promise that was broken; nil when all hold.
  var broken: String? { money ?? sums ?? invoices ?? steps ?? needs ?? people ?? history ?? delivery }

  private var money: String? {
    let counted = after.payments.filter { $0.countedFen > 0 }
    if after.done(under: rules).contains(.payment), counted.reduce(0, { $0 + $1.countedFen }) < rules.fee.fen {
      return "paid without the sum"
    }
    if counted.contains(where: { $0.evidence == nil }) { return "money without evidence" }
    let seen = counted.filter { if case .statementLine? = $0.evidence { false } else { true } }
    if seen.contains(where: { $0.confirmedBy == $0.recordedBy || $0.confirmedBy == after.registeredBy }) {
      return "one person's word for money"
    }
    if isSeenByClerk { return "the order's clerk vouched for money" }
    if [.paid, .awaitingSubmission].contains(after.state(under: rules)), rules.fee.fen > after.confirmedFen {
      return "已支付 without evidence"
    }
    if counted.contains(where: \.disputed) { return "disputed money counts" }
    return after.payments.allSatisfy { $0.fen > 0 } ? nil : "money that is none"
  }

  /// Somebody vouches for what is no bank's word and has dealt with the applicant before.
  private var isSeenByClerk: Bool {
    guard case .paymentConfirmed(let id, let evidence) = event else { return false }
    if case .statementLine? = evidence { return false }
    let clerks = [Step.acknowledgement, .confirmation, .submission].flatMap { before.actors[$0] ?? [] }
    return after.payments.contains { $0.id == id } && clerks.contains(person.id)
  }

  private var sums: String? {
    let counted = after.payments.reduce(0) { sum, entry in
      guard entry.confirmedBy != nil, entry.reversedBy == nil else { return sum }
      return sum + (entry.corrected ?? entry.fen)
    }
    let (due, over) = after.balance(under: rules)
    if counted != after.confirmedFen || due.fen - over.fen != rules.fee.fen - counted {
      return "sums that do not balance"
    }
    if due.fen > 0, over.fen > 0 { return "too little and too much at once" }
    if case .handedOver = event, rules.flow.includes(.payment), counted < rules.fee.fen { return "handed over unpaid" }
    return nil
  }

  private var invoices: String? {
    let alive = after.invoicing.invoices.filter(\.isAlive)
    let payments = alive.flatMap(\.request.payments)
    if Set(payments).count < payments.count { return "a payment invoiced twice" }
    guard case .invoice(.requested(let request)) = event else { return nil }
    let entries = before.payments.filter { request.payments.contains($0.id) }
    let sum = entries.reduce(0) { $0 + $1.countedFen }
    return sum == request.fen && sum > 0 ? nil : "an invoice over another sum"
  }

  /// Nothing is done to a token before everything that it waits for is there.
  private var needs: String? {
    guard case .productionStarted = event else { return nil }
    let open = before.needs(under: rules).filter { $0.before != .handover }
    return open.isEmpty ? nil : "a token before \(open[0].need)"
  }

  private var steps: String? {
    if case .productionStarted = event, !missing(before: .production).isEmpty { return "a token before its guards" }
    if case .certificateRequested = event, !missing(before: .production).isEmpty {
      return "a request before its guards"
    }
    if case .handedOver = event, !missing(before: .handover).isEmpty || before.isSealDue {
      return "handed over too early"
    }
    if case .submitted = event, !missing(before: .submission).isEmpty { return "submitted too early" }
    if case .approved = event, !missing(before: .review).isEmpty { return "approved too early" }
    return after.provenTokens <= rules.tokens ? nil : "more tokens than ordered"
  }

  private func missing(before step: Step) -> [Step] {
    rules.flow.missing(before: step, done: before.done(under: rules))
  }

  private var people: String? {
    for pair in rules.flow.separations {
      let actors = pair.flatMap { after.actors[$0] ?? [] }
      if Set(actors).count < actors.count { return "one person for two steps" }
    }
    return nil
  }

  private var history: String? {
    if after.revision < before.revision { return "a revision taken back" }
    if before.handedOver, !after.handedOver { return "handed over and not" }
    if before.payments.count > after.payments.count { return "a payment forgotten" }
    return before.voided ? "an event after the end" : nil
  }

  private var delivery: String? {
    guard case .handedOver = event else { return nil }
    return before.destination.method == .posted && before.delivery.goods == nil ? "posted without a waybill" : nil
  }
}
