// The table of what may happen between an order and head office, and what waits for it.

extension Order {
  mutating func applyHeadOffice(
    _ event: HeadOfficeEvent, by person: PersonID, under rules: OrderRules
  ) throws(OutOfTurn) {
    switch event {
    case .priced(let prices):
      guard headOffice.prices == nil, payments.isEmpty else { throw .impossible(event.title) }
      headOffice.prices = prices
    case .applicationSent(let submission, let digest):
      guard submitted, review == .open, submission == headOffice.submissions else { throw .impossible(event.title) }
      headOffice.awaitedDecision = digest
    case .decided(let decision): try apply(decision, by: person, under: rules)
    case .proofReceived, .proofRefused, .proofAskedAgain: try applyProof(event)
    case .cardOpened(let serial):
      guard !headOffice.cards.contains(serial) else { throw .impossible(event.title) }
      headOffice.cards.append(serial)
    case .cardRefused: break
    }
  }

  /// Only what was sent can be decided about: not another revision, not what was handed in before or after.
  private mutating func apply(
    _ decision: Decision, by person: PersonID, under rules: OrderRules
  ) throws(OutOfTurn) {
    guard submitted, review == .open else { throw .ofHeadOffice(.nothingToDecide) }
    guard decision.revision == revision, decision.submission == headOffice.submissions,
      decision.digest == headOffice.awaitedDecision
    else { throw .ofHeadOffice(.otherContent) }
    try apply(decision.rejected.isEmpty ? .approved : .rejected(decision.rejected), by: person, under: rules)
    headOffice.awaitedDecision = nil
  }

  private mutating func applyProof(_ event: HeadOfficeEvent) throws(OutOfTurn) {
    guard !bankProof else { throw .impossible(event.title) }
    switch event {
    case .proofReceived(let round, let version) where version > headOffice.proofVersion ?? 0:
      (headOffice.answeredRound, headOffice.proofVersion) = (round, version)
    case .proofRefused(let version, _) where version == headOffice.proofVersion: break
    case .proofAskedAgain(let account):
      headOffice.proofRound += 1
      headOffice.account = account ?? headOffice.account
    default: throw .impossible(event.title)
    }
  }

  /// Where head office reviews, nobody at the counter does.
  func requireReviewPlace(_ step: Step, by person: Person, under rules: OrderRules) throws(OutOfTurn) {
    guard step == .review, rules.headOffice.review == .headOffice, !person.isHeadOffice else { return }
    throw .ofHeadOffice(.reviewedThere)
  }

  /// Nothing is written to a token before its cipher card was opened.
  func requireCard(_ event: Event, under rules: OrderRules) throws(OutOfTurn) {
    guard rules.headOffice.cipherCard, let making = makings.first(where: { $0.isMeant(by: event) }),
      case .certified = making.production, event.isWriting
    else { return }
    guard hasCard(for: making) else { throw .ofHeadOffice(.cardNeeded) }
  }

  /// A card opened for a token that was given up serves the next one.
  public func hasCard(for making: Making) -> Bool {
    let used = makings.count { $0.givenUp == nil && $0.item != making.item && ($0.isProven || $0.writing) }
    return headOffice.cards.count > used
  }

  /// Money that came from the organisation's own account proves the account; then no code is sent. Who paid must be
  /// known, by the statement's line or from the slip: money from nobody proves nobody's account (S0-158).
  func isSparedProof(under rules: OrderRules) -> Bool {
    guard let proven = rules.headOffice.proven, confirmedFen >= rules.fee.fen else { return false }
    let counted = payments.filter { $0.countedFen > 0 }
    return !counted.isEmpty && counted.allSatisfy { !proven.contains($0.kind) && isOwn($0) }
  }

  private func isOwn(_ entry: PaymentEntry) -> Bool { entry.knownPayer.map { !isOtherPayer($0) } ?? false }

  /// Whether what was handed in has still to leave for head office's review.
  public func awaitsSending(under rules: OrderRules) -> Bool {
    rules.headOffice.review == .headOffice && submitted && review == .open && headOffice.awaitedDecision == nil
      && !voided
  }

  /// The transfer that head office is to make now; nil when none is due.
  public func dueProofRound(under rules: OrderRules) -> Int? {
    guard !voided, rules.flow.open(done: done(under: rules)).contains(.bankProof) else { return nil }
    return headOffice.answeredRound == headOffice.proofRound ? nil : headOffice.proofRound
  }
}

extension Event {
  fileprivate var isWriting: Bool {
    switch self {
    case .tokenStep, .certificateProven: true
    default: false
    }
  }
}

extension HeadOfficeEvent {
  var step: Step? {
    switch self {
    case .decided: .review
    case .proofAskedAgain: .bankProof
    default: nil
    }
  }

  var name: String {
    switch self {
    case .priced: "priced"
    case .applicationSent: "application-sent"
    case .decided: "decided"
    case .proofReceived: "bank-proof-received"
    case .proofRefused: "bank-proof-refused"
    case .proofAskedAgain: "bank-proof-asked-again"
    case .cardOpened: "cipher-card-opened"
    case .cardRefused: "cipher-card-refused"
    }
  }

  var title: String {
    switch self {
    case .priced: "按价目登记"
    case .applicationSent: "送总部审核"
    case .decided(let decision): decision.rejected.isEmpty ? "总部审核通过" : "总部审核未通过"
    case .proofReceived: "收到金融认证码"
    case .proofRefused(_, let left): "金融认证码不符，还可再试 \(left) 次"
    case .proofAskedAgain(let account): account == nil ? "再次申请 0.01 元金融认证" : "更正账户并再次申请金融认证"
    case .cardOpened: "密码卡验证通过"
    case .cardRefused(_, let left): "密码卡密码不符，还可再试 \(left) 次"
    }
  }
}
