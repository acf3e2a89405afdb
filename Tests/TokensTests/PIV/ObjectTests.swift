// Certificate and cardholder objects as cards really hold them.
import Testing
import Tokens

@Suite struct ObjectTests {
  static let der: [UInt8] = [0x30, 0x82, 0x01, 0x00] + [UInt8](repeating: 5, count: 256)

  @Test func `a written certificate reads back`() {
    #expect(CertificateObject(CertificateObject.content(Self.der)) == .certificate(Self.der))
  }

  @Test func `a write cut short anywhere is never taken for a certificate`() {
    let content = CertificateObject.content(Self.der)
    for count in 1..<content.count where count != content.count - 2 && count != content.count - 5 {
      #expect(CertificateObject(Array(content[..<count])) == .truncated)
    }
    #expect(CertificateObject([]) == .absent)
  }

  @Test(arguments: [0, 1, 0x80] as [UInt8])
  func `a compressed certificate is known by its magic, whatever the information byte says`(information: UInt8) {
    let packed: [UInt8] = [0x1F, 0x8B, 8, 0]
    #expect(CertificateObject([0x70, 4] + packed + [0x71, 1, information, 0xFE, 0]) == .compressed(packed))
  }

  @Test func `what is no DER sequence is no certificate`() {
    #expect(CertificateObject([0x70, 2, 0x31, 0x00, 0x71, 1, 0]) == .truncated)
  }

  @Test func `a cardholder identifier keeps its GUID and tolerates odd tags`() throws {
    let guid = (1...16).map { UInt8($0) }
    #expect(CardholderIdentifier(CardholderIdentifier(guid: guid).content)?.guid == guid)
    let odd = TLV(0xEE, [0, 1]).bytes + TLV(0x34, guid).bytes + TLV(0x3D, []).bytes
    #expect(CardholderIdentifier(odd)?.guid == guid)
    #expect(CardholderIdentifier(CardholderIdentifier(guid: [UInt8](repeating: 0, count: 16)).content) == nil)
    #expect(CardholderIdentifier(Array(odd.dropLast())) == nil)
  }
}
