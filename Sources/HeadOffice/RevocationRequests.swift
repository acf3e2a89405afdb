// Requests that certificates be revoked: what counters asked for, and from when on it holds.
internal import Bundles
internal import Cryptography
internal import Domain

extension HeadOffice {
  /// What was lost is revoked at once. Everything else still serves its holder until the order that takes its place is
  /// complete.
  func revokeRequested() throws(HeadOfficeError) {
    let complete = Set(try applied(OrderPayload.kind).map(\.id))
    for row in try applied(RevocationPayload.kind) {
      let asked = try kept(RevocationPayload.self, row)
      guard asked.reason == "lost" || complete.contains(asked.order) else { continue }
      try revoke(serials(meantBy: asked), Self.reason(asked.reason), at: asked.requested)
    }
  }

  private static func reason(_ word: String) -> RevokedCertificate.Reason {
    switch word {
    case "lost": .keyCompromise
    case "changed": .affiliationChanged
    default: .superseded
    }
  }

  /// The certificates that are named, but for those that this office issued to somebody else; where none is named, for
  /// nobody knows the lost token's number any more, those issued to the organisation before, but for other services'.
  private func serials(meantBy asked: RevocationPayload) throws(HeadOfficeError) -> [String] {
    let issued = try state.rows(Issuance.self)
    guard asked.serials.isEmpty else {
      var own: [String] = []
      for serial in asked.serials {
        let known = issued.first { Self.significant($0.serial.bytes.hex) == Self.significant(serial) }
        if let known, try namesSomebody(known), try !isOf(asked.organisation, known) { continue }
        own.append(serial)
      }
      return own
    }
    let services = try servicesOfOrders()
    var found: [String] = []
    for one in issued where one.from < asked.requested && one.until > asked.requested {
      guard try isOf(asked.organisation, one), [nil, asked.service].contains(services[try request(of: one).order])
      else { continue }
      found.append(one.serial.bytes.hex)
    }
    return found
  }

  private func isOf(_ organisation: String, _ issuance: Issuance) throws(HeadOfficeError) -> Bool {
    try request(of: issuance).extensions.contains { $0.text == organisation }
  }

  /// Whether the request's extensions hold a credit code (18 characters, GB 32100).
  private func namesSomebody(_ issuance: Issuance) throws(HeadOfficeError) -> Bool {
    try request(of: issuance).extensions.contains { $0.text.count == 18 }
  }

  /// Whose service each complete order is.
  private func servicesOfOrders() throws(HeadOfficeError) -> [String: String] {
    var services: [String: String] = [:]
    for row in try applied(OrderPayload.kind) {
      let order = try kept(OrderPayload.self, row)
      services[row.id] = order.service
    }
    return services
  }
}
