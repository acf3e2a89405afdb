// Which certificates an order takes the place of: shown, typed, or the only ones that it can mean.
internal import Domain

extension Desk {
  /// What was shown; else what was typed; else the organisation's certificates of this service, where no other can be
  /// meant. An organisation's certificates of other services and on other tokens go on being used.
  func oldSerials(of order: Order, _ reason: Revocation.Reason) throws -> [String] {
    if !order.old.readings.isEmpty { return order.old.readings.map(\.serial) }
    let known = try replaceable(by: order)
    // A slip of the pen must not revoke a stranger's certificate: what was typed counts where nothing speaks against it.
    if let typed = Self.oldSerial(of: order),
      known.isEmpty || known.contains(where: { $0.serial.drop { $0 == "0" } == typed })
    {
      return [typed]
    }
    let named = order.old.collected ?? order.application.values["certificate.oldToken"]
    let onToken = known.filter { $0.token != nil && $0.token.map(Self.tokenNumber) == named.map(Self.tokenNumber) }
    if !onToken.isEmpty { return onToken.map(\.serial) }
    // What has changed has changed in all of them.
    guard reason == .changed || known.count <= max(1, order.tokensAskedFor) else {
      throw EntitlementError.whichCertificate(known.map(\.serial))
    }
    return known.map(\.serial)
  }

  /// The organisation's valid certificates of this service that are not the order's own.
  private func replaceable(by order: Order) throws -> [OrganisationCertificate] {
    let code = order.application.values["organisation.creditCode"] ?? ""
    return try certificates(of: code, service: order.application.service).filter {
      $0.standing == .valid && $0.evidence != .order(order.number)
    }
  }
}
