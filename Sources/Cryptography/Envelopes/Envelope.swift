// Envelopes: what was signed, sealed for its recipients (CMS, RFC 5652 and 5083), so that stock openssl opens them.
public import Domain

public enum Envelope {
  /// What the signed content is; signed along with it, so that one kind cannot pass for another.
  public enum ContentType: String, Sendable, CaseIterable {
    case data, manifest, record, table

    /// The house's own types stand under an arc made from a UUID (ITU-T X.667).
    public var identifier: String {
      switch self {
      case .data: "1.2.840.113549.1.7.1"
      case .manifest: "\(Self.arc).1"
      case .record: "\(Self.arc).2"
      case .table: "\(Self.arc).3"
      }
    }

    private static let arc = "2.25.96051763262749216015937184700436475468"
  }

  /// What an envelope held and who vouches for it; every signature was verified.
  public struct Opened: Sendable {
    public let content: [UInt8]
    public let signers: [Certificate]

    /// The first to have signed.
    public var signer: Certificate { signers[0] }
  }

  /// The largest envelope that is opened unless the caller says otherwise, in bytes: it is held in memory three times.
  public static let usualLimit = 64 << 20

  /// Signs, then seals for every recipient under a fresh AES-256-GCM key: AuthEnvelopedData of SignedData, in DER.
  /// The same content never gives the same bytes twice.
  public static func seal(
    _ content: [UInt8], type: ContentType = .data, signers: [Identity], recipients: [Certificate]
  ) throws(CryptographyError) -> [UInt8] {
    try SealedMessage.seal(sign(content, type: type, signers: signers), for: recipients)
  }

  /// Opens what `seal` made. `trusted` are signers' own certificates or the roots they lead to, valid at `moment`.
  /// Nothing is released before tag, signatures and trust are all good.
  public static func open(
    _ der: [UInt8], type: ContentType = .data, recipient: Identity, trusted: [Certificate], at moment: Instant?,
    limit: Int = usualLimit
  ) throws(CryptographyError) -> Opened {
    guard der.count <= limit else { throw .tooLarge(limit: limit, actual: der.count) }
    return try verify(
      SealedMessage.open(der, recipient: recipient), type: type, trusted: trusted, at: moment, limit: limit)
  }

  /// SignedData over content that anyone may read, in DER, with the signers' certificates.
  public static func sign(
    _ content: [UInt8], type: ContentType = .data, signers: [Identity]
  ) throws(CryptographyError) -> [UInt8] {
    try SignedMessage.sign(content, type: type, signers: signers)
  }

  /// The content and signers of SignedData; every signer must be trusted at `moment` (nil: dates are left out).
  public static func verify(
    _ der: [UInt8], type: ContentType = .data, trusted: [Certificate], at moment: Instant?, limit: Int = usualLimit
  ) throws(CryptographyError) -> Opened {
    guard der.count <= limit else { throw .tooLarge(limit: limit, actual: der.count) }
    let opened = try SignedMessage.verify(der, type: type)
    for signer in opened.signers {
      try Certificate.verifyChain(signer, intermediates: opened.others, anchors: trusted, at: moment)
    }
    return Opened(content: opened.content, signers: opened.signers)
  }

  /// The content of SignedData that this machine made itself: signatures are verified, trust is not asked.
  public static func contentOfOwn(_ der: [UInt8], type: ContentType) throws(CryptographyError) -> [UInt8] {
    try SignedMessage.verify(der, type: type).content
  }
}
