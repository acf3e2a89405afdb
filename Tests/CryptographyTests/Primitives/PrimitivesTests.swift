// Digests, MACs, derivations and ciphers against the vectors of their standards.
import Cryptography
import Testing

@Suite struct `Digests and codes` {
  @Test(
    arguments: [
      (Digest.sha256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (Digest.sha256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      (Digest.sm3, "abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
      (
        Digest.sm3, String(repeating: "abcd", count: 16),
        "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
      ),
      (
        Digest.sha384, "abc",
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
      ),
    ] as [(@Sendable ([UInt8]) -> [UInt8], String, String)])
  func `digests are those of the standards`(
    digest: @Sendable ([UInt8]) -> [UInt8], text: String, expected: String
  ) {
    #expect(digest(Array(text.utf8)).hex == expected)
  }

  @Test func `a stream of pieces has the digest of the whole`() {
    let stream = SHA256Stream()
    for piece in ["a", "", "bc"] { stream.update(Array(piece.utf8)) }
    #expect(stream.finish() == Digest.sha256(Array("abc".utf8)))
    #expect(stream.finish() == Digest.sha256([]))
  }

  @Test func `HMAC is that of RFC 4231`() {
    let key = [UInt8](repeating: 0x0B, count: 20)
    #expect(
      MAC.hmacSHA256(key: key, Array("Hi There".utf8)).hex
        == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
    #expect(
      MAC.hmacSHA256(key: Array("Jefe".utf8), Array("what do ya want for nothing?".utf8)).hex
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(MAC.hmacSHA256(key: [], []).hex == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
  }

  @Test func `comparison sees a difference anywhere`() {
    #expect(MAC.equal([1, 2, 3], [1, 2, 3]))
    #expect(!MAC.equal([1, 2, 3], [1, 2, 4]))
    #expect(!MAC.equal([1, 2, 3], [1, 2]))
  }

  @Test func `hexadecimal goes both ways and refuses the rest`() {
    #expect([UInt8](hex: "00ff7F") == [0, 255, 127])
    #expect([UInt8](hex: "0") == nil)
    #expect([UInt8](hex: "zz") == nil)
  }
}

@Suite struct `Derived keys` {
  @Test func `HKDF is that of RFC 5869 case 1`() throws {
    let key = try KeyDerivation.hkdfSHA256(
      secret: [UInt8](repeating: 0x0B, count: 22), salt: Array(0...12), info: Array(0xF0...0xF9), count: 42)
    #expect(key.hex == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
  }

  @Test func `HKDF without salt is that of RFC 5869 case 3`() throws {
    let key = try KeyDerivation.hkdfSHA256(secret: [UInt8](repeating: 0x0B, count: 22), salt: [], info: [], count: 42)
    #expect(key.hex == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")
  }

  @Test func `scrypt is that of RFC 7914`() throws {
    let key = try KeyDerivation.scrypt(
      secret: Array("pleaseletmein".utf8), salt: Array("SodiumChloride".utf8), n: 16384, r: 8, p: 1, count: 64)
    #expect(
      key.hex == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")
  }

  @Test func `an empty passphrase and a bad cost are answered`() throws {
    #expect(
      try KeyDerivation.scrypt(secret: [], salt: [], n: 16, r: 1, p: 1, count: 64).hex.hasPrefix("77d6576238657b20"))
    #expect(throws: CryptographyError.self) { try KeyDerivation.scrypt(secret: [1], salt: [2], n: 15) }
  }
}

@Suite struct Ciphers {
  /// FIPS 197, appendix C; NIST CAVP TDES known answers.
  @Test(arguments: [
    (BlockCipher.Algorithm.aes128, "000102030405060708090a0b0c0d0e0f", "69c4e0d86a7b0430d8cdb78070b4c55a"),
    (.aes192, "000102030405060708090a0b0c0d0e0f1011121314151617", "dda97ca4864cdfe06eaf70a0ec0d7191"),
    (
      .aes256, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
      "8ea2b7ca516745bfeafc49904b496089"
    ),
  ])
  func `AES blocks are those of FIPS 197`(algorithm: BlockCipher.Algorithm, key: String, expected: String) throws {
    let cipher = try BlockCipher(algorithm, key: #require([UInt8](hex: key)))
    let plain = try #require([UInt8](hex: "00112233445566778899aabbccddeeff"))
    #expect(try cipher.encrypt(plain).hex == expected)
    #expect(try cipher.decrypt(#require([UInt8](hex: expected))) == plain)
  }

  @Test func `triple DES with three equal keys is DES`() throws {
    let key = [UInt8](hex: String(repeating: "0101010101010101", count: 3)) ?? []
    let cipher = try BlockCipher(.tripleDES, key: key)
    #expect(try cipher.encrypt([0x80, 0, 0, 0, 0, 0, 0, 0]).hex == "95f8a5e5dd31d900")
  }

  @Test func `odd lengths are refused`() throws {
    #expect(throws: CryptographyError.length(.cipherKey, expected: "24", actual: 16)) {
      try BlockCipher(.tripleDES, key: [UInt8](repeating: 1, count: 16))
    }
    let cipher = try BlockCipher(.aes128, key: [UInt8](repeating: 1, count: 16))
    #expect(throws: CryptographyError.length(.block, expected: "16", actual: 8)) {
      try cipher.encrypt([UInt8](repeating: 0, count: 8))
    }
  }

  /// Test case 16 of the GCM specification (McGrew and Viega).
  @Test func `sealing is AES-256-GCM`() throws {
    let key = try SealingKey(
      #require([UInt8](hex: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")))
    let plain =
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    let sealed = try key.seal(
      #require([UInt8](hex: plain)), authenticated: #require([UInt8](hex: "feedfacedeadbeeffeedfacedeadbeefabaddad2")),
      nonce: #require([UInt8](hex: "cafebabefacedbaddecaf888")))
    #expect(
      sealed.dropFirst(13).map { $0 }.hex
        == "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
        + "c5f61e6393ba7a0abcc9f662" + "76fc6ece0f4e1768cddf8853bb2d551b")
  }

  @Test(arguments: [0, 1, 15, 16, 17, 1000])
  func `what was sealed opens`(count: Int) throws {
    let key = SealingKey.random()
    let plain = Random.bytes(count)
    let sealed = try key.seal(plain, context: "order/1")
    #expect(sealed.count == count + SealingKey.overhead)
    #expect(try key.open(sealed, context: "order/1") == plain)
  }

  @Test func `another context, another key, any changed byte and any cut are refused`() throws {
    let key = SealingKey.random()
    let sealed = try key.seal(Array("13800138000".utf8), context: "order/1/phone")
    #expect(throws: CryptographyError.sealBroken) { try key.open(sealed, context: "order/2/phone") }
    #expect(throws: CryptographyError.sealBroken) { try SealingKey.random().open(sealed, context: "order/1/phone") }
    for place in sealed.indices {
      var changed = sealed
      changed[place] ^= 1
      #expect(throws: CryptographyError.sealBroken) { try key.open(changed, context: "order/1/phone") }
      #expect(throws: CryptographyError.sealBroken) { try key.open(Array(sealed[..<place]), context: "order/1/phone") }
    }
  }

  @Test func `sealing twice never gives the same bytes`() throws {
    let key = SealingKey.random()
    #expect(try key.seal([1, 2, 3], context: "") != key.seal([1, 2, 3], context: ""))
  }
}
