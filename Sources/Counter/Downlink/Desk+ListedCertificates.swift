// Certificates that only head office's list knows of: made at other counters, or before this store was.
internal import Domain

extension Desk {
  /// What the list names besides the organisation's certificates that this store knows.
  func listed(
    of creditCode: String, besides own: [OrganisationCertificate]
  ) throws -> [OrganisationCertificate] {
    let known = Set(own.map { certificate in String(certificate.serial.drop { $0 == "0" }) })
    let now = clock.now()
    return try certificatesOnList(of: creditCode).filter { !known.contains($0.serial) }.map { line in
      OrganisationCertificate(
        serial: line.serial, service: nil, token: nil, until: line.notAfter.day,
        standing: line.isRevoked ? .revoked : line.notAfter < now ? .expired : .valid,
        evidence: .headOffice(list: line.list))
    }
  }
}
