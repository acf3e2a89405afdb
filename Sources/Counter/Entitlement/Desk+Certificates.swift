// 已有CA: the certificates that this counter knows of for an organisation, and proof from them without a token.
internal import Cryptography
public import Domain
internal import Records
internal import Services

/// A certificate that this counter knows of.
public struct OrganisationCertificate: Hashable, Sendable {
  public enum Standing: String, Hashable, Sendable {
    case valid = "有效"
    case expired = "已过期"
    /// A later order renewed or replaced it.
    case replaced = "已更换"
    case revoked = "已申请吊销"
  }

  public let serial: String
  /// The service that it was made for; nil for one of head office's list, which does not tell.
  public let service: String?
  public let token: String?
  public let until: CivilDate?
  public let standing: Standing
  public let evidence: CertificateEvidence
}

extension Desk {
  /// The certificates known for an organisation, by its credit code (S0-30).
  /// - Parameter service: leaves out those that are known to be another service's.
  public func certificates(of creditCode: String, service: String) throws -> [OrganisationCertificate] {
    try certificates(of: creditCode).filter { $0.service == nil || $0.service == service }
  }

  /// The certificates known for an organisation, whichever service's.
  public func certificates(of creditCode: String) throws -> [OrganisationCertificate] {
    let orders = try orders(of: creditCode).filter { !$0.voided }
    let replaced = Set(orders.flatMap(\.replacedSerials))
    let revoked = Set(orders.compactMap(\.old.revocation).flatMap(\.serials))
    let today = clock.now().day
    let own: [OrganisationCertificate] = try orders.flatMap { order in
      let days = try lastDays(of: order)
      return order.finished.compactMap { making -> OrganisationCertificate? in
        guard let serial = making.serial else { return nil }
        let isOver = days[serial].map { $0 < today } ?? false
        let standing: OrganisationCertificate.Standing =
          revoked.contains(serial) ? .revoked : replaced.contains(serial) ? .replaced : isOver ? .expired : .valid
        return OrganisationCertificate(
          serial: serial, service: order.application.service, token: making.production.token, until: days[serial],
          standing: standing,
          evidence: .order(order.number))
      }
    }
    return try listed(of: creditCode, besides: own) + own
  }

  /// The last day of each certificate that came for an order.
  private func lastDays(of order: Order) throws -> [String: CivilDate] {
    var days: [String: CivilDate] = [:]
    for case .certificateReceived(_, let der, _, _)? in try history(of: order).map(\.event) {
      let certificate = try Certificate(der: der)
      days[certificate.serial] = certificate.notAfter.day
    }
    return days
  }

  /// Proves from records that the organisation holds a certificate of the service, for an order that needs no token for it (S0-02).
  public func findCertificate(for text: String) throws -> Order {
    let order = try order(text)
    let code = order.application.values["organisation.creditCode"] ?? ""
    let usable: [OrganisationCertificate.Standing] = [.valid, .expired]
    guard
      let known = try certificates(of: code, service: order.application.service).last(where: {
        usable.contains($0.standing)
      })
    else {
      throw EntitlementError.notKnown
    }
    return try record(
      .entitlement(.certificateKnown(known.evidence, serial: known.serial)), on: order.number, by: acting())
  }

  /// Orders that were applied for with this phone and this number: a credit code, an organisation code or the agent's
  /// identity number (S0-138). Both must be right.
  public func find(phone: String, number: String) throws -> [Order] {
    let mobile = normalForm(phone, of: "agent.mobile")
    let ways = [
      ("credit-code", "organisation.creditCode"), ("organisation-code", "organisation.code"),
      ("agent-id", "agent.idNumber"),
    ]
    let called = Set(try store.orders(for: Lookup(kind: "agent-mobile", value: mobile)).map(\.number))
    let rows = try ways.flatMap { kind, field in
      let value = normalForm(number, of: field)
      // A number of the first generation stands in the records in its eighteen characters (D-11).
      return try store.orders(for: Lookup(kind: kind, value: IdentityNumber.upgraded(value) ?? value))
    }
    let found = rows.filter { called.contains($0.number) && !$0.body.isEmpty }
    guard !found.isEmpty else { throw EntitlementError.nothingFound }
    return try Dictionary(grouping: found, by: \.number).values.compactMap(\.first).sorted { $0.number < $1.number }
      .map { try read($0) }
  }

  private func normalForm(_ text: String, of field: FieldID) -> String {
    packs.catalogue[field]?.judge(text, today: clock.now().day, context: [:]).value ?? text
  }
}
