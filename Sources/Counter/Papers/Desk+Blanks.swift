// documents --blank --service: empty forms for somebody who has no order yet and fills them in by hand at home. They have
// no number and no code; once the order is registered, `scan --as` takes them back.
internal import Domain
internal import Files
internal import Layout
public import Services

extension Desk {
  /// The forms that a service's applicants sign or seal, for one business type or for all.
  /// - Parameter business: by id or name.
  public func blankForms(service: String, business: String? = nil) throws -> [DocumentDefinition] {
    let (pack, types) = try blankTerms(service, business)
    return try packs.papers(of: pack, forms: forms).map { try maker().definition($0, of: pack) }
      .filter { definition in definition.kind == .form && types.contains { definition.isAsked(by: $0) } }
      .sorted { ($0.place ?? Self.placeOfForms, $0.id) < ($1.place ?? Self.placeOfForms, $1.id) }
  }

  /// Writes empty forms into a folder; nothing is journalled, for they are nobody's.
  /// - Parameter kinds: by name or title; empty for all.
  public func writeBlanks(
    _ kinds: [String] = [], service: String, business: String? = nil, to folder: String, boxes: Bool = false
  ) throws -> [WrittenDocument] {
    let (pack, types) = try blankTerms(service, business)
    let known = try blankForms(service: service, business: business)
    let wanted = try kinds.isEmpty ? known : kinds.map { try blank($0, among: known, of: pack) }
    try Files.makeFolder(folder)
    return try wanted.map { definition in
      guard let type = types.first(where: definition.isAsked) else { throw CounterError.noService(service) }
      var context = ComposeContext(
        pack: pack, businessType: type, reference: "", date: clock.now().day,
        watermark: watermark(isDraft: false), code: { _, _ in nil })
      context.blank = true
      let document = try maker().layOut(definition, values: [:], facts: Facts(), context: context)
      let paper = PrintedPaper(definition.id, edition: definition.edition, document, mayBeTwoSided: false)
      return try write(paper, named: "\(definition.id).blank", to: folder, boxes: boxes)
    }
  }

  private func blank(_ kind: String, among known: [DocumentDefinition], of pack: Pack) throws -> DocumentDefinition {
    if let form = known.first(where: { $0.id == kind || $0.title == kind }) { return form }
    if packs.papers(of: pack, forms: forms).contains(kind) { try requireBlank(maker().definition(kind, of: pack)) }
    throw CounterError.noSheet(kind, known: known.map(\.id))
  }

  private func blankTerms(_ service: String, _ business: String?) throws -> (Pack, [BusinessType]) {
    guard let pack = packs[service] else { throw CounterError.noService(service) }
    guard let business else { return (pack, pack.businessTypes) }
    guard let type = pack.businessType(named: business) else {
      throw CounterError.noBusinessType(business, service: pack.title)
    }
    return (pack, [type])
  }
}

extension DocumentDefinition {
  /// Whether an order of this type can ask for it, whatever its values are.
  fileprivate func isAsked(by type: BusinessType) -> Bool {
    if type.documents.contains(where: { $0.source == .form("\(id).yaml") }) { return true }
    return file.hasPrefix("\(Self.sharedFolder)/") && place != nil && (businessTypes?.contains(type.id) ?? true)
  }
}
