// Second signatures on tables: another person, with a key of their own in a folder of their own, signs what goes down.
internal import Bundles
public import Cryptography
public import Domain
internal import Files

/// A person whose signature on a table counts besides that of the office.
struct Cosigner: Row {
  static let table = "cosigners"
  var key: String { id }

  let id: String
  let certificate: Base64Bytes
}

/// How many signatures each kind of table needs.
struct SignatureRules: Row {
  static let table = "signature-rules"
  static let only = "rules"
  var key: String { Self.only }

  var thresholds: SignatureThresholds
}

extension HeadOffice {
  /// Makes a co-signer's key in a folder that the person keeps, and enrols its certificate. The kiosks learn of it by the
  /// next trust file.
  @discardableResult
  public func addCosigner(
    _ id: String, keys folder: String, passphrase: [UInt8]?, at moment: Instant
  ) throws -> Certificate {
    guard BundleHeader.isSoundID(id) else { throw HeadOfficeError.bundle(.name(id)) }
    guard try state.row(Cosigner.self, id) == nil else { throw OfficeRefusal.signerKnown(id) }
    guard passphrase != nil || office.rehearsal else { throw HeadOfficeError.passphraseNeeded }
    let key = try PrivateKey.generate(.p256)
    let certificate = try keys.kiosks.issue(
      to: key.publicKey, subject: DistinguishedName(organisation: office.name, commonName: "签署 \(id)"),
      from: moment.advanced(bySeconds: -3600), until: moment.advanced(bySeconds: 10 * 31_557_600), usage: .signing)
    try OfficeKeys.keep(certificate, key, id, in: folder, passphrase: passphrase)
    try state.put(Cosigner(id: id, certificate: Base64Bytes(certificate.der)))
    return certificate
  }

  func cosigners() throws(HeadOfficeError) -> [(id: String, certificate: Certificate)] {
    var found: [(id: String, certificate: Certificate)] = []
    for row in try state.rows(Cosigner.self).sorted(by: { $0.id < $1.id }) {
      do { found.append((row.id, try Certificate(der: row.certificate.bytes))) } catch {
        throw .damaged("cosigners/\(row.id)")
      }
    }
    return found
  }

  /// Says how many signatures a kind of table needs from now on. Tables with fewer wait here; kiosks follow the trust
  /// file that they are given.
  public func require(_ count: Int, signaturesOn kind: String) throws {
    guard TableOrder.kinds.contains(kind) else { throw OfficeRefusal.unknownKind(kind) }
    let available = try cosigners().count + 1
    guard (1...available).contains(count) else { throw OfficeRefusal.tooManySignatures(kind, available: available) }
    var rules = SignatureRules(thresholds: try thresholds())
    rules.thresholds.kinds[kind] = count
    try state.put(rules)
  }

  func thresholds() throws(HeadOfficeError) -> SignatureThresholds {
    try state.row(SignatureRules.self, SignatureRules.only)?.thresholds ?? SignatureThresholds()
  }

  /// Signs the newest tables of a kind as another person; signing again changes nothing.
  public func sign(
    _ kind: String, as id: String, keys folder: String, passphrase: [UInt8]?
  ) throws -> [TableReport] {
    guard let known = try cosigners().first(where: { $0.id == id }) else {
      throw OfficeRefusal.noSigner(id, known: try cosigners().map(\.id))
    }
    let identity = try OfficeKeys.identity(id, in: folder, passphrase)
    guard identity.certificate == known.certificate else { throw OfficeRefusal.foreignKey(id) }
    let tables = try newestTables().filter { $0.kind == kind }
    guard !tables.isEmpty else { throw OfficeRefusal.noTable(kind) }
    return try tables.map { table in
      var table = table
      if table.signatures?[id] == nil {
        let statement = TableStatement(kind: kind, table: table.payload.bytes, rehearsal: office.rehearsal)
        table.signatures = (table.signatures ?? [:]).merging(
          [id: Base64Bytes(try statement.signed(by: identity))]) { _, new in new }
        try state.put(table)
      }
      return try report(table)
    }
  }
}

extension TableVersion {
  /// This office's own signer, who signs every bundle, and the others.
  var signers: Int { 1 + (signatures?.count ?? 0) }

  /// The records that carry the others' signatures.
  var signatureRecords: [BundleRecord] {
    get throws(HeadOfficeError) {
      var records: [BundleRecord] = []
      for (_, signature) in (signatures ?? [:]).sorted(by: { $0.key < $1.key }) {
        let payload = TableSignaturePayload(signature: signature)
        do { records.append(try BundleRecord(id: payload.record, payload)) } catch { throw .damaged("tables/\(key)") }
      }
      return records
    }
  }
}
