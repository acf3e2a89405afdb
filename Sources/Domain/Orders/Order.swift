// An order: the axes along which it moves, and the one Chinese state that follows from them.

public struct Order: Hashable, Sendable, Codable {
  public enum Review: Hashable, Sendable, Codable {
    case open, approved
    case rejected([Rejection])
  }

  public enum Sync: Hashable, Sendable, Codable {
    case notExported
    case exported(bundle: String)
    case confirmed(bundle: String)
    case refused(bundle: String, outcome: String)
  }

  public let number: OrderNumber
  public internal(set) var application: Application
  /// Counts from 1; each amendment or withdrawal begins a new one.
  public internal(set) var revision: Int
  /// The way the application came; nil is the counter's own.
  public internal(set) var channel: String?
  public internal(set) var acknowledged = false
  /// The digest of the values that were looked at once more; nil before.
  public internal(set) var confirmation: String?
  public internal(set) var papers: [Paper] = []
  /// Pages that wait for somebody's eyes; nil in the records of the first version.
  public internal(set) var referred: [Referral]?
  /// The form editions in which this revision's documents were first made, by document id; nil while none were made.
  public internal(set) var editions: [String: Int]?
  /// Nil while nothing was said of other copies.
  public internal(set) var copyStatements: CopyStatements?
  public internal(set) var submitted = false
  public internal(set) var review = Review.open
  public internal(set) var payments: [PaymentEntry] = []
  public internal(set) var corrections: [Correction] = []
  public internal(set) var invoicing = Invoicing()
  public internal(set) var bankProof = false
  public internal(set) var headOffice = HeadOfficeLine()
  /// The tokens of this order on their way, in the order of their numbers.
  public internal(set) var makings: [Making] = []
  /// Nil as long as nobody has spoken of one.
  public internal(set) var seal: SealLine?
  public internal(set) var delivery = Delivery()
  public internal(set) var handedOver = false
  /// The agreement that was last printed; nil before.
  public internal(set) var agreement: Agreement?
  public internal(set) var timing = Timing()
  public internal(set) var sync = Sync.notExported
  public internal(set) var voided = false
  public internal(set) var entitlement = Entitlement()
  public internal(set) var presence = Presence()
  public internal(set) var old = OldCertificate()
  public internal(set) var bids = PendingBids()
  public internal(set) var checklist = Checklist()
  public internal(set) var registeredBy: PersonID
  /// Everybody who took each step, the last at the end: two may have confirmed two instalments.
  public internal(set) var actors: [Step: [PersonID]] = [:]

  /// Papers that the rules ask for and that are not there yet: the pages missing, or the copies.
  public func missingPapers(under rules: OrderRules) -> [MissingPaper] { rules.papers.compactMap { lacking($0) } }

  /// The steps that are done.
  public func done(under rules: OrderRules) -> Set<Step> {
    var done: Set<Step> = []
    if acknowledged { done.insert(.acknowledgement) }
    if confirmation != nil { done.insert(.confirmation) }
    if missingPapers(under: rules).isEmpty { done.insert(.papers) }
    if submitted { done.insert(.submission) }
    if review == .approved { done.insert(.review) }
    if confirmedFen >= rules.fee.fen { done.insert(.payment) }
    if bankProof || isSparedProof(under: rules) { done.insert(.bankProof) }
    if provenTokens >= rules.tokens { done.insert(.production) }
    if handedOver { done.insert(.handover) }
    return done
  }

  /// The steps that can be taken now.
  public func open(under rules: OrderRules) -> [Step] { voided ? [] : rules.flow.open(done: done(under: rules)) }

  public func state(under rules: OrderRules) -> OrderState {
    if voided { return .voided }
    switch sync {
    case .confirmed: return .confirmed
    case .exported: return .syncing
    case .notExported, .refused: break
    }
    if handedOver { return .completed }
    return productionState(under: rules) ?? earlyState(under: rules)
  }

  private func productionState(under rules: OrderRules) -> OrderState? {
    guard !makings.isEmpty else { return nil }
    if provenTokens >= rules.tokens { return .awaitingHandover }
    guard let making = makings.first(where: \.isOpen), case .certified = making.production else { return .making }
    return making.writing ? .writing : .awaitingDownload
  }

  private func earlyState(under rules: OrderRules) -> OrderState {
    let done = done(under: rules)
    let open = rules.flow.open(done: done)
    if case .rejected = review { return .rejected }
    if submitted && open.contains(.review) { return .inReview }
    if !done.contains(.payment) && payments.contains(where: \.isWaiting) {
      return .paymentRecorded
    }
    if open.contains(.payment) { return .awaitingPayment }
    if open.contains(.bankProof) { return .awaitingBankProof }
    if rules.flow.isMadeAtOnce, open.contains(.production) { return .making }
    if review == .approved { return isPaidLast(done, under: rules) ? .paid : .approved }
    guard done.contains(.payment), rules.fee.fen > 0 else { return .draft }
    return !submitted && rules.flow.comes(.payment, before: .submission) ? .awaitingSubmission : .paid
  }
}

extension Order {
  /// Where payment waits for the review, what came last is that the fee is there (S0-15).
  private func isPaidLast(_ done: Set<Step>, under rules: OrderRules) -> Bool {
    done.contains(.payment) && rules.fee.fen > 0 && rules.flow.comes(.review, before: .payment)
  }
}

/// The state a clerk reads, derived from the axes.
public enum OrderState: String, Hashable, Sendable, CaseIterable {
  case draft = "草稿"
  case awaitingPayment = "待支付"
  case paymentRecorded = "已登记待核对"
  case paid = "已支付"
  /// Paid, where the service has the order handed in after that.
  case awaitingSubmission = "待提交"
  case inReview = "待审核"
  case rejected = "审核未通过"
  case approved = "审核通过"
  case awaitingBankProof = "待认证"
  case making = "制作中"
  case awaitingDownload = "待下载"
  case writing = "写入中"
  case awaitingHandover = "待交付"
  case completed = "已完成"
  case syncing = "同步中"
  case confirmed = "已确认"
  case voided = "已作废"
  /// Its data were destroyed when their days were over; only its row and its journal are left.
  case retired = "已销毁"
}
