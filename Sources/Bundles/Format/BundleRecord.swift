// One record of a bundle, and the signed form whose digest is the record's identity.
public import Domain
internal import Cryptography

public struct BundleRecord: Hashable, Sendable {
  /// Minted once; at most 64 letters, digits and hyphens.
  public var id: String
  public var kind: String
  /// Counts from 1.
  public var revision: Int
  /// Canonical JSON.
  public var payload: [UInt8]

  public init(id: String, kind: String, revision: Int = 1, payload: [UInt8]) {
    self.id = id
    self.kind = kind
    self.revision = revision
    self.payload = payload
  }

  /// A record of one of the known payloads.
  public init(id: String, revision: Int = 1, _ payload: some BundlePayload) throws(BundleError) {
    guard let bytes = try? CanonicalJSON.encode(payload) else { throw .payload(id: id) }
    self.init(id: id, kind: type(of: payload).kind, revision: revision, payload: bytes)
  }

  /// The payload as one of the known types; fails when the record is of another kind or malformed.
  public func decoded<Payload: BundlePayload>(as type: Payload.Type) throws(BundleError) -> Payload {
    guard kind == type.kind, let value = try? CanonicalJSON.decode(type, from: payload) else { throw .payload(id: id) }
    return value
  }

  /// A new id: a UUID of version 7 (RFC 9562), which sorts by its moment.
  public static func mintID(at moment: Instant) -> String {
    var bytes = (0..<6).reversed().map { UInt8(truncatingIfNeeded: moment.milliseconds >> ($0 * 8)) }
    bytes += Random.bytes(10)
    bytes[6] = bytes[6] & 0x0F | 0x70
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = Array(bytes.hex)
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
  }

  /// What is signed inside the envelope: the payload with what it is, so that no record can pass for another.
  package func signedContent(rehearsal: Bool) throws(BundleError) -> [UInt8] {
    guard let value = try? JSONValue(canonical: payload) else { throw .payload(id: id) }
    return JSONValue.object([
      "format": .integer(1), "id": .text(id), "kind": .text(kind), "revision": .integer(Int64(revision)),
      "rehearsal": .truth(rehearsal), "payload": value,
    ]).canonical
  }

  /// The record's identity, whichever envelope it travels in: SHA-256 of its signed content in hexadecimal.
  public func digest(rehearsal: Bool) throws(BundleError) -> String {
    Digest.sha256(try signedContent(rehearsal: rehearsal)).hex
  }

  /// Reads signed content and holds it against the manifest's line.
  init(signedContent bytes: [UInt8], entry: Manifest.Entry, rehearsal: Bool) throws(BundleError) {
    guard let value = try? JSONValue(canonical: bytes), let payload = value["payload"] else {
      throw .record(entry.id, .malformed)
    }
    self.init(id: entry.id, kind: entry.kind, revision: entry.revision, payload: payload.canonical)
    guard try signedContent(rehearsal: rehearsal) == bytes else { throw .record(entry.id, .notWhatTheManifestSays) }
  }
}
