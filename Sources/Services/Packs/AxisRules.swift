// What a pack says about entitlement, presence, old certificates and unopened bids, as an order's rules.
package import Domain

extension OrderRules {
  /// These rules with those of the axes.
  /// - Parameters:
  ///   - channel: the way that the application came; nil is the counter's own.
  ///   - now: the earliest moment that it may be.
  package func withAxes(
    of pack: Pack, _ type: BusinessType, _ values: [FieldID: String], channel: String?, now: Instant
  ) -> OrderRules {
    var rules = self
    rules.entitlement.preconditions = type.preconditions
    rules.entitlement.tokenIsShown = type.token == .renew
    rules.entitlement.isUpgrade = type.upgrade != nil
    rules.entitlement.approvesUnchanged = type.automatic.contains(channel ?? type.channels[0])
    rules.entitlement.today = now.day
    rules.entitlement.unbinding = pack.unbinding
    rules.presence = PresenceRules(pack.presence, type, values, channel: channel ?? type.channels[0])
    rules.old.revoked = type.revocation(for: values)
    rules.bids.isAsked = type.touchesOldKey
    rules.bids.now = now
    rules.checklist = type.checklistItems(for: values, by: channel)
    return rules
  }
}

extension PresenceRules {
  init(_ terms: PresenceTerms, _ type: BusinessType, _ values: [FieldID: String], channel: String) {
    self.init()
    guard type.token != .none else { return }
    registeredBefore = terms.registeredBefore
    parties = terms.parties
    // Nobody gets a new PIN whose number was not compared, however the application came.
    guard !terms.absent.contains(channel) || type.token == .pin else {
      // Nobody comes in person before what was made is collected.
      (isAbsent, identifiedBefore) = (true, .handover)
      return
    }
    identifiedBefore = terms.identifiedBefore
    comparesNumber = type.token == .pin
    originals = type.documents(for: values, by: channel).filter(\.original).map {
      Original(slot: $0.id, title: $0.title)
    }
    originalsBefore = terms.originalsBefore
  }
}

extension BusinessType {
  /// Why the old certificate is to be revoked; nil where it stays or simply ends.
  package func revocation(for values: [FieldID: String]) -> Revocation.Reason? {
    guard token == .full, preconditions.contains(.certificate) else { return nil }
    if upgrade != nil { return .upgraded }
    guard isReplacement else { return .changed }
    return values["certificate.lossReason"] == "损坏" ? .damaged : .lost
  }
}
