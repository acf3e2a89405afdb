// Upgrade: before the new token is made, the holder shows with the old one that it is theirs.
public import Cryptography

extension IssueJob {
  /// Has the old token sign, and keeps the certificate that it proved in this job's journal; from then on the old token
  /// is not needed any more. Nothing on it is changed. Fails with T60 when it has no certificate; costs one of its tries
  /// when its PIN is wrong.
  public mutating func readOld(
    _ old: TokenSession, pin: PIN, journal: any TokenJournal
  ) throws(TokenError) -> Certificate {
    guard !plan.isRenewal, oldCertificate == nil else { throw TokenError(.outOfTurn) }
    let certificate = try old.provePossession(of: plan.slot, pin: pin)
    try record(.found(plan.slot, certificate: certificate.der), in: journal)
    return certificate
  }
}
