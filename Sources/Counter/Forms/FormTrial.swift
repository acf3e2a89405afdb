// A definition tried out: set with an example filling, as it would be for an applicant.
internal import Documents
internal import Domain
internal import Layout
internal import Services

/// One document of one service.
struct FormSubject {
  let id: String
  let pack: Pack
  let file: FormFile

  /// Such as `example/application-form`.
  var name: String { "\(pack.id)/\(id)" }

  /// The business types that ask for it; of a paper that none asks for, those that it is for. The counter's own papers,
  /// which are for none, are made with the first.
  func businessTypes(for definition: DocumentDefinition) -> [BusinessType] {
    if definition.businessTypes?.isEmpty == true { return Array(pack.businessTypes.prefix(1)) }
    let fitting = pack.businessTypes.filter { definition.businessTypes?.contains($0.id) ?? true }
    let asking = fitting.filter { $0.documents.contains { $0.source == .form("\(id).yaml") } }
    return asking.isEmpty ? fitting : asking
  }
}

/// A definition with the occasion of a business type.
struct FormTrial {
  let definition: DocumentDefinition
  let pack: Pack
  let type: BusinessType
  let packs: Packs
  let fonts: FontBook

  /// The document with an example of one length. Forms carry preview codes.
  func layOut(_ length: ExampleLength) throws(LayoutFault) -> LaidOutDocument {
    try layOut(packs.values(length, for: definition), isBlank: length == .nothing)
  }

  /// The document with these values, and with the facts' examples unless it is left open.
  func layOut(_ values: [FieldID: String], isBlank: Bool = false) throws(LayoutFault) -> LaidOutDocument {
    let facts = isBlank ? Facts() : packs.exampleFacts(of: pack, type)
    var context = context
    context.blank = isBlank
    return try definition.layOut(values: values, facts: facts, context: context, measure: fonts)
  }

  private var context: ComposeContext {
    let (service, document, edition) = (pack.code, definition.code, definition.edition)
    let isForm = definition.kind == .form
    return ComposeContext(
      pack: pack, businessType: type, reference: "A01002603090007S", date: CivilDate(daysSince1970: 20_521),
      watermark: "仅供预览",
      code: { page, pages in
        guard isForm else { return nil }
        return PageCode(
          service: service, reference: "A01002603090007S", document: document, edition: edition, revision: 1,
          page: page, pages: pages, copy: 1, digest: [0, 1, 2, 3, 4, 5, 6, 7], key: nil
        ).text
      })
  }

  /// Whether another edition, on the same occasions, looks the same.
  func looksLike(_ other: DocumentDefinition) -> Bool {
    let twin = FormTrial(definition: other, pack: pack, type: type, packs: packs, fonts: fonts)
    return definition.usualLengths.filter { $0 != .shortest }.allSatisfy { length in
      let (mine, its) = (try? layOut(length), try? twin.layOut(length))
      guard let mine, let its else { return mine == nil && its == nil }
      return PrintedForm(definition, mine).looksLike(PrintedForm(other, its))
    }
  }
}

extension DocumentDefinition {
  /// What it must hold; only forms are handed out open.
  var usualLengths: [ExampleLength] { kind == .form ? [.nothing, .shortest, .ordinary] : [.shortest, .ordinary] }
}
