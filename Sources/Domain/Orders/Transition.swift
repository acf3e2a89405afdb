// The one table of what may happen to an order, when, and by whom.

extension Order {
  /// A new order at its first revision.
  public init(
    _ number: OrderNumber, registering application: Application, channel: String? = nil, by clerk: PersonID
  ) {
    self.number = number
    self.channel = channel
    self.application = application
    revision = 1
    registeredBy = clerk
  }

  /// The order after an event.
  /// - Throws: `OutOfTurn` when the event may not happen now or not by this person; nothing has changed then.
  /// - Parameter instant: when it happened; nil where no promise counts from it.
  public func after(
    _ event: Event, by person: Person, under rules: OrderRules, at instant: Instant? = nil
  ) throws(OutOfTurn) -> Order {
    guard !voided else { throw .ended(event.title) }
    if let step = event.step { try permit(step, by: person, under: rules) }
    try requireRole(for: event, of: person)
    try permitDelivery(event, by: person, under: rules)
    try permitMoney(event, by: person, under: rules)
    try requireCard(event, under: rules)
    if case .productionStarted = event, makings.count(where: { $0.givenUp == nil }) >= rules.tokens {
      throw .impossible(event.title)
    }
    try permitTakingOut(event, by: person)
    try permitAxes(event, by: person, under: rules)
    var order = self
    try order.apply(event, by: person.id, under: rules)
    if let step = event.step { order.note(person.id, taking: step) }
    if let instant { order.timing.note(order.done(under: rules), at: instant) }
    return order
  }

  private func permit(_ step: Step, by person: Person, under rules: OrderRules) throws(OutOfTurn) {
    guard rules.flow.includes(step) else { throw .notInFlow(step) }
    guard person.roles.contains(step.role) else { throw .role(step) }
    let missing = rules.flow.missing(before: step, done: done(under: rules))
    guard missing.isEmpty else { throw .tooEarly(step, missing: missing) }
    try requireNeeds(before: step, under: rules)
    if step == .handover, isSealDue { throw .sealDue }
    try requireReviewPlace(step, by: person, under: rules)
    for other in rules.flow.separated(from: step) where actors[other]?.contains(person.id) == true {
      throw .samePerson(step, other)
    }
  }

  /// What is no step asks for a role all the same: an auditor changes nothing (S0-189).
  private func requireRole(for event: Event, of person: Person) throws(OutOfTurn) {
    switch event {
    case .amended, .withdrawn, .voided, .paperDecided, .copies:
      try person.requireRole(.clerk, or: .reviewer, for: event.title)
    case .sealBound, .noSeal: try person.requireRole(.clerk, or: .maker, for: event.title)
    default: break
    }
  }

  private mutating func note(_ person: PersonID, taking step: Step) {
    actors[step] = (actors[step] ?? []).filter { $0 != person } + [person]
  }

  mutating func apply(_ event: Event, by person: PersonID, under rules: OrderRules) throws(OutOfTurn) {
    switch event {
    case .registered: throw .impossible(event.title)
    case .amended(let application):
      guard !submitted, !hasToken else { throw .frozen }
      self.application = try withReading(application)
      try beginRevision()
    case .acknowledged: acknowledged = true
    case .valuesConfirmed(let digest):
      guard !submitted else { throw .frozen }
      confirmation = digest
    case .printed(_, let editions, _): remember(editions)
    case .printStarted(let run): remember(run.editions)
    case .printEnded: break
    case .paperAccepted, .paperRefused, .paperReferred, .paperDecided: try applyPaper(event, under: rules)
    case .copies(let event): try apply(event, under: rules)
    case .submitted:
      guard !submitted else { throw .impossible(event.title) }
      submitted = true
      review = .open
      headOffice.submissions += 1
    case .withdrawn:
      guard submitted, review == .open, !hasToken else { throw .impossible(event.title) }
      submitted = false
      headOffice.awaitedDecision = nil
      try beginRevision()
    case .approved:
      guard submitted, review == .open else { throw .impossible(event.title) }
      review = .approved
    case .rejected(let items):
      guard submitted, review == .open, !items.isEmpty else { throw .impossible(event.title) }
      review = .rejected(items)
      submitted = false
      papers.removeAll { paper in items.contains { $0.slot == paper.slot } }
      copyStatements?.slots.subtract(items.map(\.slot))
      presence.originals.removeAll { slot in items.contains { $0.slot == slot } }
      for item in items { checklist.marks[item.slot] = nil }
    case .paymentRecorded, .paymentConfirmed, .paymentDisputed, .payment: try applyPayment(event, by: person)
    case .invoice(let event): try applyInvoice(event, by: person)
    case .bankProofAccepted: bankProof = true
    case .productionStarted, .tokenStep, .certificateRequested, .certificateReceived, .certificateProven, .pinRenewed,
      .tokenGivenUp:
      try applyProduction(event)
    case .sealDue, .sealBound, .noSeal: try applySeal(event)
    case .handedOver(let items):
      guard !handedOver else { throw .impossible(event.title) }
      (handedOver, delivery.handed) = (true, items)
    case .delivery(let event): apply(event)
    case .agreementPrinted(let agreement): self.agreement = agreement
    case .exported, .confirmed, .headOfficeRefused: try applySync(event)
    case .voided(_, let second):
      guard !hasToken else { throw .impossible(event.title) }
      guard confirmedFen == 0 || second.map({ $0 != person }) == true else { throw .witnessNeeded }
      voided = true
    case .headOffice(let event): try applyHeadOffice(event, by: person, under: rules)
    case .entitlement(let event): try apply(event, by: person)
    case .presence(let event): try apply(event, by: person)
    case .oldCertificate(let event): try apply(event, by: person)
    case .pendingBids(let event): try apply(event, by: person)
    case .checklist(let event): try apply(event)
    }
  }

