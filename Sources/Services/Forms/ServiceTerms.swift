// What a definition borrows from its service: written into a frozen edition, so that it stays as it was.

internal import Domain

/// A service's title, business types, seals and contacts, as an edition was printed with.
struct ServiceTerms: Sendable {
  let service: String
  let businessTypes: [ComposeContext.Choice]
  let seals: [SealClass]
  let contacts: [String]

  static let keys = ["service", "business-types", "seals", "contacts"]
}

extension ServiceTerms {
  init(_ node: YAMLNode, reader: DefinitionReader) {
    let values = reader.fields(node, required: Self.keys)
    service = reader.spelling(values["service"]) ?? ""
    businessTypes = reader.entries(values["business-types"]).compactMap { entry in
      reader.spelling(entry.value).map { ComposeContext.Choice(id: entry.key, title: $0) }
    }
    seals = SealReader.seals(values["seals"], reader)
    contacts = reader.spellings(values["contacts"])
  }
}

extension ComposeContext {
  /// The same occasion in an edition's own words.
  func under(_ terms: ServiceTerms) -> ComposeContext {
    var context = self
    context.service = terms.service
    context.businessTypes = terms.businessTypes
    context.businessType = terms.businessTypes.first { $0.id == businessType.id } ?? businessType
    return context
  }
}
