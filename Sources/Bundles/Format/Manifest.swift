// The manifest: the signed list of what a bundle holds. It names no person, since anyone who has the stick can read it.
internal import Domain
internal import Cryptography

public struct Manifest: Hashable, Sendable {
  public static let format = 1

  /// One record's line.
  public struct Entry: Hashable, Sendable {
    public let id: String
    public let kind: String
    public let revision: Int
    /// Of the sealed file, in bytes.
    public let size: Int
    /// SHA-256 of the sealed file in hexadecimal.
    public let sha256: String
  }

  public let header: BundleHeader
  /// Identifiers of the keys that open the records.
  public let recipients: [String]
  public let entries: [Entry]

  var json: JSONValue {
    var fields: [String: JSONValue] = [
      "format": .integer(Int64(Self.format)), "kind": .text(header.kind.rawValue), "device": .text(header.device),
      "incarnation": .text(header.incarnation), "sequence": .integer(Int64(header.sequence)),
      "created": .integer(header.created.milliseconds), "rehearsal": .truth(header.rehearsal),
      "recipients": .list(recipients.map { .text($0) }), "records": .list(entries.map(\.json)),
      "counts": .object(counts.mapValues { .integer(Int64($0)) }),
    ]
    fields["addressee"] = header.addressee.map { .text($0) }
    fields["previous"] = header.previousDigest.map { .text($0) }
    fields["expires"] = header.expires.map { .integer($0.milliseconds) }
    return .object(fields)
  }

  /// How many records of each kind.
  public var counts: [String: Int] { Dictionary(entries.map { ($0.kind, 1) }, uniquingKeysWith: +) }

  init(header: BundleHeader, recipients: [String], entries: [Entry]) {
    self.header = header
    self.recipients = recipients
    self.entries = entries
  }

  /// Reads the signed bytes. Every field is judged; unknown ones are refused, since they would go unseen.
  init(canonical bytes: [UInt8]) throws(BundleError) {
    guard let json = try? JSONValue(canonical: bytes), case .object(let fields) = json else {
      throw .manifest(.malformed("json"))
    }
    guard let format = json["format"]?.asInteger else { throw .manifest(.malformed("format")) }
    guard format == Self.format else { throw .manifest(.format(format)) }
    if let unknown = fields.keys.sorted().first(where: { !Self.known.contains($0) }) {
      throw .manifest(.malformed(unknown))
    }
    header = try Self.header(json)
    try header.requireSound()
    recipients = try Self.required(json["recipients"]?.asList, "recipients").compactMap(\.asText)
    var entries: [Entry] = []
    for line in try Self.required(json["records"]?.asList, "records") { entries.append(try Entry(line)) }
    self.entries = entries
    try requireUniqueLines()
    guard json["counts"] == .object(counts.mapValues { .integer(Int64($0)) }) else { throw .manifest(.counts) }
  }

  private static let known: Set<String> = [
    "format", "kind", "device", "addressee", "incarnation", "sequence", "previous", "created", "expires", "rehearsal",
    "recipients", "records", "counts",
  ]

  private static func header(_ json: JSONValue) throws(BundleError) -> BundleHeader {
    BundleHeader(
      kind: try required(json["kind"]?.asText.flatMap(BundleHeader.Kind.init), "kind"),
      device: try required(json["device"]?.asText, "device"), addressee: json["addressee"]?.asText,
      incarnation: try required(json["incarnation"]?.asText, "incarnation"),
      sequence: try required(json["sequence"]?.asInteger, "sequence"), previousDigest: json["previous"]?.asText,
      created: Instant(milliseconds: Int64(try required(json["created"]?.asInteger, "created"))),
      expires: json["expires"]?.asInteger.map { Instant(milliseconds: Int64($0)) },
      rehearsal: try required(json["rehearsal"]?.asTruth, "rehearsal"))
  }

  static func required<Value>(_ value: Value?, _ field: String) throws(BundleError) -> Value {
    guard let value else { throw .manifest(.malformed(field)) }
    return value
  }

  /// Names that differ in case only are one file on a FAT stick.
  private func requireUniqueLines() throws(BundleError) {
    var seen: Set<String> = []
    for entry in entries where !seen.insert(entry.id.lowercased()).inserted {
      throw .manifest(.duplicateLine(entry.id))
    }
  }
}

extension Manifest.Entry {
  var json: JSONValue {
    .object([
      "id": .text(id), "kind": .text(kind), "revision": .integer(Int64(revision)), "size": .integer(Int64(size)),
      "sha256": .text(sha256),
    ])
  }

  init(_ json: JSONValue) throws(BundleError) {
    guard case .object(let fields) = json, fields.count == 5 else { throw .manifest(.malformed("records")) }
    id = try Manifest.required(json["id"]?.asText, "id")
    kind = try Manifest.required(json["kind"]?.asText, "kind")
    revision = try Manifest.required(json["revision"]?.asInteger, "revision")
    size = try Manifest.required(json["size"]?.asInteger, "size")
    sha256 = try Manifest.required(json["sha256"]?.asText, "sha256")
    try Names.require(id)
    try Names.require(kind)
    guard revision >= 1, size >= 1, Names.isDigest(sha256) else { throw .manifest(.malformed("records")) }
  }

  /// Where the sealed record stands inside the bundle.
  var fileName: String { "records/\(id).cms" }
}
