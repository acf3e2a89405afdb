// What head office remembers, row by row; each row is replaced whole.
internal import Bundles
internal import Domain

/// A row of a table, found by its key. Keys are ids joined by full stops, which ids do not hold.
package protocol Row: Codable, Sendable {
  static var table: String { get }
  var key: String { get }
}

/// Which head office this is.
struct Office: Row {
  static let table = "office"
  var key: String { "office" }

  let name: String
  let rehearsal: Bool
  let incarnation: String
  let founded: Instant
  /// Whether applicants get two certificates: one for their signature key, one for an encryption key made here. Offices
  /// founded before there was a choice have none.
  var pairs: Bool?
}

/// An enrolled kiosk with every certificate it ever had, the present one last.
struct Kiosk: Row {
  static let table = "kiosks"
  var key: String { device }

  let device: String
  var certificates: [Base64Bytes]
}

/// A bundle that came up, and what became of each of its records.
struct ReceivedBundle: Row {
  static let table = "bundles"
  var key: String { Self.key(device, incarnation, sequence) }

  let device: String
  let incarnation: String
  let sequence: Int
  let digest: String
  let received: Instant
  var outcomes: [AcknowledgementPayload.Line]
  /// The bundle coming down that acknowledged it; nil while it waits for one.
  var answeredIn: Int?

  static func key(_ device: String, _ incarnation: String, _ sequence: Int) -> String {
    "\(device).\(incarnation).\(sequence)"
  }
}

/// One revision of a record. The sealed bytes are kept beside it as evidence.
struct KeptRecord: Row {
  static let table = "records"
  var key: String { Self.key(id, revision) }

  let id: String
  let revision: Int
  let kind: String
  let device: String
  /// SHA-256 of the signed content: what decides whether it is the same.
  let digest: String
  /// The bundle it came in first.
  let bundle: String
  var outcome: RecordOutcome
  /// The id of the certificate request it holds.
  var request: String?

  static func key(_ id: String, _ revision: Int) -> String { "\(id).\(revision)" }

  var evidence: String { "\(key).\(digest.prefix(16))" }
}

/// Other content under the id and revision of a kept record, for a person to decide.
struct Conflict: Row {
  static let table = "conflicts"
  var key: String { "\(KeptRecord.key(id, revision)).\(digest.prefix(16))" }

  let id: String
  let revision: Int
  let device: String
  let digest: String
  let bundle: String
}

/// One certificate for one request: serial and dates are fixed before anything is signed.
struct Issuance: Row {
  static let table = "issuances"
  var key: String { request }

  /// The request's id.
  let request: String
  /// SHA-256 of the request's payload in hexadecimal.
  let payloadDigest: String
  /// The key of the record that asked first.
  let record: String
  let device: String
  let serial: Base64Bytes
  let from: Instant
  let until: Instant
  var certificate: Base64Bytes?
  /// The bundle coming down that carried it last.
  var sentIn: Int?
  /// The second pair; nil where one certificate does for both.
  var encryption: EncryptionIssuance?
  /// The request whose certificate takes this one's place: this one is to be revoked once that one is in use.
  var replacedBy: String?
}

/// The encryption pair of a double certificate; the key is kept, so that what was sealed for it is never lost.
struct EncryptionIssuance: Codable, Sendable {
  let serial: Base64Bytes
  /// PKCS 8 in an envelope that only this head office opens.
  let sealedKey: Base64Bytes
  var certificate: Base64Bytes?
}

/// A bundle going down to one kiosk: planned first, then written.
struct SentBundle: Row {
  static let table = "sent"
  var key: String { "\(device).\(sequence)" }

  let device: String
  let sequence: Int
  let previousDigest: String?
  let created: Instant
  let expires: Instant
  /// Keys of the bundles it acknowledges.
  let acknowledges: [String]
  /// Request ids whose certificates it carries.
  let certificates: [String]
  /// Keys of the letters and tables that it carries.
  var letters: [String] = []
  var tables: [String] = []
  /// Known once it is written.
  var digest: String?
  /// Whether it was ever copied out whole.
  var isHandedOut = false
}
