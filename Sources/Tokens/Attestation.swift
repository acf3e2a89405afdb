// A card's own word that a key was made on it, and how much it is worth.
internal import Cryptography

/// What an attestation is worth.
public enum AttestationVerdict: String, Hashable, Sendable {
  /// It leads to a maker that the site trusts.
  case verified
  /// Key, slot, serial number and the signature by the token's own attestation key agree; the site has named no makers to
  /// hold that one against.
  case consistent
  /// It is for another key, slot or token, lets the key serve without a PIN, or leads to nobody that the site trusts.
  case wrong
}

/// An attestation certificate, with the certificate of the key that signed it.
struct Attestation {
  /// Where the maker writes the serial number (Yubico's extension): an INTEGER.
  private static let serialNumber = "1.3.6.1.4.1.41482.3.7"
  /// The rules for PIN and touch, a byte each.
  private static let policies = "1.3.6.1.4.1.41482.3.8"

  let word: Certificate
  let maker: CertificateObject

  /// - Parameter anchors: makers' certificates in DER; empty leaves the attestation key unjudged, since anybody can make
  ///   one, and lets a card pass that shows no certificate for it.
  func verdict(
    for key: PublicKey, in slot: Slot, on token: TokenIdentity, anchors: [[UInt8]]
  ) throws(TokenError) -> AttestationVerdict {
    guard word.publicKey == key, namesToken(token), names(slot), asksForPIN(in: slot) else { return .wrong }
    if maker == .absent, anchors.isEmpty { return .consistent }
    guard case .certificate(let der) = maker, let maker = try? Certificate(der: der) else {
      if maker == .absent { return .wrong }
      throw TokenError(.unreadable)
    }
    guard word.isIssued(by: maker) else { return .wrong }
    guard !anchors.isEmpty else { return .consistent }
    let trusted = try TokenError.cryptography { try anchors.map { try Certificate(der: $0) } }
    // Tokens attest long after their maker's certificates were written: dates are left out.
    let leads = (try? Certificate.verifyChain(word, intermediates: [maker], anchors: trusted, at: nil)) != nil
    return leads ? .verified : .wrong
  }

  /// The holder's name ends with the slot, as in “YubiKey PIV Attestation 9c”.
  private func names(_ slot: Slot) -> Bool {
    guard let last = word.subject["CN"]?.split(separator: " ").last, last.count == 2,
      let number = UInt8(last, radix: 16)
    else { return true }
    return number == slot.rawValue
  }

  /// Only the slot for doors (9E) serves without a PIN.
  private func asksForPIN(in slot: Slot) -> Bool {
    guard slot != .cardAuthentication, let value = word.extensionValue(Self.policies), value.count == 2 else {
      return true
    }
    return value[0] != PINPolicy.never.rawValue
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
    guard try speaksVendorCommands(), let word = try word(about: slot) else { return nil }
    let maker = CertificateObject(try send(ReadObject(object: .attestationCertificate)) ?? [])
    let attestation = Attestation(word: word, maker: maker)
    return (word, try attestation.verdict(for: key, in: slot, on: token, anchors: anchors))
  }

  /// A refusal is believed at once; an answer with nothing in it must come twice.
  private func word(about slot: Slot) throws(TokenError) -> Certificate? {
    for _ in 1...2 {
      switch try send(Attest(slot: slot)) {
      case .word(let certificate): return certificate
      case .refused: return nil
      case .empty: continue
      }
    }
    return nil
  }
}
