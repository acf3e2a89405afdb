// The material checklist at the counter: what the applicant brings is ticked item by item (S0-28).

/// A line of the checklist: a paper that comes back, or a thing that is brought along.
public struct ChecklistItem: Hashable, Sendable {
  /// A paper's slot, or the thing in the pack's words.
  public let id: String
  public let title: String

  public init(id: String, title: String) { (self.id, self.title) = (id, title) }
}

public enum ChecklistEvent: Hashable, Sendable, Codable {
  /// These items lie on the counter.
  case ticked([String])
  /// The item does not apply to this applicant.
  case spared(String, reason: String)
  /// A tick was set by mistake.
  case unticked(String, reason: String)
}

/// What was ticked in this revision. The next revision's papers are looked at anew.
public struct Checklist: Hashable, Sendable, Codable {
  public enum Mark: Hashable, Sendable, Codable {
    case here
    case spared(reason: String)
  }

  public internal(set) var marks: [String: Mark] = [:]
}

extension ChecklistEvent {
  /// Never changes: the journal knows it by this word.
  var name: String {
    switch self {
    case .ticked: "checklist-ticked"
    case .spared: "checklist-spared"
    case .unticked: "checklist-unticked"
    }
  }

  var title: String {
    switch self {
    case .ticked: "材料清单打勾"
    case .spared: "材料清单：本项不需要"
    case .unticked: "材料清单取消打勾"
    }
  }

  /// The items that it speaks of.
  public var items: [String] {
    switch self {
    case .ticked(let items): items
    case .spared(let item, _), .unticked(let item, _): [item]
    }
  }

  public var reason: String? {
    switch self {
    case .ticked: nil
    case .spared(_, let reason), .unticked(_, let reason): reason
    }
  }
}

extension Order {
  /// The items that nobody has ticked yet, in the order of the slip.
  public func unticked(under rules: OrderRules) -> [ChecklistItem] {
    rules.checklist.filter { checklist.marks[$0.id] == nil }
  }

  /// Where the flow asks for the checklist: what is not ticked, and the step that waits for it.
  func checklistNeeds(under rules: OrderRules) -> [(need: Need, before: Step)] {
    let items = unticked(under: rules)
    guard let step = rules.flow.checklist, !items.isEmpty else { return [] }
    return [(.checklist(items), step)]
  }

  func permit(_ event: ChecklistEvent, by person: Person, under rules: OrderRules) throws(OutOfTurn) {
    guard !handedOver, !event.items.isEmpty,
      event.items.allSatisfy({ item in rules.checklist.contains { $0.id == item } })
    else { throw .impossible(event.title) }
    if let reason = event.reason, reason.allSatisfy(\.isWhitespace) { throw .refused(.noReason) }
    try person.requireRole(.clerk, for: event.title)
  }

  mutating func apply(_ event: ChecklistEvent) throws(OutOfTurn) {
    switch event {
    case .ticked(let items): for item in items { checklist.marks[item] = .here }
    case .spared(let item, let reason): checklist.marks[item] = .spared(reason: reason)
    case .unticked(let item, _):
      guard checklist.marks.removeValue(forKey: item) != nil else { throw .impossible(event.title) }
    }
  }
}
