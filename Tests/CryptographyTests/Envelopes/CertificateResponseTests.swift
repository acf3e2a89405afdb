// An authority's answer in the form of GM/T 0092: what is read of it, and what is no such answer.
import Cryptography
import Domain
import Testing

@Suite struct CertificateResponseTests {
  private let certificate: [UInt8]
  private let issuer: [UInt8]
  private let envelope: [UInt8]

  init() throws {
    let now = Instant(seconds: 1_780_000_000)
    let (root, key) = try CertificateAuthority.makeRoot(
      name: DistinguishedName(commonName: "Root"), algorithm: .sm2, years: 20, at: now)
    let owner = try PrivateKey.generate(.sm2)
    issuer = root.der
    certificate = try CertificateAuthority(certificate: root, key: key).issue(
      to: owner.publicKey, subject: DistinguishedName(commonName: "Owner"), from: now,
      until: now.advanced(bySeconds: 86_400), usage: .signing
    ).der
    envelope = EnvelopeDraft.der(of: owner.publicKey, wrappedWith: try PrivateKey.generate(.sm2).publicKey)
  }

  @Test func `a single certificate comes with its chain and no pair`() throws {
    let answer = try CertificateResponse(der: DER.sequence(DER.set(certificate, issuer)))
    #expect(answer.certificate == certificate && answer.chain == [issuer] && answer.encryption == nil)
  }

  /// Writers differ in whether the context's tags wrap or replace.
  @Test func `a pair comes whole, however its tags are written`() throws {
    let bare = Array(envelope.dropFirst(envelope[1] < 0x80 ? 2 : 2 + Int(envelope[1] & 0x7F)))
    for key in [DER.tagged(0, envelope), DER.tagged(0, bare)] {
      for owner in [DER.tagged(1, certificate), DER.tagged(1, DER.set(certificate))] {
        let answer = try CertificateResponse(der: DER.sequence(DER.set(certificate), key, owner))
        #expect(answer.encryption?.key == envelope && answer.encryption?.certificate == certificate)
      }
    }
  }

  @Test func `half a pair, an empty set and bytes too many are refused`() throws {
    let (key, owner) = (DER.tagged(0, envelope), DER.tagged(1, certificate))
    let whole = DER.sequence(DER.set(certificate), key, owner)
    let wrong = [
      DER.sequence(DER.set(certificate), key), DER.sequence(DER.set(certificate), owner), DER.sequence(DER.set()),
      DER.sequence(DER.set(certificate), owner, key), DER.sequence(DER.set(certificate), key, DER.tagged(1, [])),
      DER.sequence(DER.set(certificate), DER.tagged(0, certificate), owner), whole + [0], Array(whole.dropLast()),
      certificate, [],
    ]
    for bytes in wrong {
      #expect(throws: CryptographyError.malformed(.certificateResponse)) { try CertificateResponse(der: bytes) }
    }
    #expect(CertificateResponse.looksLike(whole) && !CertificateResponse.looksLike(certificate))
  }
}
