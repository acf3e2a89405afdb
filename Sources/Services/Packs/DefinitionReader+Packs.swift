// What reading packs asks of every node: known fields, words of a choice, positive numbers, ids that stand once.
internal import Domain

extension DefinitionReader {
  /// A field's id that the catalogue knows.
  func field(_ node: YAMLNode, in catalogue: FieldCatalogue) -> FieldID? {
    guard let id = text(node) else { return nil }
    if catalogue[id] != nil { return id }
    report(PackMistake.unknownField(id, nearest: Nearest.word(to: id, in: catalogue.fields.map(\.id))), at: node.place)
    return nil
  }

  /// Canonical words of a choice field; others are reported with the nearest.
  func words(_ node: YAMLNode?, of field: FieldID, in catalogue: FieldCatalogue) -> [String] {
    guard let node else { return [] }
    return list(node).compactMap { value($0, of: field, in: catalogue) }
  }

  /// A value that the field can have, in its canonical form.
  func value(_ node: YAMLNode, of field: FieldID, in catalogue: FieldCatalogue) -> String? {
    guard let text = text(node) else { return nil }
    guard let possible = catalogue[field]?.kind.possibleValues, !possible.contains(text) else { return text }
    let nearest = Nearest.word(to: text, in: possible)
    report(PackMistake.impossibleValue(text, field: field, nearest: nearest), at: node.place)
    return nil
  }

  func positive(_ node: YAMLNode) -> Int? {
    guard let number = integer(node) else { return nil }
    if number >= 1 { return number }
    report(PackMistake.notPositive, at: node.place)
    return nil
  }

  /// One of several ids that stand elsewhere in the pack.
  func reference(_ node: YAMLNode, among ids: [String], _ mistake: (String, String?) -> PackMistake) -> String? {
    guard let id = text(node) else { return nil }
    if ids.contains(id) { return id }
    report(mistake(id, Nearest.word(to: id, in: ids)), at: node.place)
    return nil
  }

  /// Reads each node and reports ids that stand twice.
  func unique<Value>(_ nodes: [YAMLNode], _ read: (YAMLNode) -> Value?) -> [Value] {
    var ids: Set<String> = []
    return nodes.compactMap { node in
      if let id = node["id"]?.text, !ids.insert(id).inserted {
        report(PackMistake.duplicateID(id), at: node["id"]?.place ?? node.place)
      }
      return read(node)
    }
  }
}

extension FieldKind {
  /// The canonical values of a field that can only have a few; nil for all others.
  var possibleValues: [String]? {
    switch self {
    case .choice(let words): words.isEmpty ? nil : words.compactMap(\.first)
    case .truth: ["是", "否"]
    default: nil
    }
  }
}
