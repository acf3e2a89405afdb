// Draws what people bring and decide besides an order's steps: entitlement, presence, old tokens, bids, money, invoices.
import Domain

extension EventSource {
  static let payers: [String?] = [nil, "永城市样例贸易有限公司", "李四"]
  private static let future = Instant(seconds: 1_790_000_000)
  private static let seconds: [PersonID] = ["a", "b", "c", "h"]

  private static func second(_ dice: inout Dice) -> PersonID { seconds.randomElement(using: &dice) ?? "c" }

  /// What answers a need; nil where only time does.
  static func brought(_ need: Need, for order: Order, _ rules: OrderRules, _ dice: inout Dice) -> Event? {
    switch need {
    case .registration: .entitlement(.waived(.registration, reason: "电话核实", second: second(&dice)))
    case .certificate, .unbinding: entitlement(order, rules, &dice)
    case .token, .measuring, .oldToken, .lossStatement: old(order, rules, &dice)
    case .identity, .original, .deskRegistration: presence(order, rules, &dice)
    case .bidDeclaration, .bidOpening: bids(order, rules, &dice)
    case .checklist: checklist(order, rules, &dice)
    case .invoice: invoices(order, rules, &dice)
    }
  }

  static func entitlement(_ order: Order, _ rules: OrderRules, _ dice: inout Dice) -> Event? {
    let facts = dice.isLucky(80) ? ["agent.email", "agent.mobile", "legal.idNumber"] : ["agent.mobile"]
    let unbinding: [EntitlementEvent] = [
      .unbindingTried(facts, at: Instant(seconds: 1_780_000_000)), .factsAgreed(facts),
      .unbound(dice.isLucky(50) ? .code(id: "1") : .original(document: "营业执照", second: second(&dice))),
    ]
    switch Int.random(in: 0..<6, using: &dice) {
    case 0: return .entitlement(.certificateKnown(.headOffice(list: 1), serial: "S1"))
    case 1:
      let precondition = Precondition.allCases.randomElement(using: &dice) ?? .registration
      return .entitlement(.waived(precondition, reason: dice.isLucky(90) ? "x" : " ", second: second(&dice)))
    case 2: return dice.isLucky(30) ? .entitlement(.approvedByRule("没有变更")) : nil
    default: return unbinding.randomElement(using: &dice).map { .entitlement($0) }
    }
  }

  static func presence(_ order: Order, _ rules: OrderRules, _ dice: inout Dice) -> Event? {
    switch Int.random(in: 0..<3, using: &dice) {
    case 0:
      let party = Party.allCases.randomElement(using: &dice) ?? .agent
      return .presence(.identified(party, document: "居民身份证", number: dice.isLucky(80)))
    case 1: return .presence(.originalsSeen(rules.presence.originals.map(\.slot)))
    default: return .presence(.deskRegistered(forms: ["1"], token: nil))
    }
  }

  static func old(_ order: Order, _ rules: OrderRules, _ dice: inout Dice) -> Event? {
    let reading = TokenReading(
      token: "T\(dice.next() % 3)", medium: nil, serial: "S\(dice.next() % 3)", holder: "永城市样例贸易有限公司", number: nil,
      notAfter: future, hasSeal: false, isProven: dice.isLucky(70))
    switch Int.random(in: 0..<7, using: &dice) {
    case 0, 1: return .oldCertificate(order.old.reading == nil ? .shown(reading) : .shownToo(reading))
    case 2:
      guard let today = CivilDate("2026-06-01"), let annual = Money(fen: 28_000) else { return nil }
      let until = order.old.reading?.notAfter ?? future
      return .oldCertificate(
        .measured(Upgrade(today: today, notAfter: until, annual: annual, price: rules.fee)))
    case 3: return .oldCertificate(.collected("KEY-1"))
    case 4: return .oldCertificate(.lossStated)
    case 5:
      let reason = Revocation.Reason.allCases.randomElement(using: &dice) ?? .lost
      return .oldCertificate(.revocationRequested(Revocation(id: "V", serials: ["S1"], reason: reason)))
    default: return .oldCertificate(.carried(serial: "01", until: future))
    }
  }

  static func bids(_ order: Order, _ rules: OrderRules, _ dice: inout Dice) -> Event? {
    if dice.isLucky(30) { return .pendingBids(.overridden(reason: "申请人坚持", second: second(&dice))) }
    let openings = dice.isLucky(30) ? [future] : []
    return .pendingBids(.answered(BidAnswer(openings: openings, isSigned: dice.isLucky(90))))
  }

