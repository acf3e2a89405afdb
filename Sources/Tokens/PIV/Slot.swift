// Slots, data objects and algorithm identifiers of PIV (SP 800-73-5 part 1, tables 3 and 4b; SP 800-78-5, table 9).
internal import Cryptography

/// A place for a key pair.
public enum Slot: UInt8, Codable, Sendable, CaseIterable {
  case authentication = 0x9A
  case signature = 0x9C
  case keyManagement = 0x9D
  case cardAuthentication = 0x9E

  /// The object that holds the certificate of this slot.
  var certificateObject: DataObject {
    switch self {
    case .authentication: .authenticationCertificate
    case .signature: .signatureCertificate
    case .keyManagement: .keyManagementCertificate
    case .cardAuthentication: .cardAuthenticationCertificate
    }
  }

  /// The name of the slot in every PIV tool, such as `9C`.
  public var name: String { String(rawValue, radix: 16, uppercase: true) }
}

/// A container on the card, by its tag.
enum DataObject: UInt32 {
  case discovery = 0x7E
  case cardAuthenticationCertificate = 0x5FC101
  case cardholderIdentifier = 0x5FC102
  case authenticationCertificate = 0x5FC105
  case cardCapabilities = 0x5FC107
  case signatureCertificate = 0x5FC10A
  case keyManagementCertificate = 0x5FC10B

  /// `5C L tag`, as GET DATA and PUT DATA name an object.
  var name: [UInt8] { TLV(0x5C, TLV.tagBytes(rawValue)).bytes }
}

extension KeyAlgorithm {
  /// The identifier that a PIV card knows this algorithm by; nil where PIV has none.
  var cardIdentifier: UInt8? {
    switch self {
    case .rsa2048: 0x07
    case .rsa3072: 0x05
    case .rsa4096: 0x16
    case .p256: 0x11
    case .p384: 0x14
    default: nil
    }
  }

  static func known(by cardIdentifier: UInt8) -> KeyAlgorithm? {
    [.rsa2048, .rsa3072, .rsa4096, .p256, .p384].first { $0.cardIdentifier == cardIdentifier }
  }

  /// Reads `81 modulus 82 exponent` or `86 point`, as GENERATE and the metadata give a public key.
  func publicKey(_ parts: [UInt8]) -> PublicKey? {
    guard let values = TLV.sequence(parts) else { return nil }
    if let point = values[tag: 0x86] { return try? PublicKey(point: point, algorithm: self) }
    guard let modulus = values[tag: 0x81], let exponent = values[tag: 0x82] else { return nil }
    return try? PublicKey(rsaModulus: modulus, exponent: exponent)
  }
}
