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

  /// - Parameter most: beyond which a number was mistyped; sums and calendars would not bear it.
  func positive(_ node: YAMLNode, upTo most: Int = 100_000) -> Int? {
    guard let number = integer(node) else { return nil }
    if (1...most).contains(number) { return number }
    report(number < 1 ? PackMistake.notPositive : .tooLarge(most: most), at: node.place)
    return nil
  }

  /// An amount in yuan: whole yuan as a number, and with jiao and fen in quotes, where the schema can count decimals.
  func yuan(_ node: YAMLNode?) -> Money? {
    guard let node, let text = spelling(node) else { return nil }
    let whole = node.number == nil ? text : node.integer.map(String.init)
    if let money = whole.flatMap({ Money(yuan: $0) }) { return money }
    report(PackMistake.notAnAmount(text), at: node.place)
    return nil
  }

  /// A text with something to read in it.
  func filledText(_ node: YAMLNode?) -> String? {
    guard let node, let text = text(node) else { return nil }
    if !text.trimmed.isEmpty { return text }
    report(PackMistake.nothingHere, at: node.place)
    return nil
  }

  /// A list or table with something in it; what is missing altogether was told by whoever asked for the key.
  func requireSome(_ node: YAMLNode?) {
    guard let node, (node.items?.count ?? node.entries?.count) == 0 else { return }
    report(PackMistake.nothingHere, at: node.place)
  }

  /// What is listed twice was copied and not changed.
  func requireDistinct(_ node: YAMLNode?) {
    var met: Set<String> = []
    for item in node?.items ?? [] {
      guard let word = item.text, !met.insert(word).inserted else { continue }
      report(PackMistake.listedTwice(word), at: item.place)
    }
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
