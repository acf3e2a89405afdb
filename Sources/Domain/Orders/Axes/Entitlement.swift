// What entitles an applicant to an order: registered and audited, holding a certificate, unbound; or released by two people.

/// What must be proven before an order may leave 草稿.
public enum Precondition: String, Hashable, Sendable, Codable, CaseIterable {
  /// The organisation is registered with the platform and its 基本信息 was audited.
  case registration
  /// It holds a certificate already: shown by the inserted token, by this store's record or by head office's list.
  case certificate
  /// 证书解绑: three facts or more agree, an e-mail among them, and a second channel confirms it.
  case unbinding
}

/// How this counter knows of a certificate whose token was not read here.
public enum CertificateEvidence: Hashable, Sendable, Codable {
  /// An order of this store made it.
  case order(OrderNumber)
  /// Head office's list of that version names it.
  case headOffice(list: Int)
}

/// Two people's decision to go on without something, and why.
public struct Waiver: Hashable, Sendable, Codable {
  public let reason: String
  public let first: PersonID
  public let second: PersonID
}

public enum EntitlementEvent: Hashable, Sendable, Codable {
  case certificateKnown(CertificateEvidence, serial: String)
  case waived(Precondition, reason: String, second: PersonID)
  /// A try at 证书解绑 with these fields; spent before anything is compared.
  case unbindingTried([FieldID], at: Instant)
  /// These fields agreed with the record; their values are kept nowhere.
  case factsAgreed([FieldID])
  case unbound(SecondChannel)
  /// No person judged the order: a rule of the pack did.
  case approvedByRule(String)
}

/// What has been proven so far.
public struct Entitlement: Hashable, Sendable, Codable {
  /// Where the certificate is known from, without its token.
  public internal(set) var evidence: CertificateEvidence?
  public internal(set) var waivers: [Waived] = []
  public internal(set) var unbinding = Unbinding()
  /// The rule that stood in for a reviewer.
  public internal(set) var rule: String?

  /// A precondition that two people did without.
  public struct Waived: Hashable, Sendable, Codable {
    public let precondition: Precondition
    public let waiver: Waiver
  }

  public func isWaived(_ precondition: Precondition) -> Bool {
    waivers.contains { $0.precondition == precondition }
  }
}

/// What the pack asks of an applicant before anything else.
public struct EntitlementRules: Hashable, Sendable {
  public var preconditions: Set<Precondition> = []
  /// Whether the applicant's token must have been read here; what is only known of it does not count then.
  public var tokenIsShown = false
  /// Whether the time that the old certificate has left is converted into a discount.
  public var isUpgrade = false
  /// Whether an order in which nothing changed is approved on submission.
  public var approvesUnchanged = false
  public var today: CivilDate?
  public var unbinding = UnbindingLimit.usual

  public init() {}
}

extension Order {
  /// What keeps the order in 草稿.
  func entitlementNeeds(under rules: OrderRules) -> [Need] {
    let asked = rules.entitlement.preconditions
    var needs: [Need] = []
    if asked.contains(.registration), !isRegistered(on: rules.entitlement.today) { needs.append(.registration) }
    if asked.contains(.certificate) { needs += certificateNeeds(under: rules.entitlement, tokens: rules.tokens) }
    if asked.contains(.unbinding), !entitlement.unbinding.isDone, !entitlement.isWaived(.unbinding) {
      needs.append(.unbinding)
    }
    return needs
  }

  /// The data file says with whom the organisation is registered, and that it was audited and when (S0-01).
  private func isRegistered(on today: CivilDate?) -> Bool {
    if entitlement.isWaived(.registration) { return true }
    let values = application.values
    guard let member = values["organisation.platformID"], !member.isEmpty, values["organisation.audited"] == "是",
      let audited = values["organisation.auditedOn"].flatMap({ CivilDate($0) })
    else { return false }
    return today.map { audited <= $0 } ?? true
  }

