// Facts: what the counter knows and an applicant never types, such as what is still to pay or which serials were handed over.

public import Domain

/// A list of facts, such as the lines of a price: each row has a value for some of its columns.
public struct FactList: Sendable {
  public let id: String
  public let label: String
  public let columns: [Field]
  /// Rows for previews and for the gallery.
  public let example: [[FieldID: String]]

  public func column(_ id: FieldID) -> Field? { columns.first { $0.id == id } }
}

/// Every fact that a paper may print. What is not declared here cannot be printed, whoever supplies it.
public struct FactCatalogue: Sendable {
  public let facts: [Field]
  public let lists: [FactList]
  /// The facts' examples.
  public let example: Facts

  public init(_ facts: [Field] = [], lists: [FactList] = [], example: Facts = Facts()) {
    self.facts = facts
    self.lists = lists
    self.example = example
  }

  public subscript(id: FieldID) -> Field? { facts.first { $0.id == id } }

  public func list(_ id: String) -> FactList? { lists.first { $0.id == id } }

  /// The list and column that `fees.title` means.
  func column(_ name: String) -> (list: FactList, column: Field)? {
    guard let stop = name.firstIndex(of: "."), let list = list(String(name[..<stop])),
      let column = list.column(String(name[name.index(after: stop)...]))
    else { return nil }
    return (list, column)
  }
}

/// The facts of one paper. What is not known stays out, and its place on the paper stays open.
public struct Facts: Hashable, Sendable {
  public private(set) var values: [FieldID: String] = [:]
  public private(set) var lists: [String: [[FieldID: String]]] = [:]

  public init() {}

  /// Text as it is printed; nil and empty text leave the place open.
  public subscript(_ id: FieldID) -> String? {
    get { values[id] }
    set { values[id] = newValue.flatMap { $0.isEmpty ? nil : $0 } }
  }

  public mutating func set(_ id: FieldID, _ money: Money?) { self[id] = money?.yuan }

  public mutating func set(_ id: FieldID, _ day: CivilDate?) { self[id] = day?.description }

  public mutating func set(list id: String, _ rows: [[FieldID: String]]) {
    lists[id] = rows.map { $0.filter { !$0.value.isEmpty } }
  }

  /// These facts, and where they say nothing the other's.
  public func merging(_ other: Facts) -> Facts {
    var merged = self
    merged.values.merge(other.values) { own, _ in own }
    merged.lists.merge(other.lists) { own, _ in own }
    return merged
  }
}

extension Pack {
  /// Where the service's applicants send things; nothing for a service that takes no post.
  public var mailingFacts: Facts {
    var facts = Facts()
    facts["mailing.address"] = mailing?.address
    facts["mailing.postcode"] = mailing?.postcode
    facts["mailing.recipient"] = mailing?.recipient
    facts["mailing.phone"] = mailing?.phone
    facts["mailing.note"] = mailing?.note
    return facts
  }
}
