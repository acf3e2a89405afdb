// Reads one business type of a pack.
internal import Domain

struct BusinessTypeReader {
  let reader: DefinitionReader
  let catalogue: FieldCatalogue
  let shared: SharedParts

  func businessType(_ node: YAMLNode) -> BusinessType? {
    let values = reader.fields(node, .businessType)
    for key in ["names", "channels", "window"] { reader.requireSome(values[key]) }
    for key in ["documents", "bring", "required", "optional", "preconditions"] { reader.requireDistinct(values[key]) }
    let names = reader.list(values["names"]).compactMap { reader.filledText($0) }
    let jobs = BusinessType.TokenJob.allCases.map { ($0.rawValue, $0) }
    let ways = channels(values["channels"])
    guard let id = reader.text(values["id"]), !names.isEmpty, !ways.isEmpty,
      let token = reader.word(values["token"], among: jobs)
    else { return nil }
    let required = conditionReader.fields(values["required"])
    let type = BusinessType(
      id: id, names: names, ways: ways, preconditions: preconditions(values["preconditions"]), required: required,
      optional: conditionReader.fields(values["optional"]).subtracting(required),
      requiredWhen: conditions(values, required: required), documents: documents(values["documents"]), token: token,
      fees: shared.fees.filter { $0.types.contains(id) }.map(\.line),
      deadline: values["deadline"].flatMap { deadline($0, ways) }, express: express(values["express"]),
      bring: brought(values["bring"]),
      cipherCard: values["cipher-card"].flatMap { reader.truth($0) } ?? false,
      comesWithSeal: values["seal"].flatMap { reader.truth($0) } ?? false, window: terms.window(values["window"]),
      upgrade: values["upgrade"].flatMap(terms.upgrade),
      years: values["years"].map { reader.list($0).compactMap { reader.integer($0) } },
      automatic: automatic(values["auto-approve"], ways))
    BusinessTypeCheck(reader: reader, type: type, place: node.place, values: values).run()
    return type
  }

  /// A title alone, or `{title, when}`.
  private func brought(_ node: YAMLNode?) -> [BroughtItem] {
    reader.list(node).compactMap { item in
      let values = item.text == nil ? reader.fields(item, .broughtItem) : ["title": item]
      return reader.text(values["title"]).map {
        BroughtItem(title: $0, condition: reader.eitherCondition(values, in: catalogue))
      }
    }
  }

  private func automatic(_ node: YAMLNode?, _ ways: [BusinessType.Channel]) -> Set<String> {
    let titles = ways.map { ($0.title, $0.title) }
    return Set(reader.list(node).compactMap { reader.word($0, among: titles) })
  }

  private var terms: TermsReader { TermsReader(reader: reader) }

  private var conditionReader: ConditionReader {
    ConditionReader(reader: reader, catalogue: catalogue, groups: shared.groups)
  }

  private func channels(_ node: YAMLNode?) -> [BusinessType.Channel] {
    reader.entries(node).compactMap { entry in
      reader.reference(entry.value, among: Array(shared.flows.keys), PackMistake.unknownFlow)
        .flatMap { shared.flows[$0] }.map {
          BusinessType.Channel(title: entry.key, names: shared.channelNames[entry.key] ?? [], flow: $0)
        }
    }
  }

  private func preconditions(_ node: YAMLNode?) -> Set<BusinessType.Precondition> {
    guard let node else { return [] }
    let words = BusinessType.Precondition.allCases.map { ($0.rawValue, $0) }
    return Set(reader.list(node).compactMap { reader.word($0, among: words) })
  }

  /// The type's own conditions, and those of the pack whose field this type asks for.
  private func conditions(
    _ values: [String: YAMLNode], required: Set<FieldID>
  ) -> [FieldID: ServiceVocabulary.Condition] {
    let asked = required.union(Silent.fields(values["optional"], shared.groups))
    let own = values["required-when"].map(conditionReader.conditions) ?? [:]
    let common = shared.conditions.filter { $0.value.fields.isSubset(of: asked) }
    return own.merging(common) { own, _ in own }.filter { !required.contains($0.key) }
  }

  private func documents(_ node: YAMLNode?) -> [DocumentSlot] {
    guard let node else { return [] }
    return reader.list(node).compactMap { item in
      reader.reference(item, among: shared.documents.map(\.id), PackMistake.unknownDocument)
        .flatMap { id in shared.documents.first { $0.id == id } }
    }
  }

  /// `2`, or `{days: 3, from: [submission], until: review}`: from fee and papers to the certificate unless told.
  private func deadline(_ node: YAMLNode, _ ways: [BusinessType.Channel]) -> DeadlineTerms? {
    guard node.entries != nil else {
      return reader.positive(node, upTo: DeadlineTerms.most).map {
        DeadlineTerms(days: $0, from: DeadlineTerms.usualStart, until: .production)
      }
    }
    let values = reader.fields(node, .deadline)
    let from = values["from"].map { Set(reader.list($0).compactMap { step($0, ways) }) } ?? DeadlineTerms.usualStart
    let until = values["until"].map { step($0, ways) } ?? .production
    reader.requireSome(values["from"])
    guard let days = values["days"].flatMap({ reader.positive($0, upTo: DeadlineTerms.most) }), let until else {
      return nil
    }
    for flow in ways.map(\.flow) { checkForwards(from, until, flow, at: (values["from"] ?? node).place) }
    return DeadlineTerms(days: days, from: from, until: until)
  }

  /// What a promise counts from cannot come after what is promised.
  private func checkForwards(_ from: Set<Step>, _ until: Step, _ flow: Flow, at place: Place) {
    for step in Step.allCases where from.contains(step) && flow.includes(step) && flow.includes(until) {
      guard step == until || flow.comes(until, before: step) else { continue }
      reader.report(PackMistake.deadlineBackwards(step, until: until), at: place)
    }
  }

  /// A step that every way to this business takes.
  private func step(_ word: YAMLNode, _ ways: [BusinessType.Channel]) -> Step? {
    let step = reader.word(word, among: Step.allCases.map { ($0.rawValue, $0) })
    if let step, !ways.allSatisfy({ $0.flow.includes(step) }) {
      reader.report(PackMistake.stepNotTaken(step.rawValue), at: word.place)
    }
    return step
  }

  private func express(_ node: YAMLNode?) -> [BusinessType.Express] {
    guard let node else { return [] }
    return reader.entries(node).compactMap { entry in
      let word = YAMLNode(content: .scalar(entry.key, plain: true), place: entry.keyPlace)
      guard reader.value(word, of: "delivery.urgency", in: catalogue) != nil,
        let hours = reader.positive(entry.value, upTo: 1000)
      else { return nil }
      return BusinessType.Express(word: entry.key, hours: hours)
    }
  }
}

/// Fields by ids and groups without reporting again what was reported already.
private enum Silent {
  static func fields(_ node: YAMLNode?, _ groups: [String: [FieldID]]) -> [FieldID] {
    (node?.items ?? []).compactMap(\.text).flatMap { groups[$0] ?? [$0] }
  }
}
