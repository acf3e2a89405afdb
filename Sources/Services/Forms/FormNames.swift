// What a document may speak of by name: fields of the catalogue, words of its own, and what is known of the order.

internal import Domain

/// A name between braces in a definition. Names with a stop are fields, such as `agent.name`; others are words.
enum FormName: Hashable, Sendable {
  case field(FieldID)
  /// One of the words the definition sets for itself.
  case word(String)
  case known(KnownWord)
  /// What the counter knows; see `FactCatalogue`.
  case fact(FieldID)
  /// How many rows a list of facts has; nothing when it has none.
  case list(String)
  /// A column of the list that the row is repeated over.
  case column(list: String, FieldID)
  /// The number of the repeated row, from 1.
  case row
}

/// What is known of every order when its documents are made.
enum KnownWord: String, CaseIterable, Sendable {
  case service
  case businessType = "business-type"
  case reference
  case date
  case revision
  case edition
  case copy
  /// Holds on a variant that is filled in by hand.
  case blank
  /// Holds where the pages carry a code.
  case code
}

/// Finds names, and the nearest one when there is none.
struct FormNames: Sendable {
  let catalogue: FieldCatalogue
  /// The definition's own words: name → what stands for it.
  let words: [String: String]
  var facts = FactCatalogue()
  /// The list whose rows are being read, inside `each`.
  var scope: String?

  subscript(name: String) -> FormName? {
    if catalogue[name] != nil { return .field(name) }
    if facts[name] != nil { return .fact(name) }
    if let (list, column) = facts.column(name), list.id == scope { return .column(list: list.id, column.id) }
    if scope != nil, name == "row" { return .row }
    if words[name] != nil { return .word(name) }
    if facts.list(name) != nil { return .list(name) }
    return KnownWord(rawValue: name).map { .known($0) }
  }

  var all: [String] {
    let columns = scope.flatMap { facts.list($0) }.map { list in list.columns.map { "\(list.id).\($0.id)" } } ?? []
    return catalogue.fields.map(\.id) + facts.facts.map(\.id) + columns + facts.lists.map(\.id) + words.keys.sorted()
      + KnownWord.allCases.map(\.rawValue)
  }

  /// What a name's value is: its kind and how private it is; nil for words, which everybody may read.
  func meaning(of name: FormName) -> Field? {
    switch name {
    case .field(let id): catalogue[id]
    case .fact(let id): facts[id]
    case .column(let list, let id): facts.list(list)?.column(id)
    case .word, .known, .list, .row: nil
    }
  }
}
