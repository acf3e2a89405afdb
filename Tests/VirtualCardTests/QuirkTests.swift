// Each measured difference between real cards, as the software card plays it.
import Cryptography
import Testing
import VirtualCard

@Suite struct QuirkTests {
  let base = VirtualCardTests()
  static let three = [CardProfile.cardA, .cardB, .cardC]
  static let count = VirtualCardTests.countTries

  func ready(_ profile: CardProfile) throws -> VirtualCard {
    let card = base.card(profile)
    try base.authenticate(card)
    return card
  }

  /// A card with a key in 9A and 9C.
  func keyed(_ profile: CardProfile) throws -> VirtualCard {
    let card = try ready(profile)
    _ = card.answer(VirtualCardTests.generateInSignature)
    _ = card.answer([0x00, 0x47, 0x00, 0x9A, 0x05, 0xAC, 0x03, 0x80, 0x01, 0x11, 0x00])
    return card
  }

  var signIn9A: [UInt8] {
    var command = VirtualCardTests.signInSignature
    command[3] = 0x9A
    return command
  }

  @Test(arguments: zip(three, [0x6982, 0x9000, 0x6982] as [UInt16]))
  func `VERIFY, GET DATA, sign`(profile: CardProfile, expected: UInt16) throws {
    let card = try keyed(profile)
    _ = card.answer(VirtualCardTests.verify)
    _ = card.answer([0x00, 0xCB, 0x3F, 0xFF, 0x05, 0x5C, 3, 0x5F, 0xC1, 0x02, 0x00])
    let status = base.status(card, VirtualCardTests.signInSignature)
    #expect(status == (profile.name == "card-c" ? 0x6F00 : expected))
  }

  @Test(arguments: zip(three, [0x6982, 0x9000, 0x9000] as [UInt16]))
  func `VERIFY, count, sign`(profile: CardProfile, expected: UInt16) throws {
    let card = try keyed(profile)
    _ = card.answer(VirtualCardTests.verify)
    #expect(base.status(card, Self.count) == 0x9000)
    #expect(base.status(card, VirtualCardTests.signInSignature) == expected)
  }

  @Test(arguments: zip(three, [0x9000, 0x63C3, 0x63C6] as [UInt16]))
  func `VERIFY, select again, count`(profile: CardProfile, expected: UInt16) throws {
    let card = try keyed(profile)
    _ = card.answer(VirtualCardTests.verify)
    _ = card.answer(VirtualCardTests.select)
    #expect(base.status(card, Self.count) == expected)
    #expect(base.status(card, signIn9A) == profile.signingWithoutPIN)
    #expect(base.status(card, VirtualCardTests.generateInSignature) == 0x6982)
    _ = card.answer(VirtualCardTests.wrongPIN)
    #expect(base.status(card, Self.count) & 0xFFF0 == 0x63C0)
  }

  @Test(arguments: zip(three, [0x6D00, 0x6A82, 0x6A82] as [UInt16]))
  func `selecting an unknown application leaves the PIN verified`(profile: CardProfile, expected: UInt16) throws {
    let card = try keyed(profile)
    _ = card.answer(VirtualCardTests.verify)
    #expect(base.status(card, [0x00, 0xA4, 0x04, 0x00, 0x05, 0xA0, 0, 0, 0, 1, 0x00]) == expected)
    #expect(base.status(card, signIn9A) == 0x9000)
  }

  @Test func `selecting another application that is there takes PIV away`() throws {
    let card = base.card(.large)
    #expect(base.status(card, [0x00, 0xA4, 0x04, 0x00, 0x06, 0xD2, 0x76, 0, 1, 0x24, 1]) == 0x9000)
    #expect(base.status(card, Self.count) == 0x6D00)
    _ = card.answer(VirtualCardTests.select)
    #expect(base.status(card, Self.count) == 0x63C3)
  }

  @Test(arguments: zip(three, [[0x63C0, 0x6983, 0x6983], [0x6983, 0x6983, 0x63C0], [0x6983, 0x6983, 0x6983]]))
  func `the last wrong try, a blocked VERIFY, a blocked count`(profile: CardProfile, expected: [Int]) {
    let card = base.card(profile)
    for _ in 1..<profile.pinTries { _ = card.answer(VirtualCardTests.wrongPIN) }
    let commands = [VirtualCardTests.wrongPIN, VirtualCardTests.verify, Self.count]
    #expect(commands.map { Int(base.status(card, $0)) } == expected)
    let change = [0x00, 0x24, 0x00, 0x80, 0x10] + VirtualCardTests.verify.suffix(8) + VirtualCardTests.verify.suffix(8)
    #expect(base.status(card, change) == 0x6983)
  }

