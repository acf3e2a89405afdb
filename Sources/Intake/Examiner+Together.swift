// What an application's values say together: who the applicant is, and whether the service serves such applicants.
internal import Domain

extension Examiner {
  /// Numbers that a field's own judgement compares already are not told twice.
  private static let comparedBefore: Set<IdentityEdge> = [.organisationCode, .taxNumber]

  func judgeTogether(_ draft: Draft, _ examination: inout Examination) {
    for disagreement in IdentityGraph(values: examination.values).disagreements
    where !Self.comparedBefore.contains(disagreement.edge) {
      examination.tell(disagreement, of: draft)
    }
    guard let service = services.first(where: { $0.id == examination.service }), !service.roles.isEmpty,
      let role = examination.values["organisation.role"], !service.roles.contains(role),
      let raw = draft.values["organisation.role"]
    else { return }
    examination.tell([.roleNotServed(service.roles)], at: raw, field: "organisation.role")
  }
}

extension Examination {
  /// At the value that is less likely to be right: the one that was typed for this purpose.
  fileprivate mutating func tell(_ disagreement: Disagreement, of draft: Draft) {
    let (left, _) = disagreement.edge.nodes
    guard let field = left.field, let raw = draft.values[field] else { return }
    tell(
      Finding(
        .warning, at: Place(file: file, line: raw.line, column: raw.column), application: number, field: field,
        rule: disagreement.edge.rule, disagreement.explanation))
  }
}
