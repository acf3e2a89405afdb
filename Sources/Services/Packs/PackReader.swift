// Reads a service.yaml into a pack and holds its parts against one another.
internal import Domain

struct PackReader {
  let reader: DefinitionReader
  let catalogue: FieldCatalogue
  let commonGroups: [String: [FieldID]]
  let folder: String

  func pack(_ tree: YAMLNode, id folderName: String) -> Pack? {
    let values = reader.fields(tree, .pack)
    check(values["id"], values["code"], folderName)
    for key in ["roles", "business-types"] { reader.requireSome(values[key]) }
    for key in ["roles", "names"] { reader.requireDistinct(values[key]) }
    let seals = SealReader.seals(values["seals"], reader)
    let shared = sharedParts(values, seals: seals)
    let types = reader.unique(reader.list(values["business-types"])) { node in
      BusinessTypeReader(reader: reader, catalogue: catalogue, shared: shared).businessType(node)
    }
    checkUse(of: shared, by: reader.list(values["business-types"]), values)
    checkNames(types, at: reader.list(values["business-types"]))
    PackCheck(reader: reader, types: types, values: values, shared: shared).run()
    let rules = RulesReader(reader: reader, catalogue: catalogue, typeIDs: shared.typeIDs)
    guard let code = reader.text(values["code"]), let title = reader.filledText(values["title"]),
      let edition = values["edition"].flatMap({ reader.positive($0) }),
      let acknowledgement = reader.filledText(values["acknowledgement"]),
      let payment = values["payment"].flatMap(rules.payment), let invoice = values["invoice"].flatMap(rules.invoice),
      let certificate = values["certificate"].flatMap(rules.certificate)
    else { return nil }
    return Pack(
      id: folderName, code: code, edition: edition, title: title, names: reader.texts(values["names"]),
      roles: reader.words(values["roles"], of: "organisation.role", in: catalogue),
      contacts: reader.texts(values["contacts"]), words: words(values["words"]), titles: words(values["titles"]),
      acknowledgement: acknowledgement,
      mailing: values["mailing"].flatMap(rules.mailing),
      correctionDays: values["correction-days"].flatMap { reader.positive($0, upTo: 366) } ?? Self.usualCorrectionDays,
      retentionDays: values["retention-days"].flatMap { reader.positive($0, upTo: 36_500) } ?? Self.usualRetentionDays,
      seals: seals, businessTypes: types, payment: payment,
      invoice: invoice, certificate: certificate, hours: TimeReader(reader).hours(values["working-hours"]),
      delivery: values["delivery"].map { DeliveryReader(reader: reader, catalogue: catalogue).items($0) } ?? [],
      presence: values["presence"].flatMap {
        TermsReader(reader: reader).presence($0, channels: channelTitles(values["business-types"]))
      } ?? .usual,
      unbinding: values["unbinding"].flatMap { TermsReader(reader: reader).unbinding($0) } ?? .usual)
  }

  /// Where a pack says nothing.
  private static let usualCorrectionDays = 15
  private static let usualRetentionDays = 90

  private func words(_ node: YAMLNode?) -> [String: String] {
    let words = reader.entries(node).compactMap { entry in reader.text(entry.value).map { (entry.key, $0) } }
    return Dictionary(words, uniquingKeysWith: { first, _ in first })
  }

  private func check(_ id: YAMLNode?, _ code: YAMLNode?, _ folderName: String) {
    if let id, let text = reader.text(id), text != folderName {
      reader.report(PackMistake.wrongID(text, folder: folderName), at: id.place)
    }
    if let code, let text = reader.text(code), text.utf8.count != 2 || !text.allSatisfy(Self.isCodeCharacter) {
      reader.report(PackMistake.malformedCode(text), at: code.place)
    }
  }

  private func channelTitles(_ types: YAMLNode?) -> [String] {
    (types?.items ?? []).flatMap { type in (type["channels"]?.entries ?? []).map(\.key) }
  }

  private static func isCodeCharacter(_ character: Character) -> Bool {
    ("A"..."Z").contains(character) || ("0"..."9").contains(character)
  }

  private func sharedParts(_ values: [String: YAMLNode], seals: [SealClass]) -> SharedParts {
    let typeIDs = (values["business-types"]?.items ?? []).compactMap { $0["id"]?.text }
    let groups = GroupReader(reader: reader, catalogue: catalogue).groups(values["groups"], adding: commonGroups)
    return SharedParts(
      groups: groups, flows: FlowReader(reader: reader).flows(values["flows"]),
      documents: SlotReader(reader: reader, catalogue: catalogue, folder: folder, seals: seals.map(\.id))
        .documents(values["documents"]),
      fees: FeeReader(reader: reader, catalogue: catalogue, typeIDs: typeIDs).fees(values["fees"]),
      conditions: values["required-when"].map {
        ConditionReader(reader: reader, catalogue: catalogue, groups: groups).conditions($0)
      } ?? [:],
      typeIDs: typeIDs,
      channelNames: Dictionary(
        (values["channel-names"].map { reader.entries($0) } ?? []).map { ($0.key, reader.texts($0.value)) },
        uniquingKeysWith: { first, _ in first }))
  }

  /// What nobody uses was mistyped or forgotten.
  private func checkUse(of shared: SharedParts, by types: [YAMLNode], _ values: [String: YAMLNode]) {
    let flows = Set(types.flatMap { ($0["channels"]?.entries ?? []).compactMap(\.value.text) })
    for entry in values["flows"]?.entries ?? [] where !flows.contains(entry.key) {
      reader.report(PackMistake.unused(entry.key), at: entry.keyPlace)
    }
    let channels = Set(types.flatMap { ($0["channels"]?.entries ?? []).map(\.key) })
    for entry in values["channel-names"]?.entries ?? [] where !channels.contains(entry.key) {
      reader.report(PackMistake.unused(entry.key), at: entry.keyPlace)
    }
    let preconditions = Set(types.flatMap { ($0["preconditions"]?.items ?? []).compactMap(\.text) })
    if let limit = values["unbinding"], !preconditions.contains(Precondition.unbinding.rawValue) {
      reader.report(PackMistake.unused("unbinding"), at: limit.place)
    }
    let documents = Set(types.flatMap { ($0["documents"]?.items ?? []).compactMap(\.text) })
    for node in values["documents"]?.items ?? [] {
      if let id = node["id"]?.text, !documents.contains(id) { reader.report(PackMistake.unused(id), at: node.place) }
    }
  }

  /// A word must lead to one business type.
  private func checkNames(_ types: [BusinessType], at nodes: [YAMLNode]) {
    var owners: [String: String] = [:]
    for node in nodes {
      let id = node["id"]?.text ?? ""
      for name in node["names"]?.items ?? [] {
        guard let word = name.text else { continue }
        if let other = owners[word] {
          reader.report(PackMistake.nameTaken(word, by: other), at: name.place)
        }
        owners[word] = id
      }
    }
  }
}

/// What business types refer to by name.
struct SharedParts {
  let groups: [String: [FieldID]]
  let flows: [String: Flow]
  let documents: [DocumentSlot]
  let fees: [(line: FeeLine, types: Set<String>)]
  let conditions: [FieldID: ServiceVocabulary.Condition]
  let typeIDs: [String]
  /// What other services call this one's channels.
  let channelNames: [String: [String]]
}
