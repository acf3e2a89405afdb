// SM2 encryption keys in the envelope that only a token opens: what is read of them, and what is no such envelope.
import Cryptography
import Testing

/// An envelope as GM/T 0009-2012, section 7.4 draws it; what is encrypted is noise, since nobody here can open it.
enum EnvelopeDraft {
  static let sm4: [UInt8] = [0x06, 8, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 1, 0x68, 1]

  static func der(
    of key: PublicKey, wrappedWith ephemeral: PublicKey, symmetric: Int = 16, secret: Int = 32, digest: Int = 32
  ) -> [UInt8] {
    let (point, wrapping) = (key.point ?? [], ephemeral.point ?? [])
    let wrapped = DER.sequence(
      DER.integer(Array(wrapping[1...32])), DER.integer(Array(wrapping[33...])),
      DER.octetString(Random.bytes(digest)), DER.octetString(Random.bytes(symmetric)))
    return DER.sequence(
      DER.sequence(sm4, DER.null), wrapped, DER.bitString(point), DER.bitString(Random.bytes(secret)))
  }
}

@Suite struct EnvelopedKeyTests {
  @Test(arguments: [32, 64])
  func `the public key and the cipher are read, whatever is inside`(secret: Int) throws {
    let (key, other) = (try PrivateKey.generate(.sm2).publicKey, try PrivateKey.generate(.sm2).publicKey)
    let der = EnvelopeDraft.der(of: key, wrappedWith: other, secret: secret)
    let envelope = try EnvelopedKey(der: der)
    #expect(envelope.publicKey == key)
    #expect(envelope.cipher == "1.2.156.10197.1.104.1")
    #expect(EnvelopedKey.looksLike(der))
  }

  @Test func `a key that lies open is no envelope`() throws {
    for kind in [KeyAlgorithm.sm2, .p256, .rsa2048] {
      let der = try PrivateKey.generate(kind).der
      #expect(!EnvelopedKey.looksLike(der))
      #expect(throws: CryptographyError.malformed(.envelopedKey)) { try EnvelopedKey(der: der) }
    }
  }

  @Test func `whatever is cut, lengthened or off the curve is refused`() throws {
    let (key, other) = (try PrivateKey.generate(.sm2).publicKey, try PrivateKey.generate(.sm2).publicKey)
    let der = EnvelopeDraft.der(of: key, wrappedWith: other)
    let wrong =
      (0..<der.count).map { Array(der[..<$0]) } + [
        der + [0], EnvelopeDraft.der(of: key, wrappedWith: other, symmetric: 24),
        EnvelopeDraft.der(of: key, wrappedWith: other, secret: 31),
        EnvelopeDraft.der(of: key, wrappedWith: other, digest: 20),
        EnvelopeDraft.der(of: try PrivateKey.generate(.p256).publicKey, wrappedWith: other),
        EnvelopeDraft.der(of: key, wrappedWith: try PrivateKey.generate(.p256).publicKey),
      ]
    for bytes in wrong {
      #expect(throws: CryptographyError.malformed(.envelopedKey)) { try EnvelopedKey(der: bytes) }
    }
  }
}
