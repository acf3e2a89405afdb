// PINs typed at a reader's own keys: what the reader is told, what it costs when nothing is typed, and who knows the PIN.
import Cryptography
import Domain
import Testing
import Tokens
import VirtualCard
import WrittenSecrets

@Suite struct PinpadTests {
  static let holders = "730194"

  /// A holder who knows the PIN and sets the same one anew.
  static func pinpad(_ present: String, new: String = holders, again: String? = nil) -> VirtualPinpad {
    VirtualPinpad { prompt in
      switch prompt {
      case .present: .digits(present)
      case .new: .digits(new)
      case .again: .digits(again ?? new)
      }
    }
  }

  func change(_ card: VirtualCard, _ pinpad: VirtualPinpad, _ journal: MemoryJournal = MemoryJournal()) throws {
    var job = PINJob(steps: journal.steps)
    try job.change(
      from: .atReader, to: .atReader, on: TokenSession(InsertedCard(card, pinpad: pinpad)), journal: journal)
  }

  @Test func `a reader is believed about its keys whatever numbers and order it uses, and nonsense is none`() throws {
    let pinpad = Self.pinpad("123456")
    let session = try TokenSession(InsertedCard(PINJobTests.card(.strict), pinpad: pinpad))
    for entry in [PINEntry.present, .presentAndNew, .new] { #expect(try session.usesPinpad(.auto, for: entry)) }
    #expect(try !session.usesPinpad(.off, for: .present))
    pinpad.features = [(0x12, 1), (0x07, 0x1234_5678), (0x06, 9)]
    try change(PINJobTests.card(.strict), pinpad)
    for features: [(UInt8, UInt32)] in [[], [(0x0A, 1)], [(0x07, 1)]] {
      pinpad.features = features
      let session = try TokenSession(InsertedCard(PINJobTests.card(.strict), pinpad: pinpad))
      #expect(try !session.usesPinpad(.auto, for: .present) && !session.usesPinpad(.auto, for: .new))
      let error = #expect(throws: TokenError.self) { try session.usesPinpad(.on, for: .present) }
      #expect(error?.explanation.code == "T75")
    }
    pinpad.features = [(0x06, 1)]
    let shy = try TokenSession(InsertedCard(PINJobTests.card(.strict), pinpad: pinpad))
    #expect(try shy.usesPinpad(.auto, for: .present) && !shy.usesPinpad(.auto, for: .presentAndNew))
  }

  /// What a reader says about the digits it takes, and whether a token's PIN can be typed there.
  static let sayings: [(said: [UInt8], takes: Bool)] = [
    ([], true), ([6, 1, 4, 7, 1, 16], true), ([6, 1, 6, 7, 1, 8], true), ([6, 1, 0, 7, 1, 0], true),
    ([7, 1, 6], false), ([6, 1, 7, 7, 1, 16], false), ([6, 1, 4, 7, 1, 5], false), ([7, 2, 8, 0], true),
    // Cut short: it has said nothing.
    ([7, 1, 6, 6, 9], true), ([7], true),
  ]

  @Test(arguments: sayings.indices)
  func `a reader that cannot take six to eight digits is left alone, and told where it must be used`(index: Int) throws
  {
    let (card, pinpad) = (PINJobTests.card(.strict), Self.pinpad("123456"))
    pinpad.features.append((0x12, 0x4233_0012))
    pinpad.properties = Self.sayings[index].said
    let session = try TokenSession(InsertedCard(card, pinpad: pinpad))
    #expect(try session.usesPinpad(.auto, for: .present) == Self.sayings[index].takes)
    guard !Self.sayings[index].takes else { return #expect(try session.usesPinpad(.on, for: .presentAndNew)) }
    let error = #expect(throws: TokenError.self) { try session.usesPinpad(.on, for: .presentAndNew) }
    #expect(error?.explanation.code == "T74")
    #expect(error?.change == .nothing && pinpad.prompts.isEmpty)
  }

  @Test func `a reader's display and maker are told as it tells them`() throws {
    let pinpad = Self.pinpad("123456")
    pinpad.features.append((0x12, 0x4233_0012))
    let session = try TokenSession(InsertedCard(PINJobTests.card(.strict), pinpad: pinpad))
    let properties = try #require(try session.pinpadProperties())
    #expect(properties.lines == 2 && properties.charactersPerLine == 16)
    #expect(properties.fewestDigits == 4 && properties.mostDigits == 16)
    #expect(properties.vendor == 0x1A6A && properties.product == 1)
  }

  @Test func `a reader without keys leaves the PIN to the prompt`() throws {
    let session = try TokenSession(InsertedCard(PINJobTests.card(.strict)))
    #expect(try !session.usesPinpad(.auto, for: .present))
    #expect(throws: TokenError.self) { try session.usesPinpad(.on, for: .present) }
  }

  @Test(arguments: CardProfile.all)
  func `the holder changes the PIN at the reader, and the screen says what to type`(profile: CardProfile) throws {
    let (card, pinpad) = (PINJobTests.card(profile), Self.pinpad("123456"))
    let session = try TokenSession(InsertedCard(card, pinpad: pinpad))
    var asked: [PINEntry] = []
    session.asks = { asked.append($0) }
    var job = PINJob()
    try job.change(from: .atReader, to: .atReader, on: session, journal: MemoryJournal())
    #expect(asked == [.presentAndNew])
    #expect(pinpad.prompts == [.present, .new, .again])
    #expect(card.state.pin.value == Array(Self.holders.utf8) + [0xFF, 0xFF])
    #expect(card.state.pin.triesLeft == card.state.pin.tries)
  }

  @Test func `a PIN that the clerk knows is handed over, and the holder types only the new one`() throws {
    let (card, pinpad) = (PINJobTests.card(.strict), Self.pinpad("–"))
    let session = try TokenSession(InsertedCard(card, pinpad: pinpad))
    var job = PINJob()
    try job.change(from: PIN("123456"), to: .atReader, on: session, journal: MemoryJournal())
    #expect(pinpad.prompts == [.new, .again])
    #expect(card.state.pin.value.starts(with: Array(Self.holders.utf8)))
  }

  @Test func `an unlock sends the sealed PUK and has the new PIN typed twice`() throws {
    let (card, pinpad) = (PINJobTests.card(.strict), Self.pinpad("–", new: "80519357"))
    let session = try TokenSession(InsertedCard(card, pinpad: pinpad))
    var job = PINJob()
    try job.unblock(
      puk: #require(PUK("12345678")), new: .atReader, on: session, journal: MemoryJournal())
    #expect(pinpad.prompts == [.new, .again])
    #expect(card.state.pin.value == Array("80519357".utf8))
  }

  /// An issue and a renewal, all of whose PINs are typed.
  @Test(arguments: CardProfile.all)
  func `a certificate is issued and renewed without the PIN ever being here`(profile: CardProfile) throws {
    let (desk, card) = (try Desk(), VirtualCard(CardState(profile, serial: 42)))
    var present = "123456"
    let pinpad = VirtualPinpad { prompt in
      defer { if prompt == .again { present = Self.holders } }
      return .digits(prompt == .present ? present : Self.holders)
    }
    let session = try TokenSession(InsertedCard(card, pinpad: pinpad))
    let secrets = IssueSecrets(
      currentPIN: .atReader, newPIN: .atReader, currentPUK: PUK("12345678"), newPUK: desk.puk,
      managementKeys: desk.keys)
    var issue = IssueJob(desk.plan())
    let request = try issue.prepare(on: session, secrets, journal: MemoryJournal())
    try issue.finish(
      desk.certificate(for: request), on: session, pin: .atReader, desk.keys, journal: MemoryJournal())
    #expect(issue.isComplete)
    // Set, for the request, for the proof; and before the certificate where the card cannot tell its key.
    #expect(pinpad.prompts.filter { $0 == .present }.count == (profile.hasMetadata ? 3 : 4))
    var plan = desk.plan()
    (plan.request, plan.purpose) = ("R-2", .renewal(replacing: nil))
    var renewal = IssueJob(plan)
    let second = try renewal.prepare(
      on: session, IssueSecrets(pin: .atReader, managementKeys: desk.keys), journal: MemoryJournal())
    try renewal.finish(
      desk.certificate(for: second), on: session, pin: .atReader, desk.keys, journal: MemoryJournal())
    #expect(renewal.isComplete)
    #expect(card.state.pin.value == Array(Self.holders.utf8) + [0xFF, 0xFF])
    #expect(card.state.pin.triesLeft == card.state.pin.tries)
  }

  /// How often the PIN is typed: set, request, signature, message read back; where the card cannot tell its key the
  /// last two come twice; an encryption pair has a message of its own.
  @Test(arguments: [(CardProfile.strict, false, 4), (.lenient, false, 6), (.strict, true, 5)])
  func `an RSA key has its PIN typed as often as the manual says`(profile: CardProfile, pair: Bool, times: Int) throws {
    let (desk, card, pinpad) = (try Desk(), VirtualCard(CardState(profile, serial: 42)), Self.pinpad("123456"))
    let present = pinpad.press
    var isSet = false
    pinpad.press = { prompt in
      if prompt == .again { isSet = true }
      return isSet ? .digits(Self.holders) : present(prompt)
    }
    let session = try TokenSession(InsertedCard(card, pinpad: pinpad))
    let secrets = IssueSecrets(
      currentPIN: .atReader, newPIN: .atReader, currentPUK: PUK("12345678"), newPUK: desk.puk,
      managementKeys: desk.keys)
    var encryption: EncryptionPair?
    if pair {
      let key = try PrivateKey.generate(.p256)
      encryption = try EncryptionPair(certificate: desk.certificate(for: key.publicKey), key: key)
    }
    var issue = IssueJob(desk.plan(.rsa2048))
    let request = try issue.prepare(on: session, secrets, journal: MemoryJournal())
    try issue.finish(
      desk.certificate(for: request), on: session, pin: .atReader, desk.keys, encryption: encryption,
      journal: MemoryJournal())
    #expect(issue.isComplete)
    #expect(pinpad.prompts.filter { $0 == .present }.count == times)
  }

  /// What the holder does wrong, and what is told.
  static let mistakes: [(code: String, press: @Sendable (VirtualPinpad.Prompt) -> VirtualPinpad.Press)] = [
    ("T70", { _ in .nothing }), ("T70", { $0 == .present ? .digits("123456") : .nothing }),
    ("T71", { _ in .cancel }), ("T71", { $0 == .again ? .cancel : .digits("123456") }),
    ("T72", { .digits($0 == .again ? "730195" : "123456") }),
    ("T73", { _ in .digits("12345") }), ("T73", { .digits($0 == .new ? "123456789" : "123456") }),
  ]

  @Test(arguments: mistakes.indices)
  func `an entry that is not made costs nothing, and the job goes on afterwards`(index: Int) throws {
    let (card, journal) = (PINJobTests.card(.strict), MemoryJournal())
    let before = card.state
    let error = #expect(throws: TokenError.self) {
      try change(card, VirtualPinpad(press: Self.mistakes[index].press), journal)
    }
    #expect(error?.explanation.code == Self.mistakes[index].code)
    #expect(error?.change == .nothing)
    #expect(card.state == before)
    #expect(journal.steps.last == .keptPIN)
    try change(card, Self.pinpad("123456"), journal)
    #expect(PINJob(steps: journal.steps).isComplete)
  }

  @Test func `a wrong PIN at the reader costs one try and says so, and the last is kept`() throws {
    let card = PINJobTests.card(.strict)
    for left in [2, 1] {
      let error = #expect(throws: TokenError.self) { try change(card, Self.pinpad("111222")) }
      #expect(error?.problem == .wrongPIN(triesLeft: left))
    }
    let pinpad = Self.pinpad("123456")
    let last = #expect(throws: TokenError.self) { try change(card, pinpad) }
    #expect(last?.problem == .lastTry)
    #expect(pinpad.prompts.isEmpty)
    #expect(card.state.pin.triesLeft == 1)
  }

  @Test func `a token pulled out while the holder types is taken up again`() throws {
    let (card, journal) = (PINJobTests.card(.strict), MemoryJournal())
    let pinpad = Self.pinpad("123456")
    let press = pinpad.press
    pinpad.press = { prompt in
      card.faults = CardFaults([0: .pullAfter])
      return press(prompt)
    }
    let error = #expect(throws: TokenError.self) { try change(card, pinpad, journal) }
    #expect(error?.problem == .removed)
    #expect(error?.change == .possible)
    // The card says that its PIN is no longer the factory's: the new one is typed once more, to be shown.
    let second = Self.pinpad(Self.holders)
    try change(card, second, journal)
    #expect(second.prompts == [.present])
    #expect(card.state.pin.value.starts(with: Array(Self.holders.utf8)))
  }

  @Test func `the reader is told byte for byte what the standard asks for`() {
    final class Heard { var all: [[UInt8]] = [] }
    let (heard, card) = (Heard(), PINJobTests.card(.strict))
    final class Listening: Connection {
      let (card, heard): (InsertedCard, Heard)
      init(_ card: InsertedCard, _ heard: Heard) { (self.card, self.heard) = (card, heard) }
      var transport: Transport { card.transport }
      var answerToReset: [UInt8] { card.answerToReset }
      func transmit(_ command: UnsafeRawBufferPointer) throws(LinkFailure) -> [UInt8] { try card.transmit(command) }
      func beginTransaction() throws(LinkFailure) { try card.beginTransaction() }
      func endTransaction() {}
      func reset() throws(LinkFailure) { try card.reset() }
      func reconnect() throws(LinkFailure) { try card.reconnect() }
      func control(_ code: UInt32, _ data: UnsafeRawBufferPointer) throws(LinkFailure) -> [UInt8] {
        heard.all.append(Array(data))
        return try card.control(code, data)
      }
    }
    #expect(throws: Never.self) {
      let session = try TokenSession(Listening(InsertedCard(card, pinpad: Self.pinpad("123456")), heard))
      var job = PINJob()
      try job.change(from: .atReader, to: .atReader, on: session, journal: MemoryJournal())
    }
    let padding = [UInt8](repeating: 0xFF, count: 16)
    #expect(heard.all.count == 2)
    #expect(heard.all.first == [])
    let head: [UInt8] = [0x3C, 0x3C, 0x82, 0x08, 0x00, 0x00, 0x08, 0x08, 0x06, 0x03, 0x02, 0x03, 0x04, 0x08]
    let tail: [UInt8] = [0x00, 0x01, 0x02, 0x00, 0x00, 0x00, 0x15, 0x00, 0x00, 0x00, 0x00, 0x24, 0x00, 0x80, 0x10]
    #expect(heard.all.last == head + tail + padding)
  }
}
