// Keys taken apart into numbers and put together again, as for a card that imports them.
import Cryptography
import Testing

@Suite struct KeyPartsTests {
  @Test func `an RSA key comes back from its five numbers`() throws {
    let key = try PrivateKey.generate(.rsa2048)
    let factors = try #require(key.rsaFactors)
    #expect(factors.map(\.count) == [128, 128, 128, 128, 128])
    #expect(try PrivateKey(rsaFactors: factors).publicKey == key.publicKey)
    #expect(key.scalar == nil)
  }

  @Test(arguments: 0..<5)
  func `numbers that do not belong together are no key`(place: Int) throws {
    var factors = try #require(PrivateKey.generate(.rsa2048).rsaFactors)
    factors[place][127] ^= 2
    #expect(throws: CryptographyError.self) { try PrivateKey(rsaFactors: factors) }
    factors[place] = [0]
    #expect(throws: CryptographyError.self) { try PrivateKey(rsaFactors: factors) }
    #expect(throws: CryptographyError.self) { try PrivateKey(rsaFactors: Array(factors.dropLast())) }
  }

  @Test(arguments: [KeyAlgorithm.p256, .p384, .sm2])
  func `a key on a curve comes back from its number`(algorithm: KeyAlgorithm) throws {
    let key = try PrivateKey.generate(algorithm)
    let scalar = try #require(key.scalar)
    let again = try PrivateKey(scalar: scalar, algorithm: algorithm)
    #expect(again.publicKey == key.publicKey)
    #expect(again.scalar == scalar)
    #expect(key.publicKey.verify(try again.sign([1, 2, 3]), of: [1, 2, 3]))
    #expect(throws: CryptographyError.self) { try PrivateKey(scalar: scalar + [0], algorithm: algorithm) }
  }
}
