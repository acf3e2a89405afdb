// Which key pair a token makes for a service's certificates.

/// A kind of key, as packs write it. The token must offer it, or its issue stops before anything is made (T43).
public enum CertificateKey: String, Hashable, Sendable, CaseIterable {
  case rsa2048 = "rsa-2048"
  case rsa3072 = "rsa-3072"
  case rsa4096 = "rsa-4096"
  case p256 = "p-256"
  case p384 = "p-384"
  case sm2
}
