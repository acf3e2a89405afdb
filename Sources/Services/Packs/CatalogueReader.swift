// Reads common/fields.yaml: every field with its headings, kind, privacy and limit.
internal import Domain

struct CatalogueReader {
  private let reader: DefinitionReader

  init(_ reader: DefinitionReader) { self.reader = reader }

  func catalogue(_ path: String) -> FieldCatalogue {
    guard let tree = reader.tree(of: path) else { return FieldCatalogue([]) }
    let nodes = reader.list(reader.fields(tree, .catalogue)["fields"])
    let catalogue = FieldCatalogue(
      nodes.compactMap(field), example: texts("example", of: nodes), rareExample: texts("rare-example", of: nodes))
    checkHeadings(nodes)
    checkKindFields(nodes, catalogue)
    return catalogue
  }

  private func texts(_ key: String, of nodes: [YAMLNode]) -> [FieldID: String] {
    let values = nodes.compactMap { node -> (FieldID, String)? in
      guard let id = node["id"]?.text, let text = reader.text(node[key]) else { return nil }
      return (id, text)
    }
    return Dictionary(values, uniquingKeysWith: { first, _ in first })
  }

  /// A heading must lead to one field.
  private func checkHeadings(_ nodes: [YAMLNode]) {
    var headings: Set<String> = []
    for node in nodes {
      let named = [node["id"], node["label"]] + (node["synonyms"]?.items ?? [])
      for heading in named.compactMap(\.self) {
        guard let text = heading.text, !headings.insert(text).inserted else { continue }
        reader.report(PackMistake.duplicateHeading(text), at: heading.place)
      }
    }
  }

  /// The kind of an identity document is one of a few words.
  private func checkKindFields(_ nodes: [YAMLNode], _ catalogue: FieldCatalogue) {
    for node in nodes.compactMap({ $0["kind-field"] }) {
      guard let id = reader.field(node, in: catalogue), let kind = catalogue[id]?.kind else { continue }
      if case .choice = kind { continue }
      reader.report(PackMistake.notAChoice(id), at: node.place)
    }
  }

  private func field(_ node: YAMLNode) -> Field? {
    let values = reader.fields(node, .field)
    let limit = values["limit"].flatMap { reader.positive($0) }
    let sensitivities = [Sensitivity.open, .personal, .sensitive].map { ($0.rawValue, $0) }
    guard let id = reader.text(values["id"]), let label = reader.text(values["label"]),
      let kind = kind(values, node.place),
      let sensitivity = reader.word(values["sensitivity"], among: sensitivities), let limit
    else { return nil }
    return Field(
      id: id, label: label, synonyms: reader.texts(values["synonyms"]), kind: kind, sensitivity: sensitivity,
      limit: limit)
  }

  static let plainKinds: [(String, FieldKind)] = [
    ("text", .text), ("organisation-name", .organisationName), ("person-name", .personName),
    ("social-credit-code", .socialCreditCode), ("organisation-code", .organisationCode), ("mobile", .mobile),
    ("telephone", .telephone), ("email", .email), ("postcode", .postcode), ("tax-number", .taxNumber),
    ("account", .account), ("money", .money), ("count", .count), ("date", .date), ("truth", .truth),
  ]

  private func kind(_ values: [String: YAMLNode], _ place: Place) -> FieldKind? {
    switch values["kind"]?.text {
    case "identity-number": return .identityNumber(kindField: reader.text(values["kind-field"]))
    case "choice":
      let words = values["words"].map { reader.list($0).map { reader.texts($0) } } ?? []
      if words.isEmpty || words.contains(where: \.isEmpty) { reader.report(PackMistake.wordMissing, at: place) }
      return .choice(words)
    default:
      let others: [(String, FieldKind)] = [("identity-number", .text), ("choice", .text)]
      return reader.word(values["kind"], among: Self.plainKinds + others)
    }
  }
}
