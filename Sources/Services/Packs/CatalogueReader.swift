// Reads common/fields.yaml: every field with its headings, kind, privacy and limit.
package import Domain

struct CatalogueReader {
  private let reader: DefinitionReader

  init(_ reader: DefinitionReader) { self.reader = reader }

  func catalogue(_ path: String) -> FieldCatalogue {
    guard let tree = reader.tree(of: path) else { return FieldCatalogue([]) }
    let root = reader.fields(tree, required: ["fields"])
    var headings: Set<String> = []
    let fields = reader.list(root["fields"]).compactMap { node -> Field? in
      guard let field = field(node) else { return nil }
      for heading in Set([field.id, field.label] + field.synonyms) where !headings.insert(heading).inserted {
        reader.report(PackMistake.duplicateHeading(heading), at: node.place)
      }
      return field
    }
    return FieldCatalogue(fields)
  }

  private func field(_ node: YAMLNode) -> Field? {
    let values = reader.fields(
      node, required: ["id", "label", "kind", "sensitivity", "limit"], optional: ["synonyms", "words", "kind-field"])
    let limit = reader.integer(values["limit"])
    if let limit, limit < 1 { reader.report(PackMistake.notPositive, at: node.place) }
    let sensitivities = [Sensitivity.open, .personal, .sensitive].map { ($0.rawValue, $0) }
    guard let id = reader.text(values["id"]), let label = reader.text(values["label"]),
      let kind = kind(values, node.place),
      let sensitivity = reader.word(values["sensitivity"], among: sensitivities), let limit
    else { return nil }
    return Field(
      id: id, label: label, synonyms: reader.texts(values["synonyms"]), kind: kind, sensitivity: sensitivity,
      limit: limit)
  }

  private static let plainKinds: [(String, FieldKind)] = [
    ("text", .text), ("organisation-name", .organisationName), ("person-name", .personName),
    ("social-credit-code", .socialCreditCode), ("organisation-code", .organisationCode), ("mobile", .mobile),
    ("telephone", .telephone), ("email", .email), ("postcode", .postcode), ("tax-number", .taxNumber),
    ("account", .account), ("money", .money), ("count", .count), ("date", .date), ("truth", .truth),
  ]

  private func kind(_ values: [String: YAMLNode], _ place: Place) -> FieldKind? {
    switch values["kind"]?.text {
    case "identity-number": return .identityNumber(kindField: reader.text(values["kind-field"]))
    case "choice":
      let words = reader.list(values["words"]).map { reader.texts($0) }
      if words.isEmpty { reader.report(PackMistake.wordMissing, at: place) }
      return .choice(words)
    default:
      let others: [(String, FieldKind)] = [("identity-number", .text), ("choice", .text)]
      return reader.word(values["kind"], among: Self.plainKinds + others)
    }
  }
}
