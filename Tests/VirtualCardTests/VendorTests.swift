// The makers' commands and the quirks of measured cards, on the software card alone.
import Cryptography
import Testing
import VirtualCard

@Suite struct VendorTests {
  let base = VirtualCardTests()

  func ready(_ profile: CardProfile) throws -> VirtualCard {
    let card = base.card(profile)
    try base.authenticate(card)
    return card
  }

  /// Sends a command in blocks of 255 bytes and fetches the whole answer.
  func exchange(_ card: VirtualCard, _ header: [UInt8], _ data: [UInt8]) -> (data: [UInt8], status: UInt16) {
    var rest = data[...]
    while rest.count > 255 {
      let status = base.status(card, [0x10] + header + [255] + rest.prefix(255))
      guard status == 0x9000 else { return ([], status) }
      rest = rest.dropFirst(255)
    }
    var answer = card.answer([0x00] + header + (rest.isEmpty ? [] : [UInt8(rest.count)]) + rest + [0x00]) ?? []
    var joined = answer.dropLast(2)
    while answer.suffix(2).first == 0x61 {
      answer = card.answer([0x00, 0xC0, 0, 0, answer.last ?? 0]) ?? []
      joined += answer.dropLast(2)
    }
    return (Array(joined), answer.suffix(2).reduce(0) { $0 << 8 | UInt16($1) })
  }

  func item(_ tag: UInt8, _ value: [UInt8]) -> [UInt8] {
    value.count < 128 ? [tag, UInt8(value.count)] + value : [tag, 0x81, UInt8(value.count)] + value
  }

  @Test func `an imported RSA key signs as the key it was`() throws {
    let card = try ready(.strict)
    let key = try PrivateKey.generate(.rsa2048)
    let data = try #require(key.rsaFactors).enumerated().flatMap { item(UInt8($0 + 1), $1) }
    #expect(exchange(card, [0xFE, 0x07, 0x9D], data).status == 0x9000)
    #expect(base.status(card, VirtualCardTests.verify) == 0x9000)
    let block = SignatureBlock.of([1, 2, 3], for: key.publicKey)
    let template = [0x82, 0, 0x81, 0x82, 1, 0] + block
    let signed = exchange(card, [0x87, 0x07, 0x9D], [0x7C, 0x82, 1, 6] + template)
    #expect(key.publicKey.verify(Array(signed.data.dropFirst(8)), of: [1, 2, 3]))
    #expect(exchange(card, [0xF7, 0, 0x9D], []).data.prefix(10) == [1, 1, 7, 2, 2, 2, 1, 3, 1, 2])
    #expect(exchange(card, [0xF9, 0x9D, 0], []).status == 0x6A80)
  }

  @Test func `an import needs the administration key and the right numbers`() throws {
    let key = try #require(PrivateKey.generate(.p256).scalar)
    #expect(exchange(base.card(), [0xFE, 0x11, 0x9D], item(6, key)).status == 0x6982)
    let card = try ready(.strict)
    #expect(exchange(card, [0xFE, 0x11, 0x9D], item(6, key.dropLast())).status == 0x6A80)
    #expect(exchange(card, [0xFE, 0x54, 0x9D], item(6, key)).status == 0x6A86)
    #expect(exchange(card, [0xFE, 0x11, 0x9B], item(6, key)).status == 0x6A86)
    #expect(card.state.keys.isEmpty)
    #expect(exchange(card, [0xFE, 0x11, 0x95], item(6, key)).status == 0x9000)
    #expect(card.state.keys[0x95]?.isImported == true)
  }

  @Test func `a key moves to a retired slot and out of the card`() throws {
    let card = try ready(.strict)
    _ = card.answer([0x00, 0x47, 0x00, 0x9D, 0x05, 0xAC, 0x03, 0x80, 0x01, 0x11, 0x00])
    let key = card.state.keys[0x9D]
    #expect(base.status(card, [0x00, 0xF6, 0x82, 0x9D]) == 0x9000)
    #expect(card.state.keys == [0x82: try #require(key)])
    #expect(base.status(card, [0x00, 0xF6, 0xFF, 0x82]) == 0x9000)
    #expect(base.status(card, [0x00, 0xF6, 0x83, 0x82]) == 0x6A88)
    #expect(try base.status(ready(.lenient), [0x00, 0xF6, 0x82, 0x9D]) == 0x6D00)
  }

  @Test func `a card may keep what cannot be deleted, and want an empty slot for what is moved`() throws {
    var profile = CardProfile.strict
    (profile.withoutDelete, profile.occupiedTarget) = (0x6A86, 0x6985)
    let card = try ready(profile)
    for slot in [0x9D, 0x9E] as [UInt8] {
      _ = card.answer([0x00, 0x47, 0x00, slot, 0x05, 0xAC, 0x03, 0x80, 0x01, 0x11, 0x00])
    }
    let keys = card.state.keys
    #expect(keys.count == 2)
    #expect(base.status(card, [0x00, 0xF6, 0xFF, 0x9D]) == 0x6A86)
    #expect(base.status(card, [0x00, 0xF6, 0x9E, 0x9D]) == 0x6985)
    #expect(card.state.keys == keys)
    #expect(base.status(card, [0x00, 0xF6, 0x82, 0x9D]) == 0x9000)
    #expect(card.state.keys == [0x82: try #require(keys[0x9D]), 0x9E: try #require(keys[0x9E])])
  }

