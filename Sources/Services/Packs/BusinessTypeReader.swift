// Reads one business type of a pack.
internal import Domain

struct BusinessTypeReader {
  private let reader: DefinitionReader
  private let catalogue: FieldCatalogue
  private let shared: SharedParts

  init(_ reader: DefinitionReader, catalogue: FieldCatalogue, shared: SharedParts) {
    self.reader = reader
    self.catalogue = catalogue
    self.shared = shared
  }

  func businessType(_ node: YAMLNode) -> BusinessType? {
    let values = reader.fields(
      node, required: ["id", "names", "channels", "required", "flow", "token"],
      optional: ["optional", "required-when", "documents", "fees", "deadline"])
    let names = reader.texts(values["names"])
    let jobs = BusinessType.TokenJob.allCases.map { ($0.rawValue, $0) }
    guard let id = reader.text(values["id"]), !names.isEmpty, let flow = flow(values["flow"]),
      let token = reader.word(values["token"], among: jobs)
    else { return nil }
    let fees = values["fees"].map { reader.list($0).compactMap(fee) } ?? []
    check(flow, fees, token, at: node.place)
    return BusinessType(
      id: id, names: names, channels: reader.texts(values["channels"]), required: fields(values["required"]),
      optional: fields(values["optional"]), requiredWhen: conditions(values["required-when"]),
      documents: documents(values["documents"]), flow: flow, token: token, fees: fees,
      deadline: reader.integer(values["deadline"]))
  }

  private func check(_ flow: Flow, _ fees: [FeeLine], _ token: BusinessType.TokenJob, at place: Place) {
    let pays = flow.includes(.payment)
    if pays && fees.isEmpty { reader.report(PackMistake.paymentWithoutPrice, at: place) }
    if !pays && !fees.isEmpty { reader.report(PackMistake.priceWithoutPayment, at: place) }
    if flow.includes(.production) != (token != .none) {
      reader.report(PackMistake.productionWithoutToken, at: place)
    }
  }

  private func flow(_ node: YAMLNode?) -> Flow? {
    guard let node, let name = reader.text(node) else { return nil }
    if let flow = shared.flows[name] { return flow }
    let nearest = Nearest.word(to: name, in: Array(shared.flows.keys))
    reader.report(PackMistake.unknownFlow(name, nearest: nearest), at: node.place)
    return nil
  }

  /// Fields by their ids, or whole groups by their names.
  private func fields(_ node: YAMLNode?) -> Set<FieldID> {
    guard let node else { return [] }
    return Set(
      reader.list(node).flatMap { item -> [FieldID] in
        guard let word = reader.text(item) else { return [] }
        if let group = shared.groups[word] { return group }
        if word.contains(".") { return reader.field(item, in: catalogue).map { [$0] } ?? [] }
        let nearest = Nearest.word(to: word, in: Array(shared.groups.keys))
        reader.report(PackMistake.unknownGroup(word, nearest: nearest), at: item.place)
        return []
      })
  }

  private func conditions(_ node: YAMLNode?) -> [FieldID: ServiceVocabulary.Condition] {
    guard let node else { return [:] }
    let pairs = reader.list(node).flatMap { item -> [(FieldID, ServiceVocabulary.Condition)] in
      let values = reader.fields(item, required: ["field", "is", "then"])
      guard let field = values["field"].flatMap({ reader.field($0, in: catalogue) }),
        let value = reader.text(values["is"])
      else { return [] }
      return fields(values["then"]).map { ($0, .init(field: field, value: value)) }
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  private func documents(_ node: YAMLNode?) -> [DocumentSlot] {
    guard let node else { return [] }
    return reader.list(node).compactMap { item in
      guard let id = reader.text(item) else { return nil }
      if let slot = shared.documents.first(where: { $0.id == id }) { return slot }
      let nearest = Nearest.word(to: id, in: shared.documents.map(\.id))
      reader.report(PackMistake.unknownDocument(id, nearest: nearest), at: item.place)
      return nil
    }
  }

  private func fee(_ node: YAMLNode) -> FeeLine? {
    let values = reader.fields(node, required: ["title", "yuan", "per"])
    let units = FeeLine.Unit.allCases.map { ($0.rawValue, $0) }
    guard let title = reader.text(values["title"]), let amount = reader.text(values["yuan"]),
      let unit = reader.word(values["per"], among: units)
    else { return nil }
    guard let money = Money(yuan: amount) else {
      reader.report(PackMistake.notAnAmount(amount), at: values["yuan"]?.place ?? node.place)
      return nil
    }
    return FeeLine(title: title, fen: money.fen, unit: unit)
  }
}
