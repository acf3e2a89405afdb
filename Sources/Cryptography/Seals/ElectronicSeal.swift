// An electronic seal (.esl) as a value: GM/T 0031-2014 (version 1), GB/T 38540-2020 (4), GM/T 0031-2025 (5).
public import Domain

/// A seal as its file says it; `verify` tells whether it may be believed.
public struct ElectronicSeal: Hashable, Sendable {
  /// Which standard laid out the file.
  public enum Layout: String, Sendable, Codable { case v1, v4, v5 }

  /// Whom the seal stands for: 1 an organisation, 2 a person; other numbers are the maker's own.
  public struct Kind: RawRepresentable, Hashable, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let organisation = Kind(rawValue: 1)
    public static let person = Kind(rawValue: 2)
  }

  /// Who may sign with the seal: whole certificates, or digests of them (version 4 on).
  public enum Signers: Hashable, Sendable {
    case certificates([[UInt8]])
    case digests([CertificateDigest])
  }

  /// A certificate's digest; `algorithm` is a dotted identifier or a name, as the maker wrote it.
  public struct CertificateDigest: Hashable, Sendable {
    public let algorithm: String
    public let value: [UInt8]
  }

  /// What is to be stamped; width and height in millimetres.
  public struct Picture: Hashable, Sendable {
    public let format: String
    public let bytes: [UInt8]
    public let width: Int
    public let height: Int
  }

  /// The whole file.
  public let der: [UInt8]
  public let layout: Layout
  /// The version that stands in the header.
  public let version: Int
  public let vendor: String
  public let id: String
  public let kind: Kind
  public let name: String
  public let signers: Signers
  public let made: Instant
  public let validFrom: Instant
  public let validUntil: Instant
  public let picture: Picture
  /// Object identifiers of extensions that a reader must know; this one knows none.
  public let criticalExtensions: [String]
  /// The certificate of whoever made the seal.
  public let maker: Certificate
  public let signature: [UInt8]
  /// The bytes that the maker signed.
  public let signedBytes: [UInt8]
  /// A time stamp over the signature (version 5); `timeStampVerdict` judges it.
  public let timeStamp: [UInt8]?

  /// SHA-256 of the file in hexadecimal.
  public var digest: String { Digest.sha256(der).hex }
}
