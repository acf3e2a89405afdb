// What a pack's invoice rules say about one business type.
public import Domain

extension InvoiceRules {
  /// The terms of a business type, with what its conditions on the kind of invoice ask of the buyer.
  public func terms(for type: BusinessType) -> InvoiceTerms {
    var required: [String: Set<FieldID>] = [:]
    for (field, condition) in type.requiredWhen where field.hasPrefix("invoice.") {
      for kind in kinds where condition.fields == ["invoice.kind"] && condition.holds(for: ["invoice.kind": kind]) {
        required[kind, default: []].insert(field)
      }
    }
    return InvoiceTerms(
      kinds: kinds, usual: usual, later: later,
      category: categories.first { $0.businessTypes.contains(type.id) }?.title, required: required,
      needsCertificate: needsCertificate)
  }

  /// What silence means on a form: an invoice that cannot be asked for afterwards is of the usual kind.
  public func implied(for type: BusinessType) -> [FieldID: String] {
    let isAsked = type.required.union(type.optional).contains("invoice.kind")
    return isAsked && !later ? ["invoice.kind": usual] : [:]
  }
}
