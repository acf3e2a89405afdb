// What a document may speak of by name: fields of the catalogue, words of its own, and what is known of the order.

internal import Domain

/// A name between braces in a definition. Names with a stop are fields, such as `agent.name`; others are words.
enum FormName: Hashable, Sendable {
  case field(FieldID)
  /// One of the words the definition sets for itself.
  case word(String)
  case known(KnownWord)
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
}

/// Finds names, and the nearest one when there is none.
struct FormNames: Sendable {
  let catalogue: FieldCatalogue
  /// The definition's own words: name → what stands for it.
  let words: [String: String]

  subscript(name: String) -> FormName? {
    if catalogue[name] != nil { return .field(name) }
    if words[name] != nil { return .word(name) }
    return KnownWord(rawValue: name).map { .known($0) }
  }

  var all: [String] { catalogue.fields.map(\.id) + words.keys.sorted() + KnownWord.allCases.map(\.rawValue) }
}
