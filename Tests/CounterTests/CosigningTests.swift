// Two signatures on a table: one is not enough where the trust file asks for two, and one person counts once (Y-21).
import Bundles
import Counter
import Cryptography
import Domain
import Files
import Foundation
import HeadOffice
import Testing

@Suite struct CosigningTests {
  private let branch: HeadOfficeCounter
  private static let branches = "code,name\n1,甲银行\n"

  /// Prices and branches need two signers.
  init() throws {
    branch = try HeadOfficeCounter()
    _ = try branch.office.addCosigner("liu", keys: "\(branch.folder)/liu", passphrase: nil, at: HeadOfficeCounter.now)
    try branch.office.require(2, signaturesOn: "bank-branches")
    try takeTrust()
  }

  /// The kiosk is given the trust file as it is now.
  private func takeTrust() throws {
    try Files.write(branch.office.trust.bytes, to: "\(branch.folder)/trust.json")
    try branch.setTrust()
  }

  private var known: Int { (try? branch.desk.branches(holding: [""]).count) ?? 0 }

  private func sign(as id: String = "liu") throws -> [TableReport] {
    try branch.office.sign("bank-branches", as: id, keys: "\(branch.folder)/\(id)", passphrase: nil)
  }

  @Test func `a table waits at head office for its second signature and is taken with both`() throws {
    #expect(try branch.add("bank-branches", Self.branches).isHeldBack)
    #expect(try branch.write().isEmpty)
    let signed = try sign()
    #expect(signed.map(\.cosigners) == [["liu"]] && signed.allSatisfy { !$0.isHeldBack })
    #expect(try sign().map(\.cosigners) == [["liu"]])
    let lines = try branch.down()
    #expect(branch.codes(lines).isEmpty && known == 1)
    #expect(Set(lines.map(\.kind)) == ["bank-branches", "table-signature"])
  }

  @Test func `kinds that need one signature go as before`() throws {
    try branch.add("certificate-list", "creditCode,serial,notAfter\n91350100M000100Y43,0a,2026-12-31\n")
    #expect(try branch.codes(branch.down()).isEmpty)
    #expect(try branch.desk.tables().map(\.kind) == ["certificate-list"])
  }

