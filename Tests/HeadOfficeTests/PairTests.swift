// Double certificates, and certificates that take the place of others.
import Bundles
import Cryptography
import Domain
import HeadOffice
import Testing

@Suite struct `Pairs` {
  let branch: Branch

  init() throws { branch = try Branch(pairs: true) }

  private func answered(_ request: String) throws -> CertificatePayload {
    let all = try branch.answers().filter { $0.kind == "certificate" }
    return try #require(all.map { try $0.decoded(as: CertificatePayload.self) }.first { $0.request == request })
  }

  @Test func `hold a key of the token's kind whose certificate is for encryption alone`() throws {
    let key = try PrivateKey.generate(.p256)
    _ = try branch.office.take(branch.send([branch.request("q1", record: "r1", key: key)], 1).path, at: now)
    let answer = try answered("q1")
    let pair = try #require(answer.encryption)
    let (signing, sealing) = (
      try Certificate(der: answer.certificate.bytes), try Certificate(der: pair.certificate.bytes)
    )
    let sealingKey = try PrivateKey(der: pair.key.bytes)
    #expect(sealing.publicKey == sealingKey.publicKey && sealingKey.algorithm == .p256)
    #expect(signing.publicKey == key.publicKey && sealing.subject == signing.subject)
    // KeyUsage (RFC 5280, 4.2.1.3): neither certificate may do the other's work.
    #expect(signing.extensionValue("2.5.29.15") != sealing.extensionValue("2.5.29.15"))
    try Certificate.verifyChain(sealing, anchors: branch.trust.issuers, at: now)
  }

  @Test func `are the same whenever they are asked for again`() throws {
    let record = try branch.request("q1", record: "r1", key: .generate(.rsa2048))
    _ = try branch.office.take(branch.send([record], 1).path, at: now)
    let first = try answered("q1")
    var twin = record
    twin.id = "r2"
    _ = try branch.office.take(branch.send([twin], 2).path, at: now)
    #expect(try answered("q1") == first)
  }

  @Test func `a renewal brings the old certificate's days along, once`() throws {
    let old = try branch.request("q1", record: "r1", key: .generate(.p256))
    _ = try branch.office.take(branch.send([old], 1).path, at: now)
    let serial = try Certificate(der: answered("q1").certificate.bytes).serial
    let next = try ["q2", "q3"].enumerated().map { number, id in
      try branch.request(id, record: "n\(number)", key: .generate(.p256), replaces: serial)
    }
    _ = try branch.office.take(branch.send(next, 2).path, at: now)
    let ends = try ["q2", "q3"].map { try Certificate(der: answered($0).certificate.bytes).notAfter }
    let year: Int64 = 31_557_600
    #expect(ends == [now.advanced(bySeconds: 2 * year), now.advanced(bySeconds: year)])
    #expect(try branch.office.status().replaced == [serial])
  }

  @Test func `a certificate of another issuer is replaced without its days`() throws {
    let record = try branch.request("q1", record: "r1", key: .generate(.p256), replaces: "1a2b")
    _ = try branch.office.take(branch.send([record], 1).path, at: now)
    let end = try Certificate(der: answered("q1").certificate.bytes).notAfter
    #expect(end == now.advanced(bySeconds: 31_557_600))
    #expect(try branch.office.status().replaced.isEmpty)
  }
}
