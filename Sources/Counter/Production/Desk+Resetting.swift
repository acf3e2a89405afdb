// token reset: erases a token. Two people decide it, nobody may wait for the token, and nothing valid goes unnoticed.
internal import Cryptography
public import Domain
internal import Records
internal import Services
public import Tokens

extension Desk {
  /// Erases a token. Two people who have proved who they are decide it, and one of them names the token.
  /// - Parameters:
  ///   - bids: what the applicant says about unopened bids; nobody resets a token without having asked.
  ///   - despite: why it is done before their opening all the same.
  ///   - despiteValid: why valid certificates are erased whose revocation nobody asked for.
  public func reset(
    on session: TokenSession, confirming named: String, second: SecondPerson, bids: BidAnswer?, despite: String? = nil,
    despiteValid: String? = nil
  ) throws {
    _ = try acting()
    try requireOpened(bids, despite)
    let token = try nameForReset(of: session)
    guard named == token.text else { throw CounterError.wrongToken(expected: named, found: token.text) }
    try requireNobodyWaits(for: token)
    if despiteValid == nil { try requireNothingValid(on: session) }
    let (first, witness) = try pair(with: second, orRefuse: CounterError.secondPerson)
    guard first.roles.union(witness.roles).contains(.maker) else { throw OutOfTurn.role(.production) }
    try stand(standingJob(.reset, on: token.text, isErased: session.identity == nil)) { journal, steps in
      try store.commit(
        Change(entries: [
          NewEntry(
            at: clock.now(), by: witness.id, kind: "token-reset-agreed",
            payload: Array([token.text, despite ?? "", despiteValid ?? ""].joined(separator: "\n").utf8))
        ]))
      var job = ResetJob(steps: steps)
      try job.run(on: session, journal: journal)
      try forgetPUK(of: token)
    }
  }

  /// A token of an order that was not handed over is not erased: the order would wait for a key that is gone.
  private func requireNobodyWaits(for token: TokenIdentity) throws {
    guard let (order, making) = try holder(of: token) else { return }
    throw CounterError.tokenOfOrder(order: order.number.text, item: making.item)
  }

  /// An erased certificate stays valid for whoever has a copy of it or trusts what was signed: it is revoked first, or
  /// somebody says why not.
  private func requireNothingValid(on session: TokenSession) throws {
    let now = clock.now()
    // Any program may have used a retired slot that no history counts.
    let certificates = try session.facts(retired: .all).slots.compactMap(\.certificate)
    for certificate in certificates where certificate.notAfter >= now {
      guard try !isRevocationRequested(for: certificate) else { continue }
      let days = certificate.notAfter.day.daysSince1970 - now.day.daysSince1970
      throw CounterError.certificateStillValid(serial: certificate.serial, days: days)
    }
  }

  private func isRevocationRequested(for certificate: Certificate) throws -> Bool {
    guard let holder = certificate.subject["O"], holder.count > 1 else { return false }
    return try orders(OrderFilter(), named: holder).compactMap(\.old.revocation).contains {
      $0.serials.contains(certificate.serial)
    }
  }

  /// A token that was known by its cardholder identifier has no name once it was erased: the one reset that was begun on
  /// such a token and has not ended is its own, as long as nothing stands on it.
  private func nameForReset(of session: TokenSession) throws -> TokenIdentity {
    if let name = session.identity { return name }
    let begun = try openJobs().filter { $0.kind == .reset && $0.steps.contains(.resetting) }
    guard begun.count == 1, let token = ResetJob(steps: begun[0].steps).token, !token.isSerial,
      try session.facts(retired: .all).slots.allSatisfy({ $0.condition == .empty })
    else { throw CounterError.tokenWithoutName }
    return token
  }

  private func requireOpened(_ bids: BidAnswer?, _ despite: String?) throws {
    guard let bids else { throw EntitlementError.bidsUnasked }
    if let last = bids.openings.max(), try !time().hasSurelyPassed(last), despite == nil {
      throw EntitlementError.bidsUnopened(last)
    }
  }
}
