// Certificates that count no more, and the list of them that this office signs.
internal import Bundles
internal import Cryptography
public import Domain

extension HeadOffice {
  /// Notes that certificates are revoked. A certificate of a pair takes its other with it.
  func revoke(_ serials: [String], _ reason: RevokedCertificate.Reason, at moment: Instant) throws(HeadOfficeError) {
    for serial in serials.map(Self.significant) where !serial.isEmpty {
      for one in try [serial] + partners(of: serial) where try state.row(Revocation.self, one) == nil {
        try state.put(Revocation(serial: one, at: moment, reason: reason.rawValue))
      }
    }
  }

  private func partners(of serial: String) throws(HeadOfficeError) -> [String] {
    try state.rows(Issuance.self).filter { Self.significant($0.serial.bytes.hex) == serial }
      .compactMap { $0.encryption.map { Self.significant($0.serial.bytes.hex) } }
  }

  /// A replaced certificate is revoked once an order that is complete names the one that took its place: until then the
  /// applicant still needs it.
  func revokeReplaced(at moment: Instant) throws(HeadOfficeError) {
    var inUse: Set<String> = []
    for row in try applied(OrderPayload.kind) {
      let serials = try kept(OrderPayload.self, row).certificateSerial ?? ""
      inUse.formUnion(serials.split(separator: " ").map { Self.significant(String($0)) })
    }
    let issuances = try state.rows(Issuance.self)
    for old in issuances {
      guard let request = old.replacedBy, let new = issuances.first(where: { $0.request == request }),
        inUse.contains(Self.significant(new.serial.bytes.hex))
      else { continue }
      try revoke([old.serial.bytes.hex], .superseded, at: moment)
    }
  }

  /// The present list in DER (X.509 CRL, version 2), under the next number.
  /// - Parameter days: until the next one is due.
  public func revocationList(days: Int, at moment: Instant) throws(HeadOfficeError) -> (der: [UInt8], count: Int) {
    try revokeReplaced(at: moment)
    try revokeRequested()
    var count = try state.row(RevocationCount.self, "count") ?? RevocationCount(number: 0)
    count.number += 1
    let revoked = try state.rows(Revocation.self).sorted { $0.serial < $1.serial }.compactMap { row in
      // A hexadecimal number without zeros in front may have an odd count of digits.
      [UInt8](hex: row.serial.count.isMultiple(of: 2) ? row.serial : "0" + row.serial).map {
        RevokedCertificate(serial: $0, at: row.at, reason: .init(rawValue: row.reason) ?? .unspecified)
      }
    }
    try state.put(count)
    do {
      let list = try keys.applicants.revocationList(
        of: revoked, number: count.number, from: moment, until: moment.advanced(bySeconds: Int64(days) * 86_400))
      return (list, revoked.count)
    } catch { throw .cryptography(error) }
  }
}
