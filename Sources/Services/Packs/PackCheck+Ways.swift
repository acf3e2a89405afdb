// Holds a pack's ways of paying, its channels and its certificate's subject against its business types.
internal import Domain

extension PackCheck {
  /// Where somebody pays there is a way to, and a proof that a payment needs is a step that somebody takes.
  func checkWays() {
    let flows = Array(shared.flows.values)
    let ways = values["payment"]?["ways"]
    if flows.contains(where: { $0.includes(.payment) }) { reader.requireSome(ways) }
    guard let proof = values["payment"]?["proof"] else { return }
    reader.requireSome(proof)
    if !flows.contains(where: { $0.includes(.bankProof) }) {
      reader.report(PackMistake.stepNotTaken(Step.bankProof.rawValue), at: proof.place)
    }
  }

  /// What another service calls a channel leads to one channel of a business type.
  func checkAliases() {
    let aliases = values["channel-names"]?.entries ?? []
    for type in values["business-types"]?.items ?? [] {
      let channels = (type["channels"]?.entries ?? []).map(\.key)
      var owners = Dictionary(channels.map { ($0, $0) }, uniquingKeysWith: { first, _ in first })
      for entry in aliases where channels.contains(entry.key) {
        for alias in entry.value.items ?? [] { note(alias, of: entry.key, in: &owners) }
      }
    }
  }

  private func note(_ alias: YAMLNode, of channel: String, in owners: inout [String: String]) {
    guard let word = alias.text else { return }
    if let other = owners[word] { reader.report(PackMistake.aliasTwice(word, by: other), at: alias.place) }
    owners[word] = channel
  }

  /// A certificate without a name cannot be asked for: found out at the token it would be too late.
  func checkSubject() {
    let names = ["organisation", "common-name"].compactMap { values["certificate"]?[$0]?.text }
    for node in values["business-types"]?.items ?? [] {
      guard let type = types.first(where: { $0.id == node["id"]?.text }), [.full, .renew].contains(type.token) else {
        continue
      }
      for name in Set(names).sorted() where !type.required.contains(name) {
        reader.report(
          PackMistake.stepNeedsField(Step.production.rawValue, name), at: node["required"]?.place ?? node.place)
      }
    }
  }
}
