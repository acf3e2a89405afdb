// 证书解绑: how somebody whose token is locked or lost is known without it (S0-99 … S0-102).

/// The second way by which an unbinding is confirmed.
public enum SecondChannel: Hashable, Sendable, Codable {
  /// A one-time code of head office, by its number in the list; the code itself is kept nowhere.
  case code(id: String)
  /// A second original document, seen by two people.
  case original(document: String, second: PersonID)
}

/// How far an order's unbinding has come.
public struct Unbinding: Hashable, Sendable, Codable {
  /// Facts that must agree.
  public static let leastFacts = 3
  /// One of these must be among them.
  public static let emails: Set<FieldID> = ["agent.email", "organisation.email"]

  /// When facts were compared and did not agree.
  public internal(set) var tries: [Instant] = []
  /// The fields that agreed with the record.
  public internal(set) var agreed: [FieldID] = []
  public internal(set) var channel: SecondChannel?

  public var isDone: Bool { !agreed.isEmpty && channel != nil }

  /// Whether these fields are enough to be compared at all.
  public static func require(_ fields: [FieldID]) throws(OutOfTurn) {
    guard Set(fields).count >= leastFacts else { throw .refused(.tooFewFacts(Set(fields).count)) }
    guard !emails.isDisjoint(with: fields) else { throw .refused(.emailMissing) }
  }

  mutating func apply(_ event: EntitlementEvent, by person: PersonID) throws(OutOfTurn) {
    guard !isDone else { throw .impossible(event.title) }
    switch event {
    case .unbindingTried(let fields, let moment):
      try Self.require(fields)
      tries.append(moment)
    case .factsAgreed(let fields):
      guard !tries.isEmpty, agreed.isEmpty else { throw .impossible(event.title) }
      try Self.require(fields)
      (agreed, tries) = (fields, [])
    case .unbound(let channel):
      guard !agreed.isEmpty else { throw .impossible(event.title) }
      if case .original(let document, let second) = channel { _ = try Waiver(document, by: person, and: second) }
      self.channel = channel
    default: throw .impossible(event.title)
    }
  }
}
