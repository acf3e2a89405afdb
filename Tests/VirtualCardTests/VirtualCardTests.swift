// The software card against the standard's words, command by command, without any code of the terminal's side.
import Cryptography
import Glibc
import Testing
import VirtualCard

@Suite struct VirtualCardTests {
  static let select: [UInt8] = [0x00, 0xA4, 0x04, 0x00, 0x05, 0xA0, 0, 0, 3, 8, 0x00]
  static let verify: [UInt8] = [0x00, 0x20, 0x00, 0x80, 0x08] + Array("123456".utf8) + [0xFF, 0xFF]
  static let wrongPIN: [UInt8] = [0x00, 0x20, 0x00, 0x80, 0x08] + Array("654321".utf8) + [0xFF, 0xFF]
  static let countTries: [UInt8] = [0x00, 0x20, 0x00, 0x80]
  static let generateInSignature: [UInt8] = [0x00, 0x47, 0x00, 0x9C, 0x05, 0xAC, 0x03, 0x80, 0x01, 0x11, 0x00]
  static let signInSignature: [UInt8] =
    [0x00, 0x87, 0x11, 0x9C, 0x26, 0x7C, 0x24, 0x82, 0x00, 0x81, 0x20] + [UInt8](repeating: 5, count: 32) + [0x00]

  func card(_ profile: CardProfile = .strict) -> VirtualCard {
    let card = VirtualCard(CardState(profile, serial: 1))
    _ = card.answer(profile.isT0 ? Array(Self.select.dropLast()) : Self.select)
    return card
  }

  func status(_ card: VirtualCard, _ command: [UInt8]) -> UInt16 {
    let answer = card.answer(command) ?? []
    return answer.suffix(2).reduce(0) { $0 << 8 | UInt16($1) }
  }

  /// Mutual authentication with the factory's key.
  func authenticate(_ card: VirtualCard) throws {
    let kinds: [UInt8: (BlockCipher.Algorithm, Int)] = [
      0x03: (.tripleDES, 8), 0x0A: (.aes192, 16), 0x0C: (.aes256, 16),
    ]
    let identifier = card.state.managementAlgorithm
    let (kind, size) = try #require(kinds[identifier])
    let cipher = try BlockCipher(kind, key: card.state.managementKey)
    let asked = try #require(card.answer([0x00, 0x87, identifier, 0x9B, 0x04, 0x7C, 0x02, 0x80, 0x00, 0x00]))
    let witness = try cipher.decrypt(Array(asked.dropFirst(4).prefix(size)))
    let length = UInt8(size)
    let template = [0x80, length] + witness + [0x81, length] + [UInt8](repeating: 9, count: size)
    let data = [0x7C, UInt8(template.count)] + template
    let proven = card.answer([0x00, 0x87, identifier, 0x9B, UInt8(data.count)] + data + [0x00])
    #expect(proven?.suffix(2) == [0x90, 0x00])
  }

  @Test(arguments: [generateInSignature, [0x00, 0xDB, 0x3F, 0xFF, 0x07, 0x5C, 3, 0x5F, 0xC1, 0x0A, 0x53, 0x00]])
  func `keys and objects need the administration key`(command: [UInt8]) {
    #expect(status(card(), command) == 0x6982)
  }

  @Test func `a signature in 9C needs VERIFY directly before it, every time`() throws {
    let card = card()
    try authenticate(card)
    #expect(status(card, Self.generateInSignature) == 0x9000)
    #expect(status(card, Self.signInSignature) == 0x6982)
    #expect(status(card, Self.verify) == 0x9000)
    #expect(status(card, Self.signInSignature) == 0x9000)
    #expect(status(card, Self.signInSignature) == 0x6982)
    #expect(status(card, Self.verify) == 0x9000)
    #expect(status(card, [0x00, 0xCB, 0x3F, 0xFF, 0x05, 0x5C, 3, 0x5F, 0xC1, 0x02, 0x00]) == 0x6A82)
    #expect(status(card, Self.signInSignature) == 0x6982)
  }

  @Test func `a lenient card signs again after one VERIFY`() throws {
    let card = card(.lenient)
    try authenticate(card)
    _ = card.answer(Self.generateInSignature)
    _ = card.answer(Self.verify)
    #expect(status(card, Self.signInSignature) == 0x9000)
    #expect(status(card, Self.signInSignature) == 0x9000)
  }

