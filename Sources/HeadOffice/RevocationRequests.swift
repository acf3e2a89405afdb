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
      let serials = asked.serials.isEmpty ? try serials(of: asked.organisation, before: asked.requested) : asked.serials
      try revoke(serials, Self.reason(asked.reason), at: asked.requested)
    }
  }

  private static func reason(_ word: String) -> RevokedCertificate.Reason {
    switch word {
    case "lost": .keyCompromise
    case "changed": .affiliationChanged
    default: .superseded
    }
  }

  /// Certificates issued to an organisation before a moment, for a token whose number nobody knows any more.
  private func serials(of organisation: String, before moment: Instant) throws(HeadOfficeError) -> [String] {
    var found: [String] = []
    for issuance in try state.rows(Issuance.self) where issuance.from < moment && issuance.until > moment {
      let asked = try request(of: issuance)
      guard asked.extensions.contains(where: { $0.text == organisation }) else { continue }
      found.append(issuance.serial.bytes.hex)
    }
    return found
  }
}
