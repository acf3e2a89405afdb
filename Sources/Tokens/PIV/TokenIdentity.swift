// Which token this is: its serial number, else the GUID of its cardholder identifier, else the key that signs with it.
internal import Cryptography

/// A name that a token keeps through every insertion.
public struct TokenIdentity: Hashable, Sendable, Codable {
  /// `serial:12345678`, or `guid:` or `key:` and 32 hexadecimal digits.
  public let text: String

  init(serial: UInt32) { text = "serial:\(serial)" }

  init(guid: [UInt8]) { text = "guid:" + guid.hex }

  /// By a public key: what stands on a token from elsewhere that has neither.
  init(key: PublicKey) { text = "key:" + Array(Digest.sha256(key.spki).prefix(16)).hex }

  /// Named by the key in the signature slot, which no work on PINs changes.
  var isKey: Bool { text.hasPrefix("key:") }

  /// Named by its maker's serial number, not by its cardholder identifier.
  public var isSerial: Bool { text.hasPrefix("serial:") }

  public init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// The cardholder unique identifier (SP 800-73-5 part 1, section 3.1.2): only its GUID matters here.
package struct CardholderIdentifier: Hashable {
  package let guid: [UInt8]

  /// Reads the content of an object, in any order of tags; nil without a GUID of sixteen bytes that are not all zero.
  package init?(_ content: [UInt8]) {
    guard let values = TLV.sequence(content), let guid = values[tag: 0x34], guid.count == 16,
      guid.contains(where: { $0 != 0 })
    else { return nil }
    self.guid = guid
  }

  package init(guid: [UInt8]) { self.guid = guid }

  /// A FASC-N that says “not federal” (agency 9999), as every PIV-compatible tool writes it.
  private static let nonFederal: [UInt8] = [
    0xD4, 0xE7, 0x39, 0xDA, 0x73, 0x9C, 0xED, 0x39, 0xCE, 0x73, 0x9D, 0x83, 0x68, 0x58, 0x21, 0x08, 0x42, 0x10, 0x84,
    0x21, 0xC8, 0x42, 0x10, 0xC3, 0xEB,
  ]

  /// The content to write. The expiry is far away: the certificate says how long a token is good.
  package var content: [UInt8] {
    TLV(0x30, Self.nonFederal).bytes + TLV(0x34, guid).bytes + TLV(0x35, Array("20991231".utf8)).bytes
      + TLV(0x3E, []).bytes + TLV(0xFE, []).bytes
  }
}

/// The card capability container, which Windows wants to see (part 1, section 3.1.1).
enum CardCapabilities {
  static func content(unique: [UInt8]) -> [UInt8] {
    let identifier: [UInt8] = [0xA0, 0, 0, 0x01, 0x16, 0xFF, 0x02] + unique
    let fixed: [TLV] = [
      TLV(0xF0, identifier), TLV(0xF1, [0x21]), TLV(0xF2, [0x21]), TLV(0xF3, []), TLV(0xF4, [0]), TLV(0xF5, [0x10]),
    ]
    let empty = [0xF6, 0xF7, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE].map { TLV($0, []) }
    return (fixed + empty).flatMap(\.bytes)
  }
}
