// What head office has to tell kiosks besides answers: letters about one order, tables for all or for some.
internal import Bundles
internal import Domain

/// A record for one kiosk.
struct Letter: Row {
  static let table = "letters"
  var key: String { id }

  let id: String
  let device: String
  let kind: String
  /// Canonical JSON.
  let payload: Base64Bytes
  let made: Instant
  /// The bundle going down that carried it last.
  var sentIn: Int?
}

/// One version of a table; earlier ones stay, so that what a bundle carried can be told.
struct TableVersion: Row {
  static let table = "tables"
  var key: String { "\(recordID).\(version)" }

  let kind: String
  let scope: String
  let version: Int
  /// The kiosks it is for; nil for all.
  let devices: [String]?
  let expires: Instant
  let payload: Base64Bytes
  /// The bundle that carried it last to each kiosk.
  var sentIn: [String: Int] = [:]
  /// What others than this office's signer have signed, by their names; nil while nobody has.
  var signatures: [String: Base64Bytes]?

  /// A scope may hold what a file's name cannot.
  var recordID: String { Self.recordID(kind, scope) }

  static func recordID(_ kind: String, _ scope: String) -> String { "\(kind)-\(scopeMark(scope))" }

  func isFor(_ device: String) -> Bool { devices?.contains(device) ?? true }
}

/// A certificate that counts no more.
struct Revocation: Row {
  static let table = "revocations"
  var key: String { serial }

  /// Hexadecimal, without zeros in front.
  let serial: String
  let at: Instant
  /// RFC 5280, 5.3.1.
  let reason: UInt8
}

/// How many lists of revoked certificates were given out.
struct RevocationCount: Row {
  static let table = "revocation-lists"
  var key: String { "count" }

  var number: Int
}
