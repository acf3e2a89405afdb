// Reads common/facts.yaml: what the counter may print besides an applicant's values, each with its label, kind and example.

internal import Domain

struct FactReader {
  private let reader: DefinitionReader
  private let fields: FieldCatalogue

  init(_ reader: DefinitionReader, fields: FieldCatalogue) {
    self.reader = reader
    self.fields = fields
  }

  func catalogue(_ path: String) -> FactCatalogue {
    guard let tree = reader.tree(of: path) else { return FactCatalogue() }
    let values = reader.fields(tree, .facts)
    var example = Facts()
    let facts = reader.unique(reader.list(values["facts"])) { node -> Field? in
      guard let fact = fact(node, .fact) else { return nil }
      if fields[fact.id] != nil { reader.report(PackMistake.duplicateID(fact.id), at: node.place) }
      example[fact.id] = reader.spelling(node["example"])
      return fact
    }
    let lists = reader.unique(reader.list(values["lists"])) { list($0) }
    for list in lists { example.set(list: list.id, list.example) }
    return FactCatalogue(facts, lists: lists, example: example)
  }

  private func list(_ node: YAMLNode) -> FactList? {
    let values = reader.fields(node, .factList)
    let columns = reader.unique(reader.list(values["columns"])) { fact($0, .factColumn) }
    guard let id = reader.spelling(values["id"]), let label = reader.spelling(values["label"]) else { return nil }
    let rows = reader.list(values["example"]).map { row in
      reader.fields(row, required: [], optional: columns.map(\.id)).compactMapValues { reader.spelling($0) }
    }
    return FactList(id: id, label: label, columns: columns, example: rows)
  }

  private func fact(_ node: YAMLNode, _ keys: KeySet) -> Field? {
    let values = reader.fields(node, keys)
    let sensitivities = [Sensitivity.open, .personal, .sensitive].map { ($0.rawValue, $0) }
    guard let id = reader.spelling(values["id"]), let label = reader.spelling(values["label"]),
      let kind = reader.word(values["kind"], among: Self.kinds),
      let sensitivity = reader.word(values["sensitivity"], among: sensitivities)
    else { return nil }
    if Self.isSecret(id) || Self.isSecret(label) {
      reader.report(PackMistake.secret(label), at: node.place)
      return nil
    }
    return Field(id: id, label: label, kind: kind, sensitivity: sensitivity, limit: 500)
  }

  private static var kinds: [(String, FieldKind)] {
    CatalogueReader.plainKinds + [("identity-number", .identityNumber(kindField: nil))]
  }

  /// Secrets are never printed, so that there are no facts of their names. 密码卡 is the name of a thing: its serial number
  /// may be printed, its 密码 may not.
  static func isSecret(_ name: String) -> Bool {
    let parts = name.split { !$0.isLetter || !$0.isASCII }.flatMap { words(String($0)) }
    guard latin.isDisjoint(with: parts) else { return true }
    if name.utf8.allSatisfy({ $0 < 0x80 }) { return false }
    let bare = name.replacing("密码卡", with: "").replacing("密码信封", with: "")
    return chinese.contains { bare.contains($0) }
  }

  private static let latin: Set<String> = [
    "pin", "puk", "password", "passphrase", "passcode", "secret", "private", "credential",
  ]
  private static let chinese = ["密码", "口令", "私钥", "解锁码"]

  /// `newPin` → new, pin
  private static func words(_ name: String) -> [String] {
    var words: [String] = [""]
    for (place, letter) in name.enumerated() {
      let follows = place > 0 && letter.isUppercase && words[words.count - 1].last?.isUppercase == false
      if follows { words.append("") }
      words[words.count - 1].append(letter)
    }
    return words.map { $0.lowercased() }
  }
}