  private func certificateNeeds(under rules: EntitlementRules, tokens: Int) -> [Need] {
    if rules.isUpgrade, old.upgrade == nil { return [.measuring] }
    // Every token that is renewed in place is read beforehand.
    if rules.tokenIsShown { return old.readings.count < tokens ? [.token] : [] }
    if old.reading != nil { return [] }
    return entitlement.evidence == nil && !entitlement.isWaived(.certificate) ? [.certificate] : []
  }

  /// Whether every token that is renewed has signed a challenge here.
  public var areTokensProven: Bool {
    old.readings.count >= tokensAskedFor && old.readings.allSatisfy(\.isProven)
  }

  func permit(_ event: EntitlementEvent, by person: Person, under rules: OrderRules) throws(OutOfTurn) {
    switch event {
    case .waived(let precondition, _, _):
      guard rules.entitlement.preconditions.contains(precondition) else { throw .impossible(event.title) }
      if precondition == .certificate, rules.entitlement.tokenIsShown { throw .refused(.notWaived) }
    case .approvedByRule:
      guard rules.entitlement.approvesUnchanged, rules.flow.includes(.review), areTokensProven else {
        throw .impossible(event.title)
      }
      return
    case .unbindingTried(_, let now):
      let opening = rules.entitlement.unbinding.opening(after: entitlement.unbinding.tries, at: now)
      if let opening { throw .refused(.triesUsedUp(until: opening)) }
    default: break
    }
    try person.requireRole(.clerk, or: .reviewer, for: event.title)
  }

  mutating func apply(_ event: EntitlementEvent, by person: PersonID) throws(OutOfTurn) {
    switch event {
    case .certificateKnown(let evidence, _): entitlement.evidence = evidence
    case .waived(let precondition, let reason, let second):
      let waiver = try Waiver(reason, by: person, and: second)
      guard !entitlement.isWaived(precondition) else { throw .impossible(event.title) }
      entitlement.waivers.append(.init(precondition: precondition, waiver: waiver))
    case .unbindingTried, .factsAgreed, .unbound: try entitlement.unbinding.apply(event, by: person)
    case .approvedByRule(let rule):
      guard submitted, review == .open else { throw .impossible(event.title) }
      review = .approved
      entitlement.rule = rule
    }
  }

  /// Name, number and kind come from the registration; changing them is a business type of its own (S0-35).
  func requireRegistered(_ amended: Application) throws(OutOfTurn) {
    let fields = ["organisation.name", "organisation.creditCode", "organisation.role"]
    guard fields.allSatisfy({ amended.values[$0] == application.values[$0] }) else {
      throw .refused(.registeredField)
    }
  }
}

extension Waiver {
  /// Two people who are not one, and a reason.
  init(_ reason: String, by first: PersonID, and second: PersonID) throws(OutOfTurn) {
    guard first != second else { throw .refused(.onePerson) }
    guard reason.contains(where: { !$0.isWhitespace }) else { throw .refused(.noReason) }
    (self.reason, self.first, self.second) = (reason, first, second)
  }
}

extension Person {
  func requireRole(_ role: Role, or other: Role? = nil, for title: String) throws(OutOfTurn) {
    guard roles.contains(role) || other.map(roles.contains) == true else { throw .refused(.role(title, role)) }
  }
}

extension EntitlementEvent {
  var name: String {
    switch self {
    case .certificateKnown: "certificate-known"
    case .waived: "precondition-waived"
    case .unbindingTried: "unbinding-tried"
    case .factsAgreed: "facts-agreed"
    case .unbound: "unbound"
    case .approvedByRule: "approved-by-rule"
    }
  }

  var title: String {
    switch self {
    case .certificateKnown: "查到已有证书"
    case .waived(let precondition, _, _): "两人同意放行“\(precondition.title)”"
    case .unbindingTried: "尝试证书解绑"
    case .factsAgreed: "解绑事项相符"
    case .unbound: "证书解绑"
    case .approvedByRule(let rule): "按规则自动审核通过（\(rule)）"
    }
  }
}

extension Precondition {
  public var title: String {
    switch self {
    case .registration: "单位基本信息审核"
    case .certificate: "已有证书"
    case .unbinding: "证书解绑"
    }
  }
}
