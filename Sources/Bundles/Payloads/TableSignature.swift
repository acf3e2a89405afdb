// A second person's signature on a table that goes down: one signer alone must not be able to change what counts.
public import Cryptography
public import Domain

/// What a co-signer signs: which table exactly, for real business or for a rehearsal.
public struct TableStatement: Codable, Hashable, Sendable {
  public let kind: String
  public let rehearsal: Bool
  /// SHA-256 of the table's canonical JSON in hexadecimal.
  public let sha256: String

  public init(kind: String, table: [UInt8], rehearsal: Bool) {
    self.kind = kind
    self.rehearsal = rehearsal
    sha256 = Digest.sha256(table).hex
  }

  /// SignedData over the statement (content type `…468.3`).
  public func signed(by signer: Identity) throws -> [UInt8] {
    try Envelope.sign(CanonicalJSON.encode(self), type: .table, signers: [signer])
  }
}

/// Travels in the bundle of the table that it is about.
public struct TableSignaturePayload: BundlePayload, Hashable {
  public static let kind = "table-signature"

  /// SignedData over a `TableStatement`.
  public var signature: Base64Bytes

  public init(signature: Base64Bytes) { self.signature = signature }

  /// The record's id: the same signature always has the same.
  public var record: String { "signature-\(Digest.sha256(signature.bytes).hex.prefix(32))" }

  /// What was signed, and by which trusted keys.
  /// - Throws: what is wrong with the signature, or with who made it.
  public func opened(trusted: [Certificate], at moment: Instant) throws -> (TableStatement, keys: Set<String>) {
    let opened = try Envelope.verify(signature.bytes, type: .table, trusted: trusted, at: moment)
    let keys = Set(opened.signers.compactMap { $0.publicKey?.identifier })
    return (try CanonicalJSON.decode(TableStatement.self, from: opened.content), keys)
  }
}

/// How many signatures each kind of table needs; one where nothing is said.
public struct SignatureThresholds: Codable, Hashable, Sendable {
  public var kinds: [String: Int]

  public init(_ kinds: [String: Int] = [:]) { self.kinds = kinds }

  public init(from decoder: any Decoder) throws {
    kinds = try decoder.singleValueContainer().decode([String: Int].self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(kinds)
  }

  public subscript(kind: String) -> Int { max(1, kinds[kind] ?? 1) }
}
