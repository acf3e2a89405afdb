// Certificates issued here, read back, led to their root, and judged by stock openssl.
import Cryptography
import Domain
import Processes
import Testing

private let now = Instant(seconds: 1_780_000_000)
private let year: Int64 = 31_557_600

private struct Issued {
  let root: Certificate
  let authority: CertificateAuthority
  let leaf: Certificate
  let key: PrivateKey

  init(_ authorityKind: KeyAlgorithm, _ holderKind: KeyAlgorithm, until: Instant = now.advanced(bySeconds: year)) throws
  {
    let (root, rootKey) = try CertificateAuthority.makeRoot(
      name: DistinguishedName(organisation: "演练", commonName: "演练根证书"), algorithm: authorityKind, years: 10, at: now)
    self.root = root
    authority = try CertificateAuthority(certificate: root, key: rootKey)
    key = try PrivateKey.generate(holderKind)
    let request = try CertificateRequest.make(subject: DistinguishedName(commonName: "持证单位"), key: key)
    leaf = try authority.issue(
      for: request, from: now, until: until, usage: .both,
      extensions: [("1.2.156.10260.4.1.4", DER.printableString("91350100M000100Y43"))])
  }
}

@Suite struct Certificates {
  @Test(arguments: [KeyAlgorithm.p256, .sm2, .rsa2048], [KeyAlgorithm.rsa2048, .p256, .sm2])
  func `stock openssl verifies what this authority issues`(authority: KeyAlgorithm, holder: KeyAlgorithm) throws {
    let issued = try Issued(authority, holder)
    let place = try Workplace()
    let root = try place.put(issued.root.pem, "root.pem"), leaf = try place.put(issued.leaf.pem, "leaf.pem")
    // The command hands the identifier to the leaf alone, so that it cannot judge an SM2 root's own signature.
    let identifier = authority == .sm2 ? ["-vfyopt", "distid:1234567812345678"] : ["-check_ss_sig"]
    let judged = try Program.run(
      "openssl",
      ["verify", "-x509_strict", "-attime", "\(now.milliseconds / 1000 + 5)"] + identifier
        + ["-CAfile", root, leaf])
    #expect(judged.succeeded, "\(judged.outputText)\(judged.errorText)")
    let printed = try openssl("x509", "-in", leaf, "-noout", "-text", "-nameopt", "utf8").outputText
    #expect(printed.contains("Digital Signature, Non Repudiation, Key Encipherment"))
    #expect(printed.contains("1.2.156.10260.4.1.4"))
  }

  @Test(arguments: [KeyAlgorithm.p256, .sm2, .rsa2048])
  func `a certificate says what was put into it`(kind: KeyAlgorithm) throws {
    let issued = try Issued(kind, .p256)
    #expect(issued.leaf.subject.text == "CN=持证单位,C=CN")
    #expect(issued.leaf.issuer == issued.root.subject)
    #expect(issued.leaf.publicKey == issued.key.publicKey)
    #expect(issued.leaf.notBefore == now)
    #expect(issued.leaf.notAfter == now.advanced(bySeconds: year))
    #expect(issued.leaf.serial.count == 32)
    #expect(issued.leaf.extensionValue("1.2.156.10260.4.1.4") == DER.printableString("91350100M000100Y43"))
    #expect(issued.leaf.extensionValue("1.2.3.4") == nil)
    #expect(issued.leaf.isIssued(by: issued.root))
    #expect(try Certificate(pem: issued.leaf.pem) == issued.leaf)
    #expect(try !issued.leaf.isIssued(by: Issued(kind, .p256).root))
  }

  @Test(arguments: [KeyAlgorithm.p256, .sm2])
  func `a chain is followed at a stated moment`(kind: KeyAlgorithm) throws {
    let issued = try Issued(kind, .p256)
    try Certificate.verifyChain(issued.leaf, anchors: [issued.root], at: now.advanced(bySeconds: 60))
    try Certificate.verifyChain(issued.leaf, anchors: [issued.leaf], at: now.advanced(bySeconds: 60))
    try Certificate.verifyChain(issued.leaf, anchors: [issued.root], at: nil)
    for moment in [now.advanced(bySeconds: -1), now.advanced(bySeconds: year + 1)] {
      #expect(throws: CryptographyError.self) {
        try Certificate.verifyChain(issued.leaf, anchors: [issued.root], at: moment)
      }
    }
    let stranger = try Issued(kind, .p256)
    for anchors in [[stranger.root], []] {
      let refused = #expect(throws: CryptographyError.self) {
        try Certificate.verifyChain(issued.leaf, anchors: anchors, at: now.advanced(bySeconds: 60))
      }
      #expect(refused?.explanation.code == "K09")
    }
  }

  @Test func `a holder cannot issue for others`() throws {
    let issued = try Issued(.p256, .p256)
    let false1 = try CertificateAuthority(certificate: issued.leaf, key: issued.key)
    let request = try CertificateRequest.make(
      subject: DistinguishedName(commonName: "假冒"), key: .generate(.p256))
    let forged = try false1.issue(
      for: request, from: now, until: now.advanced(bySeconds: 60), usage: .signing)
    #expect(throws: CryptographyError.self) {
      try Certificate.verifyChain(forged, intermediates: [issued.leaf], anchors: [issued.root], at: nil)
    }
  }

  @Test func `nothing is issued beyond the authority's own life or with another's key`() throws {
    #expect(throws: CryptographyError.self) { try Issued(.p256, .p256, until: now.advanced(bySeconds: 11 * year)) }
    let issued = try Issued(.p256, .p256)
    #expect(throws: CryptographyError.keyMismatch) {
      try CertificateAuthority(certificate: issued.root, key: issued.key)
    }
  }

  @Test func `dates beyond 2049 are written in the longer form`() throws {
    let (root, _) = try CertificateAuthority.makeRoot(
      name: DistinguishedName(commonName: "root"), algorithm: .p256, years: 40, at: now)
    #expect(root.notAfter == now.advanced(bySeconds: 40 * year))
    #expect(root.isIssued(by: root))
  }

  @Test func `a serial that begins with a high bit stays positive`() throws {
    let issued = try Issued(.p256, .p256)
    let request = try CertificateRequest.make(subject: DistinguishedName(commonName: "x"), key: issued.key)
    let leaf = try issued.authority.issue(
      for: request, serial: [0xFF, 1], from: now, until: now.advanced(bySeconds: 60), usage: .signing)
    #expect(leaf.serial == "ff01")
  }
}