  /// Whether a token was begun for it that still counts.
  private var hasToken: Bool { makings.contains { $0.givenUp == nil } }

  mutating func beginRevision() throws(OutOfTurn) {
    guard revision < PageCode.mostRevisions else { throw .lastRevision }
    revision += 1
    confirmation = nil
    papers = []
    presence.originals = []
    checklist = Checklist()
    referred = nil
    copyStatements = nil
    editions = nil
    review = .open
  }

  /// The first print of a revision decides; what is printed later adds to it.
  private mutating func remember(_ editions: [String: Int]?) {
    guard let editions else { return }
    self.editions = (self.editions ?? [:]).merging(editions) { first, _ in first }
  }

  private mutating func applyPaper(_ event: Event, under rules: OrderRules) throws(OutOfTurn) {
    switch event {
    case .paperAccepted(let paper): try accept(paper, under: rules)
    case .paperReferred(let referral):
      try permit(referral.paper, under: rules)
      forget(referral.paper)
      referred = (referred ?? []) + [referral]
    case .paperDecided(let digest, let accepted, _):
      guard let referral = referred?.first(where: { $0.digest == digest }) else { throw .impossible(event.title) }
      referred?.removeAll { $0.digest == digest }
      if accepted { try accept(referral.paper, under: rules) }
    case .paperRefused(let slot, _, _, let object?, _, _, _): try takeOut(object, of: slot, under: rules)
    default: break
    }
  }

  /// Papers come in until the order is handed in; where they are brought after the review, until a token is begun.
  public func takesPapers(under rules: OrderRules) -> Bool { rules.flow.takesPapersLate ? !hasToken : !submitted }

  /// Of an order that was sent back only those papers come in that were.
  func permit(_ paper: Paper, under rules: OrderRules) throws(OutOfTurn) {
    guard takesPapers(under: rules) else { throw rules.flow.takesPapersLate ? .tokenBegun : .frozen }
    if case .rejected(let items) = review, !items.contains(where: { $0.slot == paper.slot }) { throw .notReopened }
  }

  private mutating func accept(_ paper: Paper, under rules: OrderRules) throws(OutOfTurn) {
    try permit(paper, under: rules)
    forget(paper)
    papers.removeAll { $0.isSamePage(as: paper) }
    papers.append(paper)
  }

  /// An earlier scan of the same page needs nobody's eyes any more.
  private mutating func forget(_ paper: Paper) { referred?.removeAll { $0.paper.isSamePage(as: paper) } }

  private mutating func applyProduction(_ event: Event) throws(OutOfTurn) {
    if case .productionStarted(let token, let item) = event {
      guard !makings.contains(where: { $0.item == item ?? 1 }) else { throw .impossible(event.title) }
      makings.append(Making(item ?? 1, token: token))
      return
    }
    // What was given away is its holder's: another certificate takes another order.
    if case .tokenGivenUp = event, handedOver || delivery.goods != nil { throw .impossible(event.title) }
    guard let place = makings.firstIndex(where: { $0.isMeant(by: event) }), let next = makings[place].after(event)
    else { throw .impossible(event.title) }
    makings[place] = next
  }

