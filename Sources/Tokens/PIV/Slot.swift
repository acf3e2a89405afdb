// Slots, data objects and algorithm identifiers of PIV (SP 800-73-5 part 1, tables 3 and 4b; SP 800-78-5, table 9).
internal import Cryptography

/// A place for a key pair.
public struct Slot: RawRepresentable, Codable, Hashable, Sendable, CaseIterable {
  public let rawValue: UInt8

  /// Nil for a number that is no slot.
  public init?(rawValue: UInt8) {
    guard [0x9A, 0x9C, 0x9D, 0x9E].contains(rawValue) || (0x82...0x95).contains(rawValue) else { return nil }
    self.init(rawValue)
  }

  private init(_ number: UInt8) { rawValue = number }

  public static let authentication = Slot(0x9A)
  public static let signature = Slot(0x9C)
  public static let keyManagement = Slot(0x9D)
  public static let cardAuthentication = Slot(0x9E)

  /// The slots for keys in use; the retired ones come apart.
  public static let allCases: [Slot] = [authentication, signature, keyManagement, cardAuthentication]

  /// Twenty places for earlier decryption keys.
  public static let retired: [Slot] = (0x82...0x95).map { Slot($0) }

  public var isRetired: Bool { rawValue < 0x9A }

  /// Slots whose keys agree on secrets (ECDH).
  var agrees: Bool { self == .keyManagement || isRetired }

  /// The object that holds the certificate of this slot.
  var certificateObject: DataObject {
    switch self {
    case .authentication: .authenticationCertificate
    case .signature: .signatureCertificate
    case .keyManagement: .keyManagementCertificate
    case .cardAuthentication: .cardAuthenticationCertificate
    default: DataObject(rawValue: 0x5FC10D + UInt32(rawValue - 0x82))
    }
  }

  /// The name of the slot in every PIV tool, such as `9C`.
  public var name: String { String(rawValue, radix: 16, uppercase: true) }
}

/// A container on the card, by its tag.
public struct DataObject: RawRepresentable, Codable, Hashable, Sendable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }

  static let discovery = DataObject(rawValue: 0x7E)
  /// Yubico's notes about the administration key.
  static let administrativeData = DataObject(rawValue: 0x5FFF00)
  static let cardAuthenticationCertificate = DataObject(rawValue: 0x5FC101)
  static let cardholderIdentifier = DataObject(rawValue: 0x5FC102)
  static let authenticationCertificate = DataObject(rawValue: 0x5FC105)
  static let cardCapabilities = DataObject(rawValue: 0x5FC107)
  static let signatureCertificate = DataObject(rawValue: 0x5FC10A)
  static let keyManagementCertificate = DataObject(rawValue: 0x5FC10B)
  static let keyHistory = DataObject(rawValue: 0x5FC10C)
  static let attestationCertificate = DataObject(rawValue: 0x5FFF01)

  /// Identifiers and counts, which never fill a short answer.
  var isShort: Bool { [Self.discovery, .cardholderIdentifier, .cardCapabilities, .keyHistory].contains(self) }

  /// `5C L tag`, as GET DATA and PUT DATA name an object.
  var name: [UInt8] { TLV(0x5C, TLV.tagBytes(rawValue)).bytes }

  /// The tag in hexadecimal, such as `5FC10A`.
  public var text: String { String(rawValue, radix: 16, uppercase: true) }
}

/// How cards number key algorithms. SM2 has no number in PIV: vendors chose their own.
public struct AlgorithmNumbers: Hashable, Sendable {
  public var sm2: UInt8

  /// `54` is what the one open implementation chose; others are told by their maker.
  public init(sm2: UInt8 = 0x54) { self.sm2 = sm2 }

  /// From two hexadecimal digits; nil for a number that stands for another algorithm (SP 800-78-5; those above D0 and
  /// `16` are Yubico's).
  public init?(sm2 digits: String) {
    let taken: Set<UInt8> = [0x00, 0x03, 0x05, 0x06, 0x07, 0x08, 0x0A, 0x0C, 0x11, 0x14, 0x16, 0x27, 0x2E, 0xE0, 0xE1]
    guard digits.utf8.count == 2, let number = UInt8(digits, radix: 16), !taken.contains(number) else { return nil }
    self.init(sm2: number)
  }

  /// Nil where a card has no number for this algorithm.
  func number(of algorithm: KeyAlgorithm) -> UInt8? {
    switch algorithm {
    case .rsa2048: 0x07
    case .rsa3072: 0x05
    case .rsa4096: 0x16
    case .p256: 0x11
    case .p384: 0x14
    case .sm2: sm2
    case .ed25519: nil
    }
  }

  func algorithm(_ number: UInt8) -> KeyAlgorithm? { KeyAlgorithm.allCases.first { self.number(of: $0) == number } }
}

extension KeyAlgorithm {
  /// Reads `81 modulus 82 exponent` or `86 point`, as GENERATE and the metadata give a public key.
  func publicKey(_ parts: [UInt8]) -> PublicKey? {
    guard let values = TLV.sequence(parts) else { return nil }
    if let point = values[tag: 0x86] { return try? PublicKey(point: point, algorithm: self) }
    guard let modulus = values[tag: 0x81], let exponent = values[tag: 0x82] else { return nil }
    return try? PublicKey(rsaModulus: modulus, exponent: exponent)
  }
}
