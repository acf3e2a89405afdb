// The order of steps of a business type, as data from its service's pack.

/// A step of an order. Which must come before which is the service's own business.
public enum Step: String, Hashable, Sendable, Codable, CaseIterable {
  /// The applicant knows that the fee is never paid back.
  case acknowledgement
  /// Applicant and clerk have looked at every value once more.
  case confirmation
  /// Every paper asked for has come back and was accepted.
  case papers
  case submission
  case review
  case payment
  /// 金融认证: the code sent with 0.01 yuan to the organisation's account.
  case bankProof
  /// Key pair, certificate and token.
  case production
  case handover

  /// Who takes the step.
  public var role: Role {
    switch self {
    case .acknowledgement, .confirmation, .papers, .submission, .bankProof, .handover: .clerk
    case .review: .reviewer
    case .payment: .finance
    case .production: .maker
    }
  }
}

/// Which steps an order takes, what must be done before each, and which two one person may not take both.
public struct Flow: Hashable, Sendable {
  public let requirements: [Step: Set<Step>]
  public let separations: Set<Set<Step>>
  public let review: HeadOfficeRules.ReviewPlace
  /// The step before which every item of the material checklist is ticked; nil where none waits for it.
  public let checklist: Step?
  /// Whether an order that waits for nothing but its tokens shows as 制作中 before a maker has begun (S0-92, S0-170).
  public let isMadeAtOnce: Bool

  /// - Parameter requirements: every step of the business type, with the steps that come before it.
  public init(
    requirements: [Step: Set<Step>], separations: Set<Set<Step>> = [], review: HeadOfficeRules.ReviewPlace = .counter,
    checklist: Step? = nil, isMadeAtOnce: Bool = false
  ) {
    self.requirements = requirements
    self.separations = separations
    self.review = review
    self.checklist = checklist
    self.isMadeAtOnce = isMadeAtOnce
  }

  public func includes(_ step: Step) -> Bool { requirements[step] != nil }

  /// Steps that must still be taken before this one, in their usual order. Nobody takes the step of the papers: whatever
  /// waits for them waits for what they wait for, too.
  public func missing(before step: Step, done: Set<Step>) -> [Step] {
    var before = requirements[step] ?? []
    if before.contains(.papers) { before.formUnion(requirements[.papers] ?? []) }
    return Step.allCases.filter { before.contains($0) && !done.contains($0) }
  }

  /// Whether a step is among what a later one waits for, by itself or through others.
  public func comes(_ step: Step, before later: Step) -> Bool {
    var waiting = requirements[later] ?? []
    var seen: Set<Step> = []
    while let next = waiting.popFirst() {
      if next == step { return true }
      seen.insert(next)
      waiting.formUnion((requirements[next] ?? []).subtracting(seen))
    }
    return false
  }

  /// Whether the papers are brought to the counter once the order was reviewed, and not handed in with it (S0-28).
  public var takesPapersLate: Bool { includes(.papers) && comes(.review, before: .papers) }

  /// The steps that can be taken now.
  public func open(done: Set<Step>) -> [Step] {
    Step.allCases.filter { includes($0) && !done.contains($0) && missing(before: $0, done: done).isEmpty }
  }

  /// Steps that may not be taken by whoever took this one.
  public func separated(from step: Step) -> Set<Step> {
    separations.filter { $0.contains(step) }.reduce(into: []) { $0.formUnion($1.subtracting([step])) }
  }
}

/// What the service's pack says about one order: its flow, its papers and its price.
public struct OrderRules: Sendable {
  /// A paper that must come back.
  public struct Paper: Hashable, Sendable {
    /// The slot's id, such as `application-form` or `business-licence`.
    public let slot: String
    public let title: String
    /// Pages with a page code; 0 for a paper that is not ours.
    public let pages: Int
    /// How many copies must come back, signed and sealed.
    public let copies: Int

    public init(slot: String, title: String, pages: Int, copies: Int = 1) {
      self.slot = slot
      self.title = title
      self.pages = pages
      self.copies = copies
    }
  }

  public let flow: Flow
  public let papers: [Paper]
  public internal(set) var fee: Money
  /// How many tokens the applicant gets.
  public let tokens: Int
  /// What must be handed over.
  public let delivery: DeliveryRules
  /// Nil takes every way and payer.
  public let payment: PaymentTerms?
  /// Nil takes every kind of invoice.
  public let invoice: InvoiceTerms?
  public let headOffice: HeadOfficeRules
  public var entitlement = EntitlementRules()
  public var presence = PresenceRules()
  public var old = OldCertificateRules()
  public var bids = PendingBidsRules()
  public var checklist: [ChecklistItem] = []

  public init(
    flow: Flow, papers: [Paper], fee: Money, tokens: Int = 1, delivery: DeliveryRules = DeliveryRules(),
    payment: PaymentTerms? = nil, invoice: InvoiceTerms? = nil, headOffice: HeadOfficeRules = HeadOfficeRules()
  ) {
    self.flow = flow
    self.papers = papers
    self.fee = fee
    self.tokens = tokens
    self.delivery = delivery
    self.payment = payment
    self.invoice = invoice
    self.headOffice = headOffice
  }

  /// With the discount of an upgrade taken off the price.
  public func discounted(by upgrade: Upgrade?) -> OrderRules {
    var rules = self
    if let upgrade { rules.fee = Money(fen: max(0, fee.fen - upgrade.discount.fen)) ?? .zero }
    return rules
  }
}