  @Test func `three wrong PINs block, the PUK opens again and does not log in`() {
    let card = card()
    #expect([1, 2, 3].map { _ in status(card, Self.wrongPIN) } == [0x63C2, 0x63C1, 0x63C0])
    #expect(status(card, Self.verify) == 0x6983)
    #expect(status(card, Self.countTries) == 0x6983)
    let unblock = [0x00, 0x2C, 0x00, 0x80, 0x10] + Array("12345678".utf8) + Self.verify.suffix(8)
    #expect(status(card, unblock) == 0x9000)
    #expect(status(card, Self.countTries) == 0x63C3)
  }

  @Test func `counting tries spends none and a reset logs out`() {
    let card = card()
    #expect([1, 2].map { _ in status(card, Self.countTries) } == [0x63C3, 0x63C3])
    _ = card.answer(Self.verify)
    #expect(status(card, Self.countTries) == 0x9000)
    card.reset()
    _ = card.answer(Self.select)
    #expect(status(card, Self.countTries) == 0x63C3)
  }

  @Test(arguments: zip([CardProfile.strict, .lenient, .plain], [0x6A82, 0x9000, 0x9000] as [UInt16]))
  func `a deleted object is absent in the card's own spelling`(profile: CardProfile, expected: UInt16) throws {
    let card = card(profile)
    try authenticate(card)
    _ = card.answer([0x00, 0xDB, 0x3F, 0xFF, 0x07, 0x5C, 3, 0x5F, 0xC1, 0x0A, 0x53, 0x00])
    #expect(status(card, [0x00, 0xCB, 0x3F, 0xFF, 0x05, 0x5C, 3, 0x5F, 0xC1, 0x0A, 0x00]) == expected)
  }

  @Test(arguments: zip([CardProfile.strict, .lenient], [0x6A82, 0x9000] as [UInt16]))
  func `a write that never ended leaves what this kind of card leaves`(profile: CardProfile, expected: UInt16) throws {
    let card = card(profile)
    try authenticate(card)
    let block = [0x5C, 3, 0x5F, 0xC1, 0x0A, 0x53, 0x82, 0x02, 0x00] + [UInt8](repeating: 1, count: 246)
    #expect(status(card, [0x10, 0xDB, 0x3F, 0xFF, 0xFF] + block) == 0x9000)
    #expect(status(card, [0x00, 0xCB, 0x3F, 0xFF, 0x05, 0x5C, 3, 0x5F, 0xC1, 0x0A, 0x00]) == expected)
  }

  @Test func `a long answer comes in parts, by GET RESPONSE or at once by an extended Le`() throws {
    let card = card()
    try authenticate(card)
    let generate: [UInt8] = [0x00, 0x47, 0x00, 0x9A, 0x05, 0xAC, 0x03, 0x80, 0x01, 0x07, 0x00]
    let first = try #require(card.answer(generate))
    #expect(first.count == 258)
    #expect(first.suffix(2) == [0x61, 0x0E])
    let rest = try #require(card.answer([0x00, 0xC0, 0x00, 0x00, 0x0E]))
    #expect(rest.count == 16)
    let whole = card.answer([0x00, 0x47, 0x00, 0x9A, 0x00, 0x00, 0x05, 0xAC, 0x03, 0x80, 0x01, 0x07, 0x00, 0x00])
    #expect(whole?.count == 272)
  }

  @Test(
    arguments: [[0x00], [0x00, 0x20, 0x00], [0x00, 0x20, 0x00, 0x80, 0x08, 0x31], [0x80, 0x20, 0, 0x80]] as [[UInt8]])
  func `a malformed command is refused`(command: [UInt8]) {
    #expect([0x6700, 0x6E00].contains(status(card(), command)))
  }

  @Test func `a state file brings the same card back`() throws {
    let path = "/tmp/certkiosk-card-\(Random.bytes(6).hex).json"
    let card = card()
    try authenticate(card)
    _ = card.answer(Self.generateInSignature)
    try card.state.save(to: path)
    #expect(CardState(file: path) == card.state)
    unlink(path)
  }
}