  @Test(arguments: zip(three, [0x63C2, 0x63C2, 0x63C9] as [UInt16]))
  func `a wrong PUK`(profile: CardProfile, expected: UInt16) {
    let unblock = [0x00, 0x2C, 0x00, 0x80, 0x10] + Array("87654321".utf8) + VirtualCardTests.verify.suffix(8)
    #expect(base.status(base.card(profile), unblock) == expected)
  }

  @Test(arguments: zip(three, [0x6A80, 0x9000, 0x6A80] as [UInt16]))
  func `a new PIN of four digits`(profile: CardProfile, expected: UInt16) {
    let pin = Array("1234".utf8) + [0xFF, 0xFF, 0xFF, 0xFF]
    let unblock = [0x00, 0x2C, 0x00, 0x80, 0x10] + Array("12345678".utf8) + pin
    #expect(base.status(base.card(profile), unblock) == expected)
  }

  @Test(arguments: zip(three, [0x6A80, 0x6700, 0x6A80] as [UInt16]))
  func `a PIN that is not filled up`(profile: CardProfile, expected: UInt16) {
    let card = base.card(profile)
    #expect(base.status(card, [0x00, 0x20, 0x00, 0x80, 0x06] + Array("123456".utf8)) == expected)
    #expect(card.state.pin.triesLeft == profile.pinTries)
  }

  @Test(arguments: zip(three, [(4000, 0x9000), (2800, 0x9000), (1900, 0x9000)]))
  func `the largest certificate that was measured`(profile: CardProfile, measured: (size: Int, status: Int)) throws {
    let write = VendorTests().exchange
    let card = try ready(profile)
    func put(_ size: Int) -> Int {
      let value = [0x53, 0x82, UInt8(size >> 8), UInt8(size & 0xFF)] + [UInt8](repeating: 1, count: size)
      return Int(write(card, [0xDB, 0x3F, 0xFF], [0x5C, 3, 0x5F, 0xC1, 0x0A] + value).status)
    }
    #expect(put(measured.size) == measured.status)
    let tooLarge = ["card-a": 8000, "card-b": 3000, "card-c": 2800][profile.name] ?? 0
    #expect(put(tooLarge) == Int(profile.refusalWhenTooLarge))
    #expect(put(100) == (profile.name == "card-a" ? 0x6F61 : 0x9000))
    card.reset()
    _ = card.answer(VirtualCardTests.select)
    try base.authenticate(card)
    #expect(put(100) == 0x9000)
  }

  @Test(arguments: zip(three, [0x6984, 0x6A80, 0x6A80] as [UInt16]))
  func `the last block of a chain that was broken off`(profile: CardProfile, expected: UInt16) throws {
    let card = try ready(profile)
    let block = [0x5C, 3, 0x5F, 0xC1, 0x0A, 0x53, 0x82, 0x01, 0x00] + [UInt8](repeating: 1, count: 246)
    _ = card.answer([0x10, 0xDB, 0x3F, 0xFF, 0xFF] + block)
    _ = card.answer(Self.count)
    #expect(base.status(card, [0x00, 0xDB, 0x3F, 0xFF, 0x0A] + [UInt8](repeating: 1, count: 10)) == expected)
    let read: [UInt8] = [0x00, 0xCB, 0x3F, 0xFF, 0x05, 0x5C, 3, 0x5F, 0xC1, 0x0A, 0x00]
    #expect(base.status(card, read) == (profile.name == "card-a" ? 0x6A82 : 0x9000))
  }

  @Test(arguments: zip(three, [0x9000, 0x6A88, 0x6D00] as [UInt16]))
  func `the metadata of an empty slot`(profile: CardProfile, expected: UInt16) {
    #expect(base.status(base.card(profile), [0x00, 0xF7, 0x00, 0x9C, 0x00]) == expected)
  }

