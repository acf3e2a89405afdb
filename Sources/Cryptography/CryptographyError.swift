// What can go wrong with keys, sealed bytes, certificates and envelopes.

public enum CryptographyError: Error, Hashable, Sendable {
  /// The bytes are not what they were said to be.
  case malformed(Material)
  /// The cryptographic library refused; `reasons` is its whole error queue, oldest first.
  case library(operation: String, reasons: [String])
  /// Sealed bytes do not open: another key, another context, or altered.
  case sealBroken
  /// A key, block or parameter of the wrong length, in bytes.
  case length(Material, expected: String, actual: Int)
  case unsupported(operation: String, algorithm: String)
  /// A name's attribute is empty, too long or holds characters its type does not allow.
  case name(type: String, limit: Int)
  /// The signature was not made by this key over these bytes.
  case signature(Material)
  /// An SM2 request signed with the empty identifier instead of 1234567812345678 (GM/T 0009).
  case emptyIdentifier
  /// A certificate does not lead to a trusted one; `reason` is the library's verdict.
  case untrusted(subject: String, reason: String)
  case notYetOrNoLongerValid(subject: String, from: String, until: String)
  /// The private key belongs to another certificate.
  case keyMismatch
  case emptyContent
  /// An envelope larger than the receiver allows, in bytes.
  case tooLarge(limit: Int, actual: Int)
  case otherRecipient
  /// The envelope was altered after sealing; nothing of its content was released.
  case altered
  /// The signed content is of another type than the reader asked for.
  case otherContentType
  case noSigner
  /// An electronic seal that may not be used.
  case seal(SealFault)

  /// What was being read or checked.
  public enum Material: String, Sendable {
    case privateKey, publicKey, certificate, request, name, objectIdentifier, pem, envelope, signedContent
    case sealingKey, cipherKey, block, sealed, signature, point, serial, certificateDates, seal, envelopedKey,
      certificateResponse
  }
}
