// Who came, which originals the clerk saw, and what was registered at the desk (D-19, D-24, S0-13, S0-164 … S0-166).

/// Whose identity document is looked at.
public enum Party: String, Hashable, Sendable, Codable, CaseIterable {
  case agent, legal

  public var title: String {
    switch self {
    case .agent: "经办人"
    case .legal: "法定代表人"
    }
  }
}

public enum PresenceEvent: Hashable, Sendable, Codable {
  /// The clerk compared the face with the original of this kind of document; where `number`, its number too was typed
  /// from the original and is the one on record.
  case identified(Party, document: String, number: Bool)
  /// The originals of these papers were compared with their copies (核原件，收复印件).
  case originalsSeen([String])
  /// 信息登记: the numbers of the paper forms, and of the token that is set aside for the order.
  case deskRegistered(forms: [String], token: String?)
}

public struct Presence: Hashable, Sendable, Codable {
  public struct Identified: Hashable, Sendable, Codable {
    public let party: Party
    public let document: String
    public let numberCompared: Bool
    public let by: PersonID
  }

  public struct Registration: Hashable, Sendable, Codable {
    public let forms: [String]
    public let token: String?
  }

  public internal(set) var identified: [Identified] = []
  /// Papers whose originals were seen, in this revision.
  public internal(set) var originals: [String] = []
  public internal(set) var registration: Registration?
}

/// Before which step the pack wants what; a flow without that step wants it before production.
public struct PresenceRules: Hashable, Sendable {
  public var parties: [Party] = []
  /// Whether the applicant stays away, so that nobody is looked at before what was made is collected.
  public var isAbsent = false
  public var identifiedBefore = Step.production
  /// Whether the number must be typed from the original: a PIN is set anew for nobody else (S0-103).
  public var comparesNumber = false
  public var originals: [Original] = []
  public var originalsBefore = Step.production
  public var registeredBefore: Step?

  public struct Original: Hashable, Sendable {
    public let slot: String
    public let title: String

    public init(slot: String, title: String) {
      self.slot = slot
      self.title = title
    }
  }

  public init() {}
}

extension Order {
  func presenceNeeds(under rules: OrderRules) -> [(need: Need, before: Step)] {
    let asked = rules.presence
    func gate(_ step: Step) -> Step { rules.flow.includes(step) ? step : .production }
    let parties = asked.isAbsent && destination.method == .posted ? [] : asked.parties
    var needs: [(need: Need, before: Step)] = parties.filter { !isIdentified($0, asked) }.map {
      (.identity($0), gate(asked.identifiedBefore))
    }
    needs += asked.originals.filter { !presence.originals.contains($0.slot) }.map {
      (.original(slot: $0.slot, title: $0.title), gate(asked.originalsBefore))
    }
    // Only a way of the service that reviews first has this step (S0-10); one that pays first knows nothing of it.
    if let step = asked.registeredBefore, presence.registration == nil,
      rules.flow.requirements[step]?.contains(.review) == true
    {
      needs.append((.deskRegistration, step))
    }
    return needs
  }

  private func isIdentified(_ party: Party, _ asked: PresenceRules) -> Bool {
    presence.identified.contains { $0.party == party && ($0.numberCompared || !asked.comparesNumber) }
  }

  func permit(_ event: PresenceEvent, by person: Person, under rules: OrderRules) throws(OutOfTurn) {
    if case .deskRegistered = event, rules.flow.includes(.review), review != .approved {
      throw .tooEarly(rules.presence.registeredBefore ?? .production, missing: [.review])
    }
    guard !handedOver else { throw .impossible(event.title) }
    try person.requireRole(.clerk, for: event.title)
  }

  mutating func apply(_ event: PresenceEvent, by person: PersonID) throws(OutOfTurn) {
    switch event {
    case .identified(let party, let document, let number):
      guard !document.isEmpty else { throw .impossible(event.title) }
      presence.identified.append(.init(party: party, document: document, numberCompared: number, by: person))
    case .originalsSeen(let slots): presence.originals += slots.filter { !presence.originals.contains($0) }
    case .deskRegistered(let forms, let token):
      guard !forms.isEmpty else { throw .impossible(event.title) }
      presence.registration = .init(forms: forms, token: token)
    }
  }
}

extension PresenceEvent {
  var name: String {
    switch self {
    case .identified: "identified"
    case .originalsSeen: "originals-seen"
    case .deskRegistered: "desk-registered"
    }
  }

  var title: String {
    switch self {
    case .identified(let party, _, _): "当面核验\(party.title)身份"
    case .originalsSeen: "原件已核"
    case .deskRegistered: "信息登记"
    }
  }
}
