// A request for a certificate going up and the certificate coming down.
public import Cryptography

public struct CertificateRequestPayload: BundlePayload, Hashable {
  public static let kind = "certificate-request"

  /// An extension of the issuer's profile, such as 1.2.156.10260.4.1.4 (GM/T 0015) with the credit code.
  public struct Extension: Codable, Hashable, Sendable {
    public enum TextType: String, Codable, Sendable { case printable, utf8 }

    public var identifier: String
    public var text: String
    public var type: TextType

    public init(identifier: String, text: String, type: TextType = .utf8) {
      self.identifier = identifier
      self.text = text
      self.type = type
    }
  }

  /// Minted once by the kiosk: one certificate is issued for it, however often it is asked.
  public var id: String
  /// The order's number.
  public var order: String
  public var tokenSerial: String
  /// PKCS 10.
  public var request: Base64Bytes
  public var subject: DistinguishedName
  public var years: Int
  public var extensions: [Extension]
  /// The serial number, in hexadecimal, of the certificate that this one takes the place of; the issuer may revoke it
  /// and carry its remaining time over.
  public var replaces: String?

  public init(
    id: String, order: String, tokenSerial: String, request: [UInt8], subject: DistinguishedName, years: Int,
    extensions: [Extension] = [], replaces: String? = nil
  ) {
    self.replaces = replaces
    self.id = id
    self.order = order
    self.tokenSerial = tokenSerial
    self.request = Base64Bytes(request)
    self.subject = subject
    self.years = years
    self.extensions = extensions
  }
}

public struct CertificatePayload: BundlePayload, Hashable {
  public static let kind = "certificate"

  /// The id of the request it answers.
  public var request: String
  /// X.509; or the authority's own answer as it came to head office (CSRResponse, GM/T 0092), which brings `encryption`
  /// along.
  public var certificate: Base64Bytes
  /// From the issuer up to the root.
  public var chain: [Base64Bytes]
  /// The second pair of a double certificate; nil where one certificate does for both.
  public var encryption: Encryption?

  /// A key made by head office, with its certificate by the same issuer.
  public struct Encryption: Codable, Hashable, Sendable {
    public var certificate: Base64Bytes
    /// PrivateKeyInfo (PKCS 8), which nothing but the bundle's envelope keeps; or SM2EnvelopedKey (GM/T 0009).
    public var key: Base64Bytes

    public init(certificate: Certificate, key: [UInt8]) {
      self.certificate = Base64Bytes(certificate.der)
      self.key = Base64Bytes(key)
    }
  }

  public init(request: String, certificate: Certificate, chain: [Certificate], encryption: Encryption? = nil) {
    self.encryption = encryption
    self.request = request
    self.certificate = Base64Bytes(certificate.der)
    self.chain = chain.map { Base64Bytes($0.der) }
  }
}
