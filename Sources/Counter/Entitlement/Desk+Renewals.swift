// One open renewal for an organisation, and renewals that a rule approves because nothing has changed.
public import Domain
internal import Records
internal import Services

extension Desk {
  /// The renewal of the same organisation at the same service that is not finished; nil for an application that renews nothing (S0-148).
  func openRenewal(besides application: Application) throws -> Obstacle? {
    let isRenewal = try packs.terms(of: application).1.token == .renew
    guard isRenewal, let code = application.values["organisation.creditCode"] else { return nil }
    return try openRenewal(of: code, at: application.service).map { .renewalOpen($0) }
  }

  /// - Parameter service: by id; each service renews its own certificates.
  func openRenewal(of creditCode: String, at service: String) throws -> String? {
    try orders(of: creditCode).first { order in
      let isOpen = !order.voided && !order.handedOver && order.application.service == service
      return try isOpen && tokenJob(of: order) == .renew
    }?.number.text
  }

  /// Where a change asks for papers, an order whose data are not those of the last time tells what has changed; else it
  /// would come through without them (S0-96).
  func requireChangesTold(_ order: Order) throws {
    let told = order.application.values[BusinessType.changes] ?? ""
    guard told.allSatisfy(\.isWhitespace), try packs.terms(of: order.application).1.asksForChanges,
      let changes = try changes(in: order), !changes.isEmpty
    else { return }
    throw EntitlementError.changesUntold(changes.map(\.label))
  }

  /// Approves a submitted order by rule where the pack says so, the old key has signed here, and nothing differs from
  /// the organisation's last finished order at the same service (S0-19).
  func approveUnchanged(_ order: Order) throws -> Order {
    let rules = try rules(for: order)
    guard rules.entitlement.approvesUnchanged, rules.flow.includes(.review), order.review == .open,
      order.areTokensProven, let changes = try changes(in: order), changes.isEmpty
    else { return order }
    return try record(.entitlement(.approvedByRule("S0-19")), on: order.number, by: Self.itself)
  }

  /// A value that differs from the organisation's last finished order, masked as its kind asks.
  public struct Changed: Hashable, Sendable {
    public let label: String
    public let before: String
    public let after: String
  }

  /// What an order changes of organisation, legal representative and agent since the last one at the same service; nil
  /// where there is no record to compare. Services ask for different data, and none knows what another was told.
  public func changes(in order: Order) throws -> [Changed]? {
    let earlier = try finishedOrders(like: order).first { $0.application.service == order.application.service }
    guard let last = earlier?.application.values else { return nil }
    let values = order.application.values
    let groups = ["organisation.", "legal.", "agent."]
    return packs.catalogue.fields.filter { field in
      groups.contains { field.id.hasPrefix($0) } && !Self.ofRegistration.contains(field.id)
        && last[field.id] != values[field.id]
    }.map { field in
      Changed(
        label: field.label, before: last[field.id].map { Masking.shown($0, of: field) } ?? "—",
        after: values[field.id].map { Masking.shown($0, of: field) } ?? "—")
    }
  }

  /// A later audit of the same registration changes nothing of the organisation.
  private static let ofRegistration: Set<FieldID> = [
    "organisation.platformID", "organisation.audited", "organisation.auditedOn",
  ]
}
