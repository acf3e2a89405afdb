// What goes back to the kiosk: acknowledgements, and one certificate for one request.
import Bundles
import Cryptography
import Domain
import Files
import HeadOffice
import Processes
import Testing

@Suite struct `Answers` {
  let branch: Branch

  init() throws { branch = try Branch() }

  private func certificates() throws -> [Certificate] {
    try branch.answers().filter { $0.kind == "certificate" }.map {
      try Certificate(der: $0.decoded(as: CertificatePayload.self).certificate.bytes)
    }
  }

  @Test func `name the bundle and what became of each record`() throws {
    let bundle = try branch.send([branch.order("r1")], 1)
    _ = try branch.office.take(bundle.path, at: now)
    let answer = try #require(branch.answers().first).decoded(as: AcknowledgementPayload.self)
    #expect(answer.bundle == bundle.digest && answer.sequence == 1 && answer.nextExpectedSequence == 2)
    #expect(answer.outcomes.map(\.outcome) == [.applied])
    #expect(try answer.outcomes.first?.digest == branch.order("r1").digest(rehearsal: true))
  }

  @Test func `are handed out again byte for byte when nothing is new`() throws {
    _ = try branch.office.take(branch.send([branch.order("r1")], 1).path, at: now)
    let first = try branch.office.answer(to: branch.stick, at: now)
    try Files.removeTree(first[0].path)
    #expect(try branch.office.answer(to: branch.stick, at: now) == first)
    #expect(try branch.office.answer(to: branch.stick, at: now) == first)
  }

  @Test func `come once more for a bundle that comes once more`() throws {
    let bundle = try branch.send([branch.order("r1")], 1)
    _ = try branch.office.take(bundle.path, at: now)
    _ = try branch.answers()
    _ = try branch.office.take(bundle.path, at: now)
    let second = try #require(try branch.office.answer(to: branch.stick, at: now).first)
    #expect(second.header.sequence == 2 && second.header.previousDigest != nil)
  }

  @Test func `carry a certificate for the token's key, the asked subject and profile`() throws {
    let key = try PrivateKey.generate(.rsa2048)
    _ = try branch.office.take(branch.send([branch.request("q1", record: "r1", key: key)], 1).path, at: now)
    let certificate = try #require(try certificates().first)
    #expect(certificate.publicKey == key.publicKey)
    #expect(certificate.subject.text == "CN=中原测试有限公司,O=中原测试有限公司,C=CN")
    #expect(certificate.extensionValue("1.2.156.10260.4.1.4") == DER.utf8String("91350100M000100Y43"))
    try Certificate.verifyChain(certificate, anchors: branch.trust.issuers, at: now)
  }

  @Test func `asking again gives the same certificate`() throws {
    let key = try PrivateKey.generate(.p256)
    let record = try branch.request("q1", record: "r1", key: key)
    _ = try branch.office.take(branch.send([record], 1).path, at: now)
    let first = try certificates()
    _ = try branch.office.take(branch.send([record], 2).path, at: now.advanced(bySeconds: 99))
    #expect(try certificates() == first)
    var twin = record
    twin.id = "r2"
    #expect(try branch.office.take(branch.send([twin], 3).path, at: now).words == ["APPLIED"])
    #expect(try certificates() == first)
    #expect(try branch.office.status().certificates == 1)
  }

  @Test func `one request id never serves two keys`() throws {
    let records = try (1...2).map { try branch.request("q1", record: "r\($0)", key: .generate(.p256)) }
    let report = try branch.office.take(branch.send(records, 1).path, at: now)
    #expect(report.outcomes.map(\.reason) == [nil, "H15"])
    #expect(try certificates().count == 1)
  }

  @Test func `a request that its key did not sign is rejected, and so are strange years`() throws {
    let good = try branch.request("q1", record: "r1", key: .generate(.p256))
    var payload = try good.decoded(as: CertificateRequestPayload.self)
    payload.request.bytes[payload.request.bytes.count - 8] ^= 1
    let records = try [
      BundleRecord(id: "r2", payload), branch.request("q3", record: "r3", key: .generate(.p256), years: 6),
    ]
    let report = try branch.office.take(branch.send(records, 1).path, at: now)
    #expect(report.outcomes.map(\.reason) == ["K07", "H14"])
    #expect(try branch.office.status().certificates == 0)
  }

  @Test func `for one kiosk are not for another`() throws {
    let other = try Branch.enrolled("K2", at: branch.office)
    _ = try branch.office.take(branch.send([branch.order("r1")], 1).path, at: now)
    let down = try #require(try branch.office.answer(to: branch.stick, at: now).first)
    let expected = try BundleExpectation(
      kind: .down, rehearsal: true, addressee: "K2", trusted: branch.trust.signers, at: now)
    #expect(throws: BundleError.otherAddressee("K1")) {
      try BundleReader.open(down.path, recipient: other, expecting: expected)
    }
  }
}