  @Test(arguments: zip(three, [0x6A81, 0x6A82, 0x6A82] as [UInt16]))
  func `writing to an unknown tag`(profile: CardProfile, expected: UInt16) throws {
    let write: [UInt8] = [0x00, 0xDB, 0x3F, 0xFF, 0x08, 0x5C, 3, 0x5F, 0xEE, 0x01, 0x53, 1, 7]
    #expect(try base.status(ready(profile), write) == expected)
  }

  @Test(arguments: zip(three, [0x6A86, 0x6A86, 0x6F00] as [UInt16]))
  func `the administration key under the wrong kind`(profile: CardProfile, expected: UInt16) {
    let ask: [UInt8] = [0x00, 0x87, 0x08, 0x9B, 0x04, 0x7C, 0x02, 0x80, 0x00, 0x00]
    #expect(base.status(base.card(profile), ask) == expected)
  }

  @Test func `T=0 is asked for exactly what there is`() throws {
    let card = base.card(.t0)
    #expect(card.answer([0x00, 0xF8, 0, 0, 0]) == [0x6C, 0x04])
    #expect(card.answer([0x00, 0xF8, 0, 0, 4])?.suffix(2) == [0x90, 0x00])
    #expect(base.status(card, [0x00, 0xCB, 0x3F, 0xFF, 0x03, 0x5C, 1, 0x7E]) == 0x6114)
    #expect(base.status(card, [0x00, 0xC0, 0, 0, 0]) == 0x6C14)
    #expect(card.answer([0x00, 0xC0, 0, 0, 0x14])?.count == 22)
    #expect(base.status(card, [0x00, 0xC0, 0, 0, 0x14]) == 0x6985)
  }

  @Test func `switches are set by name, and nonsense is refused`() {
    let strict = CardProfile.strict
    for (name, value) in strict.switches {
      #expect(strict.setting("\(name)=\(value)") == strict, "\(name)")
    }
    #expect(strict.setting("largestObject=30000")?.largestObject == 30_000)
    #expect(strict.setting("signingWithoutPIN=0x6F00")?.signingWithoutPIN == 0x6F00)
    let sparse = strict.setting("vendorCommands=version,serial")
    #expect(sparse?.hasMetadata == false && sparse?.hasVendorCommands == true)
    #expect(strict.setting("vendorCommands=")?.vendorCommands == [])
    #expect(strict.setting("isT0=true")?.isT0 == true)
    for nonsense in ["isT0=perhaps", "isT0", "size=3", "name=a", "deletedObject=never", "largestObject=much", "isT0=1"]
    {
      #expect(strict.setting(nonsense) == nil, "\(nonsense)")
    }
  }

  @Test(arguments: [
    ("pull-before", CardFault.pullBefore), ("pull-after", .pullAfter), ("swap", .swap), ("reset", .reset),
    ("6F00", .status(0x6F00)), ("answer:9000", .answer([0x90, 0])), ("garbled:61", .garbled([0x61])),
    ("truncated:3", .truncated(3)), ("oversized:300", .oversized(300)), ("delay:20", .delay(20)),
  ])
  func `a fault is named by a word`(text: String, fault: CardFault) { #expect(CardFault(text) == fault) }

  @Test(arguments: ["", "6F0", "pull", "answer:9", "delay:", "delay:-1", "truncated:x", "random:70000"])
  func `no other word names a fault`(text: String) { #expect(CardFault(text) == nil) }

  @Test func `faults strike at their command and at no other`() throws {
    let card = base.card()
    card.faults = CardFaults([1: .status(0x6F00), 2: .truncated(1), 3: .oversized(2), 4: .reset, 6: .pullAfter])
    let serial: [UInt8] = [0x00, 0xF8, 0, 0, 0]
    #expect(card.answer(serial) == [0, 0, 0, 1, 0x90, 0])
    #expect(card.answer(serial) == [0x6F, 0])
    #expect(card.answer(serial) == [0, 0, 0, 0x90, 0])
    #expect(card.answer(serial) == [0, 0, 0, 1, 0xA5, 0xA5, 0x90, 0])
    #expect(card.answer(serial) == [0x6D, 0])
    _ = card.answer(VirtualCardTests.select)
    #expect(card.answer(serial) == nil)
    #expect(card.departure == .pulled)
  }
}
