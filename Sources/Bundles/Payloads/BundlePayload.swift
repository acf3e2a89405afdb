// The kinds of records and what they share.
internal import Cryptography

/// What a record of one kind says; written as canonical JSON.
public protocol BundlePayload: Codable, Sendable {
  static var kind: String { get }
}

/// Bytes written as base 64 text.
public struct Base64Bytes: Hashable, Sendable, Codable {
  public var bytes: [UInt8]

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let bytes = PEM.decodedBase64(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not base 64")
    }
    self.bytes = bytes
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(String(decoding: PEM.base64(bytes), as: UTF8.self))
  }
}