  @Test func `head office signs only with an enrolled person's own key`() throws {
    try branch.add("bank-branches", Self.branches)
    #expect(throws: OfficeRefusal.noSigner("chen", known: ["liu"])) { try sign(as: "chen") }
    #expect(throws: OfficeRefusal.signerKnown("liu")) {
      try branch.office.addCosigner("liu", keys: "\(branch.folder)/x", passphrase: nil, at: HeadOfficeCounter.now)
    }
    let other = try HeadOfficeCounter()
    _ = try other.office.addCosigner("liu", keys: "\(other.folder)/liu", passphrase: nil, at: HeadOfficeCounter.now)
    #expect(throws: OfficeRefusal.foreignKey("liu")) {
      try branch.office.sign("bank-branches", as: "liu", keys: "\(other.folder)/liu", passphrase: nil)
    }
    #expect(throws: OfficeRefusal.noTable("price-list")) {
      try branch.office.sign("price-list", as: "liu", keys: "\(branch.folder)/liu", passphrase: nil)
    }
    #expect(throws: OfficeRefusal.tooManySignatures("price-list", available: 2)) {
      try branch.office.require(3, signaturesOn: "price-list")
    }
  }

  // MARK: What a kiosk refuses by itself

  private func identity(_ name: String, in folder: String) throws -> Identity {
    func text(_ kind: String) throws -> String {
      String(decoding: try Files.read("\(folder)/keys/\(name).\(kind)", limit: 1 << 16), as: UTF8.self)
    }
    return try Identity(certificate: Certificate(pem: text("pem")), key: PrivateKey(pem: text("key")))
  }

  private let table = BankBranchesPayload(
    heading: TableHeading(
      version: 1, issued: HeadOfficeCounter.now, expires: HeadOfficeCounter.now.advanced(bySeconds: 86_400),
      lapse: .warn),
    branches: [.init(code: "1", name: "甲银行")])

  /// A bundle with the table and whatever signatures are given beside it.
  private func bundle(_ signatures: [[UInt8]], _ sequence: Int) throws -> String {
    let payloads = signatures.map { TableSignaturePayload(signature: Base64Bytes($0)) }
    let records = try [BundleRecord(id: "b", table)] + payloads.map { try BundleRecord(id: $0.record, $0) }
    let kiosk = String(decoding: try Files.read("\(branch.folder)/kiosk.pem", limit: 1 << 16), as: UTF8.self)
    let header = BundleHeader(
      kind: .down, device: "HQ", addressee: "T01", incarnation: "x1", sequence: sequence,
      created: HeadOfficeCounter.now, expires: HeadOfficeCounter.now.advanced(bySeconds: 86_400), rehearsal: true)
    return try BundleWriter.write(
      records, header: header, to: "\(branch.folder)/stick",
      signers: [identity("signer", in: "\(branch.folder)/hq")], recipients: [Certificate(pem: kiosk)]
    ).path
  }

  private func statement(rehearsal: Bool = true, kind: String = "bank-branches") throws -> TableStatement {
    TableStatement(kind: kind, table: try CanonicalJSON.encode(table), rehearsal: rehearsal)
  }

  private func refusal(_ signatures: [[UInt8]], _ sequence: Int) throws -> [String] {
    try branch.codes(branch.desk.importBundle(bundle(signatures, sequence)))
  }

  @Test func `one signature, the same signer twice, and a stranger's are not two`() throws {
    let signer = try identity("signer", in: "\(branch.folder)/hq")
    #expect(try refusal([], 700) == ["Q60"])
    #expect(try refusal([statement().signed(by: signer)], 701) == ["Q60"])
    let other = try HeadOfficeCounter()
    _ = try other.office.addCosigner("liu", keys: "\(other.folder)/liu", passphrase: nil, at: HeadOfficeCounter.now)
    let stranger = try identity("liu", in: "\(other.folder)/liu")
    #expect(try refusal([statement().signed(by: stranger)], 702) == ["Q60", "Q61"])
    #expect(known == 0)
    let liu = try identity("liu", in: "\(branch.folder)/liu")
    #expect(try refusal([statement().signed(by: liu)], 703) == [])
    #expect(known == 1)
  }

  @Test func `a signature on another table, another kind or for the other world is none`() throws {
    let liu = try identity("liu", in: "\(branch.folder)/liu")
    let other = TableStatement(kind: "bank-branches", table: Array("{}".utf8), rehearsal: true)
    #expect(try refusal([other.signed(by: liu)], 710) == ["Q60"])
    #expect(try refusal([statement(kind: "price-list").signed(by: liu)], 711) == ["Q60"])
    #expect(try refusal([statement(rehearsal: false).signed(by: liu)], 712) == ["Q60"])
    var broken = try statement().signed(by: liu)
    broken[broken.count - 3] ^= 1
    #expect(try refusal([broken], 713) == ["Q60", "Q61"])
    #expect(known == 0)
  }

  @Test func `a co-signer opens no door alone`() throws {
    let liu = try identity("liu", in: "\(branch.folder)/liu")
    let kiosk = String(decoding: try Files.read("\(branch.folder)/kiosk.pem", limit: 1 << 16), as: UTF8.self)
    let header = BundleHeader(
      kind: .down, device: "HQ", addressee: "T01", incarnation: "x1", sequence: 720, created: HeadOfficeCounter.now,
      expires: HeadOfficeCounter.now.advanced(bySeconds: 86_400), rehearsal: true)
    let path = try BundleWriter.write(
      [BundleRecord(id: "b", table)], header: header, to: "\(branch.folder)/stick", signers: [liu],
      recipients: [Certificate(pem: kiosk)]
    ).path
    #expect(throws: BundleError.manifest(.unknownSigner)) { try branch.desk.importBundle(path) }
  }
}
