// Envelopes: opened by their recipients and by stock openssl, by nobody else, and never altered unseen.
import Cryptography
import Domain
import Processes
import Testing

private let now = Instant(seconds: 1_780_000_000)

private func person(_ name: String, _ algorithm: KeyAlgorithm) throws -> Identity {
  let (root, rootKey) = try CertificateAuthority.makeRoot(
    name: DistinguishedName(commonName: "\(name)的上级"), algorithm: .p256, years: 2, at: now)
  let key = try PrivateKey.generate(algorithm)
  let certificate = try CertificateAuthority(certificate: root, key: rootKey).issue(
    to: key.publicKey, subject: DistinguishedName(commonName: name), from: now,
    until: now.advanced(bySeconds: 31_557_600), usage: .both)
  return try Identity(certificate: certificate, key: key)
}

@Suite struct Envelopes {
  let kiosk: Identity
  let office: Identity
  let other: Identity

  init() throws {
    kiosk = try person("自助机", .p256)
    office = try person("总部", .p256)
    other = try person("财务", .rsa2048)
  }

  @Test(arguments: [1, 100, 100_000])
  func `each recipient opens it and learns who signed`(count: Int) throws {
    let content = Random.bytes(count)
    let sealed = try Envelope.seal(
      content, type: .record, signers: [kiosk], recipients: [office.certificate, other.certificate])
    for recipient in [office, other] {
      let opened = try Envelope.open(
        sealed, type: .record, recipient: recipient, trusted: [kiosk.certificate], at: now)
      #expect(opened.content == content)
      #expect(opened.signer == kiosk.certificate)
    }
    #expect(throws: CryptographyError.otherRecipient) {
      try Envelope.open(sealed, type: .record, recipient: kiosk, trusted: [kiosk.certificate], at: now)
    }
  }

  @Test func `an unknown signer, another type and a time outside are refused`() throws {
    let sealed = try Envelope.seal([1], type: .record, signers: [kiosk], recipients: [office.certificate])
    #expect(throws: CryptographyError.self) {
      try Envelope.open(sealed, type: .record, recipient: office, trusted: [other.certificate], at: now)
    }
    #expect(throws: CryptographyError.otherContentType) {
      try Envelope.open(sealed, type: .manifest, recipient: office, trusted: [kiosk.certificate], at: now)
    }
    #expect(throws: CryptographyError.self) {
      try Envelope.open(
        sealed, type: .record, recipient: office, trusted: [kiosk.certificate],
        at: now.advanced(bySeconds: 2 * 31_557_600))
    }
  }

  @Test func `empty content, no signer and no recipient are refused`() throws {
    #expect(throws: CryptographyError.emptyContent) {
      try Envelope.seal([], signers: [kiosk], recipients: [office.certificate])
    }
    #expect(throws: CryptographyError.noSigner) {
      try Envelope.seal([1], signers: [], recipients: [office.certificate])
    }
    #expect(throws: CryptographyError.otherRecipient) { try Envelope.seal([1], signers: [kiosk], recipients: []) }
  }

  @Test func `an envelope over the limit is not opened`() throws {
    let sealed = try Envelope.seal([1], signers: [kiosk], recipients: [office.certificate])
    #expect(throws: CryptographyError.tooLarge(limit: 100, actual: sealed.count)) {
      try Envelope.open(sealed, recipient: office, trusted: [kiosk.certificate], at: now, limit: 100)
    }
  }

  @Test func `two signers are both told`() throws {
    let signed = try Envelope.sign([1, 2], type: .manifest, signers: [kiosk, other])
    let opened = try Envelope.verify(
      signed, type: .manifest, trusted: [kiosk.certificate, other.certificate], at: now)
    #expect(Set(opened.signers) == [kiosk.certificate, other.certificate])
    #expect(throws: CryptographyError.self) {
      try Envelope.verify(signed, type: .manifest, trusted: [kiosk.certificate], at: now)
    }
  }

  @Test func `no single changed or missing byte gives other content or another signer`() throws {
    let content = Array("小内容".utf8)
    let sealed = try Envelope.seal(content, type: .record, signers: [kiosk], recipients: [office.certificate])
    for place in sealed.indices {
      var changed = sealed
      changed[place] ^= 0x55
      let opened = try? Envelope.open(
        changed, type: .record, recipient: office, trusted: [kiosk.certificate], at: now)
      #expect(opened == nil || (opened?.content == content && opened?.signer == kiosk.certificate), "byte \(place)")
      #expect(throws: CryptographyError.self) {
        try Envelope.open(
          Array(sealed[..<place]), type: .record, recipient: office, trusted: [kiosk.certificate], at: now)
      }
    }
    #expect(throws: CryptographyError.malformed(.envelope)) {
      try Envelope.open(sealed + [0], type: .record, recipient: office, trusted: [kiosk.certificate], at: now)
    }
  }

  @Test func `no changed byte of signed content goes unseen`() throws {
    let signed = try Envelope.sign(Array("清单".utf8), type: .manifest, signers: [kiosk])
    for place in signed.indices {
      var changed = signed
      changed[place] ^= 0x55
      let opened = try? Envelope.verify(changed, type: .manifest, trusted: [kiosk.certificate], at: now)
      #expect(opened == nil || opened?.content == Array("清单".utf8), "byte \(place)")
    }
  }

  @Test(arguments: [15, 12, 4])
  func `a shortened tag is refused`(kept: Int) throws {
    let sealed = try Envelope.seal([1, 2, 3], signers: [kiosk], recipients: [office.certificate])
    #expect(throws: CryptographyError.self) {
      try Envelope.open(
        withTagCut(sealed, to: kept), recipient: office, trusted: [kiosk.certificate], at: now)
    }
  }

  /// Rewrites the three lengths around the tag, as an attacker would.
  private func withTagCut(_ sealed: [UInt8], to kept: Int) throws -> [UInt8] {
    let whole = try #require(DER.elements(in: sealed[...]))[0]
    let outer = try #require(DER.elements(in: whole.content))
    let inner = try #require(DER.elements(in: outer[1].content))[0]
    let parts = try #require(DER.elements(in: inner.content))
    #expect(parts.last?.tag == 4 && parts.last?.content.count == 16)
    let rewritten = parts.dropLast().flatMap { DER.element($0.tag, Array($0.content)) }
    let cut = DER.octetString(Array(try #require(parts.last).content.prefix(kept)))
    return DER.sequence(
      DER.element(outer[0].tag, Array(outer[0].content)), DER.tagged(0, DER.element(0x30, rewritten + cut)))
  }

  @Test(arguments: [KeyAlgorithm.p256, .rsa2048, .p384])
  func `stock openssl opens it and says who signed`(algorithm: KeyAlgorithm) throws {
    let recipient = try person("总部", algorithm)
    let sealed = try Envelope.seal(
      Array("记录".utf8), type: .record, signers: [kiosk], recipients: [recipient.certificate])
    let place = try Workplace()
    let files = [
      try place.put(sealed, "r.cms"), try place.put(recipient.certificate.pem, "office.pem"),
      try place.put(recipient.key.pem, "office.key"), try place.put(kiosk.certificate.pem, "kiosk.pem"),
    ]
    let inner = "\(place.path)/inner.cms"
    let decrypted = try openssl(
      "cms", "-decrypt", "-binary", "-inform", "DER", "-in", files[0], "-recip", files[1], "-inkey", files[2], "-out",
      inner)
    #expect(decrypted.succeeded, "\(decrypted.errorText)")
    let verified = try openssl(
      "cms", "-verify", "-binary", "-inform", "DER", "-in", inner, "-partial_chain", "-CAfile", files[3], "-attime",
      "\(now.milliseconds / 1000)")
    #expect(verified.succeeded && verified.outputText == "记录", "\(verified.errorText)")
  }

  @Test func `what stock openssl sealed opens here`() throws {
    let place = try Workplace()
    let plain = try place.put("回执", "plain"), signer = try place.put(kiosk.certificate.pem + kiosk.key.pem, "k.pem")
    let recipient = try place.put(office.certificate.pem, "office.pem")
    let signed = "\(place.path)/signed.cms", sealed = "\(place.path)/sealed.cms"
    #expect(
      try openssl(
        "cms", "-sign", "-binary", "-nodetach", "-md", "sha256", "-in", plain, "-signer", signer, "-outform", "DER",
        "-out", signed
      ).succeeded)
    #expect(
      try openssl(
        "cms", "-encrypt", "-binary", "-aes-256-gcm", "-in", signed, "-outform", "DER", "-out", sealed, recipient
      ).succeeded)
    let opened = try Envelope.open(
      place.get("sealed.cms"), recipient: office, trusted: [kiosk.certificate], at: now)
    #expect(opened.content == Array("回执".utf8))
  }

  @Test func `SM2 keys are told that CMS cannot use them yet`() throws {
    let signer = try person("国密", .sm2)
    #expect(throws: CryptographyError.unsupported(operation: "CMS", algorithm: "sm2")) {
      try Envelope.sign([1], signers: [signer])
    }
  }
}