  static func checklist(_ order: Order, _ rules: OrderRules, _ dice: inout Dice) -> Event? {
    guard let item = rules.checklist.randomElement(using: &dice)?.id else { return nil }
    switch Int.random(in: 0..<4, using: &dice) {
    case 0: return .checklist(.spared(item, reason: "x"))
    case 1: return dice.isLucky(20) ? .checklist(.unticked(item, reason: "x")) : nil
    default: return .checklist(.ticked(rules.checklist.map(\.id)))
    }
  }

  // MARK: Money

  /// Statements' lines and corrections.
  static func evidence(_ order: Order, _ rules: OrderRules, _ dice: inout Dice) -> Event? {
    let entry = order.payments.randomElement(using: &dice)
    let id = entry?.id ?? "1"
    let line = "L\(dice.next() % 5)"
    let fen = dice.isLucky(50) ? rules.fee.fen : Int.random(in: -1...40_000, using: &dice)
    let correction = order.corrections.randomElement(using: &dice)?.id ?? "1"
    switch Int.random(in: 0..<8, using: &dice) {
    case 0:
      let new = dice.isLucky(90) ? "\(order.payments.count + 1)" : id
      let payer = payers.randomElement(using: &dice) ?? nil
      return .payment(
        .settled(PaymentEntry(id: new, kind: .transfer, fen: fen, payer: payer, reference: line), line: line))
    case 1: return .paymentConfirmed(entry: id, evidence: .statementLine(line))
    case 2: return .payment(.reconciled(entry: id, line: line))
    case 3: return dice.isLucky(30) ? .payment(.reversed(entry: id, line: line)) : nil
    case 4:
      let number = "\(order.corrections.count + 1)"
      return .payment(.correctionProposed(Correction(id: number, entry: id, fen: fen, reason: "记错")))
    case 5, 6: return .payment(.correctionConfirmed(id: correction))
    default: return .payment(.correctionDeclined(id: correction, reason: "没有记错"))
    }
  }

  static func invoices(_ order: Order, _ rules: OrderRules, _ dice: inout Dice) -> Event? {
    guard let terms = rules.invoice else { return nil }
    let id = order.invoicing.invoices.randomElement(using: &dice)?.request.id ?? "1"
    switch Int.random(in: 0..<6, using: &dice) {
    case 0, 1: return .invoice(.requested(request(order, terms, &dice)))
    case 2: return .invoice(.declined)
    case 3: return .invoice(.refused(id: id, reason: "抬头有误"))
    case 4:
      guard let day = CivilDate("2026-06-02") else { return nil }
      return .invoice(.issued(id: id, number: "12345678", day: day, object: nil, format: nil))
    default: return dice.isLucky(50) ? .invoice(.given(id: id, serials: ["1"])) : .invoice(.copied(id: id))
    }
  }

  /// Mostly what is free to be invoiced; sometimes what was invoiced already.
  private static func request(_ order: Order, _ terms: InvoiceTerms, _ dice: inout Dice) -> InvoiceRequest {
    let payments = dice.isLucky(70) ? order.uninvoicedPayments : order.payments
    let kind = terms.kinds.randomElement(using: &dice) ?? terms.usual
    let buyer = Dictionary(terms.required(for: kind).map { ($0, "x") }, uniquingKeysWith: { first, _ in first })
    return InvoiceRequest(
      id: "\(order.invoicing.invoices.count + 1)", kind: kind, category: terms.category,
      payments: payments.map(\.id), fen: payments.reduce(0) { $0 + $1.countedFen }, buyer: buyer)
  }

  // MARK: Head office

  static func headOffice(_ order: Order, _ rules: OrderRules, _ dice: inout Dice) -> Event? {
    let submission = order.headOffice.submissions
    let sent = order.headOffice.awaitedDecision ?? "none"
    let slot = rules.papers.randomElement(using: &dice)?.slot ?? "x"
    let rejected = dice.isLucky(20) ? [Rejection(slot: slot, reason: "x")] : []
    switch Int.random(in: 0..<6, using: &dice) {
    case 0, 1: return .headOffice(.applicationSent(submission: submission, digest: "d\(submission)"))
    case 2, 3:
      return .headOffice(
        .decided(Decision(revision: order.revision, submission: submission, digest: sent, rejected: rejected)))
    case 4: return .headOffice(.proofReceived(round: order.headOffice.proofRound, version: Int(dice.next() % 4)))
    default: return .headOffice(.proofAskedAgain(nil))
    }
  }
}
