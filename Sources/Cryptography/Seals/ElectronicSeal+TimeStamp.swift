// What a seal's time stamp is worth (version 5): told apart, so that nobody takes a stamp for proven that was not.
public import Domain

/// The worth of a seal's time stamp. One that is wrong refuses the seal (K25).
public enum TimeStampVerdict: Hashable, Sendable {
  /// The seal has none, as most do.
  case absent
  /// An authority that is trusted has signed that the seal existed then.
  case verified(at: Instant, by: String)
  /// Nothing is proven, for this reason.
  case unverified(Reason)

  public enum Reason: String, Hashable, Sendable, CaseIterable {
    /// No token of RFC 3161.
    case otherKind
    /// Signed with SM2, which OpenSSL's time stamps do not know.
    case algorithm
    /// Its signature holds, but its authority leads to none of the anchors.
    case authority
  }
}

extension ElectronicSeal {
  /// Judges the time stamp over the maker's signature.
  /// - Parameter anchors: whom authorities are trusted by; without any, none is.
  /// - Throws: `seal(.timeStampWrong)` for a token that is not about this seal, or was altered.
  public func timeStampVerdict(anchors: [Certificate]) throws(CryptographyError) -> TimeStampVerdict {
    guard let timeStamp else { return .absent }
    guard let token = TimeStampToken(Self.unwrapped(timeStamp)) else { return .unverified(.otherKind) }
    guard try token.holds(over: signature) else {
      guard token.signer.publicKey?.algorithm == .sm2 else { throw .seal(.timeStampWrong) }
      return .unverified(.algorithm)
    }
    do throws(CryptographyError) {
      try Certificate.verifyChain(token.signer, anchors: anchors, at: token.time)
    } catch { return .unverified(.authority) }
    return .verified(at: token.time, by: token.signer.subject.text)
  }

  /// The token as it is, or in the BIT STRING or OCTET STRING that makers put around it.
  private static func unwrapped(_ bytes: [UInt8]) -> [UInt8] {
    guard let all = DER.elements(in: bytes[...]), all.count == 1 else { return bytes }
    return switch all[0].tag {
    case 0x03: Array(all[0].content.dropFirst())
    case 0x04: Array(all[0].content)
    default: bytes
    }
  }
}
