// A counter and its head office, which speak by bundles in a folder.
import Bundles
import Counter
import Cryptography
import Domain
import Files
import Foundation
import HeadOffice
import Testing
import Records
import Services

/// A head office that a desk speaks with.
class Office {
  let desk: Desk
  let office: HeadOffice
  let folder: String
  /// Nothing that was written to the stick is taken twice unless a test does so.
  private var taken: Set<String> = []
  static let now = TokenCounter.now

  /// - Parameter anchor: whose certificates applicants may be given.
  init(desk: Desk, anchor: Certificate) throws {
    self.desk = desk
    folder = NSTemporaryDirectory() + "office-\(UUID().uuidString)"
    try Files.makeFolder("\(folder)/stick")
    office = try HeadOffice.found(in: "\(folder)/hq", rehearsal: true, at: Self.now)
    let request = try CertificateRequest(pem: desk.enrolmentRequest())
    let certificate = try office.enrol("T01", request, at: Self.now)
    let trust = TrustFile(
      name: "HQ", rehearsal: true, signers: try office.trust.signers, recipients: try office.trust.recipients,
      issuers: [anchor])
    try Files.write(trust.bytes, to: "\(folder)/trust.json")
    try Files.write(Array(certificate.pem.utf8), to: "\(folder)/kiosk.pem")
    try setTrust()
  }

  /// The administrator takes what lies in the folder; whoever was signed in is so again.
  func setTrust() throws {
    let before = desk.person?.id
    try desk.signIn("guan", pin: TokenCounter.secondPIN)
    try desk.setTrust(file: "\(folder)/trust.json", certificate: "\(folder)/kiosk.pem")
    if let before { try desk.signIn(before, pin: TokenCounter.secondPIN) }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The same store with other forms or another hour, and somebody signed in.
  func desk(forms: String? = nil, at moment: Instant = now) throws -> Desk {
    let forms = forms ?? desk.forms
    let other = Desk(
      store: desk.store, packs: try Packs.load(from: forms), forms: forms, clock: Clock(now: { moment }))
    try other.signIn("wu", pin: TokenCounter.secondPIN)
    return other
  }

  /// The forms with one of their files changed.
  func forms(changing file: String, _ change: (String) -> String) throws -> String {
    let copy = "\(folder)/Forms"
    try? FileManager.default.removeItem(atPath: copy)
    try FileManager.default.copyItem(atPath: desk.forms, toPath: copy)
    let text = String(decoding: try Files.read("\(copy)/\(file)", limit: 1 << 20), as: UTF8.self)
    let changed = change(text)
    try #require(changed != text, "\(file) has other words by now")
    try Files.write(Array(changed.utf8), to: "\(copy)/\(file)")
    return copy
  }

  /// The codes by order, as the bank is given them; a new list each time.
  func transfer(_ name: String) throws -> [String: String] {
    guard try office.writeTransfers(to: "\(folder)/\(name)", at: Self.now) > 0 else { return [:] }
    let text = String(decoding: try Files.read("\(folder)/\(name)", limit: 1 << 20), as: UTF8.self)
    var codes: [String: String] = [:]
    for line in text.split(separator: "\r\n").dropFirst() {
      let cells = line.split(separator: ",").map { $0.filter { $0 != "\"" } }
      codes[cells[0]] = cells[5]
    }
    return codes
  }

  // MARK: Travelling

  /// Everything that is ready goes up. Nil when nothing was.
  @discardableResult
  func up(from desk: Desk? = nil) throws -> ImportReport? {
    guard let bundle = try (desk ?? self.desk).export(to: "\(folder)/stick") else { return nil }
    return try office.take(bundle.path, at: Self.now)
  }

  /// The bundles that head office writes now.
  func write() throws -> [String] {
    try office.answer(to: "\(folder)/stick", at: Self.now).map(\.path).filter { taken.insert($0).inserted }
  }

  /// Head office's next bundle is taken in.
  @discardableResult
  func down(to desk: Desk? = nil) throws -> [Desk.Imported] {
    try write().flatMap { try (desk ?? self.desk).importBundle($0) }
  }

  func codes(_ imported: [Desk.Imported]) -> [String] { imported.compactMap { $0.fault?.code } }

  /// A bundle from head office with records of the test's own making.
  func bundle(_ records: [BundleRecord], _ sequence: Int) throws -> String {
    func text(_ path: String) throws -> String {
      String(decoding: try Files.read("\(folder)/\(path)", limit: 1 << 16), as: UTF8.self)
    }
    let signer = try Identity(
      certificate: Certificate(pem: text("hq/keys/signer.pem")), key: PrivateKey(pem: text("hq/keys/signer.key")))
    let header = BundleHeader(
      kind: .down, device: "HQ", addressee: "T01", incarnation: "x1", sequence: sequence, created: Self.now,
      expires: Self.now.advanced(bySeconds: 86_400), rehearsal: true)
    return try BundleWriter.write(
      records, header: header, to: "\(folder)/stick", signers: [signer],
      recipients: [Certificate(pem: text("kiosk.pem"))]
    ).path
  }

  // MARK: Tables

  func source(_ text: String, _ name: String = "source.csv") throws -> String {
    try Files.write(Array(text.utf8), to: "\(folder)/\(name)")
    return "\(folder)/\(name)"
  }

  @discardableResult
  func add(
    _ kind: String, _ text: String, days: Int = 90, service: String? = nil, from day: String? = nil, stops: Bool? = nil
  ) throws -> TableReport {
    try office.addTable(
      TableOrder(
        kind: kind, source: source(text), days: days, stops: stops, service: service,
        validFrom: day.flatMap { CivilDate($0) }), at: Self.now)
  }
}

/// A counter that makes tokens, and its head office.
final class HeadOfficeCounter: Office {
  let counter: TokenCounter

  init() throws {
    counter = try TokenCounter()
    try super.init(desk: counter.desk, anchor: counter.issuer.authority.certificate)
  }
}
