// The pinpad in software: a structure that is wrong in any field is refused, and nothing reaches the card.
import Testing
import VirtualCard

@Suite struct VirtualPinpadTests {
  /// PIN_VERIFY_STRUCTURE for a PIV card, by the standard's table.
  static let verifying: [UInt8] =
    [60, 60, 0x82, 8, 0, 8, 6, 2, 1, 0x04, 0x08, 0, 0, 0, 0, 13, 0, 0, 0, 0, 0x20, 0, 0x80, 8]
    + [UInt8](repeating: 0xFF, count: 8)

  func card() -> VirtualCard {
    let card = VirtualCard(CardState(.strict, serial: 1))
    _ = card.answer([0, 0xA4, 4, 0, 5, 0xA0, 0, 0, 3, 8, 0])
    return card
  }

  @Test func `a right structure has the PIN verified`() {
    let pinpad = VirtualPinpad { _ in .digits("123456") }
    #expect(pinpad.control(0x4233_0006, Self.verifying, card: card()) == .answer([0x90, 0x00]))
  }

  @Test(arguments: verifying.indices)
  func `a structure that is wrong in one byte is refused before anything is asked`(index: Int) {
    let (card, pinpad) = (card(), VirtualPinpad { _ in .digits("123456") })
    var wrong = Self.verifying
    wrong[index] ^= 0x80
    let outcome = pinpad.control(0x4233_0006, wrong, card: card)
    // CLA, P1 and P2 are the card's to judge.
    guard ![19, 21, 22].contains(index) else { return #expect(outcome != .answer([0x90, 0x00])) }
    #expect(outcome == .answer([0x6B, 0x80]))
    #expect(pinpad.prompts.isEmpty)
    #expect(card.state.pin.triesLeft == card.state.pin.tries)
  }

  @Test func `a structure that is too short or too long is refused`() {
    let pinpad = VirtualPinpad { _ in .digits("123456") }
    for bytes in [[], Self.verifying.dropLast(), Self.verifying + [0]] as [[UInt8]] {
      #expect(pinpad.control(0x4233_0006, Array(bytes), card: card()) == .answer([0x6B, 0x80]))
    }
    #expect(pinpad.control(0x4233_0099, Self.verifying, card: card()) == .unsupported)
  }
}
