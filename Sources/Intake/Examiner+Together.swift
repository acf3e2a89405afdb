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
    judgeYears(draft, &examination)
    guard let service = services.first(where: { $0.id == examination.service }), !service.roles.isEmpty,
      let role = examination.values["organisation.role"], !service.roles.contains(role),
      let raw = draft.values["organisation.role"]
    else { return }
    examination.tell([.roleNotServed(service.roles)], at: raw, field: "organisation.role")
  }

  /// Years that the service does not offer are neither priced nor issued (S0-149).
  private func judgeYears(_ draft: Draft, _ examination: inout Examination) {
    let service = services.first { $0.id == examination.service }
    guard let type = service?.businessTypes.first(where: { $0.id == examination.businessType }),
      let offered = type.years, let asked = examination.values["certificate.years"].flatMap({ Int($0) }),
      !offered.contains(asked), let raw = draft.values["certificate.years"]
    else { return }
    examination.tell([.yearsNotOffered(offered.sorted())], at: raw, field: "certificate.years")
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
