// A small world for bundles: a root, a kiosk, head office, a stranger, and a folder that stands for a stick.
import Bundles
import Cryptography
import Domain
import Files
import Processes
import Testing

let now = Instant(seconds: 1_780_000_000)
private let year: Int64 = 31_557_600

final class Kit {
  let root: Certificate
  let kiosk: Identity
  let office: Identity
  let stranger: Identity
  let stick: String

  /// Certificates last for one year from `now`; for stock openssl, which asks the host's clock, for many.
  init(lastingUntilNow lasting: Bool = false) throws {
    let (root, key) = try CertificateAuthority.makeRoot(
      name: DistinguishedName(commonName: "root"), algorithm: .p256, years: 60,
      at: lasting ? now.advanced(bySeconds: -20 * year) : now)
    let authority = try CertificateAuthority(certificate: root, key: key)
    let (other, otherKey) = try CertificateAuthority.makeRoot(
      name: DistinguishedName(commonName: "root"), algorithm: .p256, years: 10, at: now)
    self.root = root
    let from = lasting ? now.advanced(bySeconds: -10 * year) : now, years: Int64 = lasting ? 40 : 1
    kiosk = try Kit.person("K1", authority, from: from, years: years)
    office = try Kit.person("HQ", authority, from: from, years: years)
    stranger = try Kit.person("K1", CertificateAuthority(certificate: other, key: otherKey))
    stick = String(try Program.run("mktemp", ["-d", "/tmp/certkiosk-stick.XXXXXX"]).outputText.dropLast())
  }

  deinit { _ = try? Program.run("rm", ["-rf", stick]) }

  static func person(
    _ name: String, _ authority: CertificateAuthority, from: Instant = now, years: Int64 = 1
  ) throws -> Identity {
    let key = try PrivateKey.generate(.p256)
    let certificate = try authority.issue(
      to: key.publicKey, subject: DistinguishedName(commonName: name), from: from,
      until: from.advanced(bySeconds: years * year), usage: .both)
    return try Identity(certificate: certificate, key: key)
  }

  func header(_ sequence: Int = 1, rehearsal: Bool = false) -> BundleHeader {
    BundleHeader(
      kind: .up, device: "K1", incarnation: "a1", sequence: sequence, created: now, rehearsal: rehearsal)
  }

  func records(_ count: Int) -> [BundleRecord] {
    (0..<count).map {
      BundleRecord(id: "r\($0)", kind: "order", payload: Array(#"{"name":"郭㛃","number":"\#($0)"}"#.utf8))
    }
  }

  @discardableResult
  func write(_ records: [BundleRecord]? = nil, _ header: BundleHeader? = nil, by signer: Identity? = nil) throws
    -> WrittenBundle
  {
    try BundleWriter.write(
      records ?? self.records(3), header: header ?? self.header(), to: stick, signers: [signer ?? kiosk],
      recipients: [office.certificate])
  }

  func expectation(
    _ kind: BundleHeader.Kind = .up, rehearsal: Bool = false, addressee: String? = nil, at moment: Instant = now
  ) -> BundleExpectation {
    BundleExpectation(kind: kind, rehearsal: rehearsal, addressee: addressee, trusted: [root], at: moment)
  }

  func open(_ path: String, as reader: Identity? = nil, _ expected: BundleExpectation? = nil) throws -> OpenedBundle {
    try BundleReader.open(path, recipient: reader ?? office, expecting: expected ?? expectation())
  }

  func read(_ path: String) throws -> [UInt8] { try Files.read(path, limit: 1 << 26) }

  /// Puts a manifest of one's own making in the place of the real one, properly signed.
  func replaceManifest(_ path: String, _ change: (inout [String: JSONValue]) -> Void) throws {
    let signed = try read("\(path)/manifest.cms")
    let content = try Envelope.verify(signed, type: .manifest, trusted: [root], at: now).content
    guard case .object(var fields) = try JSONValue(canonical: content) else { return }
    change(&fields)
    let again = try Envelope.sign(JSONValue.object(fields).canonical, type: .manifest, signers: [kiosk])
    try Files.write(again, to: "\(path)/manifest.cms")
  }
}