  @Test func `the maker vouches for a key that was made here`() throws {
    let card = try ready(.strict)
    #expect(exchange(card, [0xF9, 0x9C, 0], []).status == 0x6A88)
    _ = card.answer(VirtualCardTests.generateInSignature)
    let statement = try Certificate(der: exchange(card, [0xF9, 0x9C, 0], []).data)
    let maker = try #require(card.state.maker)
    let object = exchange(card, [0xCB, 0x3F, 0xFF], [0x5C, 3, 0x5F, 0xFF, 0x01])
    #expect(object.data.dropFirst(8).starts(with: maker.certificate))
    try Certificate.verifyChain(
      statement, intermediates: [Certificate(der: maker.certificate)], anchors: [Certificate(der: maker.root)],
      at: nil)
    let key = try PrivateKey(der: #require(card.state.keys[0x9C]).secret)
    #expect(statement.publicKey == key.publicKey)
    #expect(statement.extensionValue("1.3.6.1.4.1.41482.3.3") == [5, 7, 1])
    #expect(statement.extensionValue("1.3.6.1.4.1.41482.3.7") == [2, 1, 1])
    #expect(statement.extensionValue("1.3.6.1.4.1.41482.3.8") == [3, 1])
  }

  @Test func `SM2 is there where a card offers it and nowhere else`() throws {
    let generate: [UInt8] = [0x00, 0x47, 0x00, 0x9C, 0x05, 0xAC, 0x03, 0x80, 0x01, 0x54, 0x00]
    #expect(try base.status(ready(.strict), generate) == 0x6A80)
    let card = base.card(.large)
    try base.authenticate(card)
    let made = try #require(card.answer(generate))
    let key = try PublicKey(point: Array(made.dropFirst(5).dropLast(2)), algorithm: .sm2)
    _ = card.answer(VirtualCardTests.verify)
    let digest = SignatureBlock.of([1, 2, 3], for: key)
    let signed = exchange(card, [0x87, 0x54, 0x9C], [0x7C, 0x24, 0x82, 0, 0x81, 0x20] + digest)
    #expect(key.verify(Array(signed.data.dropFirst(4)), of: [1, 2, 3]))
    var profile = CardProfile.strict
    profile.sm2Algorithm = 0xE2
    let other = generate.dropLast(2) + [0xE2, 0x00]
    #expect(try base.status(ready(profile), Array(other)) == 0x9000)
  }

  @Test func `a whole electronic seal fits where objects are large`() throws {
    let card = base.card(.large)
    try base.authenticate(card)
    let seal = Random.bytes(17_500)
    let value: [UInt8] = [0x53, 0x82, 0x44, 0x5C] + seal
    #expect(exchange(card, [0xDB, 0x3F, 0xFF], [0x5C, 3, 0x5F, 0xFF, 0x40] + value).status == 0x9000)
    #expect(exchange(card, [0xCB, 0x3F, 0xFF], [0x5C, 3, 0x5F, 0xFF, 0x40]).data == value)
    let smaller = [0x53, 0x82, 0x0F, 0xA0] + seal.prefix(4000)
    #expect(exchange(try ready(.strict), [0xDB, 0x3F, 0xFF], [0x5C, 3, 0x5F, 0xC1, 0x0A] + smaller).status == 0x6A84)
  }

  @Test func `all objects together fill the card`() throws {
    var profile = CardProfile.strict
    profile.memory = 4_000
    let card = try ready(profile)
    let value: [UInt8] = [0x53, 0x82, 0x07, 0xD0] + [UInt8](repeating: 1, count: 2000)
    let header: [UInt8] = [0xDB, 0x3F, 0xFF]
    #expect(exchange(card, header, [0x5C, 3, 0x5F, 0xC1, 0x0A] + value).status == 0x9000)
    #expect(exchange(card, header, [0x5C, 3, 0x5F, 0xC1, 0x0A] + value).status == 0x9000)
    #expect(exchange(card, header, [0x5C, 3, 0x5F, 0xC1, 0x0B] + value).status == 0x6A84)
  }

  @Test func `a reset needs PIN and PUK blocked and leaves a factory card`() throws {
    let card = try ready(.strict)
    _ = card.answer(VirtualCardTests.generateInSignature)
    #expect(base.status(card, [0x00, 0xFB, 0, 0]) == 0x6985)
    for _ in 0..<3 { _ = card.answer(VirtualCardTests.wrongPIN) }
    #expect(base.status(card, [0x00, 0xFB, 0, 0]) == 0x6985)
    let unblock = [0x00, 0x2C, 0x00, 0x80, 0x10] + Array("87654321".utf8) + VirtualCardTests.verify.suffix(8)
    #expect((0..<3).map { _ in base.status(card, unblock) } == [0x63C2, 0x63C1, 0x63C0])
    #expect(base.status(card, [0x00, 0xFB, 0, 0]) == 0x9000)
    var fresh = CardState(.strict, serial: 1)
    fresh.keysMade = 1
    #expect(card.state == fresh)
  }
}
