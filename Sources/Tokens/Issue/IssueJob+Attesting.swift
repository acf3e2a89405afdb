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
      guard session.firmware != nil, let word = try session.send(Attest(slot: slot)) else {
        return try job.record(.notAttested, in: journal)
      }
      let maker = CertificateObject(try session.send(ReadObject(object: .attestationCertificate)) ?? [])
      let holds = try Attestation(word: word, maker: maker).holds(for: key, on: token, anchors: anchors)
      guard holds else { throw TokenError(.attestationWrong) }
      try job.record(.attested(certificate: word.der, anchored: !anchors.isEmpty), in: journal)
    }
  }
}

/// An attestation certificate with the certificate of the key that signed it.
private struct Attestation {
  /// Where the maker writes the serial number (Yubico's extension): an INTEGER.
  private static let serialNumber = "1.3.6.1.4.1.41482.3.7"

  let word: Certificate
  let maker: CertificateObject

  func holds(for key: PublicKey, on token: TokenIdentity, anchors: [[UInt8]]) throws(TokenError) -> Bool {
    guard word.publicKey == key, case .certificate(let der) = maker, let maker = try? Certificate(der: der),
      word.isIssued(by: maker), namesToken(token)
    else { return false }
    guard !anchors.isEmpty else { return true }
    let trusted = try TokenError.cryptography { try anchors.map { try Certificate(der: $0) } }
    // Tokens attest long after their maker's certificates were written: dates are left out.
    return (try? Certificate.verifyChain(word, intermediates: [maker], anchors: trusted, at: nil)) != nil
  }

  /// A token known by another name than its serial number cannot be compared.
  private func namesToken(_ token: TokenIdentity) -> Bool {
    guard token.isSerial, let value = word.extensionValue(Self.serialNumber) else { return true }
    guard value.count > 2, value[0] == 0x02, Int(value[1]) == value.count - 2 else { return false }
    return TokenIdentity(serial: value.dropFirst(2).suffix(4).reduce(0) { $0 << 8 | UInt32($1) }) == token
  }
}
