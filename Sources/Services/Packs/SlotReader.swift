// Reads the papers of a pack and the rules for stamping them.
internal import Domain
internal import Files

struct SlotReader {
  let reader: DefinitionReader
  let catalogue: FieldCatalogue
  let folder: String
  let seals: [String]

  func documents(_ node: YAMLNode?) -> [DocumentSlot] {
    reader.unique(reader.list(node)) { node in
      let values = reader.fields(node, .document)
      guard let id = reader.text(values["id"]), let title = reader.text(values["title"]) else { return nil }
      return DocumentSlot(
        id: id, title: title, source: source(values["form"]),
        copies: values["copies"].flatMap { reader.positive($0, upTo: PageCode.mostPages) } ?? 1,
        returned: reader.truth(values["returned"]) ?? true, signed: reader.truth(values["signed"]) ?? false,
        seal: values["seal"].flatMap { reader.reference($0, among: seals, PackMistake.unknownSeal) },
        straddled: reader.truth(values["straddled"]) ?? false, original: reader.truth(values["original"]) ?? false,
        copyOf: copied(values),
        condition: reader.eitherCondition(values, in: catalogue))
    }
  }

  /// A number with a check, so that a misread one is not taken for somebody else's.
  private func copied(_ values: [String: YAMLNode]) -> FieldID? {
    guard let node = values["copy-of"], let field = reader.field(node, in: catalogue) else { return nil }
    switch catalogue[field]?.kind {
    case .socialCreditCode where values["form"] == nil, .identityNumber where values["form"] == nil: return field
    default: reader.report(PackMistake.notOnACopy(field), at: node.place)
    }
    return nil
  }

  private func source(_ node: YAMLNode?) -> DocumentSlot.Source {
    guard let node, let file = reader.text(node) else { return .upload }
    let shared = "\(folder)/../\(DocumentDefinition.sharedFolder)/\(file)"
    if Files.kind(of: "\(folder)/\(file)") != .file, Files.kind(of: shared) != .file {
      reader.report(PackMistake.missingForm(file), at: node.place)
    }
    return .form(file)
  }
}