  private mutating func applySeal(_ event: Event) throws(OutOfTurn) {
    switch event {
    case .sealDue where seal == nil && !handedOver: seal = .due
    case .sealBound(let id, let held, let certificate, let file) where !makings.isEmpty && !handedOver:
      // A seal for another certificate would be without a signer as soon as the new one is used (D-36).
      if let certificate { guard makings.contains(where: { $0.serial == certificate }) else { throw .foreignSeal } }
      seal = seal ?? .due
      seal?.bind(SealLine.Bond(seal: id, held: held, certificate: certificate, file: file))
    case .noSeal(let reason) where isSealDue && !reason.isEmpty: seal?.waived = reason
    default: throw .impossible(event.title)
    }
  }

  private mutating func applySync(_ event: Event) throws(OutOfTurn) {
    switch (sync, event) {
    case (.notExported, .exported(let bundle, _)) where handedOver: sync = .exported(bundle: bundle)
    case (.exported, .confirmed(let bundle)): sync = .confirmed(bundle: bundle)
    // A record that was damaged on its way is taken when the same bundle comes whole.
    case (.refused(let refused, _), .confirmed(let bundle)) where refused == bundle: sync = .confirmed(bundle: bundle)
    case (.exported(let bundle), .headOfficeRefused(let answered, let outcome, _)) where answered == bundle:
      sync = .refused(bundle: bundle, outcome: outcome)
    default: throw .impossible(event.title)
    }
  }
}

extension Paper {
  /// Whether it is the same page of the same copy; papers without page codes are never the same.
  fileprivate func isSamePage(as other: Paper) -> Bool {
    page != nil && slot == other.slot && page == other.page && copy == other.copy
  }
}

extension Event {
  /// The step that the event takes; nil for events that take none.
  var step: Step? {
    switch self {
    case .acknowledged: .acknowledgement
    case .valuesConfirmed: .confirmation
    case .submitted: .submission
    case .approved, .rejected: .review
    case .paymentConfirmed, .payment(.settled): .payment
    case .bankProofAccepted: .bankProof
    case .productionStarted, .certificateRequested, .pinRenewed, .tokenGivenUp: .production
    case .handedOver: .handover
    case .headOffice(let event): event.step
    default: nil
    }
  }

  /// The event in a clerk's words.
  public var title: String {
    switch self {
    case .registered: "登记"
    case .amended: "修改"
    case .acknowledged: "确认不能退办"
    case .valuesConfirmed: "核对信息"
    case .printed: "制作文件"
    case .printStarted(let run): run.title
    case .printEnded(_, let outcome): outcome.title
    case .paperAccepted: "收件通过"
    case .paperRefused(_, _, _, let object, _, _, _): object == nil ? "收件未通过" : "撤下已收的页面"
    case .paperReferred: "收件待人工查看"
    case .paperDecided(_, let accepted, _): accepted ? "人工查看后收下" : "人工查看后未收"
    case .copies(let event): event.title
    case .submitted: "提交信息"
    case .withdrawn: "撤回"
    case .approved: "审核通过"
    case .rejected: "审核未通过"
    case .paymentRecorded: "登记付款"
    case .paymentConfirmed: "核对付款"
    case .paymentDisputed: "付款存疑"
    case .payment(let event): event.title
    case .invoice(let event): event.title
    case .bankProofAccepted: "金融认证"
    case .productionStarted: "开始制作"
    case .tokenStep: "介质操作"
    case .certificateRequested: "提交证书请求"
    case .certificateReceived: "收到证书"
    case .certificateProven: "证书写入并核对"
    case .pinRenewed: "密码重置"
    case .tokenGivenUp: "停用介质"
    case .sealDue: "印章待重新绑定"
    case .sealBound: "印章已绑定新证书"
    case .noSeal: "确认没有印章"
    case .handedOver: "交付"
    case .delivery(let event): event.title
    case .agreementPrinted: "打印协议"
    case .exported: "导出"
    case .confirmed: "总部确认"
    case .headOfficeRefused: "总部未接收"
    case .voided: "作废"
    case .headOffice(let event): event.title
    case .entitlement(let event): event.title
    case .presence(let event): event.title
    case .oldCertificate(let event): event.title
    case .pendingBids(let event): event.title
    case .checklist(let event): event.title
    }
  }
}
