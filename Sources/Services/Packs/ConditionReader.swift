// Reads conditions on fields, and the groups of fields that belong together.
internal import Domain

struct ConditionReader {
  let reader: DefinitionReader
  let catalogue: FieldCatalogue
  let groups: [String: [FieldID]]

  /// Fields that become required, each under one condition.
  func conditions(_ node: YAMLNode) -> [FieldID: ServiceVocabulary.Condition] {
    var conditions: [FieldID: ServiceVocabulary.Condition] = [:]
    for item in reader.list(node) {
      let values = reader.fields(item, .conditionalFields)
      guard let condition = reader.condition(values, negated: false, in: catalogue) else { continue }
      for field in fields(values["then"]) {
        if conditions[field] != nil { reader.report(PackMistake.twoConditions(field), at: item.place) }
        conditions[field] = condition
      }
    }
    return conditions
  }

  /// Fields by their ids, or whole groups by their names.
  func fields(_ node: YAMLNode?) -> Set<FieldID> {
    guard let node else { return [] }
    return Set(
      reader.list(node).flatMap { item -> [FieldID] in
        guard let word = reader.text(item) else { return [] }
        if let group = groups[word] { return group }
        if word.contains(".") { return reader.field(item, in: catalogue).map { [$0] } ?? [] }
        let nearest = Nearest.word(to: word, in: Array(groups.keys))
        reader.report(PackMistake.unknownGroup(word, nearest: nearest), at: item.place)
        return []
      })
  }
}

struct GroupReader {
  let reader: DefinitionReader
  let catalogue: FieldCatalogue

  /// The groups of a node together with those that all services share.
  func groups(_ node: YAMLNode?, adding common: [String: [FieldID]] = [:]) -> [String: [FieldID]] {
    guard let node else { return common }
    var groups = common
    for entry in reader.entries(node) {
      if common[entry.key] != nil { reader.report(PackMistake.duplicateID(entry.key), at: entry.keyPlace) }
      groups[entry.key] = reader.list(entry.value).compactMap { reader.field($0, in: catalogue) }
    }
    return groups
  }
}

extension DefinitionReader {
  /// `{field: …, is: …}`, where `is` is a value or a list of them.
  func condition(_ node: YAMLNode?, negated: Bool, in catalogue: FieldCatalogue) -> ServiceVocabulary.Condition? {
    guard let node else { return nil }
    return condition(fields(node, .condition), negated: negated, in: catalogue)
  }

  func condition(
    _ values: [String: YAMLNode], negated: Bool, in catalogue: FieldCatalogue
  ) -> ServiceVocabulary.Condition? {
    guard let field = values["field"].flatMap({ self.field($0, in: catalogue) }), let wanted = values["is"] else {
      return nil
    }
    let words = (wanted.items ?? [wanted]).compactMap { value($0, of: field, in: catalogue) }
    return words.isEmpty ? nil : .init(field: field, values: Set(words), isNegated: negated)
  }
}
