// An applicant's values and the counter's facts together with what is known of the order: what a definition is filled with.

internal import Domain
internal import Layout

struct Filling {
  let values: [FieldID: String]
  var facts = Facts()
  let context: ComposeContext
  let names: FormNames
  let edition: Int
  /// On slips personal values are masked, whatever the definition says.
  var masksPeople = false
  /// The row of a list that is being set, and its number.
  var row: (number: Int, cells: [FieldID: String])?

  /// What conditions compare with; nil when there is no value.
  func raw(_ name: FormName) -> String? {
    switch name {
    case .field(let id): values[id].flatMap { $0.isEmpty ? nil : $0 }
    case .word(let word): names.words[word]
    case .fact(let id): facts[id]
    case .list(let id): facts.lists[id].flatMap { $0.isEmpty ? nil : String($0.count) }
    case .column(_, let id): row?.cells[id]
    case .row: row.map { String($0.number) }
    case .known(.businessType): context.blank ? nil : context.businessType.id
    case .known(.date): context.blank ? nil : context.date.description
    case .known(let word): known(word)
    }
  }

  /// What is printed.
  func shown(_ name: FormName, _ filter: ValueFilter? = nil) -> String? {
    guard let raw = raw(name) else { return nil }
    if isHidden(name) { return masked(raw, name) }
    switch filter {
    case .capitals: return capitals(raw, name)
    case .masked: return masked(raw, name)
    case .characters(let range): return String(raw.dropFirst(range.lowerBound - 1).prefix(range.count))
    case nil: break
    }
    if case .known(.businessType) = name { return context.businessType.title }
    return CivilDate(raw)?.chinese ?? raw
  }

  func holds(_ condition: FormCondition) -> Bool {
    switch condition {
    case .has(let name): raw(name).map { $0 != "否" } ?? false
    case .equals(let name, let value): raw(name) == value
    case .not(let inner): !holds(inner)
    case .any(let conditions): conditions.contains { holds($0) }
    }
  }

  /// Whether a part with this condition is shown; one without always is.
  func holds(_ condition: FormCondition?) -> Bool { condition.map { (given: FormCondition) in holds(given) } ?? true }

  /// The filling of each row of a list; open rows follow up to `least`.
  func rows(of list: String, least: Int) -> [Filling] {
    let known = facts.lists[list] ?? []
    return (0..<max(known.count, least)).map { index in
      var filling = self
      filling.row = (index + 1, index < known.count ? known[index] : [:])
      return filling
    }
  }

  /// What a signed code says of a name: a column's values one after another.
  func proof(of name: FormName) -> String {
    guard case .column(let list, let id) = name else { return raw(name) ?? "" }
    return (facts.lists[list] ?? []).compactMap { $0[id] }.joined(separator: "+")
  }

  private func known(_ word: KnownWord) -> String? {
    switch word {
    case .service: context.service
    case .businessType: context.businessType.title
    case .reference: context.blank ? nil : context.reference
    case .date: context.date.chinese
    case .revision: context.blank ? nil : String(context.revision)
    case .edition: String(edition)
    case .copy: context.copyLabel ?? String(context.copy)
    case .blank: context.blank ? "是" : nil
    case .code: context.code(1, 1) == nil ? nil : "是"
    }
  }

  private func capitals(_ raw: String, _ name: FormName) -> String {
    if let day = CivilDate(raw) { return day.chequeCapitals }
    return Money(yuan: raw)?.capitals ?? raw
  }

  private func isHidden(_ name: FormName) -> Bool {
    guard masksPeople, let field = names.meaning(of: name) else { return false }
    return field.sensitivity != .open
  }

  private func masked(_ raw: String, _ name: FormName) -> String {
    guard let field = names.meaning(of: name) else { return raw }
    return Masking.masked(raw, field.kind)
  }
}
