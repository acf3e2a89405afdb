// Whether a seal may be believed, in the order of GM/T 0031: format, signature, maker, validity, signer.
public import Domain

/// Why a seal is refused.
public enum SealFault: Hashable, Sendable {
  case version(Int)
  /// A critical extension that this program does not know.
  case extensionUnknown(String)
  case makerUntrusted(reason: String)
  case notYetOrNoLongerValid(from: String, until: String)
  /// The certificate is not among those that may use the seal: after a renewal the seal must be made anew.
  case signerNotListed
  /// The time stamp is not about this seal, or was altered.
  case timeStampWrong
}

extension ElectronicSeal {
  /// Passes when the seal may be used at `moment`. A time stamp that proves nothing is no reason to refuse, as a seal
  /// needs none: `timeStampVerdict` tells what it is worth.
  /// - Parameters:
  ///   - anchors: whom seal makers are trusted by; empty leaves the maker unjudged.
  ///   - signer: the certificate that is to use it; nil leaves that out.
  /// - Throws: `signature(.seal)` and `seal`.
  public func verify(
    at moment: Instant, anchors: [Certificate], intermediates: [Certificate] = [], signer: Certificate? = nil
  ) throws(CryptographyError) {
    if let unknown = criticalExtensions.first { throw .seal(.extensionUnknown(unknown)) }
    try verifySignature()
    if !anchors.isEmpty { try verifyMaker(at: moment, anchors, intermediates) }
    _ = try timeStampVerdict(anchors: anchors)
    guard validFrom <= moment, moment <= validUntil else {
      throw .seal(.notYetOrNoLongerValid(from: validFrom.chinaText, until: validUntil.chinaText))
    }
    if let signer, !lists(signer) { throw .seal(.signerNotListed) }
  }

  /// The seal's own signature: SM2 with SM3 under 1234567812345678.
  public func verifySignature() throws(CryptographyError) {
    guard let key = maker.publicKey, key.algorithm == .sm2, key.verify(signature, of: signedBytes) else {
      throw .signature(.seal)
    }
  }

  private func verifyMaker(
    at moment: Instant, _ anchors: [Certificate], _ intermediates: [Certificate]
  ) throws(CryptographyError) {
    do throws(CryptographyError) {
      try Certificate.verifyChain(maker, intermediates: intermediates, anchors: anchors, at: moment)
    } catch {
      throw .seal(.makerUntrusted(reason: error.explanation.chinese.happened))
    }
  }

  /// Whether a certificate is among those that may use the seal.
  public func lists(_ certificate: Certificate) -> Bool {
    switch signers {
    case .certificates(let all): all.contains(certificate.der)
    case .digests(let all): all.contains { $0.isDigest(of: certificate) }
    }
  }
}

extension ElectronicSeal.CertificateDigest {
  /// SM3 is what the standard asks for; SHA-256 is met too. An unknown name is tried as both.
  fileprivate func isDigest(of certificate: Certificate) -> Bool {
    value == Digest.sm3(certificate.der) || value == Digest.sha256(certificate.der)
  }
}
