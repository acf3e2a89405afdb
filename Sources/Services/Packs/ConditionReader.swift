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
      guard let condition = reader.condition(values, at: item.place, negated: false, in: catalogue) else {
        continue
      }
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
  /// `{field: …, is: …}`, `{field: …, not: …}`, `{field: …, given: true}` or `{all: [… , …]}`; `is` and `not` hold a value or a list of them.
  func condition(_ node: YAMLNode?, negated: Bool, in catalogue: FieldCatalogue) -> ServiceVocabulary.Condition? {
    guard let node else { return nil }
    return condition(fields(node, .condition), at: node.place, negated: negated, in: catalogue)
  }

  /// What stands under `when` or, negated, under `unless`; nil for neither.
  func eitherCondition(_ values: [String: YAMLNode], in catalogue: FieldCatalogue) -> ServiceVocabulary.Condition? {
    if let unless = values["unless"], values["when"] != nil {
      report(PackMistake.bothConditions, at: unless.place)
    }
    return condition(values["when"], negated: false, in: catalogue)
      ?? condition(values["unless"], negated: true, in: catalogue)
  }

  func condition(
    _ values: [String: YAMLNode], at place: Place, negated: Bool, in catalogue: FieldCatalogue
  ) -> ServiceVocabulary.Condition? {
    guard let all = values["all"] else {
      return term(values, at: place, in: catalogue).map { term in
        checkTogether([term], at: place, in: catalogue)
        return .init(all: [term], isNegated: negated)
      }
    }
    for key in ["field", "is", "not", "given"] where values[key] != nil {
      report(PackMistake.mixedCondition, at: values[key]?.place ?? place)
    }
    let nodes = list(all)
    if nodes.count < 2 { report(PackMistake.lonelyCondition, at: all.place) }
    let terms = nodes.compactMap { term(fields($0, .term), at: $0.place, in: catalogue) }
    checkTogether(terms, at: all.place, in: catalogue)
    return terms.count == nodes.count && !terms.isEmpty ? .init(all: terms, isNegated: negated) : nil
  }

  private func term(
    _ values: [String: YAMLNode], at place: Place, in catalogue: FieldCatalogue
  ) -> ServiceVocabulary.Condition.Term? {
    guard let field = values["field"] else {
      report(YAMLMistake.missingKey("field"), at: place)
      return nil
    }
    let asked = ["is", "not", "given"].compactMap { values[$0] }
    if asked.count > 1 { report(PackMistake.mixedCondition, at: asked[1].place) }
    if let given = values["given"] { return term(values, given: given, in: catalogue) }
    guard let wanted = values["is"] ?? values["not"] else {
      report(YAMLMistake.missingKey("is"), at: place)
      return nil
    }
    guard let field = self.field(field, in: catalogue) else { return nil }
    let words = (wanted.items ?? [wanted]).compactMap { value($0, of: field, in: catalogue) }
    return words.isEmpty ? nil : .init(field: field, values: Set(words), isNegated: values["is"] == nil)
  }

  /// `{field: …, given: true}`: whatever the value is; `false` when there is none.
  private func term(
    _ values: [String: YAMLNode], given: YAMLNode, in catalogue: FieldCatalogue
  ) -> ServiceVocabulary.Condition.Term? {
    guard let isGiven = truth(given), let field = values["field"].flatMap({ self.field($0, in: catalogue) }) else {
      return nil
    }
    return .init(field: field, values: nil, isNegated: !isGiven)
  }

  /// Terms on one field that no value can meet together.
  private func checkTogether(
    _ terms: [ServiceVocabulary.Condition.Term], at place: Place, in catalogue: FieldCatalogue
  ) {
    let fields = Dictionary(grouping: terms, by: \.field).sorted { $0.key < $1.key }
    for (field, same) in fields where !Self.canHold(same, possible: catalogue[field]?.kind.possibleValues) {
      report(PackMistake.neverTogether(field), at: place)
    }
  }

  /// - Parameter possible: the field's canonical values; nil where there are others than the terms name.
  private static func canHold(_ terms: [ServiceVocabulary.Condition.Term], possible: [String]?) -> Bool {
    // Whoever wants no value says so with `given: false`.
    if terms.contains(where: { $0.values == nil && $0.isNegated }) { return terms.allSatisfy(\.isNegated) }
    let named = terms.flatMap { $0.values ?? [] }
    return (possible ?? named + [""]).contains { value in
      terms.allSatisfy { ($0.values?.contains(value) ?? true) != $0.isNegated }
    }
  }
}
