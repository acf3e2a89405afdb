// What an order's pack says about it, put together from the service's data and the forms' page counts.
public import Domain
internal import Services

extension Desk {
  /// The rules for one application: its flow, the papers that must come back, its price.
  public func rules(for application: Application) throws -> OrderRules {
    let (pack, type) = try packs.terms(of: application)
    let papers = try type.documents(for: application.values).filter(\.returned).map { slot in
      OrderRules.Paper(slot: slot.id, title: slot.title, pages: try pages(of: slot, in: pack))
    }
    let tokens = application.values["certificate.quantity"].flatMap { Int($0) } ?? 1
    return OrderRules(
      flow: type.flow, papers: papers, fee: type.fee(for: application.values), tokens: max(tokens, 1))
  }

  /// How many coded pages a paper has; 0 for one that the applicant brings.
  private func pages(of slot: DocumentSlot, in pack: Pack) throws -> Int {
    guard case .form = slot.source else { return 0 }
    if let known = pageCounts["\(pack.id)/\(slot.id)"] { return known }
    let count = try maker().definition(of: slot, in: pack)?.pages ?? 1
    pageCounts["\(pack.id)/\(slot.id)"] = count
    return count
  }
}
