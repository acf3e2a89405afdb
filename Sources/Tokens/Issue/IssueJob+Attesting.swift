// The card's own word about a new key, where it gives one: made here, on this token, never imported.
internal import Cryptography

extension IssueJob {
  /// Asks the card to attest the new key and checks what it says: the key, the serial number, its own attestation
  /// certificate, and the site's anchors where there are any. Fails with T66 when the word does not hold.
  mutating func attest(
    _ session: TokenSession, _ token: TokenIdentity, _ key: PublicKey, _ journal: any TokenJournal
  ) throws(TokenError) {
    guard !attestationIsKnown else { return }
    let (slot, anchors) = (keySlot, plan.attestationAnchors)
    try exclusively(session, token) { (job, session) throws(TokenError) in
      guard let (word, verdict) = try session.attestation(of: key, in: slot, on: token, anchors: anchors) else {
        return try job.record(.notAttested, in: journal)
      }
      guard verdict != .wrong else { throw TokenError(.attestationWrong) }
      try job.record(.attested(certificate: word.der, anchored: verdict == .verified), in: journal)
    }
  }
}
