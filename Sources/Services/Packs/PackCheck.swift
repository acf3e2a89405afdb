// Holds a pack's parts against one another once all are read: words that nobody can choose, prices nobody pays, steps that
// a business type needs and does not take.
internal import Domain
internal import Files

struct PackCheck {
  let reader: DefinitionReader
  let types: [BusinessType]
  let values: [String: YAMLNode]
  let shared: SharedParts

  func run() {
    checkWords()
    checkExpress()
    checkFlows()
    checkCategories()
    checkDelivery()
    checkGroups()
    checkWays()
    checkAliases()
    checkSubject()
  }

  // MARK: Words

  /// A service says which roles it serves and which invoices it writes; a condition on another word never holds.
  private func checkWords() {
    let offered: [(field: String, words: Set<String>, mistake: (String) -> PackMistake)] = [
      ("organisation.role", words(values["roles"]), PackMistake.roleNotServed),
      ("invoice.kind", words(values["invoice"]?["kinds"]), PackMistake.invoiceNotWritten),
    ]
    for term in terms {
      guard let offer = offered.first(where: { $0.field == term["field"]?.text }), !offer.words.isEmpty else {
        continue
      }
      for word in [term["is"], term["not"]].compactMap(\.self).flatMap({ $0.items ?? [$0] }) {
        guard let text = word.text, !offer.words.contains(text) else { continue }
        reader.report(offer.mistake(text), at: word.place)
      }
    }
  }

  /// Every map that names a field and words, wherever conditions stand.
  private var terms: [YAMLNode] {
    ["required-when", "documents", "fees", "delivery", "business-types"].flatMap { Self.terms(in: values[$0]) }
  }

  private static func terms(in node: YAMLNode?) -> [YAMLNode] {
    guard let node else { return [] }
    let own = node["field"] == nil ? [] : [node]
    return own + ((node.items ?? []) + (node.entries ?? []).map(\.value)).flatMap { terms(in: $0) }
  }

  private func words(_ node: YAMLNode?) -> Set<String> { Set((node?.items ?? []).compactMap(\.text)) }

  // MARK: Express

  /// What is done faster costs something, and what costs something is offered.
  private func checkExpress() {
    for node in values["business-types"]?.items ?? [] {
      guard let type = types.first(where: { $0.id == node["id"]?.text }) else { continue }
      for entry in node["express"]?.entries ?? [] where !type.fees.contains(where: { Self.isFor(entry.key, $0) }) {
        reader.report(PackMistake.expressWithoutFee(entry.key), at: entry.keyPlace)
      }
    }
    for fee in values["fees"]?.items ?? [] {
      guard fee["when"]?["field"]?.text == "delivery.urgency", let word = fee["when"]?["is"] else { continue }
      for id in (fee["for"]?.items ?? []).compactMap(\.text) { checkOffered(word, by: id) }
    }
  }

  private func checkOffered(_ word: YAMLNode, by id: String) {
    guard let text = word.text, let type = types.first(where: { $0.id == id }) else { return }
    if type.express.contains(where: { $0.word == text }) { return }
    reader.report(PackMistake.expressNotOffered(text, by: id), at: word.place)
  }

  private static func isFor(_ word: String, _ fee: FeeLine) -> Bool {
    fee.condition?.terms.contains {
      $0.field == "delivery.urgency" && !$0.isNegated && $0.values?.contains(word) ?? false
    }
      ?? false
  }

  // MARK: Steps

  /// Every order is handed in, and what was made is handed over.
  private func checkFlows() {
    for entry in values["flows"]?.entries ?? [] {
      guard let flow = shared.flows[entry.key] else { continue }
      if !flow.includes(.submission) { report(.submission, entry) }
      if flow.includes(.payment), !flow.includes(.acknowledgement) { report(.acknowledgement, entry) }
      if flow.includes(.production), !flow.includes(.handover) { report(.handover, entry) }
    }
  }

  private func report(_ step: Step, _ entry: YAMLNode.Entry) {
    reader.report(PackMistake.stepMissing(step.rawValue), at: entry.keyPlace)
  }

  // MARK: Invoices, delivery, groups

  /// A payment falls under one category.
  private func checkCategories() {
    guard let categories = values["invoice"]?["categories"], let entries = categories.entries else { return }
    let named = entries.flatMap { $0.value.items ?? [] }
    var met: Set<String> = []
    for node in named {
      if let id = node.text, !met.insert(id).inserted { reader.report(PackMistake.categoryTwice(id), at: node.place) }
    }
    for type in types where !type.fees.isEmpty && !met.contains(type.id) {
      reader.report(PackMistake.noCategory(type.id), at: categories.place)
    }
  }

  /// Where a service lists what it hands over, the token that was made is among it.
  private func checkDelivery() {
    guard let items = values["delivery"]?["items"], types.contains(where: { $0.token == .full }) else { return }
    let tokens = (items.items ?? []).filter { $0["serial"]?.text == DeliveryRules.Item.Serial.token.rawValue }
    if tokens.count != 1 { reader.report(PackMistake.tokenNotHandedOver, at: items.place) }
    // A card that no business type asks for is never handed over.
    guard !types.contains(where: \.cipherCard) else { return }
    for item in items.items ?? [] where item["serial"]?.text == DeliveryRules.Item.Serial.cipherCard.rawValue {
      reader.report(PackMistake.unused(item["title"]?.text ?? ""), at: item.place)
    }
  }

  private func checkGroups() {
    let lists = (values["business-types"]?.items ?? []).flatMap { [$0["required"], $0["optional"]] }
    let conditional =
      ((values["business-types"]?.items ?? []).flatMap { $0["required-when"]?.items ?? [] }
      + (values["required-when"]?.items ?? [])).map { $0["then"] }
    let used = Set((lists + conditional).flatMap { words($0) })
    for entry in values["groups"]?.entries ?? [] where !used.contains(entry.key) {
      reader.report(PackMistake.unused(entry.key), at: entry.keyPlace)
    }
  }
}
