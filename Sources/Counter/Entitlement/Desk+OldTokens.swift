// Lost, damaged, changed and upgraded tokens: what is handed in, and the request to revoke what was replaced.
internal import Bundles
internal import Cryptography
public import Domain
internal import Records
internal import Services

extension Desk {
  /// A damaged token was handed in; its number, or what it looks like (D-23).
  public func collectOldToken(_ text: String, _ token: String) throws -> Order {
    try journalling("old-token-collected", "收回旧介质", on: text) {
      let order = try order(text)
      if let named = order.application.values["certificate.oldToken"], !Self.mayBe(token, named) {
        throw OrderMistake.otherOldToken(given: token, named: named)
      }
      return try record(.oldCertificate(.collected(token)), on: order.number, by: acting())
    }
  }

  /// Whether what was written down may be the token named: what it looks like may, another number may not.
  private static func mayBe(_ given: String, _ named: String) -> Bool {
    let (given, named) = (tokenNumber(given), tokenNumber(named))
    let isNumber = given.allSatisfy(\.isASCII) && given.contains(where: \.isNumber)
    return !isNumber || given == named
  }

  /// A token's number without the word before it, as people copy it from its case.
  static func tokenNumber(_ text: String) -> String {
    let plain = text.plainASCII.uppercased().filter { !$0.isWhitespace }
    return plain.hasPrefix("SERIAL:") ? String(plain.dropFirst("SERIAL:".count)) : plain
  }

  /// The sealed statement of loss is in hand.
  public func stateLoss(_ text: String) throws -> Order {
    try journalling("loss-stated", "收到丢失说明", on: text) {
      let order = try order(text)
      guard try rules(for: order).old.revoked == .lost else { throw OrderMistake.notLost }
      return try record(.oldCertificate(.lossStated), on: order.number, by: acting())
    }
  }

  /// Asks head office to revoke what the order takes the place of.
  /// - Parameter serials: which of the organisation's certificates; empty where the order itself tells.
  /// - Throws: `whichCertificate` where neither does.
  public func requestRevocation(_ text: String, serials: [String] = []) throws -> Order {
    try journalling("revocation-requested", "申请吊销", on: text) {
      let order = try order(text)
      guard let reason = try rules(for: order).old.revoked else {
        throw EntitlementError.noOldCertificate(try packs.terms(of: order.application).1.title)
      }
      return try request(revocation(for: order, reason, serials: serials), for: order, by: acting())
    }
  }

  func request(_ revocation: Revocation, for order: Order, by person: Person) throws -> Order {
    try record(.oldCertificate(.revocationRequested(revocation)), on: order.number, by: person)
  }

  private func revocation(
    for order: Order, _ reason: Revocation.Reason, serials: [String] = []
  ) throws -> Revocation {
    Revocation(
      id: BundleRecord.mintID(at: clock.now()), serials: try serials.isEmpty ? oldSerials(of: order, reason) : serials,
      reason: reason)
  }

  /// What was lost or damaged is revoked before another is made; what is only replaced, once the new one is proven.
  /// - Returns: what is to be asked for; nil where nothing is, or it was asked for before.
  /// - Throws: `whichCertificate` where the order does not tell.
  func revocationBeforeMaking(_ order: Order) throws -> Revocation? {
    let reason = try rules(for: order).old.revoked
    guard order.old.revocation == nil, let reason, reason == .lost || reason == .damaged else { return nil }
    return try revocation(for: order, reason)
  }

  /// Asks for it when the making is taken up again: the run that began it may have been cut off before.
  func revokeBeforeMaking(_ order: Order, by maker: Person) throws -> Order {
    guard let revocation = try revocationBeforeMaking(order) else { return order }
    return try request(revocation, for: order, by: maker)
  }

  /// What a proven token settles: the carried year is in it, and the old certificate can go.
  func settleOld(_ number: OrderNumber, serial: String, by maker: Person) throws {
    var order = try order(number.text)
    if order.old.carriedYears > 0, order.old.carriedInto == nil, let until = try lastMoment(of: serial, order) {
      order = try record(.oldCertificate(.carried(serial: serial, until: until)), on: number, by: maker)
    }
    guard order.old.revocation == nil, let reason = try rules(for: order).old.revoked else { return }
    _ = try request(revocation(for: order, reason), for: order, by: maker)
  }

  private func lastMoment(of serial: String, _ order: Order) throws -> Instant? {
    for case .certificateReceived(_, let der, _, _)? in try history(of: order).map(\.event) {
      if let certificate = try? Certificate(der: der), certificate.serial == serial { return certificate.notAfter }
    }
    return nil
  }

  /// A certificate for an upgrade must last the carried year longer; one that does not is not written.
  func requireCarriedYear(_ certificate: Certificate, _ order: Order) throws {
    guard order.old.carriedYears > 0 else { return }
    let (pack, _) = try packs.terms(of: order.application)
    let years = pack.years(of: order)
    let days = certificate.notAfter.day.daysSince1970 - certificate.notBefore.day.daysSince1970
    guard days >= years * 365 - 1 else { throw EntitlementError.withoutCarriedYear(order.number.text) }
  }

  /// The record that asks head office, for orders whose request has not travelled yet.
  func revocationRecord(of order: Order, besides sent: Set<String>) throws -> BundleRecord? {
    guard let revocation = order.old.revocation, !sent.contains(revocation.id) else { return nil }
    let asked = try history(of: order).last { line in
      if case .oldCertificate(.revocationRequested)? = line.event { true } else { false }
    }
    return try BundleRecord(
      id: revocation.id,
      RevocationPayload(
        id: revocation.id, order: order.number.text, service: order.application.service,
        organisation: order.application.values["organisation.creditCode"] ?? "", serials: revocation.serials,
        reason: revocation.reason.rawValue, requested: asked?.entry.instant ?? clock.now(),
        person: asked?.entry.person ?? ""))
  }
}

extension Pack {
  /// How many years an order's certificate is asked for: what was applied for, and the year that an upgrade carries.
  func years(of order: Order) -> Int {
    let asked = order.application.values["certificate.years"].flatMap { Int($0) } ?? certificate.years
    return asked + order.old.carriedYears
  }
}
