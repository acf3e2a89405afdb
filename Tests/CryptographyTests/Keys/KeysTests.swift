// Key pairs of every kind: made, kept, signing as the standards' examples do, and as a card does block by block.
import Cryptography
import Testing

private let quick: [KeyAlgorithm] = [.rsa2048, .p256, .p384, .sm2, .ed25519]

@Suite struct Keys {
  @Test(arguments: quick)
  func `a key survives being kept as DER and as PEM`(algorithm: KeyAlgorithm) throws {
    let key = try PrivateKey.generate(algorithm)
    #expect(key.algorithm == algorithm)
    #expect(try PrivateKey(der: key.der).publicKey == key.publicKey)
    #expect(try PrivateKey(pem: key.pem).der == key.der)
    #expect(try PublicKey(spki: key.publicKey.spki).algorithm == algorithm)
  }

  @Test(arguments: quick)
  func `a signature holds for its message and key only`(algorithm: KeyAlgorithm) throws {
    let key = try PrivateKey.generate(algorithm)
    let message = Array("申请表".utf8)
    var signature = try key.sign(message)
    #expect(key.publicKey.verify(signature, of: message))
    #expect(!key.publicKey.verify(signature, of: message + [0]))
    #expect(try !PrivateKey.generate(algorithm).publicKey.verify(signature, of: message))
    signature[signature.count / 2] ^= 1
    #expect(!key.publicKey.verify(signature, of: message))
    #expect(!key.publicKey.verify([], of: message))
  }

  @Test(arguments: quick)
  func `the block a card signs makes the same signature`(algorithm: KeyAlgorithm) throws {
    let key = try PrivateKey.generate(algorithm)
    let message = Array("to be signed".utf8)
    let signature = try key.signRaw(SignatureBlock.of(message, for: key.publicKey))
    #expect(key.publicKey.verify(signature, of: message))
  }

  @Test func `a public key is rebuilt from what a card tells`() throws {
    let rsa = try PrivateKey.generate(.rsa2048).publicKey
    #expect(try PublicKey(rsaModulus: #require(rsa.rsaModulus), exponent: #require(rsa.rsaExponent)) == rsa)
    for algorithm in [KeyAlgorithm.p256, .p384, .sm2] {
      let key = try PrivateKey.generate(algorithm).publicKey
      let point = try #require(key.point)
      #expect(point.first == 4 && point.count == (algorithm == .p384 ? 97 : 65))
      #expect(try PublicKey(point: point, algorithm: algorithm) == key)
    }
  }

  @Test func `a point off the curve is refused`() throws {
    var point = try #require(try PrivateKey.generate(.p256).publicKey.point)
    point[64] ^= 1
    #expect(throws: CryptographyError.malformed(.publicKey)) { try PublicKey(point: point, algorithm: .p256) }
    #expect(throws: CryptographyError.malformed(.point)) { try PublicKey(point: [2] + point, algorithm: .p256) }
  }

  @Test func `bytes after a key are refused`() throws {
    let key = try PrivateKey.generate(.p256)
    #expect(throws: CryptographyError.malformed(.publicKey)) { try PublicKey(spki: key.publicKey.spki + [0]) }
    #expect(throws: CryptographyError.malformed(.privateKey)) { try PrivateKey(der: key.der + [0]) }
    #expect(throws: CryptographyError.malformed(.privateKey)) { try PrivateKey(der: []) }
  }

  @Test(arguments: [PublicKey.Padding.pkcs1, .oaepSHA256])
  func `what is encrypted to an RSA key opens with it`(padding: PublicKey.Padding) throws {
    let key = try PrivateKey.generate(.rsa2048)
    let sealed = try key.publicKey.encrypt([1, 2, 3], padding: padding)
    #expect(try key.decrypt(sealed, padding: padding) == [1, 2, 3])
    if padding == .pkcs1 { #expect(try key.decryptRaw(sealed).suffix(4) == [0, 1, 2, 3]) }
  }

  @Test func `a block shorter than the modulus is refused`() throws {
    let key = try PrivateKey.generate(.rsa2048)
    #expect(throws: CryptographyError.length(.block, expected: "256", actual: 20)) {
      try key.decryptRaw([UInt8](repeating: 0, count: 20))
    }
  }

  @Test(arguments: [KeyAlgorithm.p256, .p384])
  func `both sides agree on one secret`(algorithm: KeyAlgorithm) throws {
    let one = try PrivateKey.generate(algorithm), other = try PrivateKey.generate(algorithm)
    let secret = try one.agree(with: #require(other.publicKey.point))
    #expect(try secret == other.agree(with: #require(one.publicKey.point)))
  }
}

@Suite struct `Signatures of the standards` {
  private let sm2Point =
    "04" + "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"

  /// GB/T 32918.5-2017, appendix A.2.
  @Test func `Z and the digest of the SM2 example`() throws {
    let key = try PublicKey(point: #require([UInt8](hex: sm2Point)), algorithm: .sm2)
    #expect(
      SignatureBlock.sm2Z(point: try #require(key.point)).hex
        == "b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3")
    #expect(
      SignatureBlock.of(Array("message digest".utf8), for: key).hex
        == "f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640")
  }

  @Test func `the signature of the SM2 example verifies`() throws {
    let key = try PublicKey(point: #require([UInt8](hex: sm2Point)), algorithm: .sm2)
    let r = try #require([UInt8](hex: "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"))
    let s = try #require([UInt8](hex: "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"))
    #expect(key.verify(DER.sequence(DER.integer(r), DER.integer(s)), of: Array("message digest".utf8)))
    #expect(!key.verify(DER.sequence(DER.integer(s), DER.integer(r)), of: Array("message digest".utf8)))
  }

  /// RFC 6979, A.2.5.
  @Test func `the signature of the P-256 example verifies`() throws {
    let point =
      "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
      + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
    let key = try PublicKey(point: #require([UInt8](hex: point)), algorithm: .p256)
    let r = try #require([UInt8](hex: "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"))
    let s = try #require([UInt8](hex: "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"))
    #expect(key.verify(DER.sequence(DER.integer(r), DER.integer(s)), of: Array("sample".utf8)))
  }
}
