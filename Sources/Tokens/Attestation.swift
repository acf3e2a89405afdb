// A card's own word that a key was made on it, and how much it is worth.
internal import Cryptography

/// What an attestation is worth.
public enum AttestationVerdict: String, Hashable, Sendable {
  /// It leads to a maker that the site trusts.
  case verified
  /// Key and serial number agree; the site has named no makers to hold it against.
  case consistent
  /// It is for another key or token, or leads to nobody that the site trusts.
  case wrong
}

/// An attestation certificate, with the certificate of the key that signed it where that is to be judged.
struct Attestation {
  /// Where the maker writes the serial number (Yubico's extension): an INTEGER.
  private static let serialNumber = "1.3.6.1.4.1.41482.3.7"

  let word: Certificate
  let maker: CertificateObject

  /// - Parameter anchors: makers' certificates in DER; empty leaves the signature unjudged, since anybody can make one.
  func verdict(
    for key: PublicKey, on token: TokenIdentity, anchors: [[UInt8]]
  ) throws(TokenError) -> AttestationVerdict {
    guard word.publicKey == key, namesToken(token) else { return .wrong }
    guard !anchors.isEmpty else { return .consistent }
    guard case .certificate(let der) = maker, let maker = try? Certificate(der: der), word.isIssued(by: maker) else {
      return .wrong
    }
    let trusted = try TokenError.cryptography { try anchors.map { try Certificate(der: $0) } }
    // Tokens attest long after their maker's certificates were written: dates are left out.
    let leads = (try? Certificate.verifyChain(word, intermediates: [maker], anchors: trusted, at: nil)) != nil
    return leads ? .verified : .wrong
  }

  /// A token known by another name than its serial number cannot be compared.
  private func namesToken(_ token: TokenIdentity) -> Bool {
    guard token.isSerial, let value = word.extensionValue(Self.serialNumber) else { return true }
    guard value.count > 2, value[0] == 0x02, Int(value[1]) == value.count - 2 else { return false }
    return TokenIdentity(serial: value.dropFirst(2).suffix(4).reduce(0) { $0 << 8 | UInt32($1) }) == token
  }
}

extension TokenSession {
  /// What the card's word about the key in a slot is worth, inside a scope; nil where the card gives none, as for keys
  /// that were brought in.
  func attestation(
    of key: PublicKey, in slot: Slot, on token: TokenIdentity, anchors: [[UInt8]]
  ) throws(TokenError) -> (word: Certificate, verdict: AttestationVerdict)? {
    guard try speaksVendorCommands(), let word = try send(Attest(slot: slot)) else { return nil }
    let maker = anchors.isEmpty ? [] : try send(ReadObject(object: .attestationCertificate)) ?? []
    return (
      word, try Attestation(word: word, maker: CertificateObject(maker)).verdict(for: key, on: token, anchors: anchors)
    )
  }
}
