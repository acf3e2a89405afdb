// Someone who signs or receives: a certificate together with its private key.

public struct Identity: Sendable {
  public let certificate: Certificate
  public let key: PrivateKey

  /// Fails when the key is not the certificate's.
  public init(certificate: Certificate, key: PrivateKey) throws(CryptographyError) {
    guard certificate.publicKey == key.publicKey else { throw .keyMismatch }
    self.certificate = certificate
    self.key = key
  }
}
