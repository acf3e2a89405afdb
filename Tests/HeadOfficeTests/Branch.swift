// A head office and a kiosk that speak by bundles in a folder.
import Bundles
import Cryptography
import Domain
import Files
import HeadOffice
import Processes
import Testing

let now = Instant(seconds: 1_780_000_000)

final class Branch {
  let place: String
  let office: HeadOffice
  let kiosk: Identity
  let trust: TrustFile

  var stick: String { "\(place)/stick" }

  init(rehearsal: Bool = true, pairs: Bool = false) throws {
    place = String(try Program.run("mktemp", ["-d", "/tmp/certkiosk-hq.XXXXXX"]).outputText.dropLast())
    office = try HeadOffice.found(
      in: "\(place)/hq", rehearsal: rehearsal, pairs: pairs, passphrase: rehearsal ? nil : Array("口令".utf8), at: now)
    trust = try TrustFile(bytes: office.trust.bytes)
    kiosk = try Branch.enrolled("K1", at: office)
    try Files.makeFolder("\(place)/stick")
  }

  deinit { _ = try? Program.run("rm", ["-rf", place]) }

  static func enrolled(_ device: String, at office: HeadOffice) throws -> Identity {
    let key = try PrivateKey.generate(.p256)
    let request = try CertificateRequest.make(subject: DistinguishedName(commonName: device), key: key)
    return try Identity(certificate: office.enrol(device, request, at: now), key: key)
  }

  @discardableResult
  func send(
    _ records: [BundleRecord], _ sequence: Int, device: String = "K1", rehearsal: Bool? = nil, by: Identity? = nil
  ) throws -> WrittenBundle {
    let header = BundleHeader(
      kind: .up, device: device, incarnation: "a1", sequence: sequence, created: now,
      rehearsal: rehearsal ?? trust.rehearsal)
    return try BundleWriter.write(
      records, header: header, to: stick, signers: [by ?? kiosk], recipients: trust.recipients)
  }

  /// What the latest bundle going down says to the kiosk.
  func answers(_ device: String = "K1", as reader: Identity? = nil) throws -> [BundleRecord] {
    let written = try #require(
      try office.answer(to: stick, at: now).last { $0.header.addressee == device })
    let expected = try BundleExpectation(
      kind: .down, rehearsal: trust.rehearsal, addressee: device, trusted: trust.signers, at: now)
    let opened = try BundleReader.open(written.path, recipient: reader ?? kiosk, expecting: expected)
    return try opened.records.map { try $0.result.get().record }
  }

  func order(_ id: String, revision: Int = 1, fee: Int = 30_000) throws -> BundleRecord {
    try BundleRecord(
      id: id, revision: revision,
      OrderPayload(
        number: "order-\(id)", service: "zhongyuan", businessType: "new", revision: revision, states: [:],
        application: ["organisation.name": "中原测试有限公司"], documents: [], tokenSerial: nil, certificateSerial: nil,
        payments: [.init(method: "cash", amountFen: fee, reference: nil, received: now, person: "p1")], history: [],
        people: []))
  }

  func request(_ id: String, record: String, key: PrivateKey, years: Int = 1, replaces: String? = nil) throws
    -> BundleRecord
  {
    let subject = DistinguishedName(organisation: "中原测试有限公司", commonName: "中原测试有限公司")
    let request = try CertificateRequest.make(subject: subject, key: key)
    return try BundleRecord(
      id: record,
      CertificateRequestPayload(
        id: id, order: "o1", tokenSerial: "7", request: request.der, subject: subject, years: years,
        extensions: [.init(identifier: "1.2.156.10260.4.1.4", text: "91350100M000100Y43")], replaces: replaces))
  }
}

extension ImportReport {
  var words: [String] { outcomes.map(\.outcome.rawValue) }
}
