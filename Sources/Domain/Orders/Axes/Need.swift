// What an order needs besides its steps and papers, and what is refused as long as it is not there.

public enum Need: Hashable, Sendable {
  case registration
  case certificate
  /// The applicant's own token, read here.
  case token
  /// The time left, read from the old token and converted.
  case measuring
  case unbinding
  case identity(Party)
  case original(slot: String, title: String)
  case deskRegistration
  case bidDeclaration
  case bidOpening(Instant)
  case oldToken
  case lossStatement
  case checklist([ChecklistItem])
  /// Whether the applicant wants the service's usual invoice was neither asked nor answered.
  case invoice
}

/// What the axes refuse whoever asks.
public enum AxisRefusal: Hashable, Sendable {
  case role(String, Role)
  case onePerson
  case noReason
  case notWaived
  case registeredField
  case triesUsedUp(until: Instant)
  case tooFewFacts(Int)
  case emailMissing
  case nothingToOverride
}

extension Order {
  /// Everything that is needed and not there, with the first step that waits for it.
  public func needs(under rules: OrderRules) -> [(need: Need, before: Step)] {
    guard !voided, !handedOver else { return [] }
    let first = Step.allCases.first { $0 != .papers && rules.flow.includes($0) && !done(under: rules).contains($0) }
    return entitlementNeeds(under: rules).map { ($0, first ?? .production) } + presenceNeeds(under: rules)
      + checklistNeeds(under: rules) + invoiceNeeds(under: rules).map { ($0, .handover) }
      + tokenNeeds(under: rules).map { ($0, .production) }
  }

  /// Nothing of an old token is touched before these are there.
  private func tokenNeeds(under rules: OrderRules) -> [Need] {
    guard makings.count(where: { $0.givenUp == nil }) < rules.tokens else { return [] }
    return oldTokenNeeds(under: rules) + bidNeeds(under: rules)
  }

  /// An applicant who is not entitled takes no step at all; other needs hang on the step that the pack names, and all
  /// but those of the handover on production.
  func requireNeeds(before step: Step, under rules: OrderRules) throws(OutOfTurn) {
    if let (need, _) = checklistNeeds(under: rules).first(where: { $0.before == step }) {
      throw .needed(need, before: step)
    }
    let presence = presenceNeeds(under: rules).filter {
      $0.before == step || step == .production && $0.before != .handover
    }
    let entitlement = step == .handover ? [] : entitlementNeeds(under: rules)
    if let need = entitlement.first ?? presence.first?.need { throw .needed(need, before: step) }
    if step == .handover { try requireInvoice(under: rules) }
  }

  /// What the axes say to an event before it happens.
  func permitAxes(_ event: Event, by person: Person, under rules: OrderRules) throws(OutOfTurn) {
    switch event {
    case .amended(let application) where rules.old.revoked != .changed: try requireRegistered(application)
    case .paymentRecorded:
      if let need = entitlementNeeds(under: rules).first { throw .needed(need, before: .payment) }
      // Nobody takes money that the order does not ask for yet: it could not be given back (S0-33).
      guard rules.flow.includes(.payment) else { throw .notInFlow(.payment) }
      let missing = rules.flow.missing(before: .payment, done: done(under: rules))
      guard missing.isEmpty else { throw .tooEarly(.payment, missing: missing) }
      if let (need, _) = presenceNeeds(under: rules).first(where: { $0.before == .payment }) {
        throw .needed(need, before: .payment)
      }
    case .delivery(.shipped(let shipment)) where shipment.content == .goods:
      // The parcel is the handover; who stays away and has it posted owes nothing here.
      if let (need, _) = presenceNeeds(under: rules).first(where: { $0.before == .handover }) {
        throw .needed(need, before: .handover)
      }
      try requireInvoice(under: rules)
    case .productionStarted:
      if let need = tokenNeeds(under: rules).first { throw .needed(need, before: .production) }
    case .entitlement(let event): try permit(event, by: person, under: rules)
    case .presence(let event): try permit(event, by: person, under: rules)
    case .oldCertificate(let event): try permit(event, by: person, under: rules)
    case .pendingBids(let event): try permit(event, by: person, under: rules)
    case .checklist(let event): try permit(event, by: person, under: rules)
    default: break
    }
  }
}
